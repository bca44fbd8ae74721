import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './index.scss'

interface ActionBarProps {
  /** One quiet line under the buttons: who looks at it, by when. */
  note?: string
}

/** The thumb zone of a page. Buttons share its width; a primary one is the last and takes twice as much. */
export function ActionBar({ note, children }: PropsWithChildren<ActionBarProps>) {
  return (
    <View className="action-bar">
      <View className="action-bar-buttons">{children}</View>
      {note && <View className="t-caption c-ink3 action-bar-note">{note}</View>}
    </View>
  )
}
