import { Text, View } from '@tarojs/components'
import { Icon } from '../../../components/icon'
import type { Unit } from '../../../hooks/use-units'
import type { Suggestion } from '../service'
import './why-suggested.scss'

/** Nearest to the match are the telling ones; the whole list is for the catalogue's keepers. */
const SHOWN_FAILURES = 3
const SHOWN_CHANGES = 2

const nameOf = (units: readonly Unit[], id: string) => units.find((unit) => unit.id === id)?.name ?? '另一个单位'

/** Why these units: the rule that fits, those before it that did not, what would change it, and how like cases ended. */
export function WhySuggested({ suggestion, units }: { suggestion: Suggestion; units: readonly Unit[] }) {
  const { rule, leadUnitName, tried, wouldChange, similar } = suggestion
  const failures = tried.filter(({ matched }) => !matched).slice(-SHOWN_FAILURES)
  return (
    <View className="why-suggested">
      <View className="t-heading">{rule ? '为什么建议' : '没有对上的规则'}</View>
      {rule && (
        <Line icon="circle-check" tone="pine" words={`${rule.label} → ${leadUnitName ?? ''}`} isStrong />
      )}
      {failures.map(({ ruleId, label, failed }) => (
        <Line key={ruleId} icon="circle-x" words={`${label}：不符`} note={failed.join('；')} />
      ))}
      {(wouldChange.length > 0 || similar.length > 0) && <View className="why-suggested-line" />}
      {wouldChange.slice(0, SHOWN_CHANGES).map(({ ifOnly, leadUnitId, ruleId }) => (
        <View key={`${ruleId}-${ifOnly}`} className="t-sub c-ink2">{`${ifOnly.startsWith('如果') ? '' : '如果'}${ifOnly}，改由${nameOf(units, leadUnitId)}主办`}</View>
      ))}
      {similar.length > 0 && <View className="t-sub c-ink2">{similarWords(suggestion)}</View>}
    </View>
  )
}

function similarWords({ similar, leadUnitId, leadUnitName }: Suggestion): string {
  const own = similar.filter((one) => one.leadUnitId === leadUnitId).length
  return own > 0 ? `过去同类办成 ${similar.length} 件，${leadUnitName ?? ''}办成 ${own} 件` : `过去同类办成 ${similar.length} 件，主办是${similar[0]!.leadUnitName}`
}

function Line({ icon, words, note, tone, isStrong }: { icon: 'circle-check' | 'circle-x'; words: string; note?: string; tone?: 'pine'; isStrong?: boolean }) {
  return (
    <View className="why-suggested-rule">
      <View className={tone === 'pine' ? 'c-pine' : 'c-ink3'}>
        <Icon name={icon} />
      </View>
      <View className="why-suggested-words">
        <Text className={isStrong ? 't-strong' : ''}>{words}</Text>
        {note && <View className="t-sub c-ink2">{note}</View>}
      </View>
    </View>
  )
}
