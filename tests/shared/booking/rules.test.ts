import { barOf } from '@huying/shared/booking/bar'
import { heldUntil } from '@huying/shared/booking/hold'
import { periodOf } from '@huying/shared/booking/period'
import { expect, test } from 'vitest'

const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const NEVER = at('2030-01-01 00:00')

test.each([
  ['2026-11-24 10:00', '2026-11-24 10:30', 'by day at once'],
  ['2026-11-24 21:30', '2026-11-24 22:00', 'to the very end of the day'],
  ['2026-11-24 21:50', '2026-11-25 07:20', 'over the night what is left'],
  ['2026-11-24 23:00', '2026-11-25 07:30', 'all of it next morning'],
  ['2026-11-24 02:00', '2026-11-24 07:30', 'all of it this morning'],
  ['2026-12-31 22:00', '2027-01-01 07:30', 'over the end of the year'],
  ['2028-02-28 21:45', '2028-02-29 07:15', 'on 29 February'],
])('a seat offered at %s is held until %s: %s', (offered, until) => {
  expect(heldUntil(at(offered), 30, NEVER)).toEqual(at(until))
})

test('a seat is never held beyond the closing time', () => {
  expect(heldUntil(at('2026-11-24 10:00'), 30, at('2026-11-24 10:10'))).toEqual(at('2026-11-24 10:10'))
  expect(heldUntil(at('2026-11-24 21:50'), 30, at('2026-11-25 06:00'))).toEqual(at('2026-11-25 06:00'))
})

test.each([
  ['day', '2026-11-24 00:00', '2026-11-25 00:00'],
  ['week', '2026-11-23 00:00', '2026-11-30 00:00'],
  ['month', '2026-11-01 00:00', '2026-12-01 00:00'],
] as const)('the %s of a Tuesday', (period, from, to) => {
  expect(periodOf(at('2026-11-24 00:00'), period)).toEqual({ from: at(from), to: at(to) })
})

test('a week runs from Monday to Sunday, a month over the end of the year', () => {
  expect(periodOf(at('2026-11-29 23:59'), 'week').from).toEqual(at('2026-11-23 00:00'))
  expect(periodOf(at('2026-12-31 23:59'), 'month')).toEqual({ from: at('2026-12-01 00:00'), to: at('2027-01-01 00:00') })
  expect(periodOf(at('2028-02-29 12:00'), 'month').to).toEqual(at('2028-03-01 00:00'))
})

const rule = { count: 3, withinDays: 90, lengthDays: 30 }
const shows = (...dates: string[]) => dates.map((date) => ({ endsAt: at(`${date} 11:30`), isContested: false }))

test('three within ninety days bar for thirty from the third; two, or three too far apart, do not', () => {
  expect(barOf(shows('2026-09-01', '2026-10-01', '2026-11-01'), rule)).toEqual({ from: at('2026-11-01 12:00'), until: at('2026-12-01 12:00'), isSuspended: false })
  expect(barOf(shows('2026-09-01', '2026-10-01'), rule)).toBeNull()
  expect(barOf(shows('2026-08-03', '2026-10-01', '2026-11-01'), rule)).toBeNull()
  expect(barOf(shows('2026-08-04', '2026-10-01', '2026-11-01'), rule)).not.toBeNull()
})

test('a fourth begins the thirty days anew; a later one far away changes nothing; a contested one suspends', () => {
  const four = shows('2026-09-01', '2026-10-01', '2026-11-01', '2026-11-10')
  expect(barOf(four, rule)?.from).toEqual(at('2026-11-10 12:00'))
  expect(barOf(shows('2026-05-01', '2026-05-02', '2026-05-03', '2026-12-01'), rule)?.from).toEqual(at('2026-05-03 12:00'))
  expect(barOf(four.map((one, index) => ({ ...one, isContested: index === 3 })), rule)?.isSuspended).toBe(true)
})
