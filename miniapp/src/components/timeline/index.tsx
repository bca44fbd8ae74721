import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '../icon'
import './index.scss'

/** Beyond this many the rest waits behind “再看 N 条”. */
const SHOWN_AT_FIRST = 6

export interface TimelineItem {
  /** Stable over refetches. */
  key: string
  /** next: 接下来; now: what is going on; done: behind us. */
  phase: 'next' | 'now' | 'done'
  /** Who did what: 社区吹哨，请部门来办. */
  title: string
  /** One plain reason, or what was said. */
  note?: string
  /** When, as people say it. */
  when?: string
}

function Mark({ phase }: Pick<TimelineItem, 'phase'>) {
  return <View className={`timeline-mark timeline-mark-${phase}`}>{phase === 'done' && <Icon name="check" size="inline" />}</View>
}

const phaseWord = { next: '接下来', now: '正在进行', done: '已完成' } as const

/** What happened and what comes, newest on top: hollow ahead, red now, a tick behind. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? items : items.slice(0, SHOWN_AT_FIRST)
  const hidden = items.length - shown.length
  return (
    <View className="timeline">
      {shown.map(({ key, phase, title, note, when }) => (
        <View key={key} className={`timeline-item timeline-item-${phase}`} aria-label={[phaseWord[phase], title, note, when].filter(Boolean).join('，')}>
          <Mark phase={phase} />
          <View className="timeline-text">
            <View className="timeline-head">
              <View className={phase === 'next' ? 't-body c-ink2' : 't-body t-strong'}>{title}</View>
              <Text className="timeline-when t-caption c-ink3">{when ?? (phase === 'next' ? '接下来' : '')}</Text>
            </View>
            {note && <View className="t-sub c-ink2">{note}</View>}
          </View>
        </View>
      ))}
      {hidden > 0 && (
        <View className="timeline-more t-link" aria-role="button" hoverClass="pressed" onClick={() => setWhole(true)}>{`再看 ${hidden} 条`}</View>
      )}
    </View>
  )
}
