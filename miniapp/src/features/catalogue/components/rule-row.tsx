import type { RuleBody } from '@huying/shared/catalogue/rules-contract'
import type { CatalogueFault } from '@huying/shared/catalogue/versions'
import { View } from '@tarojs/components'
import { conditionWords, routeWords, type RuleNames } from '../rule-words'
import { FaultLines } from './faults'
import { Moves } from './moves'

interface RuleRowProps {
  rule: RuleBody
  number: number
  isLast: boolean
  isChosen: boolean
  names: RuleNames
  faults: readonly CatalogueFault[]
  onChoose: () => void
  onMove: (by: -1 | 1) => void
}

/** One rule as people read it: what it asks, and to whom it leads. */
export function RuleRow({ rule, number, isLast, isChosen, names, faults, onChoose, onMove }: RuleRowProps) {
  return (
    <View className={`desk-row ${isChosen ? 'desk-row-on' : ''}`} aria-role="button" aria-label={`第 ${number} 条，${rule.label}`} aria-pressed={isChosen} hoverClass="pressed" onClick={onChoose}>
      <View className="desk-row-number t-sub">{`${number}`}</View>
      <View className="desk-row-words">
        <View className="t-strong">{rule.label}</View>
        <View className="t-sub c-ink2">{conditionWords(rule, names).join('，') || '什么都接'}</View>
        <View className="t-sub c-ink2">{routeWords(rule, names)}</View>
        <FaultLines faults={faults} />
      </View>
      <Moves name={rule.label} isFirst={number === 1} isLast={isLast} onMove={onMove} />
    </View>
  )
}
