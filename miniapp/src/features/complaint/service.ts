import { complaintContract } from '@huying/shared/complaint/contract'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useLive } from '../../platform/live'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

export type Complaint = Answer<typeof complaintContract.get>
export type ComplaintLine = Answer<typeof complaintContract.list>['items'][number]

/** What is stale once a complaint has changed: itself, every list, its history; a raise also opens a demand. */
export const COMPLAINT_KEYS = [['complaint'], ['complaints'], ['history'], ['demands']] as const

/** One complaint as this person may see it under this identity; changes on the server appear by themselves. */
export function useComplaint(id: string) {
  const appointmentId = useSession((session) => session.appointmentId)
  const query = useQuery({
    queryKey: ['complaint', id, appointmentId],
    queryFn: () => call(complaintContract.get, { params: { id } }),
    enabled: id !== '',
    meta: { isKept: true },
  })
  const { refetch } = query
  useLive('complaint', id, useCallback(() => void refetch(), [refetch]))
  return query
}
