import type { RankedBy, RankedLine } from '@huying/shared/statistics/contract'
import { Text, View } from '@tarojs/components'
import { rankedWords } from '../words'
import './rank-row.scss'

interface RankRowProps {
  by: RankedBy
  line: RankedLine
}

/** One place of a ranking: its rank, whose it is, how many were fulfilled, and what stands beside it. Nobody is ranked for nothing. */
export function RankRow({ by, line }: RankRowProps) {
  const { rank, name, place, fulfilled } = line
  const words = rankedWords(by, line)
  const rankWord = fulfilled > 0 ? String(rank) : '—'
  return (
    <View className="rank-row" aria-label={[fulfilled > 0 && `第 ${rank}`, name, place, `圆满 ${fulfilled} 个`, words].filter(Boolean).join('，')}>
      <Text className={`rank-number t-heading ${fulfilled > 0 && rank <= 3 ? '' : 'c-ink3'}`}>{rankWord}</Text>
      <View className="rank-words">
        <View className="t-strong">{name}</View>
        {place && <View className="t-caption c-ink3">{place}</View>}
        <View className="t-caption c-ink2">{words}</View>
      </View>
      <View className="rank-count">
        <Text className="t-title">{fulfilled}</Text>
        <Text className="t-caption c-ink3">圆满</Text>
      </View>
    </View>
  )
}
