import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './index.scss'

/** Buttons of a queue, above the tabs, where the thumb is. The page ends with `ThumbRoom`, so that nothing lies under them. */
export const ThumbZone = ({ children }: PropsWithChildren) => <View className="thumb-zone">{children}</View>

/** As much room as the buttons of a `ThumbZone` take. */
export const ThumbRoom = () => <View className="thumb-zone-room" />
