import { demandContract } from '@huying/shared/demand/contract'
import { dispatchContract } from '@huying/shared/dispatch/contract'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useLive } from '../../platform/live'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

export type Dispatch = Answer<typeof dispatchContract.get>
export type DispatchLine = Answer<typeof dispatchContract.list>['items'][number]

/** What is stale once a dispatch has changed: itself, every list, its demand, the complaints behind it. */
export const DISPATCH_KEYS = [['dispatch'], ['dispatches'], ['demand'], ['demands'], ['complaint'], ['complaints'], ['history']] as const

export function useDispatch(id: string) {
  const appointmentId = useSession((session) => session.appointmentId)
  const query = useQuery({
    queryKey: ['dispatch', id, appointmentId],
    queryFn: () => call(dispatchContract.get, { params: { id } }),
    enabled: id !== '',
    meta: { isKept: true },
  })
  const { refetch } = query
  useLive('dispatch', id, useCallback(() => void refetch(), [refetch]))
  return query
}

/** The demand it is a part of: its photos, who asked, who else works on it. */
export function useDemandOf(demandId: string | null) {
  const appointmentId = useSession((session) => session.appointmentId)
  return useQuery({
    queryKey: ['demand', demandId, appointmentId],
    queryFn: () => call(demandContract.get, { params: { id: demandId ?? '' } }),
    enabled: demandId !== null,
  }).data
}
