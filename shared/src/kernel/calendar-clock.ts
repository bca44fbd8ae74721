import type { Calendar } from './calendar.ts'
import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS, startOfDay } from './calendar-day.ts'
import type { Limit } from './limit.ts'

/** A stretch in which a clock stood still. A clock that still stands has no due date: ask again when it runs. */
export interface Pause {
  from: Date
  to: Date
}

/**
 * When a limit that began at `from` is due: the earliest instant that completes it.
 * Working days: the day it begins is not counted, it ends at the close of working hours on the n-th working day after.
 * Calendar days: likewise, ending at 24:00. Hours and minutes run round the clock, working hours only in working time.
 * A pause moves a working-day limit by the working days after the day the pause began up to and including the day it
 * ended (calendar days likewise), an hour clock by its length, a working-hour clock by the working time inside it.
 * A pause that begins when the limit has already run out moves nothing. Throws a RangeError outside the calendar's years.
 */
export function dueAt(calendar: Calendar, from: Date, limit: Limit, pauses: readonly Pause[] = []): Date {
  const start = from.getTime()
  return new Date(dueMs(calendar, start, limit, effectivePauses(start, pauses)))
}

/**
 * When to warn. Hour limits (h, min, wh): when half has run. Working days: from 3 wd on at the close of the working day
 * before the last one; shorter ones when the last day opens. Calendar days: 24 hours before.
 */
export function warnAt(calendar: Calendar, from: Date, limit: Limit, pauses: readonly Pause[] = []): Date {
  const start = from.getTime()
  return new Date(warnMs(calendar, start, limit, effectivePauses(start, pauses)))
}

/** When the original limit has run once more after it was due: the point of red supervision. */
export function redAt(calendar: Calendar, due: Date, limit: Limit): Date {
  return limit.unit === 'd' ? new Date(due.getTime() + limit.amount * DAY_MS) : dueAt(calendar, due, limit)
}

/** An extension: the close of the n-th working day (n ≥ 1) after the day of `due`. */
export function addWorkingDays(calendar: Calendar, due: Date, n: number): Date {
  return new Date(calendar.closing(calendar.workdayFrom(dayOf(due.getTime()), n)))
}

/** Working minutes from a to b, exact (a fraction where instants are not whole minutes); negative when b is earlier. */
export function workingMinutesBetween(calendar: Calendar, a: Date, b: Date): number {
  return (calendar.workedUntil(b.getTime()) - calendar.workedUntil(a.getTime())) / MINUTE_MS
}

/** Working days after the day of `a` up to and including the day of `b`; negative when b is earlier. */
export function workingDaysBetween(calendar: Calendar, a: Date, b: Date): number {
  return calendar.workdaysAfter(dayOf(a.getTime()), dayOf(b.getTime()))
}

/** True while the result may move because the official calendar of a year it counts through is not loaded. */
export function isProvisional(calendar: Calendar, from: Date, due: Date, limit: Limit): boolean {
  return provisionalYear(calendar, from, due, limit) !== null
}

/** The year that makes a date provisional. Only working time depends on holidays; other clocks are always certain. */
export function provisionalYear(calendar: Calendar, from: Date, due: Date, limit: Limit): number | null {
  if (limit.unit !== 'wd' && limit.unit !== 'wh') return null
  return calendar.unpublishedYear(dayOf(from.getTime()), dayOf(due.getTime()))
}

/** Epoch milliseconds, `from < to`. */
export interface PauseMs {
  from: number
  to: number
}

/** Pauses as they count: cut at the start of the clock, in order, overlapping ones as one. Throws on one that ends before it begins. */
export function effectivePauses(start: number, pauses: readonly Pause[]): readonly PauseMs[] {
  if (pauses.length === 0) return []
  const merged: PauseMs[] = []
  const ordered = pauses
    .map((pause) => ({ from: Math.max(start, pause.from.getTime()), to: pause.to.getTime(), began: pause.from.getTime() }))
    .sort((a, b) => a.from - b.from)
  for (const { from, to, began } of ordered) {
    if (!(to >= began)) throw new RangeError('a pause ends before it begins')
    if (to <= from) continue
    const previous = merged.at(-1)
    if (previous && from <= previous.to) previous.to = Math.max(previous.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** `dueAt` in epoch milliseconds. */
export function dueMs(calendar: Calendar, start: number, limit: Limit, pauses: readonly PauseMs[]): number {
  const { amount } = limit
  switch (limit.unit) {
    case 'wd':
      return dueInWorkdays(calendar, start, amount, pauses)
    case 'wh':
      return dueInWorkingTime(calendar, start, amount * HOUR_MS, pauses)
    case 'd':
      return dueInDays(start, amount, pauses)
    case 'h':
      return dueInElapsed(start, amount * HOUR_MS, pauses)
    case 'min':
      return dueInElapsed(start, amount * MINUTE_MS, pauses)
  }
}

/** `warnAt` in epoch milliseconds. */
export function warnMs(calendar: Calendar, start: number, limit: Limit, pauses: readonly PauseMs[]): number {
  const { amount } = limit
  switch (limit.unit) {
    case 'wd': {
      const lastDay = dayOf(dueInWorkdays(calendar, start, amount, pauses))
      return amount >= 3 ? calendar.closing(calendar.workdayFrom(lastDay, -1)) : calendar.opening(lastDay)
    }
    case 'wh':
      return dueInWorkingTime(calendar, start, (amount * HOUR_MS) / 2, pauses)
    case 'd':
      return dueInDays(start, amount, pauses) - DAY_MS
    case 'h':
      return dueInElapsed(start, (amount * HOUR_MS) / 2, pauses)
    case 'min':
      return dueInElapsed(start, (amount * MINUTE_MS) / 2, pauses)
  }
}

function dueInWorkdays(calendar: Calendar, start: number, amount: number, pauses: readonly PauseMs[]): number {
  let due = calendar.closing(calendar.workdayFrom(dayOf(start), amount))
  for (const pause of pauses) {
    if (pause.from >= due) break
    const moved = calendar.workdaysAfter(dayOf(pause.from), dayOf(pause.to))
    if (moved > 0) due = calendar.closing(calendar.workdayFrom(dayOf(due), moved))
  }
  return due
}

function dueInWorkingTime(calendar: Calendar, start: number, lengthMs: number, pauses: readonly PauseMs[]): number {
  let target = calendar.workedUntil(start) + lengthMs
  let due = calendar.instantWorked(target)
  for (const pause of pauses) {
    if (pause.from >= due) break
    target += calendar.workedUntil(pause.to) - calendar.workedUntil(pause.from)
    due = calendar.instantWorked(target)
  }
  return due
}

function dueInDays(start: number, amount: number, pauses: readonly PauseMs[]): number {
  let lastDay = dayOf(start) + amount
  for (const pause of pauses) {
    if (pause.from >= startOfDay(lastDay + 1)) break
    lastDay += dayOf(pause.to) - dayOf(pause.from)
  }
  return startOfDay(lastDay + 1)
}

function dueInElapsed(start: number, lengthMs: number, pauses: readonly PauseMs[]): number {
  let due = start + lengthMs
  for (const pause of pauses) {
    if (pause.from >= due) break
    due += pause.to - pause.from
  }
  return due
}
