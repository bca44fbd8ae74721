import { sayLimit, type Limit } from '@huying/shared/kernel/limit'
import { sayDeadline } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useNow } from '../../platform/clock'
import { useIsElder } from '../../platform/display-mode'
import { Button } from '../button'
import { Fact } from '../fact'
import { Sheet } from '../sheet'
import { useExplained } from './use-explained'
import { type WhyRow, whyRows } from './why-rows'
import './deadline-why.scss'

/** What must be known of a clock to explain it. */
export interface WhyInput {
  startedAt: string
  dueAt: string
  /** Its usual limit; null where none is known, and then the sentence alone speaks. */
  limit: Limit | null
  /** The server's own sentence, which knows of pauses and moved dates. */
  sentence?: string
  /** 办结, 接手. */
  act: string
}

interface DeadlineWhyProps extends WhyInput {
  isOpen: boolean
  onClose: () => void
  /** What happens when the date passes. */
  consequence?: string
}

/** The days of the usual limit; null while unknown, or where the real date is another one (paused, moved). */
function useDays({ startedAt, dueAt, limit }: WhyInput, isOpen: boolean) {
  const explained = useExplained(startedAt, isOpen ? limit : null)
  return explained && Date.parse(explained.dueAt) === Date.parse(dueAt) ? explained : null
}

/** 这个时间怎么算的: the rule, each day and whether it counts, and what happens afterwards. */
export function DeadlineWhy({ isOpen, onClose, consequence, ...why }: DeadlineWhyProps) {
  const now = useNow()
  const isElder = useIsElder()
  const explained = useDays(why, isOpen)
  const { act, limit, sentence, dueAt } = why
  const words = sentence || explained?.sentence
  return (
    <Sheet isOpen={isOpen} title={`${act}时间怎么算的`} onClose={onClose} footer={<Button onClick={onClose}>知道了</Button>}>
      <View className="t-body">
        {`要在 ${sayDeadline(new Date(dueAt), now, { isElder })}${act}`}
        {limit && <Text>{`，一般给 ${sayLimit(limit)}`}</Text>}
      </View>
      {explained && limit?.unit !== 'h' && limit?.unit !== 'min' && <WhyTable rows={whyRows(explained.days)} />}
      <View className="why-notes">
        {words && <Fact icon="clock" isQuiet>{words}</Fact>}
        {limit && (limit.unit === 'wd' || limit.unit === 'wh') && (
          <Fact icon="briefcase" isQuiet>上班时间是 8:00–12:00、14:00–18:00，周末和放假不算，调休上班的日子算。</Fact>
        )}
        {consequence && <Fact icon="circle-alert" isQuiet>{consequence}</Fact>}
      </View>
    </Sheet>
  )
}

function WhyTable({ rows }: { rows: readonly WhyRow[] }) {
  return (
    <View className="why-table">
      {rows.map(({ dates, reason, sum, kind }) => (
        <View key={dates} className={`why-row why-row-${kind}`} aria-label={[dates, reason, sum].filter(Boolean).join('，')}>
          <Text className="why-dates">{dates}</Text>
          <Text className="why-reason t-sub">{reason}</Text>
          <Text className="why-sum">{sum}</Text>
        </View>
      ))}
    </View>
  )
}
