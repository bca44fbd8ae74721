import { Text, View } from '@tarojs/components'
import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { useNow } from '../../platform/clock'
import { useIsElder } from '../../platform/display-mode'
import { Card } from '../card'
import { Chip, TONE_ICONS } from '../chip'
import { type DeadlineWordsInput, useDeadlineWords } from '../chip/deadline-chip'
import { Icon } from '../icon'
import './index.scss'

interface HandOverProps {
  /** The unit or person by name, never “相关部门”. */
  holder: string
  part?: 'lead' | 'assist'
  /** What else matters now: who assists, whether the resident was contacted. */
  note?: string
  /** How it came there: 派到, 收到. */
  startWord: string
  /** What is due, with the act that ends it: 办结. Absent when no clock runs. */
  due?: DeadlineWordsInput & { act: string }
  /** Opens 这个时间怎么算的. */
  onWhy?: () => void
}

const partWord = (part: HandOverProps['part']) => (part ? `（${part === 'lead' ? '主办' : '协办'}）` : '')

/** 0 at the start, 1 from the due date on. */
function progress({ startedAt, dueAt }: { startedAt: string; dueAt: string }, now: Date): number {
  const start = Date.parse(startedAt)
  const length = Date.parse(dueAt) - start
  return length <= 0 ? 1 : Math.min(1, Math.max(0, (now.getTime() - start) / length))
}

function Track({ share }: { share: number }) {
  const percent = `${Math.round(share * 100)}%`
  return (
    <View className="track" aria-hidden>
      <View className="track-past" style={{ width: percent }} />
      <View className="track-now" style={{ left: percent }} />
    </View>
  )
}

function WhyLink({ onWhy }: { onWhy: () => void }) {
  return (
    <View className="hand-over-why t-link t-sub" aria-role="button" hoverClass="pressed" onClick={onWhy}>
      <Text>这个时间怎么算的</Text>
      <Icon name="chevron-right" size="inline" />
    </View>
  )
}

function Due({ due, startWord }: { due: NonNullable<HandOverProps['due']>; startWord: string }) {
  const now = useNow()
  const { deadline, act } = due
  return (
    <>
      <Track share={progress(deadline, now)} />
      <View className="hand-over-dates t-caption">
        <Text className="c-ink3">{`${sayMoment(new Date(deadline.startedAt), now)} ${startWord}`}</Text>
        <Text className="t-strong">{`${sayDeadline(new Date(deadline.dueAt), now)}${act}`}</Text>
      </View>
    </>
  )
}

function DueChip(due: DeadlineWordsInput) {
  const { words, tone } = useDeadlineWords(due)
  return <Chip tone={tone}>{words}</Chip>
}

/** Acts that end the whole matter. */
const GOOD: readonly string[] = ['办结', '办好']

function ElderDue({ due }: { due: DeadlineWordsInput & { act: string } }) {
  const now = useNow()
  const { words, tone } = useDeadlineWords(due)
  return (
    <>
      <View className="hand-over-line" />
      <View className="t-sub c-ink2">{`什么时候${GOOD.includes(due.act) ? '好' : due.act}`}</View>
      <View className="t-title">{sayDeadline(new Date(due.deadline.dueAt), now, { isElder: true })}</View>
      <View className="hand-over-left t-sub c-ink2">
        <Icon name={TONE_ICONS[tone]} size="inline" />
        <Text>{words}</Text>
      </View>
    </>
  )
}

/** Who has it now, and until when: the top of every case. In elder mode two questions and their answers. */
export function HandOverCard(props: HandOverProps) {
  return useIsElder() ? <ElderHandOver {...props} /> : <NormalHandOver {...props} />
}

function NormalHandOver({ holder, part, note, startWord, due, onWhy }: HandOverProps) {
  return (
    <Card>
      <View className="hand-over-head">
        <Text className="t-sub c-ink2">现在在谁手上</Text>
        {due && <DueChip {...due} />}
      </View>
      <View className="t-title">{`${holder}${partWord(part)}`}</View>
      {note && <View className="t-sub c-ink2">{note}</View>}
      {due && <Due due={due} startWord={startWord} />}
      {onWhy && <WhyLink onWhy={onWhy} />}
    </Card>
  )
}

function ElderHandOver({ holder, due, note }: HandOverProps) {
  return (
    <Card>
      <View className="t-sub c-ink2">现在谁在办</View>
      <View className="t-title">{holder}</View>
      {note && <View className="t-sub c-ink2">{note}</View>}
      {due && <ElderDue due={due} />}
    </Card>
  )
}
