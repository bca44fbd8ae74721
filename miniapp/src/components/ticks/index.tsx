import { View } from '@tarojs/components'
import { Card } from '../card'
import { Fact } from '../fact'
import './index.scss'

export interface Tick {
  words: string
  isDone: boolean
}

/** Elder mode: where it stands, in three ticks instead of a timeline. */
export function Ticks({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <Card>
      {ticks.map(({ words, isDone }) => (
        <View key={words} className={isDone ? '' : 'ticks-ahead'} aria-label={`${words}，${isDone ? '已完成' : '还没到'}`}>
          <Fact icon={isDone ? 'check' : 'hourglass'}>{words}</Fact>
        </View>
      ))}
    </Card>
  )
}
