import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'

/** The phone's window and WeChat's capsule, px; the capsule is null where WeChat does not know it yet. */
export function measureWindow() {
  const { statusBarHeight = 0, windowWidth } = Taro.getWindowInfo()
  const capsule = Taro.getMenuButtonBoundingClientRect()
  return { statusBarHeight, windowWidth, capsule: capsule && capsule.width > 0 ? capsule : null }
}

/** The window's width in px, as it is now: a browser's window is drawn wider and narrower. */
export function useWindowWidth(): number {
  const [width, setWidth] = useState(() => Taro.getWindowInfo().windowWidth)
  useEffect(() => {
    const measure = () => setWidth(Taro.getWindowInfo().windowWidth)
    Taro.onWindowResize?.(measure)
    return () => Taro.offWindowResize?.(measure)
  }, [])
  return width
}
