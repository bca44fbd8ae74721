import { dispatchContract } from '@huying/shared/dispatch/contract'
import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { RunningAct } from '../../../components/case/acts'
import type { ActSpec } from '../../../components/case/act-spec'
import { titleOf } from '../../../components/case/title'
import { Chip } from '../../../components/chip'
import { DeadlineChip } from '../../../components/chip/deadline-chip'
import { FilterPills } from '../../../components/field'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { useNow } from '../../../platform/clock'
import { go } from '../../../platform/navigation'
import { DISPATCH_PAGES, withParams } from '../../../routes'
import { dispatchActs, primaryAct } from '../acts'
import { DISPATCH_KEYS, type DispatchLine } from '../service'
import { dueOf, metaOf, type Pressing, pressingOf, stateWord, toneOf } from '../view-model'
import './unit-queue.scss'

/** A unit has few live ones; all of them are counted. */
const PAGE = 50
type Filter = 'all' | Pressing
const FILTERS: readonly (readonly [Filter, string])[] = [['all', '全部'], ['over', '超时'], ['toAccept', '要接单'], ['soon', '快到期']]

/** 待办 of a unit's handler: overdue, to accept, soon due, the rest; each card with the one act it asks for. */
export function UnitQueue() {
  const list = usePagedList(['dispatches'], dispatchContract.list, { queue: 'unit', limit: PAGE })
  const [filter, setFilter] = useState<Filter>('all')
  const now = useNow()
  const items = list.items.filter((dispatch) => filter === 'all' || pressingOf(dispatch, now) === filter)
  const count = (part: Filter) => list.items.filter((dispatch) => part === 'all' || pressingOf(dispatch, now) === part).length
  const more = list.hasNextPage ? '+' : ''
  return (
    <>
      <FilterPills choices={FILTERS.map(([value, label]) => ({ value, label: `${label} ${count(value)}${more}` }))} value={filter} onChange={setFilter} />
      <PagedList
        list={{ ...list, items }}
        keyOf={({ id }) => id}
        renderItem={(dispatch) => <DispatchCard dispatch={dispatch} />}
        empty={filter === 'all' ? { icon: 'inbox', title: '没有派来的单', text: '派来的会出现在这里，也会发消息给您' } : { icon: 'circle-check', title: '这一类没有', text: '看看别的' }}
      />
    </>
  )
}

function DispatchCard({ dispatch }: { dispatch: DispatchLine }) {
  const now = useNow()
  const [open, setOpen] = useState<ActSpec | null>(null)
  const due = dueOf(dispatch)
  const key = primaryAct(dispatch)
  const act = dispatchActs(dispatch).find((one) => one.key === key && dispatch.abilities[one.key] === true)
  return (
    <View className="card">
      <View aria-role="button" hoverClass="pressed" onClick={() => void go(withParams(DISPATCH_PAGES.detail, { id: dispatch.id }))}>
        <View className="unit-card-head">
          {due ? <DeadlineChip {...due} /> : <Chip tone={toneOf(dispatch.state)}>{stateWord(dispatch.state)}</Chip>}
          {due && <View className="t-sub c-ink2">{`${sayDeadline(new Date(due.deadline.dueAt), now)}${due.act}`}</View>}
        </View>
        <View className="t-title lines-2">{titleOf(dispatch.text)}</View>
        <View className="t-sub c-ink2">{metaOf(dispatch)}</View>
      </View>
      {act && (
        <View className="unit-card-foot">
          <View className="t-sub c-ink2 unit-card-words">{`${sayMoment(new Date(dispatch.createdAt), now)} 派来${dispatch.contactedAt ? '，已联系居民' : ''}`}</View>
          <Button size="small" kind={act.key === 'accept' || act.key === 'reply' ? 'default' : 'soft'} onClick={() => setOpen(act)}>
            {act.button}
          </Button>
        </View>
      )}
      {open && <RunningAct act={open} params={{ id: dispatch.id }} refreshes={DISPATCH_KEYS} onClose={() => setOpen(null)} onProposed={() => setOpen(null)} onDone={() => setOpen(null)} />}
    </View>
  )
}
