import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon } from '../icon'
import './index.scss'

interface ActionBarProps {
  /** One quiet line under the buttons: who looks at it, by when. */
  note?: string
  /** What went wrong with the last press, beside the button that was pressed. */
  problem?: string | null
}

/** The thumb zone of a page. Buttons share its width; a primary one is the last and takes twice as much. */
export function ActionBar({ note, problem, children }: PropsWithChildren<ActionBarProps>) {
  return (
    <View className="action-bar">
      {problem && (
        <View className="action-bar-problem t-sub" aria-role="alert">
          <Icon name="circle-alert" size="inline" />
          <Text>{problem}</Text>
        </View>
      )}
      <View className="action-bar-buttons">{children}</View>
      {note && <View className="t-caption c-ink3 action-bar-note">{note}</View>}
    </View>
  )
}
