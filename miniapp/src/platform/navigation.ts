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

/** Back to where one came from; home when the page was opened from a message or a code. */
export function goBack() {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else goHome()
}
