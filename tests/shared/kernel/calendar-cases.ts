import fc from 'fast-check'
import { expect } from 'vitest'
import { OFFICIAL_YEARS } from '../../../server/dev/county/calendar-data.ts'
import { buildCalendar, officialDayRows } from '../../../server/src/kernel/calendar-source.ts'
import { Calendar, type DayFact } from '@huying/shared/kernel/calendar'
import { dueAt, warnAt, workingMinutesBetween, type Pause } from '@huying/shared/kernel/calendar-clock'
import { explain } from '@huying/shared/kernel/calendar-explain'
import { isoDate, parseIsoDate } from '@huying/shared/kernel/calendar-day'
import type { Limit } from '@huying/shared/kernel/limit'
import { NaiveCalendar } from './naive-calendar.ts'

const officialRows = OFFICIAL_YEARS.flatMap((year) => officialDayRows(year.holidays))
export const official = buildCalendar(officialRows, OFFICIAL_YEARS.map(({ year }) => ({ year, isPublished: true })))
export const officialFacts: DayFact[] = officialRows.map((row) => ({
  date: row.day, kind: row.kind, isOverride: row.isOverride, name: row.reason,
}))

/** `at('2026-09-24 16:20')`, the county's wall clock. */
export const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)

const FIRST = parseIsoDate('2025-11-01')
const LAST = parseIsoDate('2027-03-01')

const fact: fc.Arbitrary<DayFact> = fc.record({
  date: fc.integer({ min: FIRST, max: LAST }).map(isoDate),
  kind: fc.constantFrom('holiday', 'workday'),
  isOverride: fc.boolean(),
  name: fc.constantFrom('春节', '防汛值守'),
})
/** The official calendar with county decisions and other notices strewn over it. */
export const facts = fc.array(fact, { maxLength: 60 }).map((more) => [...officialFacts, ...more])

export const instant = fc
  .integer({ min: FIRST * 1440, max: (LAST - 60) * 1440 })
  .map((minute) => new Date((minute - 480) * 60_000))

/** Even where half must be whole minutes. */
export const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 15 }), unit: fc.constant('wd' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 40 }), unit: fc.constant('wh' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 12 }), unit: fc.constant('d' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 96 }), unit: fc.constant('h' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 200 }).map((n) => n * 2), unit: fc.constant('min' as const) }),
)

/** Pauses relative to an instant, in minutes: some before it, overlapping, touching, empty or after the clock has run out. */
const pauseOffsets = fc.array(
  fc.tuple(fc.integer({ min: -3000, max: 20_000 }), fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 9000 }))),
  { maxLength: 3 },
)
export const pausesFrom = (from: Date, offsets: readonly (readonly [number, number])[]): Pause[] =>
  offsets.map(([begin, length]) => ({
    from: new Date(from.getTime() + begin * 60_000),
    to: new Date(from.getTime() + (begin + length) * 60_000),
  }))

export const clock = fc
  .tuple(instant, limit, pauseOffsets)
  .map(([from, chosen, offsets]) => ({ from, limit: chosen, pauses: pausesFrom(from, offsets) }))

/** Engine and model give the same dates, and the explanation adds up. */
export const agreesWithTheModel = fc.property(facts, clock, (days, { from, limit: chosen, pauses }) => {
  const calendar = calendarOf(days)
  const model = new NaiveCalendar(days)
  const due = dueAt(calendar, from, chosen, pauses)
  expect(due).toEqual(model.dueAt(from, chosen, pauses))
  expect(warnAt(calendar, from, chosen, pauses)).toEqual(model.warnAt(from, chosen, pauses))
  expect(workingMinutesBetween(calendar, from, due)).toBe(model.workingMinutes(from, due))
  const explanation = explain(calendar, from, chosen, pauses)
  expect(explanation.dueAt).toEqual(due)
  if (chosen.unit === 'wd' || chosen.unit === 'd') expect(explanation.days.filter((day) => day.counts)).toHaveLength(chosen.amount)
})

/** With these facts; 2025 and 2026 are published. */
export function calendarOf(days: readonly DayFact[]): Calendar {
  return new Calendar({ days, publishedYears: [2025, 2026] })
}
