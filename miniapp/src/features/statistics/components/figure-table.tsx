import { Text, View } from '@tarojs/components'
import type { Figure } from '../words'
import './figure-table.scss'

/** A few numbers beside each other, each above what it counts. */
export function FigureTable({ figures }: { figures: readonly Figure[] }) {
  return (
    <View className="figures">
      {figures.map(({ label, value }) => (
        <View key={label} className="figure" aria-label={`${label} ${value}`}>
          <Text className="t-title">{value}</Text>
          <Text className="t-caption c-ink2">{label}</Text>
        </View>
      ))}
    </View>
  )
}
