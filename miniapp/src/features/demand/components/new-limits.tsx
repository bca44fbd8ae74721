import type { UrgencyCode } from '@huying/shared/complaint/catalogue'
import { URGENCY_LABELS } from '@huying/shared/complaint/labels'
import { sayLimit, type Limit } from '@huying/shared/kernel/limit'
import { sayDeadline } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { usualLimit } from '../../../components/case/limits'
import { useExplained } from '../../../components/case/use-explained'
import { useNow } from '../../../platform/clock'
import { useIsElder } from '../../../platform/display-mode'
import './new-limits.scss'

const CLOCKS = [['contact', '联系居民'], ['returnLimit', '退单最晚'], ['solve', '办结']] as const

/** What the unit will have to keep, counted from now; the server writes the dates when it is sent. */
export function NewLimits({ urgency }: { urgency: UrgencyCode }) {
  const [from] = useState(() => new Date().toISOString())
  return (
    <View className="new-limits">
      <View className="t-heading">{`时限（${URGENCY_LABELS[urgency]}件）`}</View>
      <View className="new-limits-row">
        {CLOCKS.map(([kind, label]) => (
          <OneLimit key={kind} from={from} label={label} limit={usualLimit(kind, urgency)} />
        ))}
      </View>
    </View>
  )
}

function OneLimit({ from, label, limit }: { from: string; label: string; limit: Limit | null }) {
  const now = useNow()
  const isElder = useIsElder()
  const due = useExplained(from, limit)
  return (
    <View className="new-limit">
      <Text className="t-caption c-ink2">{label}</Text>
      <View className="t-sub t-strong">{due ? sayDeadline(new Date(due.dueAt), now, { isElder }) : '正在算'}</View>
      {limit && <Text className="t-caption c-ink2">{sayLimit(limit)}</Text>}
    </View>
  )
}
