import type { CallInput } from '@huying/shared/kernel/endpoint'
import type { wishContract } from '@huying/shared/wish/contract'
import { useEffect, useMemo, useState } from 'react'
import { areAllSent, type Photo, sentPhotos, uploadIdsOf } from '../../components/photo-picker'
import { useDraft } from '../../platform/drafts'
import { guessCategories } from './guess-category'
import type { Wish } from './service'
import { titleFrom } from './view-model'

export interface WishDraft {
  story: string
  /** Null while the words decide. */
  category: string | null
  area: { code: string; name: string } | null
  /** Nobody chooses for the person: null until they have. */
  consent: 'everybody' | 'members' | null
  contactName: string
  /** For whom: a dependent who agreed to it; null for oneself. */
  dependentId: string | null
  uploadIds: string[]
}

const EMPTY: WishDraft = { story: '', category: null, area: null, consent: null, contactName: '', dependentId: null, uploadIds: [] }

/** In the order of the form: the first one is scrolled to. */
export const FORM_FIELDS = ['story', 'photos', 'category', 'area', 'consent'] as const
export type FaultyField = (typeof FORM_FIELDS)[number]
export type Faults = Partial<Record<FaultyField, string>>

const draftOf = (wish: Wish): Partial<WishDraft> => ({ story: wish.story ?? '', category: wish.category, uploadIds: wish.uploadIds })

/** The wish being written, saved at each stop. `before` is the wish the community asked to complete. */
export function useWishForm(before: Wish | null, home: WishDraft['area']) {
  const empty = useMemo(() => (before ? { ...EMPTY, ...draftOf(before) } : EMPTY), [before])
  const { value, change, clear, restoredAt } = useDraft(before ? `wish-${before.id}` : 'wish', empty)
  const [photos, setPhotos] = useState<readonly Photo[]>(() => sentPhotos(value.uploadIds))
  useEffect(() => change({ uploadIds: uploadIdsOf(photos) }), [photos, change])
  const guess = useMemo(() => guessCategories(value.story, 6), [value.story])
  const category = value.category ?? (guess.isSure ? (guess.codes[0] ?? null) : null)
  return { value: { ...value, category, area: value.area ?? home }, change, clear, restoredAt, guess, photos, setPhotos }
}

export function faultsOf(value: WishDraft, photos: readonly Photo[], isResubmit: boolean): Faults {
  const faults: Faults = {}
  if (value.story.trim() === '') faults.story = '写一句想请大家帮什么忙'
  if (!areAllSent(photos)) faults.photos = '还有照片没传上，等一下或者点一下重传'
  if (value.category === null) faults.category = '选一类，不准也没关系'
  if (value.area === null && !isResubmit) faults.area = '选一下您住的社区或村'
  if (value.consent === null) faults.consent = '选一下谁能看到'
  return faults
}

const written = (value: WishDraft) => ({
  category: value.category ?? '',
  title: titleFrom(value.story),
  story: value.story.trim(),
  uploadIds: value.uploadIds,
  publicationConsent: value.consent === 'everybody',
  ...(value.contactName.trim() && { contactName: value.contactName.trim() }),
})

export const createBody = (value: WishDraft): CallInput<typeof wishContract.create>['body'] => ({
  ...written(value),
  areaCode: value.area?.code,
  ...(value.dependentId !== null && { dependentId: value.dependentId }),
})
export const resubmitBody = (value: WishDraft): CallInput<typeof wishContract.resubmit>['body'] => written(value)
