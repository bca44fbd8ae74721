import type { CallInput } from '@huying/shared/kernel/endpoint'
import type { wishContract } from '@huying/shared/wish/contract'
import { useEffect, useMemo, useState } from 'react'
import { phoneProblem } from '../../components/field/phone-problem'
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
  /** Written down by a grid leader: for whom, and how they were asked to. */
  behalf: { name: string; phone: string; authority: string }
  uploadIds: string[]
}

const NOBODY: WishDraft['behalf'] = { name: '', phone: '', authority: '' }
const EMPTY: WishDraft = { story: '', category: null, area: null, consent: null, contactName: '', dependentId: null, behalf: NOBODY, uploadIds: [] }

/** In the order of the form: the first one is scrolled to. */
export const FORM_FIELDS = ['behalfName', 'behalfPhone', 'behalfAuthority', 'story', 'photos', 'category', 'area', 'consent'] as const
export type FaultyField = (typeof FORM_FIELDS)[number]
export type Faults = Partial<Record<FaultyField, string>>

const draftOf = (wish: Wish): Partial<WishDraft> => ({ story: wish.story ?? '', category: wish.category, uploadIds: wish.uploadIds })

/** What decides beside the words: whether a wish is completed that was returned, and whether somebody else's is written down. */
export interface Surroundings {
  isResubmit: boolean
  isForOther: boolean
}

/** The wish being written, saved at each stop. `before` is the wish the community asked to complete. */
export function useWishForm(before: Wish | null, home: WishDraft['area'], isForOther: boolean) {
  const empty = useMemo(() => (before ? { ...EMPTY, ...draftOf(before) } : EMPTY), [before])
  const { value, change, clear, restoredAt, key, renewKey } = useDraft(before ? `wish-${before.id}` : isForOther ? 'wish-for-other' : 'wish', empty)
  const [photos, setPhotos] = useState<readonly Photo[]>(() => sentPhotos(value.uploadIds))
  useEffect(() => change({ uploadIds: uploadIdsOf(photos) }), [photos, change])
  const guess = useMemo(() => guessCategories(value.story, 6), [value.story])
  const category = value.category ?? (guess.isSure ? (guess.codes[0] ?? null) : null)
  return { value: { ...value, category, area: value.area ?? home }, isForOther: isForOther && before === null, change, clear, restoredAt, key, renewKey, guess, photos, setPhotos }
}

export function faultsOf(value: WishDraft, photos: readonly Photo[], { isResubmit, isForOther }: Surroundings): Faults {
  const faults: Faults = isForOther && !isResubmit ? behalfFaults(value.behalf) : {}
  if (value.story.trim() === '') faults.story = '写一句想请大家帮什么忙'
  if (!areAllSent(photos)) faults.photos = '还有照片没传上，等一下或者点一下重传'
  if (value.category === null) faults.category = '选一类，不准也没关系'
  if (value.area === null && !isResubmit) faults.area = '选一下您住的社区或村'
  if (value.consent === null) faults.consent = '选一下谁能看到'
  return faults
}

function behalfFaults({ name, phone, authority }: WishDraft['behalf']): Faults {
  const faults: Faults = {}
  const phoneFault = phoneProblem(phone)
  if (name.trim() === '') faults.behalfName = '写一下替谁许的'
  if (phoneFault) faults.behalfPhone = phoneFault
  if (authority.trim() === '') faults.behalfAuthority = '写一下他是怎么托您的'
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

const onBehalf = ({ name, phone, authority }: WishDraft['behalf']) => ({ name: name.trim(), authority: authority.trim(), ...(phone && { phone }) })

export const createBody = (value: WishDraft, isForOther: boolean): CallInput<typeof wishContract.create>['body'] => ({
  ...written(value),
  areaCode: value.area?.code,
  ...(isForOther ? { onBehalfOf: onBehalf(value.behalf) } : value.dependentId !== null && { dependentId: value.dependentId }),
})
export const resubmitBody = (value: WishDraft): CallInput<typeof wishContract.resubmit>['body'] => written(value)
