import * as z from 'zod/mini'
import { endpoint, rawAnswer } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { areaCode } from '../kernel/schema.ts'
import { ANSWER_MEASURES, RATE_FLAGS, RATE_MEASURES, type AnswerMeasure, type RateMeasure } from './rates.ts'

/** `2026-11`, `2026-Q4` or `2026`, in Shanghai. */
export const ratePeriod = z.string().check(z.regex(/^20\d{2}(-(0[1-9]|1[0-2])|-Q[1-4])?$/, '写成 2026-11、2026-Q4 或 2026 的样子'))

/** Percent with one decimal, rounded half up; null where nothing was there to count. */
const percent = z.nullable(z.number())
const rates = z.object({
  /** Residents contacted in time, of the cases. */
  response: percent,
  /** Of the answers that count: solved; very or basically satisfied. */
  solution: percent,
  satisfaction: percent,
  /** Answers that count, of those who were asked and whose time is over. */
  answer: percent,
})
const flag = z.enum(RATE_FLAGS.map(({ code }) => code) as [string, ...string[]])

const plain = Object.fromEntries(RATE_MEASURES.map((measure) => [measure, z.number()])) as Record<Exclude<RateMeasure, AnswerMeasure>, z.ZodMiniNumber>
const answers = Object.fromEntries(ANSWER_MEASURES.map((measure) => [measure, z.nullable(z.number())])) as Record<AnswerMeasure, z.ZodMiniNullable<z.ZodMiniNumber>>
const counts = { ...plain, ...answers }

/**
 * The rates 三率 of cases whose final due lies in the period, open ones included. `rates` leave out what was excluded,
 * `ratesWithExcluded` leave out nothing. A score and a rank only from 10 answers on; what fewer than 3 residents answered (a setting) is
 * told nobody: null, in rates and counts alike.
 */
export const rateFigures = z.object({
  rates,
  ratesWithExcluded: rates,
  score: z.nullable(z.number()),
  /** `cases` are all; `excluded…` parts of the count of the same name, the four reasons parts of `excluded`. Withdrawn ones are no cases. */
  counts: z.extend(z.object(counts), {
    excluded: z.number(),
    /** Open beyond their due at the moment of asking. */
    openOverdue: z.number(),
  }),
  /** What speaks for figures made better than the work. */
  flags: z.array(flag),
})
export type RateFigures = z.infer<typeof rateFigures>

/** `rank` null: too few answers. Equal scores share a rank. */
const rateLine = z.extend(rateFigures, { rank: z.nullable(z.number()), id: z.string(), name: z.string(), place: z.nullable(z.string()) })
export type RateLine = z.infer<typeof rateLine>

export const CARRIERS = ['unit', 'community', 'town'] as const

/**
 * A case as it is published. No person, no words, no place below the community; the answers stand in a list of their own, so that
 * nobody who worked on a case reads what its reporter answered.
 */
export const openCase = z.object({
  /** Null where the reporter asked for confidence. */
  number: z.nullable(z.string()),
  carrierKind: z.enum(CARRIERS),
  carrierId: z.string(),
  placeCode: z.string(),
  month: z.string(),
  dueAt: z.string(),
  createdAt: z.string(),
  kind: z.string(),
  category: z.string(),
  urgency: z.string(),
  state: z.string(),
  isContactedInTime: z.boolean(),
  isOpenOverdue: z.boolean(),
  isOnHold: z.boolean(),
  isMerged: z.boolean(),
  isReopened: z.boolean(),
  isBounced: z.boolean(),
  isUnproven: z.boolean(),
  exclusion: z.nullable(z.string()),
})
export type OpenCase = z.infer<typeof openCase>

/**
 * What one resident answered, or that they did not; without the case, in an order that says nothing. Each stands in the list twice and
 * without a bridge between them: once with its carrier, once with its place. Of a carrier with too few in the period the carrier is left
 * out, of such a community all but its town, of such a town all but the county.
 */
export const openAnswer = z.object({
  scope: z.enum(['carrier', 'place']),
  carrierKind: z.nullable(z.enum(CARRIERS)),
  carrierId: z.nullable(z.string()),
  placeCode: z.nullable(z.string()),
  isExcluded: z.boolean(),
  /** answered, noAnswer, or earlierUnsolved: an earlier round that ended with "not solved". */
  what: z.enum(['answered', 'noAnswer', 'earlierUnsolved']),
  isSolved: z.nullable(z.boolean()),
  satisfied: z.nullable(z.enum(['very', 'basically', 'not'])),
  isByCallBack: z.boolean(),
})
export type OpenAnswer = z.infer<typeof openAnswer>

const span = { from: z.string(), to: z.string() }
const weights = z.object({ response: z.number(), solution: z.number(), satisfaction: z.number() })
const exportQuery = z.object({ period: z.optional(ratePeriod), areaCode: z.optional(areaCode) })

export const ratesContract = {
  rates: endpoint({
    name: 'statistics.rates', method: 'GET', path: '/statistics/rates', summary: '三率排行：响应率、解决率、满意率，按得分', who: 'guest',
    query: z.object({
      ...pageQuery,
      /** The month that runs, unless told. */
      period: z.optional(ratePeriod), areaCode: z.optional(areaCode), by: z._default(z.enum(CARRIERS), 'unit'),
    }),
    answer: z.extend(page(rateLine), {
      ...span, weights,
      /** Under so many answers nobody is told what they were. */
      leastTold: z.number(),
      /** The period is not over: it changes until the last case is through. */
      isProvisional: z.boolean(),
      /** All cases that lie in the area, whoever carries them. */
      total: rateFigures,
    }),
    errors: ['AREA_NOT_COUNTED'],
  }),
  casesCsv: endpoint({
    name: 'statistics.casesCsv', method: 'GET', path: '/statistics/rates/cases.csv', summary: '三率的公开数据（CSV），可以据此重算全部数字', who: 'guest', raw: 'text/csv',
    query: exportQuery, answer: rawAnswer, errors: ['AREA_NOT_COUNTED'],
  }),
  casesJson: endpoint({
    name: 'statistics.casesJson', method: 'GET', path: '/statistics/rates/cases.json', summary: '三率的公开数据（JSON），可以据此重算全部数字', who: 'guest',
    query: exportQuery,
    answer: z.object({ ...span, asOf: z.string(), weights, leastTold: z.number(), cases: z.array(openCase), answers: z.array(openAnswer) }),
    errors: ['AREA_NOT_COUNTED'],
  }),
}
