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
  return (
    <>
      <Sheet isOpen={open === null} title="筛选台账" onClose={onClose} footer={footer}>
        <View className="ledger-filters">
          {choice('state', '办到哪一步', STATES, 3)}
          <CellGroup>
            <SwitchCell title="只看超期的" isOn={draft.overdue === 'true'} onChange={(isOn) => set({ overdue: isOn ? 'true' : undefined })} />
            <Cell title="地点" value={place} onClick={() => setOpen('area')} />
            <Cell title="部门" value={draft.unitId ? (names.units.find(({ id }) => id === draft.unitId)?.name ?? '选定的部门') : '全部'} onClick={() => setOpen('unit')} />
            <Cell title="类别" value={draft.category ? (names.categories.find(({ id }) => id === draft.category)?.name ?? '选定的类别') : '全部'} onClick={() => setOpen('category')} />
          </CellGroup>
          {choice('urgency', '紧急程度', URGENCIES, 2)}
          {choice('level', '由谁督办', LEVELS, 3)}
          {choice('nature', '问题性质', NATURE_CHOICES, 2)}
        </View>
      </Sheet>
      <AreaPicker
        isOpen={open === 'area'}
        title="看哪里的"
        mayTown
        onWhole={() => {
          setArea(undefined)
          set({ areaCode: undefined })
          setOpen(null)
        }}
        onClose={() => setOpen(null)}
        onChoose={({ code, name }) => {
          setArea(name)
          set({ areaCode: code })
          setOpen(null)
        }}
      />
      <LedgerPickSheet isOpen={open === 'unit'} title="看哪个部门的" choices={names.units} onClose={() => setOpen(null)} onChoose={(unitId) => {
        set({ unitId })
        setOpen(null)
      }} />
      <LedgerPickSheet isOpen={open === 'category'} title="看哪一类的" choices={names.categories} onClose={() => setOpen(null)} onChoose={(category) => {
        set({ category })
        setOpen(null)
      }} />
    </>
  )
}
