import type { Answer } from '@huying/shared/kernel/endpoint'
import { wishContract } from '@huying/shared/wish/contract'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ApiError, wordsFor } from '../../platform/api-error'
import { useLive } from '../../platform/live'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

export type Wish = Answer<typeof wishContract.get>
export type WishLine = Answer<typeof wishContract.list>['items'][number]

/** What is stale once a wish has changed: itself, every list, its history. */
export const WISH_KEYS = [['wish'], ['wishes'], ['history', 'wish']] as const

const wishKey = (id: string, appointmentId: string | null) => ['wish', id, appointmentId] as const

/** One wish as this person may see it under this identity; changes on the server appear by themselves. */
export function useWish(id: string) {
  const appointmentId = useSession((session) => session.appointmentId)
  const query = useQuery({ queryKey: wishKey(id, appointmentId), queryFn: () => call(wishContract.get, { params: { id } }), enabled: id !== '', meta: { isKept: true } })
  const { refetch } = query
  useLive('wish', id, useCallback(() => void refetch(), [refetch]))
  return query
}

/** Who has just been faster, by the name the wish carries now; null where it cannot be told. */
async function claimerOf(id: string): Promise<string | null> {
  try {
    return (await call(wishContract.get, { params: { id } })).claimedBy
  } catch {
    return null
  }
}

/** A lost claim names who was faster. */
export const explainClaim = (id: string) => async (error: unknown) => {
  const faster = error instanceof ApiError && error.status === 409 ? await claimerOf(id) : null
  return faster ? `手慢了一步，${faster} 刚认领` : wordsFor(error)
}
