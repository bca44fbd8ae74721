import Taro from '@tarojs/taro'
import { isTabPage, TAB_PAGES } from '../routes'

/** Opens a page by its route, `features/wish/pages/detail/index?id=…`; tab pages are switched to. */
export function go(route: string) {
  const url = `/${route}`
  return isTabPage(route) ? Taro.switchTab({ url }) : Taro.navigateTo({ url })
}

/** In place of the page that does not exist: back does not lead there again. */
export const replaceBy = (route: string) => void Taro.redirectTo({ url: `/${route}` })

export const goHome = () => void go(TAB_PAGES.home)

const hasPageBehind = () => Taro.getCurrentPages().length > 1

/** Back to where one came from; home when the page was opened from a message or a code. */
export function goBack() {
  if (hasPageBehind()) void Taro.navigateBack()
  else goHome()
}

/** Back to the page one came from, which is this one's parent; to it also when this one was opened by itself. */
export function goUp(parent: string) {
  if (hasPageBehind()) void Taro.navigateBack()
  else replaceBy(parent)
}
