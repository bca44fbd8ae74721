import { faultOfHours, sessionsOf, type SessionRule } from '@huying/shared/booking/generate'
import { parseIsoDate } from '@huying/shared/kernel/calendar-day'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { official } from '../kernel/calendar-cases.ts'

const HOURS = [['09:00', '11:00']] as const
const WORKDAYS = [[], HOURS, HOURS, HOURS, HOURS, HOURS, []]
const rule: SessionRule = { weeklyHours: WORKDAYS, exceptions: [], holidayRule: 'closed', sessionMinutes: 120, closesMinutesBefore: 60 }
const inShanghai = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const starts = (some: Partial<SessionRule>, from: string, to: string) =>
  sessionsOf({ ...rule, ...some }, official, parseIsoDate(from), parseIsoDate(to)).map(({ startsAt }) => inShanghai(startsAt))
const days = (some: Partial<SessionRule>, from: string, to: string) => [...new Set(starts(some, from, to).map((at) => at.slice(5, 10)))]

describe('the week', () => {
  test('makes a session of each opening, as many whole ones as fit, each with its end and its closing time', () => {
    expect(starts({}, '2026-11-20', '2026-11-24')).toEqual(['2026-11-20 09:00', '2026-11-23 09:00', '2026-11-24 09:00'])
    expect(starts({ sessionMinutes: 50 }, '2026-11-24', '2026-11-24')).toEqual(['2026-11-24 09:00', '2026-11-24 09:50'])
    const [first] = sessionsOf(rule, official, parseIsoDate('2026-11-24'), parseIsoDate('2026-11-24'))
    expect([inShanghai(first!.endsAt), inShanghai(first!.closesAt)]).toEqual(['2026-11-24 11:00', '2026-11-24 08:00'])
  })

  test('goes on over midnight, the end of the year and 29 February, in a zone without daylight saving', () => {
    const nightly = [['22:00', '24:00']] as const
    const week = Array.from({ length: 7 }, () => nightly)
    const asUsual = { weeklyHours: week, holidayRule: 'asUsual' } as const
    expect(starts(asUsual, '2026-12-30', '2027-01-02')).toEqual(['2026-12-30 22:00', '2026-12-31 22:00', '2027-01-01 22:00', '2027-01-02 22:00'])
    expect(days(asUsual, '2028-02-27', '2028-03-01')).toEqual(['02-27', '02-28', '02-29', '03-01'])
    expect(days(asUsual, '2027-02-27', '2027-03-01')).toEqual(['02-27', '02-28', '03-01'])
    // The last Sundays of March and October, when clocks change elsewhere.
    expect(starts(asUsual, '2027-03-28', '2027-03-28')).toEqual(['2027-03-28 22:00'])
    expect(starts(asUsual, '2026-10-25', '2026-10-25')).toEqual(['2026-10-25 22:00'])
  })
})

describe('holidays and make-up workdays', () => {
  test('a service that rests on holidays rests in the national week and works on the Saturday that makes up for it', () => {
    expect(days({}, '2026-09-28', '2026-10-12')).toEqual(['09-28', '09-29', '09-30', '10-08', '10-09', '10-10', '10-12'])
  })

  test('on a make-up Saturday it has the hours of the weekday it stands in for; its own Saturday hours come first', () => {
    // Of the week's holidays the nearest to Saturday the tenth is Wednesday the seventh.
    const onlyOn = (weekday: number) => ({ weeklyHours: WORKDAYS.map((_, day) => (day === weekday ? HOURS : [])) })
    expect(days(onlyOn(3), '2026-10-10', '2026-10-10')).toEqual(['10-10'])
    expect(days(onlyOn(4), '2026-10-10', '2026-10-10')).toEqual([])
    const saturdays = { weeklyHours: [[], HOURS, HOURS, HOURS, HOURS, HOURS, [['14:00', '16:00']] as const] }
    expect(starts(saturdays, '2026-10-10', '2026-10-10')).toEqual(['2026-10-10 14:00'])
  })

  test('a service that goes on as usual knows no holidays and no make-up workdays', () => {
    expect(days({ holidayRule: 'asUsual' }, '2026-10-01', '2026-10-11')).toEqual(['10-01', '10-02', '10-05', '10-06', '10-07', '10-08', '10-09'])
  })

  test("the service's own exceptions outrank the calendar and the week", () => {
    const exceptions = [{ date: '2026-10-01', hours: [['09:00', '11:00'] as const] }, { date: '2026-10-08', hours: [] }]
    expect(days({ exceptions }, '2026-10-01', '2026-10-09')).toEqual(['10-01', '10-09'])
  })
})

test('whatever the rule: sessions lie inside an opening, never overlap, and two runs over adjoining days make what one run makes', () => {
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  const openings = fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { maxLength: 6 }).map((hours) => {
    const sorted = hours.toSorted((a, b) => a - b)
    return sorted.flatMap((hour, index) => (index % 2 === 1 ? [[clock(sorted[index - 1]!), clock(hour)] as const] : []))
  })
  const week = fc.array(openings, { minLength: 7, maxLength: 7 })
  const rules = fc.record({
    weeklyHours: week, sessionMinutes: fc.integer({ min: 10, max: 60 }), holidayRule: fc.constantFrom('closed' as const, 'asUsual' as const),
    closesMinutesBefore: fc.integer({ min: 0, max: 600 }), exceptions: fc.constant([]),
  })
  const first = parseIsoDate('2026-09-01')
  fc.assert(fc.property(rules, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 40 }), fc.nat(), (some, offset, length, cut) => {
    const [from, to] = [first + offset, first + offset + length]
    expect(some.weeklyHours.map((hours) => faultOfHours(hours, some.sessionMinutes))).toEqual(Array(7).fill(null))
    const all = sessionsOf(some, official, from, to)
    for (const [index, { startsAt, endsAt, closesAt }] of all.entries()) {
      expect(endsAt.getTime() - startsAt.getTime()).toBe(some.sessionMinutes * 60_000)
      expect(closesAt.getTime()).toBeLessThanOrEqual(startsAt.getTime())
      if (index > 0) expect(startsAt.getTime()).toBeGreaterThanOrEqual(all[index - 1]!.endsAt.getTime())
    }
    const middle = from + (cut % length)
    expect([...sessionsOf(some, official, from, middle), ...sessionsOf(some, official, middle + 1, to)]).toEqual(all)
  }), { numRuns: 300 })
})

test('hours that are none are named', () => {
  expect(faultOfHours([['11:00', '09:00']], 60)).toContain('结束要晚于开始')
  expect(faultOfHours([['09:00', '11:00'], ['10:00', '12:00']], 60)).toContain('重叠')
  expect(faultOfHours([['09:00', '09:30']], 60)).toContain('放不下')
  expect(faultOfHours([['08:00', '09:00'], ['09:00', '24:00']], 60)).toBeNull()
})
