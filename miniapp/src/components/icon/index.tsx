import { View } from '@tarojs/components'
import type icons from '../../styles/icons.json'
import './index.scss'

export type IconName = keyof typeof icons

interface IconProps {
  name: IconName
  /** inline 18, row 22, tile 26; larger in elder mode. */
  size?: 'inline' | 'row' | 'tile'
}

/** A line icon in the colour of the text around it. The word beside it is what is read out. */
export function Icon({ name, size = 'row' }: IconProps) {
  return <View className={`icon icon-${name} icon-size-${size}`} aria-hidden />
}
