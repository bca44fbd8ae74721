import { dispatchContract } from '@huying/shared/dispatch/contract'
import { useState } from 'react'
import { titleOf } from '../../../components/case/title'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { FilterPills } from '../../../components/field'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { usePickedList } from '../../../hooks/use-picked-list'
import { go } from '../../../platform/navigation'
import { DISPATCH_PAGES, withParams } from '../../../routes'
import type { DispatchLine } from '../service'
import { metaOf, stateWord, toneOf } from '../view-model'

const KINDS = [
  { value: 'return', label: '退单' },
  { value: 'extension', label: '延期' },
] as const

/** 退单延期: what units ask for, for whoever decides. */
export function WaitingRequests() {
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('return')
  return (
    <>
      <FilterPills choices={KINDS} value={kind} onChange={setKind} />
      {kind === 'return' ? <Returns /> : <Extensions />}
    </>
  )
}

const openDispatch = (id: string) => void go(withParams(DISPATCH_PAGES.detail, { id }))

function Returns() {
  const list = usePagedList(['dispatches'], dispatchContract.list, { queue: 'all', state: 'return_requested' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(dispatch) => (
        <ListCard
          title={titleOf(dispatch.text)}
          meta={metaOf(dispatch)}
          chip={<Chip tone={toneOf(dispatch.state)}>{stateWord(dispatch.state)}</Chip>}
          fact={dispatch.unitName}
          onClick={() => openDispatch(dispatch.id)}
        />
      )}
      empty={{ icon: 'undo', title: '没有要答复的退单', text: '部门认为不归自己办的，会出现在这里' }}
    />
  )
}

const asksForTime = ({ abilities }: DispatchLine): boolean => abilities['decide-extension'] === true
const MOST_A_PAGE = 50

/** Units at work that ask for more time, of those this person may answer. */
function Extensions() {
  const all = usePagedList(['dispatches'], dispatchContract.list, { queue: 'all', state: 'accepted', limit: MOST_A_PAGE })
  const list = usePickedList(all, asksForTime)
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(dispatch) => (
        <ListCard title={titleOf(dispatch.text)} meta={metaOf(dispatch)} chip={<Chip tone="yourTurn">等您答复延期</Chip>} fact={dispatch.unitName} onClick={() => openDispatch(dispatch.id)} />
      )}
      empty={{ icon: 'hourglass', title: '没有要答复的延期', text: '部门来不及办完的，会出现在这里' }}
    />
  )
}
