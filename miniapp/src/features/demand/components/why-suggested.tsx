import { Text, View } from '@tarojs/components'
import { Icon } from '../../../components/icon'
import type { Suggestion } from '../service'
import './why-suggested.scss'

/** Nearest to the match are the telling ones; the whole list is for the catalogue's keepers. */
const SHOWN_FAILURES = 3
const SHOWN_CHANGES = 2

/** Why these units: the rule that fits, those before it that did not, what would change it, and how like cases ended. */
export function WhySuggested({ suggestion }: { suggestion: Suggestion }) {
  const { rule, leadUnitName, tried, wouldChange, similar } = suggestion
  const failures = tried.filter(({ matched }, index) => !matched && index >= tried.length - 1 - SHOWN_FAILURES)
  const broken = tried.filter((one) => one.isBroken && !failures.includes(one))
  return (
    <View className="why-suggested">
      <View className="t-heading">{rule ? '为什么建议' : '没有对上的规则'}</View>
      {rule && (
        <Line icon="circle-check" tone="pine" words={`${rule.label} → ${leadUnitName ?? ''}`} isStrong />
      )}
      {[...broken, ...failures].map(({ ruleId, label, failed, isBroken }) => (
        <Line key={ruleId} icon={isBroken ? 'triangle-alert' : 'circle-x'} words={`${label}：${isBroken ? '规则有误' : '不符'}`} note={failed.join('；')} />
      ))}
      {(wouldChange.length > 0 || similar.length > 0) && <View className="why-suggested-line" />}
      {wouldChange.slice(0, SHOWN_CHANGES).map(({ ifOnly, leadUnitName, ruleId }) => (
        <View key={`${ruleId}-${ifOnly}`} className="t-sub c-ink2">{`${ifOnly}，改由${leadUnitName}主办`}</View>
      ))}
      {similar.length > 0 && <View className="t-sub c-ink2">{similarWords(suggestion)}</View>}
    </View>
  )
}

function similarWords({ similar, leadUnitId, leadUnitName }: Suggestion): string {
  const own = similar.filter((one) => one.leadUnitId === leadUnitId).length
  return own > 0 ? `过去同类办成 ${similar.length} 件，${leadUnitName ?? ''}办成 ${own} 件` : `过去同类办成 ${similar.length} 件，主办是${similar[0]!.leadUnitName}`
}

function Line({ icon, words, note, tone, isStrong }: { icon: 'circle-check' | 'circle-x' | 'triangle-alert'; words: string; note?: string; tone?: 'pine'; isStrong?: boolean }) {
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
