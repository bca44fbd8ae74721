import type { RateLine } from '@huying/shared/statistics/rates-contract'
import { Text, View } from '@tarojs/components'
import { Chip } from '../../../components/chip'
import { flagWords, lineWords, tooFewWords } from '../rate-words'
import './rank-row.scss'

/** One place of the ranking by score: its rank, whose it is, its three rates, and what speaks against taking them at their word. */
export function RateRow({ line }: { line: RateLine }) {
  const { rank, name, place, score, flags } = line
  const warnings = flagWords(flags)
  const words = [lineWords(line), score === null && tooFewWords(line)].filter(Boolean)
  return (
    <View className="rank-row" aria-label={[rank !== null && `第 ${rank}`, name, place, score !== null && `${score.toFixed(1)} 分`, ...words, ...warnings].filter(Boolean).join('，')}>
      <Text className={`rank-number t-heading ${rank !== null && rank <= 3 ? '' : 'c-ink3'}`}>{rank ?? '—'}</Text>
      <View className="rank-words">
        <View className="t-strong">{name}</View>
        {place && <View className="t-caption c-ink3">{place}</View>}
        {words.map((one) => (
          <View key={String(one)} className="t-caption c-ink2">{one}</View>
        ))}
        {warnings.map((one) => (
          <Chip key={one} tone="over">
            {one}
          </Chip>
        ))}
      </View>
      <View className="rank-count">
        <Text className="t-title">{score === null ? '—' : score.toFixed(1)}</Text>
        <Text className="t-caption c-ink3">得分</Text>
      </View>
    </View>
  )
}
