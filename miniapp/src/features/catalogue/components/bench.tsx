import { rulesContract, type RuleBody } from '@huying/shared/catalogue/rules-contract'
import { NATURES } from '@huying/shared/demand/catalogue'
import type { Suggestion } from '@huying/shared/demand/contract'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { AreaPicker } from '../../../components/area-picker'
import { Button } from '../../../components/button'
import { Callout } from '../../../components/callout'
import { categoryWord, offeredCategories } from '../../../components/case/category'
import { Cell } from '../../../components/cell'
import { Chip } from '../../../components/chip'
import { Fact } from '../../../components/fact'
import { FilterPills, SeveralField } from '../../../components/field'
import { useCommand } from '../../../hooks/use-command'
import { useNow } from '../../../platform/clock'
import { PickSheet } from './pick-sheet'

const WHICH = [{ value: 'draft', label: '按改过的' }, { value: 'inForce', label: '按现在在用的' }] as const
const MONTHS = Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: `${index + 1} 月` }))

/** The middle of that month of this year: any day of it has the same rules. */
const inMonth = (month: string, now: Date): string => new Date(Date.UTC(now.getUTCFullYear(), Number(month) - 1, 15, 4)).toISOString()

/** 试一试: which rule would catch a case, and why. */
export function Bench({ rules }: { rules: readonly RuleBody[] }) {
  const now = useNow()
  const [which, setWhich] = useState<'draft' | 'inForce'>('draft')
  const [category, setCategory] = useState('road-light')
  const [nature, setNature] = useState<string>('facility')
  const [month, setMonth] = useState<string | null>(null)
  const [area, setArea] = useState<{ code: string; name: string } | null>(null)
  const [picking, setPicking] = useState<'category' | 'nature' | 'area' | null>(null)
  const [result, setResult] = useState<Suggestion | null>(null)
  const { run, isBusy, problem, setProblem } = useCommand(rulesContract.try, { refreshes: [] })
  const close = () => setPicking(null)
  async function attempt() {
    setResult(null)
    if (area === null) return setProblem('先选一个地方')
    const matter = { category, nature, areaCode: area.code, ...(month !== null && { at: inMonth(month, now) }) }
    setResult(await run({ body: { matter, ...(which === 'draft' && { rules: [...rules] }) } }))
  }
  return (
    <View>
      <View className="card">
        <FilterPills choices={WHICH} value={which} onChange={setWhich} />
        <Cell title="类别" value={categoryWord(category)} onClick={() => setPicking('category')} />
        <Cell title="问题性质" value={NATURES.find(({ code }) => code === nature)?.label ?? ''} onClick={() => setPicking('nature')} />
        <Cell title="在哪里" value={area?.name ?? '选一个地方'} onClick={() => setPicking('area')} />
        <View className="desk-part">
          <SeveralField label="哪个月（不选就是现在）" choices={MONTHS} values={month === null ? [] : [month]} onChange={(months) => setMonth(months.find((one) => one !== month) ?? null)} />
        </View>
        <View className="desk-buttons">
          <Button size="small" kind="yes" isBusy={isBusy} onClick={() => void attempt()}>
            哪条规则会接住
          </Button>
        </View>
        {problem && <Callout kind="warning" icon="circle-alert">{problem}</Callout>}
      </View>
      {result && <Result result={result} />}
      <PickSheet isOpen={picking === 'category'} title="哪一类事" choices={offeredCategories().map(({ code, label }) => ({ value: code, label }))} onClose={close} onChoose={(code) => { setCategory(code); close() }} />
      <PickSheet isOpen={picking === 'nature'} title="问题性质" choices={NATURES.map(({ code, label }) => ({ value: code, label }))} onClose={close} onChoose={(code) => { setNature(code); close() }} />
      <AreaPicker isOpen={picking === 'area'} title="在哪里" onClose={close} onChoose={(place) => { setArea(place); close() }} />
    </View>
  )
}

/** The whole answer: what caught it, what let it through and why, what would change it, and how like cases ended. */
function Result({ result: { rule, leadUnitName, tried, wouldChange, similar } }: { result: Suggestion }) {
  const now = useNow()
  const others = tried.filter(({ matched }) => !matched)
  return (
    <View className="card">
      <View className="t-heading">{rule ? rule.label : '没有对上的规则'}</View>
      {leadUnitName && <Fact icon="building">{`主办 ${leadUnitName}`}</Fact>}
      {wouldChange.length > 0 && <View className="desk-part t-strong">什么变了，会派到别处</View>}
      {wouldChange.map(({ ifOnly, leadUnitName: other, ruleId }) => (
        <View key={`${ruleId} ${ifOnly}`} className="desk-line t-sub">{`${ifOnly}，改由${other}主办`}</View>
      ))}
      <View className="desk-part t-strong">{`前面试过 ${others.length} 条`}</View>
      {others.map(({ ruleId, label, failed, isBroken }) => (
        <View key={ruleId} className="desk-line">
          <Text>{label}</Text>
          {isBroken && <Chip tone="over" icon="triangle-alert">规则有误</Chip>}
          <View className="t-sub c-ink2">{failed.join('；')}</View>
        </View>
      ))}
      {similar.length > 0 && <View className="desk-part t-strong">过去同类办成的</View>}
      {similar.map(({ demandId, number, leadUnitName: unit, verifiedAt }) => (
        <View key={demandId} className="desk-line t-sub">{`${number} · ${unit} · ${sayDate(new Date(verifiedAt), now)}`}</View>
      ))}
    </View>
  )
}
