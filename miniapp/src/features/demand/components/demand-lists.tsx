import { demandContract } from '@huying/shared/demand/contract'
import type { DemandState } from '@huying/shared/demand/machine'
import { useState } from 'react'
import { shortPlace } from '../../../components/case/place'
import { titleOf } from '../../../components/case/title'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { DeadlineChip } from '../../../components/chip/deadline-chip'
import { FilterPills } from '../../../components/field'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { usePickedList } from '../../../hooks/use-picked-list'
import { go } from '../../../platform/navigation'
import { DEMAND_PAGES, withParams } from '../../../routes'
import type { DemandLine } from '../service'
import { askedBy, dueOf, holderOf, paceOf, stateWord, toneOf } from '../view-model'

/** One demand in a list: how long is left, what and where, who has it. */
export function DemandCard({ demand }: { demand: DemandLine }) {
  const due = dueOf(demand)
  return (
    <ListCard
      title={titleOf(demand.text)}
      meta={`${askedBy(demand)} · ${shortPlace(demand.areaName)}`}
      chip={due ? <DeadlineChip {...due} /> : <Chip tone={toneOf(demand.state)}>{stateWord(demand.state)}</Chip>}
      fact={holderOf(demand)?.holder ?? stateWord(demand.state)}
      onClick={() => void go(withParams(DEMAND_PAGES.detail, { id: demand.id }))}
    />
  )
}

/** 待核查: all units have answered, somebody has to look on the spot. */
export function VerifyQueue() {
  const list = usePagedList(['demands'], demandContract.list, { queue: 'verify' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(demand) => <DemandCard demand={demand} />}
      empty={{ icon: 'circle-check', title: '没有要核查的', text: '部门办完的会出现在这里，请上门看一看' }}
    />
  )
}

const PACES = [
  { value: 'all', label: '全部' },
  { value: 'supervised', label: '督办' },
  { value: 'over', label: '超时' },
  { value: 'soon', label: '快到期' },
] as const
type Pace = (typeof PACES)[number]['value']
const MOST_A_PAGE = 50

/** 在办: what units are working on, narrowed to what is late or has been stepped up. */
export function RunningDemands() {
  const [pace, setPace] = useState<Pace>('all')
  return (
    <>
      <FilterPills choices={PACES} value={pace} onChange={setPace} />
      {pace === 'all' ? <Ledger state="dispatched" /> : <LateDemands key={pace} pace={pace} />}
    </>
  )
}

function LateDemands({ pace }: { pace: Exclude<Pace, 'all'> }) {
  const all = usePagedList(['demands'], demandContract.list, { queue: 'all', state: 'dispatched', limit: MOST_A_PAGE })
  const list = usePickedList(all, (demand) => paceOf(demand) === pace)
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(demand) => <DemandCard demand={demand} />}
      empty={{ icon: 'circle-check', title: `没有${PACES.find(({ value }) => value === pace)?.label ?? ''}的`, text: '都在时限里' }}
    />
  )
}

const EMPTY: Partial<Record<DemandState, string>> = { dispatched: '没有部门在办的', on_hold: '没有挂账的', replied: '没有等核查的' }

/** The ledger in one state, newest first: what this person may read. */
export function Ledger({ state }: { state?: DemandState }) {
  const list = usePagedList(['demands'], demandContract.list, { queue: 'all', ...(state && { state }) })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(demand) => <DemandCard demand={demand} />}
      empty={{ icon: 'inbox', title: (state && EMPTY[state]) ?? '台账上还没有', text: '社区吹哨后会出现在这里' }}
    />
  )
}
