import type { Answer } from '@huying/shared/kernel/endpoint'
import { exclusionContract } from '@huying/shared/statistics/exclusion-contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

export type Exclusion = Answer<typeof exclusionContract.get>

/** What is stale once one was asked for, objected to or decided. */
export const EXCLUSION_KEYS = [['exclusion'], ['exclusions'], ['approvals'], ['figures']] as const

export function useExclusion(id: string) {
  const appointmentId = useSession((session) => session.appointmentId)
  return useQuery({
    queryKey: ['exclusion', id, appointmentId], queryFn: () => call(exclusionContract.get, { params: { id } }), enabled: id !== '', meta: { isKept: true },
  })
}
