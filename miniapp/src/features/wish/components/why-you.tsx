import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Fact } from '../../../components/fact'
import { Icon } from '../../../components/icon'
import type { Wish } from '../service'
import './why-you.scss'

const RINGS = ['同网格', '同社区', '结对单位', '全镇'] as const

const reasonsIn = (why: string): string[] => why.replace(/。$/, '').split(/[；;，]/)

/** Why this member was asked, and how far the question has gone. */
export function WhyYou({ wish }: { wish: Wish }) {
  const { why, ring, state } = wish
  if (state !== 'open' || (why === null && ring === null)) return null
  return (
    <Card>
      {why !== null && (
        <View className="why-you">
          <View className="why-you-head">
            <Icon name="circle-help" />
            <Text className="t-heading">为什么请您来</Text>
          </View>
          {reasonsIn(why).map((reason) => (
            <Fact key={reason} icon="check">
              {reason}
            </Fact>
          ))}
        </View>
      )}
      {ring !== null && <Rings ring={ring} />}
    </Card>
  )
}

function Rings({ ring }: { ring: number }) {
  return (
    <View aria-label={`现在问到${RINGS[ring - 1] ?? RINGS[3]}的党员，一共四圈`}>
      <View className="rings" aria-hidden>
        {RINGS.map((word, index) => (
          <View key={word} className={`ring ${index + 1 === ring ? 'ring-now' : index + 1 < ring ? 'ring-past' : ''}`}>
            <View className="ring-dot" />
            <Text className="t-caption">{word}</Text>
          </View>
        ))}
      </View>
      <View className="t-caption c-ink3 rings-note">一圈一圈请人帮，没人应就多问一圈；谁都能先来认领</View>
    </View>
  )
}
