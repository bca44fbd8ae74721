import type { LedgerFilter } from '@huying/shared/demand/ledger-filter'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { AreaPicker } from '../../../components/area-picker'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { Cell, CellGroup, SwitchCell } from '../../../components/cell'
import { type Choice, ChoiceField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { LEVELS, type Names, NATURE_CHOICES, STATES, tidy, URGENCIES } from '../ledger-filters'
import { LedgerPickSheet } from './ledger-pick-sheet'

interface LedgerFilterSheetProps {
  filter: LedgerFilter
  names: Names
  onChoose: (filter: LedgerFilter, area: string | undefined) => void
  onClose: () => void
}

/** What the ledger is narrowed to: each question may be left open, and a choice pressed again is let go. */
export function LedgerFilterSheet({ filter, names, onChoose, onClose }: LedgerFilterSheetProps) {
  const [draft, setDraft] = useState(filter)
  const [area, setArea] = useState(names.area)
  const [open, setOpen] = useState<'area' | 'unit' | 'category' | null>(null)
  const set = (change: LedgerFilter) => setDraft((before) => tidy({ ...before, ...change }))
  const choice = <K extends 'state' | 'urgency' | 'level' | 'nature'>(key: K, label: string, choices: readonly Choice<NonNullable<LedgerFilter[K]>>[], columns: 2 | 3) => (
    <ChoiceField label={label} columns={columns} choices={choices} value={(draft[key] as NonNullable<LedgerFilter[K]> | undefined) ?? null} onChange={(value) => set({ [key]: value === draft[key] ? undefined : value })} />
  )
  const place = draft.areaCode ? (area ?? '选定的地方') : '全部'
  const footer = (
    <ActionBar>
      <Button onClick={() => onChoose({}, undefined)}>清空</Button>
      <Button kind="primary" onClick={() => onChoose(draft, area)}>看筛选结果</Button>
    </ActionBar>
  )
  const chosen = (change: LedgerFilter, name?: string) => {
    if ('areaCode' in change) setArea(name)
    set(change)
    setOpen(null)
  }
  const back = () => setOpen(null)
  // One sheet at a time: what is chosen from takes the place of the questions.
  if (open === 'area')
    return <AreaPicker isOpen title="看哪里的" mayTown onWhole={() => chosen({ areaCode: undefined })} onClose={back} onChoose={({ code, name }) => chosen({ areaCode: code }, name)} />
  if (open === 'unit') return <LedgerPickSheet title="看哪个部门的" choices={names.units} onClose={back} onChoose={(unitId) => chosen({ unitId })} />
  if (open === 'category') return <LedgerPickSheet title="看哪一类的" choices={names.categories} onClose={back} onChoose={(category) => chosen({ category })} />
  return (
    <Sheet isOpen title="筛选台账" onClose={onClose} footer={footer}>
      <View className="ledger-filters">
        {choice('state', '办到哪一步', STATES, 3)}
        <CellGroup>
          <SwitchCell title="只看超期的" isOn={draft.overdue === 'true'} onChange={(isOn) => set({ overdue: isOn ? 'true' : undefined })} />
          <Cell title="地点" value={place} onClick={() => setOpen('area')} />
          <Cell title="部门" value={nameOf(names.units, draft.unitId, '选定的部门')} onClick={() => setOpen('unit')} />
          <Cell title="类别" value={nameOf(names.categories, draft.category, '选定的类别')} onClick={() => setOpen('category')} />
        </CellGroup>
        {choice('urgency', '紧急程度', URGENCIES, 2)}
        {choice('level', '由谁督办', LEVELS, 3)}
        {choice('nature', '问题性质', NATURE_CHOICES, 2)}
      </View>
    </Sheet>
  )
}

const nameOf = (choices: readonly { id: string; name: string }[], id: string | undefined, unknown: string): string =>
  id === undefined ? '全部' : (choices.find((one) => one.id === id)?.name ?? unknown)
