import * as z from 'zod/mini'
import { dayOf, isoDate } from '../kernel/calendar-day.ts'
import { code, text } from '../kernel/schema.ts'

/** Further questions of a category: what they ask, what counts as an answer, and how an answer reads. Form and server use the same. */

const base = {
  /** Unique within its category; never used again for another question. */
  code,
  label: text(40),
  help: z.optional(text(80)),
  isRequired: z.boolean(),
}
const choice = z.strictObject({ code, label: text(30) })
/** A question may hold so many choices, a category so many questions. */
export const MOST_CHOICES = 12
export const MOST_QUESTIONS = 8
/** All words of a complaint together are checked at once, and that takes no more than 2,500 letters. */
const MOST_LETTERS = 150
const choices = z.array(choice).check(z.maxLength(MOST_CHOICES, `最多 ${MOST_CHOICES} 个选项`))
const bound = z.number().check(z.minimum(-1_000_000), z.maximum(1_000_000))

export const question = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('text'), maxLength: z.int().check(z.minimum(1), z.maximum(MOST_LETTERS)) }),
  z.strictObject({ ...base, kind: z.literal('number'), min: z.optional(bound), max: z.optional(bound), unit: z.optional(text(8)), isWhole: z.boolean() }),
  z.strictObject({ ...base, kind: z.literal('single'), choices }),
  z.strictObject({ ...base, kind: z.literal('multiple'), choices }),
  /** `past`: today or before; `future`: today or after. */
  z.strictObject({ ...base, kind: z.literal('date'), range: z.enum(['any', 'past', 'future']) }),
])
export type Question = z.infer<typeof question>
export type QuestionKind = Question['kind']
export const QUESTION_KINDS = ['text', 'number', 'single', 'multiple', 'date'] as const satisfies readonly QuestionKind[]

/** text: the words · number: the number · single: the choice's code · multiple: codes · date: `2026-11-24`. */
export const answerValue = z.union([z.string().check(z.maxLength(500)), z.number(), z.array(code).check(z.maxLength(MOST_CHOICES))])
export type AnswerValue = z.infer<typeof answerValue>
export type Answers = Readonly<Record<string, AnswerValue>>

export interface AnswerFault {
  code: string
  message: string
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/
const isDay = (value: string): boolean => ISO_DAY.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value)
const isEmpty = (value: AnswerValue | undefined): boolean => value === undefined || (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0)

/** Everything that is wrong with the answers, in the order of the questions; `today` is the day in Shanghai as `2026-11-24`. */
export function answerFaults(questions: readonly Question[], answers: Answers, today: string): AnswerFault[] {
  const unknown = Object.keys(answers).filter((key) => !questions.some(({ code }) => code === key))
  return [
    ...questions.flatMap((one) => {
      const value = answers[one.code]
      const message = value === undefined || isEmpty(value) ? (one.isRequired ? '这一项要填' : null) : faultOf(one, value, today)
      return message === null ? [] : [{ code: one.code, message }]
    }),
    ...unknown.map((code) => ({ code, message: '没有问这个问题' })),
  ]
}

function faultOf(asked: Question, value: AnswerValue, today: string): string | null {
  switch (asked.kind) {
    case 'text':
      if (typeof value !== 'string') return '这里写文字'
      return value.length > asked.maxLength ? `最多 ${asked.maxLength} 个字` : null
    case 'number':
      if (typeof value !== 'number') return '这里填数字'
      if (asked.isWhole && !Number.isInteger(value)) return '要填整数'
      if (asked.min !== undefined && value < asked.min) return `不能小于 ${asked.min}`
      return asked.max !== undefined && value > asked.max ? `不能大于 ${asked.max}` : null
    case 'single':
      return asked.choices.some(({ code }) => code === value) ? null : '从给出的选项里选一个'
    case 'multiple':
      if (!Array.isArray(value) || !value.every((one) => asked.choices.some(({ code }) => code === one))) return '从给出的选项里选'
      return new Set(value).size === value.length ? null : '同一项选了两次'
    case 'date':
      if (typeof value !== 'string' || !isDay(value)) return '选一个日期'
      if (asked.range === 'past' && value > today) return '不能晚于今天'
      return asked.range === 'future' && value < today ? '不能早于今天' : null
  }
}

/** The answers without what was left empty. */
export const filledAnswers = (answers: Answers): Record<string, AnswerValue> => Object.fromEntries(Object.entries(answers).filter(([, value]) => !isEmpty(value)))

/** What was written in free words, to be checked with the complaint's own. */
export const wordsIn = (answers: Answers): string => Object.values(answers).filter((value) => typeof value === 'string').join('\n')

/** The day in Shanghai. */
export const todayOf = (now: Date): string => isoDate(dayOf(now.getTime()))

/** An answer as people read it: 3 盏, 晚上、半夜. */
export function answerWords(asked: Question, value: AnswerValue): string {
  switch (asked.kind) {
    case 'number':
      return asked.unit === undefined ? String(value) : `${String(value)} ${asked.unit}`
    case 'single':
    case 'multiple':
      return asked.choices.filter(({ code }) => (Array.isArray(value) ? value.includes(code) : value === code)).map(({ label }) => label).join('、')
    default:
      return String(value)
  }
}
