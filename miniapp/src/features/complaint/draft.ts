import { FIRST_THINGS_FIRST, type ComplaintKindCode, type FirstThing } from '@huying/shared/complaint/catalogue'
import { answerFaults, filledAnswers, type Answers, type Question } from '@huying/shared/complaint/questions'
import type { complaintContract } from '@huying/shared/complaint/contract'
import type { CallInput } from '@huying/shared/kernel/endpoint'
import { categoryOf, categoryVersion } from '../../components/case/category'
import { phoneProblem } from '../../components/field/phone-problem'
import { type Photo, areAllSent, uploadIdsOf } from '../../components/photo-picker/photo'
import type { Place } from '../../platform/location'
import { guessCategory, guessKind } from './guess'

const UNCLEAR_CATEGORY = 'other-other'
export const ABOUT_STAFF_CATEGORY = 'conduct-attitude'
export const MOST_LETTERS = 1000
export const MOST_PHOTOS = 9

/** What a person has written so far; plain data, kept on the phone until it is sent. */
export interface ComplaintDraft {
  text: string
  /** Null until chosen by hand: then the words decide. */
  kind: ComplaintKindCode | null
  category: string | null
  place: Place | null
  area: { code: string; name: string } | null
  address: string
  photos: readonly Photo[]
  isConfidential: boolean
  aboutRole: 'gridLeader' | 'communityWorker' | 'other' | null
  behalf: { name: string; phone: string; authority: string }
  /** By category: whoever changes it and comes back finds what was answered. */
  answers: Readonly<Record<string, Answers>>
  /** The like case this one follows; null: it is a thing of its own. */
  joinComplaintId: string | null
  /** Like cases of which the person said they are others. */
  notLike: readonly string[]
}

export const EMPTY_DRAFT: ComplaintDraft = {
  text: '', kind: null, category: null, place: null, area: null, address: '', photos: [], isConfidential: false, aboutRole: null,
  behalf: { name: '', phone: '', authority: '' }, joinComplaintId: null, notLike: [], answers: {},
}

/** The photos of a draft that is taken up again: those that never arrived are gone with the phone's temporary files. */
export const restoredPhotos = ({ photos }: ComplaintDraft): readonly Photo[] =>
  photos.flatMap((photo) => (photo.state === 'sent' ? [{ ...photo, path: photo.thumbnailUrl ?? photo.path }] : []))

export const categoryIn = ({ category, text }: ComplaintDraft): string => category ?? guessCategory(text) ?? UNCLEAR_CATEGORY
export const kindIn = (draft: ComplaintDraft): ComplaintKindCode => draft.kind ?? guessKind(draft.text, categoryIn(draft))

/** What the category asks besides, and what was answered to it. */
export const questionsIn = (draft: ComplaintDraft): readonly Question[] => categoryOf(categoryIn(draft))?.questions ?? []
export const answersIn = (draft: ComplaintDraft): Answers => draft.answers[categoryIn(draft)] ?? {}

/** Danger to life in the words, most pressing first: a phone call, not a form. */
export const firstThingsIn = (text: string): FirstThing[] => FIRST_THINGS_FIRST.filter(({ words }) => words.some((word) => text.includes(word)))

/** What decides beside the words: where the account lives, as whom one writes. */
export interface Surroundings {
  gridCode: string | null
  /** A grid leader writes down what somebody else says. */
  isForOther: boolean
  /** The day in Shanghai, `2026-11-24`. */
  today: string
}

export type ProblemField = `answer-${string}` | 'text' | 'photos' | 'place' | 'about' | 'behalfName' | 'behalfPhone' | 'behalfAuthority'
export interface Problem {
  field: ProblemField
  words: string
}

/** What is wrong, in the order in which one reads the page. */
export function problemsOf(draft: ComplaintDraft, around: Surroundings): Problem[] {
  const phone = phoneProblem(draft.behalf.phone)
  const found: (Problem | false)[] = [
    around.isForOther && draft.behalf.name.trim() === '' && { field: 'behalfName', words: '写一下替谁反映' },
    around.isForOther && phone !== null && { field: 'behalfPhone', words: phone },
    around.isForOther && draft.behalf.authority.trim() === '' && { field: 'behalfAuthority', words: '写一下他是怎么托您的' },
    draft.text.trim() === '' && { field: 'text', words: '写一下出了什么事，一句话也行' },
    !areAllSent(draft.photos) && { field: 'photos', words: '有照片还没传上，等一下，或者点一下重传' },
    ...answerFaults(questionsIn(draft), knownAnswers(draft), around.today).map(({ code, message }) => ({ field: `answer-${code}` as const, words: message })),
    !draft.place && !draft.area && (around.isForOther || around.gridCode === null) && { field: 'place', words: '在地图上点一下，或者选一个社区（村）' },
    categoryIn(draft) === ABOUT_STAFF_CATEGORY && draft.aboutRole === null && { field: 'about', words: '选一下说的是谁' },
  ]
  return found.filter((one): one is Problem => one !== false)
}

/** Answers to questions that are asked still. */
function knownAnswers(draft: ComplaintDraft): Answers {
  const asked = questionsIn(draft).map(({ code }) => code)
  return Object.fromEntries(Object.entries(answersIn(draft)).filter(([code]) => asked.includes(code)))
}

type NewComplaintBody = NonNullable<CallInput<typeof complaintContract.create>['body']>

/** The draft as the API takes it. `placeCode`: the grid or community it lies in, as far as known. */
export function bodyOf(draft: ComplaintDraft, { isForOther }: Pick<Surroundings, 'isForOther'>, placeCode: string | null): NewComplaintBody {
  const { place, area, behalf } = draft
  const address = draft.address.trim() || [place?.address, place?.name].filter(Boolean).join(' ')
  const about = aboutOf(draft, placeCode)
  const answers = filledAnswers(knownAnswers(draft))
  const version = categoryVersion()
  return {
    kind: kindIn(draft),
    category: categoryIn(draft),
    text: draft.text.trim(),
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(version !== null && { catalogueVersion: version }),
    ...(place && { point: { lng: place.lng, lat: place.lat } }),
    ...(area && { areaCode: area.code }),
    ...(address && { address }),
    ...(draft.photos.length > 0 && { uploadIds: uploadIdsOf(draft.photos) }),
    ...(draft.isConfidential && { isConfidential: true }),
    ...(about && { about }),
    ...(draft.joinComplaintId && { joinComplaintId: draft.joinComplaintId }),
    ...(isForOther && {
      onBehalfOf: { name: behalf.name.trim(), authority: behalf.authority.trim(), ...(behalf.phone && { phone: behalf.phone }) },
    }),
  }
}

function aboutOf(draft: ComplaintDraft, placeCode: string | null): NewComplaintBody['about'] {
  if (categoryIn(draft) !== ABOUT_STAFF_CATEGORY || draft.aboutRole === null || draft.aboutRole === 'other' || placeCode === null) return undefined
  return { role: draft.aboutRole, areaCode: placeCode }
}
