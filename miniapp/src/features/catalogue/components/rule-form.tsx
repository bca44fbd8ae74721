import type { RuleBody } from '@huying/shared/catalogue/rules-contract'
import { NATURES } from '@huying/shared/demand/catalogue'
import { AUTHORITIES } from '@huying/shared/demand/dispatch-rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { AreaPicker } from '../../../components/area-picker'
import { Button } from '../../../components/button'
import { categoryWord, offeredCategories } from '../../../components/case/category'
import { ChoiceField, SeveralField, TextField } from '../../../components/field'
import { authorityWord, unitWord, type RuleNames } from '../rule-words'
import type { UnitLine } from '../service'
import { PickSheet } from './pick-sheet'
import { TagList } from './tag-list'

interface RuleFormProps {
  rule: RuleBody
  names: RuleNames
  units: readonly UnitLine[]
  onChange: (rule: RuleBody) => void
  onRemove: () => void
}

type When = RuleBody['when']
type Picking = 'category' | 'area' | 'authority' | 'lead' | 'assist'

const TOWN = 'town:'
const NONE = ''
const SIDES = [{ value: 'any', label: '不限' }, { value: 'urban', label: '城区' }, { value: 'rural', label: '城区以外' }] as const
const MONTHS = Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: `${index + 1} 月` }))
const natureChoices = NATURES.map(({ code, label }) => ({ value: code as string, label }))
const authorityChoices = [{ value: NONE, label: '不要求' }, ...AUTHORITIES.map(({ code, label }) => ({ value: code as string, label }))]

const choiceOf = (value: string): RuleBody['lead'] => (value === TOWN ? { by: 'town' } : { by: 'unit', code: value })
const valueOf = (choice: RuleBody['lead']): string => (choice.by === 'town' ? TOWN : choice.code)

/** A list with nothing in it asks nothing; left out it cannot be a fault. */
function withList<K extends 'categories' | 'natures' | 'areaCodes' | 'months'>(when: When, key: K, values: When[K] & object): When {
  const { [key]: _, ...others } = when
  return (values.length > 0 ? { ...others, [key]: values } : others) as When
}

/** What a rule asks, and to whom it leads. */
export function RuleForm({ rule, names, units, onChange, onRemove }: RuleFormProps) {
  const [picking, setPicking] = useState<Picking | null>(null)
  const { when } = rule
  const ask = (next: When) => onChange({ ...rule, when: next })
  const { isUrban: _side, ...elsewhere } = when
  const unitChoices = [{ value: TOWN, label: '属地街道（镇）' }, ...units.filter(({ kind }) => kind !== 'town').map(({ code, name }) => ({ value: code, label: name }))]
  const close = () => setPicking(null)
  const picked = (act: () => void) => {
    act()
    close()
  }
  return (
    <View className="card">
      <TextField label="规则的名称" value={rule.label} maxLength={60} help="派单的人看到的就是这句话" onChange={(label) => onChange({ ...rule, label })} />
      <TagList
        label="类别（不选就是不限）"
        tags={(when.categories ?? []).map((code) => ({ value: code, label: categoryWord(code) || code }))}
        add="加类别" onAdd={() => setPicking('category')}
        onRemove={(code) => ask(withList(when, 'categories', (when.categories ?? []).filter((one) => one !== code)))}
      />
      <SeveralField label="问题性质（不选就是不限）" choices={natureChoices} values={when.natures ?? []} columns={2} onChange={(natures) => ask(withList(when, 'natures', [...natures]))} />
      <TagList
        label="在哪些地方（不选就是全县）"
        tags={(when.areaCodes ?? []).map((code) => ({ value: code, label: names.areas.get(code) ?? code }))}
        add="加地方" onAdd={() => setPicking('area')}
        onRemove={(code) => ask(withList(when, 'areaCodes', (when.areaCodes ?? []).filter((one) => one !== code)))}
      />
      <ChoiceField
        label="城区" choices={SIDES} value={when.isUrban === undefined ? 'any' : when.isUrban ? 'urban' : 'rural'}
        onChange={(side) => ask(side === 'any' ? elsewhere : { ...when, isUrban: side === 'urban' })}
      />
      <SeveralField label="哪几个月（不选就是全年）" choices={MONTHS} values={(when.months ?? []).map(String)} onChange={(months) => ask(withList(when, 'months', months.map(Number).sort((a, b) => a - b)))} />
      <TagList
        label="主办单位要有的管理权限" tags={when.authority === undefined ? [] : [{ value: when.authority, label: authorityWord(when.authority) }]}
        add={when.authority === undefined ? '选权限' : '换一种'} onAdd={() => setPicking('authority')} onRemove={() => ask(withoutAuthority(when))}
      />
      <TagList label="主办" tags={[{ value: valueOf(rule.lead), label: unitWord(rule.lead, names) }]} add="换一家" onAdd={() => setPicking('lead')} onRemove={() => setPicking('lead')} />
      <TagList
        label="协办（可没有）" tags={rule.assists.map((choice) => ({ value: valueOf(choice), label: unitWord(choice, names) }))}
        add="加一家" onAdd={() => setPicking('assist')} onRemove={(value) => onChange({ ...rule, assists: rule.assists.filter((choice) => valueOf(choice) !== value) })}
      />
      <View className="desk-buttons">
        <Button size="small" icon="trash" onClick={onRemove}>
          删掉这条
        </Button>
      </View>
      <PickSheet
        isOpen={picking === 'category'} title="加一个类别" onClose={close}
        choices={offeredCategories().filter(({ code }) => !when.categories?.includes(code)).map(({ code, label }) => ({ value: code, label }))}
        onChoose={(code) => picked(() => ask(withList(when, 'categories', [...(when.categories ?? []), code])))}
      />
      <PickSheet isOpen={picking === 'authority'} title="主办单位要有的管理权限" choices={authorityChoices} onClose={close} onChoose={(code) => picked(() => ask(code === NONE ? withoutAuthority(when) : { ...when, authority: code }))} />
      <PickSheet isOpen={picking === 'lead'} title="主办单位" choices={unitChoices} onClose={close} onChoose={(value) => picked(() => onChange({ ...rule, lead: choiceOf(value) }))} />
      <PickSheet
        isOpen={picking === 'assist'} title="加一家协办" onClose={close}
        choices={unitChoices.filter(({ value }) => value !== valueOf(rule.lead) && !rule.assists.some((choice) => valueOf(choice) === value))}
        onChoose={(value) => picked(() => onChange({ ...rule, assists: [...rule.assists, choiceOf(value)] }))}
      />
      <AreaPicker
        isOpen={picking === 'area'} title="加一个地方" mayTown onClose={close}
        onChoose={({ code }) => picked(() => ask(withList(when, 'areaCodes', [...new Set([...(when.areaCodes ?? []), code])])))}
      />
    </View>
  )
}

function withoutAuthority(when: When): When {
  const { authority: _, ...others } = when
  return others
}
