import fc from 'fast-check'
import { findWorkday, isWorkday } from 'chinese-days'
import { describe, expect, test } from 'vitest'
import { OFFICIAL_YEARS } from '../../../server/dev/county/calendar-data.ts'
import { Calendar, DEFAULT_HOURS } from '@huying/shared/kernel/calendar'
import { addWorkingDays, dueAt, isProvisional, redAt, warnAt, workingDaysBetween, workingMinutesBetween } from '@huying/shared/kernel/calendar-clock'
import { isoDate, parseIsoDate } from '@huying/shared/kernel/calendar-day'
import { parseLimit } from '@huying/shared/kernel/limit'
import { at, calendarOf, clock, facts, instant, limit, official, officialFacts, pausesFrom } from './calendar-cases.ts'

const due = (from: string, text: string, pauses: [string, string][] = [], calendar = official) =>
  dueAt(calendar, at(from), parseLimit(text), pauses.map(([begin, end]) => ({ from: at(begin), to: at(end) })))
const warn = (from: string, text: string) => warnAt(official, at(from), parseLimit(text))

describe('the official calendar', () => {
  test('has the same working days as the chinese-days package, every day of its years', () => {
    for (const { year } of OFFICIAL_YEARS)
      for (let day = parseIsoDate(`${year}-01-01`); day <= parseIsoDate(`${year}-12-31`); day++)
        expect([isoDate(day), official.isWorkday(day)]).toEqual([isoDate(day), isWorkday(isoDate(day))])
  })

  test('the golden example falls on the day the package finds, too', () => {
    expect(due('2026-09-24 16:20', '7wd')).toEqual(at('2026-10-12 18:00'))
    expect(findWorkday(7, '2026-09-24')).toBe('2026-10-12')
  })

  test('says why a day is free or worked', () => {
    const reasons = ['2026-10-01', '2026-10-10', '2026-10-11', '2026-10-12'].map((date) => official.read(parseIsoDate(date)).reason)
    expect(reasons).toEqual(['国庆节放假', '调休上班', '周日', '周一'])
  })
})

describe('day order', () => {
  const fact = (kind: 'holiday' | 'workday', isOverride: boolean, name = '') => ({ date: '2026-11-24', kind, isOverride, name })
  const day = parseIsoDate('2026-11-24')
  const readOf = (...days: ReturnType<typeof fact>[]) => calendarOf(days).read(day)

  test('a county override outranks a make-up workday, which outranks a public holiday, in whatever order they come', () => {
    expect(readOf(fact('holiday', false, '节'), fact('workday', false)).reason).toBe('调休上班')
    expect(readOf(fact('workday', false), fact('holiday', false, '节')).isWorkday).toBe(true)
    const closed = readOf(fact('holiday', true, '暴雪停工'), fact('workday', false))
    expect([closed.isWorkday, closed.reason]).toEqual([false, '县里安排：暴雪停工'])
  })

  test('an override may open for its own hours only', () => {
    const calendar = new Calendar({
      days: [{ date: '2026-11-28', kind: 'workday', isOverride: true, name: '便民开放日', hours: [['09:00', '12:00']] }],
      publishedYears: [2026],
    })
    expect(due('2026-11-27 17:00', '1wd', [], calendar)).toEqual(at('2026-11-28 12:00'))
    expect(due('2026-11-27 17:00', '4wh', [], calendar)).toEqual(at('2026-11-28 12:00'))
  })
})

describe('due dates', () => {
  test.each([
    ['2026-11-24 14:00', '4wh', '2026-11-24 18:00', 'the earliest instant that completes it'],
    ['2026-11-24 13:00', '4wh', '2026-11-24 18:00', 'a lunch break does not run'],
    ['2026-11-27 17:00', '4wh', '2026-11-30 11:00', 'over a weekend'],
    ['2026-10-09 17:00', '2wh', '2026-10-10 09:00', 'into a make-up Saturday'],
    ['2026-10-01 12:00', '30min', '2026-10-01 12:30', 'an emergency runs on a holiday'],
    ['2026-09-30 23:50', '2h', '2026-10-01 01:50', 'and through the night'],
    ['2026-11-28 10:00', '1wd', '2026-11-30 18:00', 'begun on a Saturday'],
    ['2026-02-13 09:00', '1wd', '2026-02-14 18:00', 'the make-up Saturday before the Spring Festival'],
    ['2026-02-14 09:00', '1wd', '2026-02-24 18:00', 'begun on that Saturday, over the festival'],
    ['2028-02-25 09:00', '2wd', '2028-02-29 18:00', 'a leap day'],
    ['2027-02-26 09:00', '2d', '2027-02-28 24:00', 'no leap day'],
    ['2025-12-31 09:00', '3wd', '2026-01-06 18:00', 'over the end of a year, worked Sunday included'],
    ['2026-11-24 00:00', '5d', '2026-11-29 24:00', 'calendar days end with the day'],
  ])('%s + %s = %s: %s', (from, text, expected) => {
    expect(due(from, text)).toEqual(at(expected))
  })

  test('seconds are kept where a limit runs to the instant', () => {
    expect(dueAt(official, new Date('2026-11-24T17:59:59.500+08:00'), parseLimit('1wh'))).toEqual(new Date('2026-11-25T08:59:59.500+08:00'))
  })

  test('an instant outside the calendar, or none at all, is refused', () => {
    expect(() => due('2069-12-31 09:00', '1wd')).toThrow(RangeError)
    expect(() => due('1999-12-31 09:00', '1wh')).toThrow(RangeError)
    expect(() => dueAt(official, new Date(Number.NaN), parseLimit('1wd'))).toThrow(RangeError)
  })
})

describe('pauses', () => {
  test.each([
    ['the days after the day it began, the day it ended included', '7wd', [['2026-11-25 09:00', '2026-11-27 17:00']], '2026-12-07 18:00'],
    ['a pause within a day moves no working day', '7wd', [['2026-11-25 09:00', '2026-11-25 17:00']], '2026-12-03 18:00'],
    ['nor does a weekend', '7wd', [['2026-11-27 19:00', '2026-11-29 20:00']], '2026-12-03 18:00'],
    ['an hour clock moves by the exact length', '24h', [['2026-11-24 20:00', '2026-11-24 21:30']], '2026-11-25 10:30'],
    ['a working-hour clock by the working time inside', '4wh', [['2026-11-24 11:00', '2026-11-24 15:00']], '2026-11-24 17:00'],
    ['calendar days like working days', '5d', [['2026-11-25 09:00', '2026-11-27 01:00']], '2026-12-01 24:00'],
    ['overlapping pauses count once', '24h', [['2026-11-24 10:00', '2026-11-24 12:00'], ['2026-11-24 11:00', '2026-11-24 13:00']], '2026-11-25 12:00'],
    ['a pause after the limit ran out moves nothing', '1wd', [['2026-11-25 18:00', '2026-12-04 18:00']], '2026-11-25 18:00'],
  ] as [string, string, [string, string][], string][])('%s', (_name, text, pauses, expected) => {
    expect(due('2026-11-24 09:00', text, pauses)).toEqual(at(expected))
  })

  test('one that ends before it begins is refused', () => {
    expect(() => due('2026-11-24 09:00', '1wd', [['2026-11-25 09:00', '2026-11-24 10:00']])).toThrow(RangeError)
  })
})

describe('warnings, red, extensions', () => {
  test.each([
    ['24h', '2026-11-24 21:00'],
    ['30min', '2026-11-24 09:15'],
    ['4wh', '2026-11-24 11:00'],
    ['1wd', '2026-11-25 08:00'],
    ['2wd', '2026-11-26 08:00'],
    ['3wd', '2026-11-26 18:00'],
    ['7wd', '2026-12-02 18:00'],
    ['5d', '2026-11-28 24:00'],
  ])('a limit of %s from Tuesday 09:00 warns at %s', (text, expected) => {
    expect(warn('2026-11-24 09:00', text)).toEqual(at(expected))
  })

  test('red comes one original limit after the due date', () => {
    expect(redAt(official, at('2026-10-12 18:00'), parseLimit('7wd'))).toEqual(at('2026-10-21 18:00'))
    expect(redAt(official, at('2026-11-24 18:00'), parseLimit('4wh'))).toEqual(at('2026-11-25 12:00'))
    expect(redAt(official, at('2026-11-29 24:00'), parseLimit('5d'))).toEqual(at('2026-12-04 24:00'))
  })

  test('an extension counts on from the due day', () => {
    expect(addWorkingDays(official, at('2026-09-24 18:00'), 2)).toEqual(at('2026-09-29 18:00'))
  })
})

describe('what is provisional', () => {
  const provisional = (from: string, text: string) => isProvisional(official, at(from), due(from, text), parseLimit(text))
  test('working time that touches a year without its official calendar', () => {
    expect(provisional('2026-12-30 09:00', '1wd')).toBe(false)
    expect(provisional('2026-12-30 09:00', '2wd')).toBe(true)
    expect(provisional('2026-12-31 16:00', '4wh')).toBe(true)
  })
  test('a clock that does not ask for holidays is certain', () => {
    expect(provisional('2026-12-31 16:00', '24h')).toBe(false)
    expect(provisional('2026-12-31 16:00', '5d')).toBe(false)
  })
})

describe('working hours are checked', () => {
  test.each([[[['8:00', '12:00']]], [[['12:00', '08:00']]], [[['08:00', '12:00'], ['11:00', '18:00']]], [[['08:00', '24:30']]]])('%j is refused', (spans) => {
    const workday = spans as [string, string][]
    expect(() => new Calendar({ hours: { ...DEFAULT_HOURS, workday }, days: [], publishedYears: [] })).toThrow(RangeError)
  })
})

describe('whatever the calendar', () => {
  const holds = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns: 150 })

  test('a later beginning is never due earlier, a longer limit never sooner', () => {
    holds(fc.property(facts, instant, limit, fc.nat(20_000), (days, from, chosen, later) => {
      const calendar = calendarOf(days)
      const first = dueAt(calendar, from, chosen).getTime()
      expect(dueAt(calendar, new Date(from.getTime() + later * 60_000), chosen).getTime()).toBeGreaterThanOrEqual(first)
      expect(dueAt(calendar, from, { ...chosen, amount: chosen.amount + 1 }).getTime()).toBeGreaterThan(first)
    }))
  })

  test('one more free day never brings a date forward', () => {
    holds(fc.property(facts, instant, limit, fc.nat(40), (days, from, chosen, ahead) => {
      const free = { date: new Date(from.getTime() + ahead * 86_400_000).toISOString().slice(0, 10), kind: 'holiday' as const, isOverride: true, name: '停电' }
      const after = dueAt(calendarOf([...days, free]), from, chosen)
      expect(after.getTime()).toBeGreaterThanOrEqual(dueAt(calendarOf(days), from, chosen).getTime())
    }))
  })

  test('a pause cut in two moves a date as the whole does', () => {
    holds(fc.property(facts, instant, limit, fc.nat(5000), fc.nat(3000), fc.nat(3000), (days, from, chosen, begin, head, tail) => {
      const calendar = calendarOf(days)
      const [whole, ...parts] = pausesFrom(from, [[begin, head + tail], [begin, head], [begin + head, tail]])
      expect(dueAt(calendar, from, chosen, parts)).toEqual(dueAt(calendar, from, chosen, [whole!]))
    }))
  })

  test('an extension of n working days is a limit n longer', () => {
    holds(fc.property(facts, instant, fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 10 }), (days, from, amount, n) => {
      const calendar = calendarOf(days)
      const first = dueAt(calendar, from, { amount, unit: 'wd' })
      expect(addWorkingDays(calendar, first, n)).toEqual(dueAt(calendar, from, { amount: amount + n, unit: 'wd' }))
      expect(workingDaysBetween(calendar, from, first)).toBe(amount)
    }))
  })

  test('working time adds up, and a working-hour limit is its earliest completion', () => {
    holds(fc.property(facts, instant, fc.integer({ min: 1, max: 40 }), fc.nat(20_000), (days, from, amount, later) => {
      const calendar = calendarOf(days)
      const end = dueAt(calendar, from, { amount, unit: 'wh' })
      const third = new Date(end.getTime() + later * 60_000)
      expect(workingMinutesBetween(calendar, from, end)).toBe(amount * 60)
      expect(workingMinutesBetween(calendar, from, new Date(end.getTime() - 1))).toBeLessThan(amount * 60)
      expect(workingMinutesBetween(calendar, from, end) + workingMinutesBetween(calendar, end, third)).toBe(workingMinutesBetween(calendar, from, third))
      expect(workingMinutesBetween(calendar, end, from)).toBe(-amount * 60)
    }))
  })

  test('a warning lies between beginning and due date', () => {
    holds(fc.property(facts, clock, (days, { from, limit: chosen, pauses }) => {
      const calendar = calendarOf(days)
      const warning = warnAt(calendar, from, chosen, pauses).getTime()
      expect(warning).toBeGreaterThanOrEqual(from.getTime())
      expect(warning).toBeLessThan(dueAt(calendar, from, chosen, pauses).getTime())
    }))
  })

  test('the same facts in any order are the same calendar', () => {
    const reversed = calendarOf(officialFacts.toReversed())
    for (let day = parseIsoDate('2025-01-01'); day <= parseIsoDate('2026-12-31'); day++) expect(reversed.read(day)).toEqual(official.read(day))
  })
})
