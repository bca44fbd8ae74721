import { demandContract } from '@huying/shared/demand/contract'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useLive } from '../../platform/live'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

export type Demand = Answer<typeof demandContract.get>
export type DemandLine = Answer<typeof demandContract.list>['items'][number]
export type Suggestion = Answer<typeof demandContract.suggestion>

/** What is stale once a demand has changed: itself, every list, its dispatches, the complaints behind it. */
export const DEMAND_KEYS = [['demand'], ['demands'], ['dispatch'], ['dispatches'], ['complaint'], ['complaints'], ['history']] as const

export function useDemand(id: string) {
  const appointmentId = useSession((session) => session.appointmentId)
  const query = useQuery({
    queryKey: ['demand', id, appointmentId],
    queryFn: () => call(demandContract.get, { params: { id } }),
    enabled: id !== '',
    meta: { isKept: true },
  })
  const { refetch } = query
  useLive('demand', id, useCallback(() => void refetch(), [refetch]))
  return query
}

/** What the catalogue suggests, and why; asked only of what waits to be dispatched. */
export function useSuggestion(id: string | null) {
  const appointmentId = useSession((session) => session.appointmentId)
  return useQuery({
    queryKey: ['demand', id, 'suggestion', appointmentId],
    queryFn: () => call(demandContract.suggestion, { params: { id: id ?? '' } }),
    enabled: id !== null,
  })
}
