import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './index.scss'

/** Buttons of a queue, above the tabs, where the thumb is; the list keeps room for them at its end. */
export function ThumbZone({ children }: PropsWithChildren) {
  return (
    <>
      <View className="thumb-zone-room" />
      <View className="thumb-zone">{children}</View>
    </>
  )
}
