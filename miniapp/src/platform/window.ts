import Taro from '@tarojs/taro'

/** The phone's window and WeChat's capsule, px; the capsule is null where WeChat does not know it yet. */
export function measureWindow() {
  const { statusBarHeight = 0, windowWidth } = Taro.getWindowInfo()
  const capsule = Taro.getMenuButtonBoundingClientRect()
  return { statusBarHeight, windowWidth, capsule: capsule && capsule.width > 0 ? capsule : null }
}
