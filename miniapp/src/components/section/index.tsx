import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon } from '../icon'
import './index.scss'

interface SectionProps {
  title: string
  /** 全部 3 件, 看明细: a way to more of the same. */
  more?: string
  onMore?: () => void
}

/** A titled part of a screen. */
export function Section({ title, more, onMore, children }: PropsWithChildren<SectionProps>) {
  return (
    <View className="section">
      <View className="section-head">
        <Text className="t-heading">{title}</Text>
        {more && (
          <View className="section-more" aria-role="button" aria-label={`${title}，${more}`} hoverClass="pressed" onClick={onMore}>
            <Text>{more}</Text>
            <Icon name="chevron-right" size="inline" />
          </View>
        )}
      </View>
      {children}
    </View>
  )
}
