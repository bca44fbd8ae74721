import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon, type IconName } from '../icon'
import './index.scss'

interface CalloutProps {
  icon: IconName
  /** hint: pine, how to do it well; info: slate, something to decide; quiet: sunken, what others will see. */
  kind: 'hint' | 'info' | 'quiet' | 'warning'
  title?: string
}

/** A few words set apart from what the page asks. */
export function Callout({ icon, kind, title, children }: PropsWithChildren<CalloutProps>) {
  return (
    <View className={`callout callout-${kind}`}>
      <Icon name={icon} size="inline" />
      <View className="callout-words">
        {title && <Text className="t-strong callout-title">{title}</Text>}
        <View className="t-sub">{children}</View>
      </View>
    </View>
  )
}
