import { demandContract } from '@huying/shared/demand/contract'
import { ledgerContract } from '@huying/shared/demand/ledger-contract'
import type { LedgerFilter } from '@huying/shared/demand/ledger-filter'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { offeredCategories } from '../../../../components/case/category'
import { Cell, CellGroup } from '../../../../components/cell'
import { FilterPills, TextField } from '../../../../components/field'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { usePagedList } from '../../../../hooks/use-paged-list'
import { useSettled } from '../../../../hooks/use-settled'
import { useUnits } from '../../../../hooks/use-units'
import { wordsFor } from '../../../../platform/api-error'
import { openSpreadsheet } from '../../../../platform/files'
import { DemandCard } from '../../components/demand-lists'
import { DropFiltersSheet, KeepFilterSheet } from '../../components/kept-filters-sheet'
import { LedgerFilterSheet } from '../../components/ledger-filter-sheet'
import { filterWords, isSame, type Names, tidy } from '../../ledger-filters'
import { useKeptFilters } from '../../ledger-service'
import './index.scss'

/** While somebody types, nothing is asked for. */
const TYPING_MS = 500
const ALL = ''

/** 需求台账: all one may read, narrowed by words and filters, as a file too; filters that are needed again are kept. */
export default function LedgerPage() {
  const [filter, setFilter] = useState<LedgerFilter>({})
  const [area, setArea] = useState<string | undefined>()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<'filter' | 'keep' | 'drop' | null>(null)
  const q = useSettled(typed.trim(), TYPING_MS)
  const asked = tidy({ ...filter, q })
  const kept = useKeptFilters()
  const units = useUnits()
  const names: Names = { units, categories: offeredCategories().map(({ code, label }) => ({ id: code, name: label })), ...(area !== undefined && { area }) }
  const words = filterWords(asked, names)
  const chosen = kept.find((one) => isSame(one.filter, asked))?.id ?? (words === '' ? ALL : 'other')
  const look = ({ q: wanted = '', ...rest }: LedgerFilter, place?: string) => {
    setFilter(rest)
    setArea(place)
    setTyped(wanted)
    setOpen(null)
  }
  return (
    <Page title="需求台账" footer={<LedgerBar filter={asked} mayKeep={words !== '' && !kept.some((one) => isSame(one.filter, asked))} onKeep={() => setOpen('keep')} />}>
      <View className="ledger-tools">
        <TextField label="找一找" value={typed} placeholder="写两个字以上，或台账编号" maxLength={50} onChange={setTyped} />
        {kept.length > 0 && (
          <FilterPills
            choices={[{ value: ALL, label: '全部' }, ...kept.map(({ id, name }) => ({ value: id, label: name }))]}
            value={chosen}
            onChange={(id) => look(kept.find((one) => one.id === id)?.filter ?? {})}
          />
        )}
        <CellGroup>
          <Cell icon="list-checks" title="筛选" value={filterWords(filter, names) || '全部'} onClick={() => setOpen('filter')} />
          {kept.length > 0 && <Cell title="存过的筛选" value={`${kept.length} 个`} onClick={() => setOpen('drop')} />}
        </CellGroup>
      </View>
      <LedgerEntries key={JSON.stringify(asked)} filter={asked} />
      {open === 'filter' && <LedgerFilterSheet filter={filter} names={names} onClose={() => setOpen(null)} onChoose={(next, place) => look({ ...next, q: typed }, place)} />}
      {open === 'keep' && <KeepFilterSheet filter={asked} words={words} onClose={() => setOpen(null)} />}
      {open === 'drop' && <DropFiltersSheet kept={kept} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function LedgerEntries({ filter }: { filter: LedgerFilter }) {
  const list = usePagedList(['demands'], demandContract.list, { queue: 'all', ...filter })
  const isNarrowed = Object.keys(filter).length > 0
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(demand) => <DemandCard demand={demand} />}
      empty={isNarrowed ? { icon: 'search', title: '没有符合的', text: '少选几样，或者换几个字试试' } : { icon: 'inbox', title: '台账上还没有', text: '社区吹哨后会出现在这里' }}
    />
  )
}

interface LedgerBarProps {
  filter: LedgerFilter
  mayKeep: boolean
  onKeep: () => void
}

/** What is on the screen as a file, and the filter for the next time. */
function LedgerBar({ filter, mayKeep, onKeep }: LedgerBarProps) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function open() {
    setBusy(true)
    setProblem(null)
    await openSpreadsheet(ledgerContract.file, { query: filter }, '需求台账.xlsx').catch((error: unknown) => setProblem(wordsFor(error)))
    setBusy(false)
  }
  return (
    <ActionBar problem={problem}>
      {mayKeep && <Button onClick={onKeep}>存下筛选</Button>}
      <Button icon="file-text" isBusy={isBusy} onClick={() => void open()}>导出 Excel</Button>
    </ActionBar>
  )
}
