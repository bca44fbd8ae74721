import Taro from '@tarojs/taro'

/** Below our own bar, so that the label of what is scrolled to can be read. */
const BAR_PX = 100

/** Brings the element of this id into view; where it is not on the page, nothing moves. */
export async function scrollToElement(id: string): Promise<void> {
  try {
    await Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -BAR_PX, duration: 200 })
  } catch {
    // Not on this page.
  }
}
