import { CHANNEL_LABELS } from '@huying/shared/complaint/labels'
import type { Answer, CallInput, Endpoint } from '@huying/shared/kernel/endpoint'
import type { UploadPurpose } from '@huying/shared/upload/contract'
import type { Photo } from '../photo-picker/photo'

interface FieldBase {
  /** Its key among the values. */
  name: string
  label: string
  /** Who sees it, or what a good answer is. */
  help?: string
  /** What to do about it when it is missing; absent: it may be left out. */
  missing?: string
  /** Asked only where this holds. */
  isAsked?: (values: ActValues) => boolean
  /** A better `help`, once something else was chosen. */
  helpFor?: (values: ActValues) => string | undefined
}

/** One thing of many that the server knows. */
export interface PickChoice {
  value: string
  label: string
  /** What tells it from its likes. */
  hint?: string
}

export type ActField =
  | (FieldBase & { kind: 'text'; placeholder?: string; maxLength: number; initial?: string })
  | (FieldBase & { kind: 'choice'; choices: readonly { value: string; label: string }[]; columns?: 1 | 2 | 3 })
  | (FieldBase & { kind: 'photos'; purpose: UploadPurpose; most: number })
  /** One of what is asked of the server once the form is open; `none` says that there is nothing to choose from. */
  | (FieldBase & Picking & { kind: 'pick'; none: string })

interface Picking {
  endpoint: Endpoint
  /** May depend on what was chosen before it. */
  input: object | ((values: ActValues) => object)
  choicesOf: (answer: unknown) => readonly PickChoice[]
}

/** A field that offers what an endpoint answers. */
export const pickField = <E extends Endpoint>(
  field: FieldBase & { none: string; endpoint: E; input: CallInput<E> | ((values: ActValues) => CallInput<E>); choicesOf: (answer: Answer<E>) => readonly PickChoice[] },
): ActField => ({ ...field, kind: 'pick', choicesOf: (answer) => field.choicesOf(answer as Answer<E>) })

/** What a person has put into a form: words and choices by field, photos apart. */
export interface ActValues {
  words: Readonly<Record<string, string>>
  photos: Readonly<Record<string, readonly Photo[]>>
}

export const NO_VALUES: ActValues = { words: {}, photos: {} }
/** What stands in the fields before the person has written anything. */
export const initialValues = (fields: readonly ActField[]): ActValues => ({
  words: Object.fromEntries(fields.flatMap((field) => (field.kind === 'text' && field.initial !== undefined ? [[field.name, field.initial]] : []))),
  photos: {},
})
export const word = ({ words }: ActValues, name: string): string => words[name]?.trim() ?? ''
/** Of an optional text: the key with its words, or nothing at all. */
export const optional = (values: ActValues, name: string): Record<string, string> => (word(values, name) ? { [name]: word(values, name) } : {})
export const uploadsIn = ({ photos }: ActValues, name = 'photos'): string[] =>
  (photos[name] ?? []).flatMap((photo) => (photo.state === 'sent' ? [photo.uploadId] : []))

/** One act on a case: its button, what it asks, and what is sent. */
export interface ActSpec {
  /** The ability's key: `hand-up`. */
  key: string
  button: string
  title: string
  /** Plain sentences: what will happen. */
  explain?: readonly string[]
  fields: readonly ActField[]
  /** Photos to look at before one decides. */
  photoIds?: readonly string[]
  /** Names the act: 接下来办. */
  submit: string
  endpoint: Endpoint
  body: (values: ActValues) => unknown
  /** Words for a refusal where the server's own do not say enough. */
  explainProblem?: (error: unknown) => string | Promise<string>
}

export const MOST_LETTERS = 500

/** One sentence that is kept in the history. */
export const reasonField = (label: string, placeholder: string, help = '办这件事的人都能看到'): ActField => ({
  kind: 'text', name: 'reason', label, placeholder, help, maxLength: MOST_LETTERS, missing: '写一句原因',
})

type Fault = { name: string; words: string }

/** The first thing that is missing or not yet sent; null where all is there. */
export function firstFault(fields: readonly ActField[], values: ActValues): Fault | null {
  for (const field of fields) {
    if (field.isAsked && !field.isAsked(values)) continue
    const words = faultOf(field, values)
    if (words) return { name: field.name, words }
  }
  return null
}

function faultOf(field: ActField, values: ActValues): string | null {
  if (field.kind !== 'photos') return field.missing && word(values, field.name) === '' ? field.missing : null
  const photos = values.photos[field.name] ?? []
  if (photos.some(({ state }) => state === 'failed')) return '有照片没传上，点一下重传，或者去掉它'
  if (photos.some(({ state }) => state === 'sending')) return '照片还在传，稍等一下'
  return field.missing && photos.length === 0 ? field.missing : null
}

/** 记下联系居民: how, and whether they were reached; the time is now. The same for first line and units. */
export const contactAct = (endpoint: Endpoint): ActSpec => ({
  key: 'contact',
  button: '联系居民',
  title: '记下联系居民',
  explain: ['时间按现在记；没联系上的也记，两天里试过三次就算尽到责任'],
  fields: [
    {
      kind: 'choice', name: 'channel', label: '怎么联系的', missing: '选一个联系方式',
      choices: Object.entries(CHANNEL_LABELS).map(([value, label]) => ({ value, label })),
    },
    {
      kind: 'choice', name: 'isReached', label: '联系上了吗', columns: 2, missing: '选一个结果',
      choices: [{ value: 'yes', label: '联系上了' }, { value: 'no', label: '没联系上' }],
    },
    { kind: 'text', name: 'note', label: '说了什么（可不写）', help: '只有办这件事的人能看到', maxLength: MOST_LETTERS },
  ],
  submit: '记下来',
  endpoint,
  body: (values) => ({
    channel: word(values, 'channel'),
    isReached: word(values, 'isReached') === 'yes',
    at: new Date().toISOString(),
    ...optional(values, 'note'),
  }),
})
