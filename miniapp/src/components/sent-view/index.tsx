import { Text, View } from '@tarojs/components'
import { Button } from '../button'
import { Card } from '../card'
import { Icon } from '../icon'
import './index.scss'

interface SentViewProps {
  /** 心愿交给社区了 */
  title: string
  /** To be read out on the phone; absent while it still waits to be sent. */
  number?: string
  /** Label and answer: 谁来看 → 南大街社区, 什么时候 → 11月26日 周四 18:00 前. */
  answers: readonly { label: string; words: string }[]
  action: { label: string; onClick: () => void }
  onHome: () => void
}

/** After every submit: the number, who looks at it, until when. */
export function SentView({ title, number, answers, action, onHome }: SentViewProps) {
  return (
    <View className="sent" aria-role="status">
      <View className="sent-mark">
        <Icon name={number === undefined ? 'hourglass' : 'check'} size="tile" />
      </View>
      <View className="t-display sent-title">{title}</View>
      <Card>
        {number !== undefined && <SentAnswer label="编号" words={number} />}
        {answers.map((answer) => (
          <SentAnswer key={answer.label} {...answer} />
        ))}
      </Card>
      <View className="sent-actions">
        <Button kind="primary" onClick={action.onClick}>
          {action.label}
        </Button>
        <Button onClick={onHome}>回首页</Button>
      </View>
    </View>
  )
}

function SentAnswer({ label, words }: { label: string; words: string }) {
  return (
    <View className="sent-answer">
      <Text className="t-sub c-ink2 sent-label">{label}</Text>
      <Text className="t-strong sent-words">{words}</Text>
    </View>
  )
}
