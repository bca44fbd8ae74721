import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { day, text } from '../kernel/schema.ts'

/** `08:00`; `24:00` ends a day. */
const time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, '时间写成 08:00 这样'))
export const workingSpan = z.tuple([time, time])

const dayFact = z.object({
  date: day,
  kind: z.enum(['holiday', 'workday']),
  /** The holiday's name, or why the county decided otherwise. */
  reason: text(30),
  /** The county's own decision, which outranks the official one. */
  isOverride: z._default(z.boolean(), false),
  /** Hours of an override workday that differ from the ordinary. */
  hours: z._default(z.nullable(z.array(workingSpan).check(z.minLength(1), z.maxLength(4))), null),
})

const calendar = z.object({
  year: z.number(),
  /** False: what depends on the year is provisional. */
  isPublished: z.boolean(),
  source: z.nullable(z.string()),
  days: z.array(dayFact),
})
export type CalendarYear = z.infer<typeof calendar>

/** A deadline whose date moved with the calendar. */
export const movedClock = z.object({ subjectKind: z.string(), subjectId: z.string(), kind: z.string(), before: z.string(), after: z.string() })
/** How many moved, and the first of them. */
export const moved = z.object({ count: z.number(), items: z.array(movedClock) })

const year = z.coerce.number().check(z.int(), z.minimum(2020, '没有这一年的日历'), z.maximum(2069, '没有这一年的日历'))
const params = z.object({ year })
const MAX_DAYS = 120

export const calendarContract = {
  get: endpoint({ name: 'calendar.get', method: 'GET', path: '/calendars/:year', summary: '一年的节假日和调休', who: 'guest', params, answer: calendar }),
  load: endpoint({
    name: 'calendar.load', method: 'POST', path: '/calendars/:year', summary: '录入一年的官方日历，重算未到的期限', who: 'account', params, status: 201,
    body: z.object({
      /** The notice it is taken from: 国办发明电〔2026〕7 号. */
      source: text(200),
      isPublished: z._default(z.boolean(), true),
      days: z.array(dayFact).check(z.maxLength(MAX_DAYS, `一年最多 ${MAX_DAYS} 条`)),
    }),
    answer: z.object({ calendar, moved }),
    errors: ['DAY_NOT_IN_YEAR', 'DAY_TWICE', 'HOURS_WRONG'],
  }),
}
