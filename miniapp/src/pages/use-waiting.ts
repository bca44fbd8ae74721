import { approvalContract } from '@huying/shared/approval/contract'
import { complaintContract } from '@huying/shared/complaint/contract'
import { demandContract } from '@huying/shared/demand/contract'
import { dispatchContract } from '@huying/shared/dispatch/contract'
import type { Page } from '@huying/shared/kernel/page'
import type { Role } from '@huying/shared/kernel/role'
import { wishContract } from '@huying/shared/wish/contract'
import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Identity } from '../components/identity'
import { isAsking } from '../features/complaint/view-model'
import { askedWord } from '../features/wish/acts'
import { setBadge } from '../platform/badge'
import { call } from '../platform/request'
import { useSession } from '../platform/session'

/** As many as one page has; a page full of them with more behind counts as beyond counting. */
const MOST_COUNTED = 50

/** One list whose lines wait for this identity. `key` is what a change of it refreshes. */
interface Count {
  key: 'wishes' | 'complaints' | 'demands' | 'dispatches' | 'approvals'
  list: string
  count: () => Promise<number>
}

function countOf<T>({ items, nextCursor }: Page<T>, isWaiting: (item: T) => boolean = () => true): number {
  const waiting = items.filter(isWaiting).length
  return nextCursor !== null && waiting === items.length ? Number.POSITIVE_INFINITY : waiting
}

const wishes = (view: 'mine' | 'asked' | 'desk' | 'street' | 'branch' | 'callBack'): Count => ({
  key: 'wishes',
  list: view,
  count: async () => countOf(await call(wishContract.list, { query: { view, limit: MOST_COUNTED } }), ({ abilities }) => askedWord(abilities) !== null),
})

const complaints = (queue: 'desk' | 'reopens' | 'callBack'): Count => ({
  key: 'complaints',
  list: queue,
  count: async () => countOf(await call(complaintContract.list, { query: { queue, limit: MOST_COUNTED } })),
})

const demands = (queue: 'owner' | 'verify' | 'holds'): Count => ({
  key: 'demands',
  list: queue,
  count: async () => countOf(await call(demandContract.list, { query: { queue, limit: MOST_COUNTED } })),
})

const approvals: Count = {
  key: 'approvals',
  list: 'waiting',
  count: async () => countOf(await call(approvalContract.list, { query: { queue: 'waiting', limit: MOST_COUNTED } })),
}

/** Its unit has to accept it, or to answer. */
const dispatches: Count = {
  key: 'dispatches',
  list: 'unit',
  count: async () =>
    countOf(await call(dispatchContract.list, { query: { queue: 'unit', limit: MOST_COUNTED } }), ({ state }) => state === 'sent' || state === 'accepted'),
}

/** Units that ask to hand back or for more time. */
const requests: Count = {
  key: 'dispatches',
  list: 'decide',
  count: async () => countOf(await call(dispatchContract.list, { query: { queue: 'decide', limit: MOST_COUNTED } })),
}

const ownComplaints: Count = {
  key: 'complaints',
  list: 'mine',
  count: async () => countOf(await call(complaintContract.list, { query: { queue: 'mine', limit: MOST_COUNTED } }), isAsking),
}

/** What each identity must do itself; news is not counted. */
const COUNTS: Partial<Record<Role, readonly Count[]>> = {
  resident: [wishes('mine'), ownComplaints],
  member: [wishes('asked')],
  secretary: [wishes('branch')],
  gridLeader: [complaints('desk')],
  blockLeader: [complaints('desk')],
  regionLeader: [complaints('desk')],
  communityWorker: [wishes('desk'), complaints('desk'), demands('verify'), approvals],
  callBackOfficer: [complaints('callBack'), wishes('callBack')],
  chair: [demands('owner'), requests, approvals],
  unitHandler: [dispatches],
  streetOfficer: [wishes('street'), complaints('desk'), demands('owner'), demands('verify'), demands('holds'), requests, complaints('reopens'), approvals],
  countyOfficer: [demands('owner'), demands('holds'), requests, complaints('reopens'), approvals],
  administrator: [approvals],
}

/** How many things wait for this identity to act; also the badge on the third tab. Asked by each tab page, answered once. */
export function useWaiting({ role, appointmentId }: Identity): number {
  const hasAccount = useSession(({ token }) => token !== null)
  const answers = useQueries({
    queries: (COUNTS[role] ?? []).map(({ key, list, count }) => ({ queryKey: [key, 'waiting', list, appointmentId], queryFn: count, enabled: hasAccount })),
  })
  const count = hasAccount ? answers.reduce((total, { data = 0 }) => total + data, 0) : 0
  useEffect(() => setBadge(count), [count])
  return count
}
