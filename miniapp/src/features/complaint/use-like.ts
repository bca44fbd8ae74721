import { complaintContract } from '@huying/shared/complaint/contract'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'
import { type ComplaintDraft, categoryIn } from './draft'

export type LikeCase = Answer<typeof complaintContract.like>['items'][number]

/** Asked once the person has stopped typing, and only of words that say something. */
const QUIET_MS = 800
const LEAST_LETTERS = 6

function useQuiet<T>(value: T): T {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), QUIET_MS)
    return () => clearTimeout(timer)
  }, [value])
  return quiet
}

/** The nearest case that is about the same thing; null where there is none, or the person said it is another. A hint, never a wall. */
export function useLike(draft: ComplaintDraft): LikeCase | null {
  const hasAccount = useSession(({ token }) => token !== null)
  const text = useQuiet(draft.text.trim())
  const category = categoryIn(draft)
  const { place } = draft
  const { data } = useQuery({
    queryKey: ['complaints', 'like', category, place?.lng, place?.lat, text],
    queryFn: () => call(complaintContract.like, { body: { category, lng: place!.lng, lat: place!.lat, text } }),
    enabled: hasAccount && place !== null && text.length >= LEAST_LETTERS,
  })
  return data?.items.find(({ id }) => !draft.notLike.includes(id)) ?? null
}
