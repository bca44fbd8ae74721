import type { Calendar } from '../kernel/calendar.ts'
import { MINUTE_MS, parseIsoDate, startOfDay, weekdayOf } from '../kernel/calendar-day.ts'

/** `['09:00', '11:00']`; `24:00` ends a day. */
type Span = readonly [open: string, close: string]

/** As much of a service's rule as decides when it is held. */
export interface SessionRule {
  /** Seven weekdays, Sunday first. */
  weeklyHours: readonly (readonly Span[])[]
  /** Dates whose hours differ; no hours: closed that day. */
  exceptions: readonly { date: string; hours: readonly Span[] }[]
  /** `closed`: not on public holidays. A make-up workday then has the hours of the weekday it stands in for. */
  holidayRule: 'closed' | 'asUsual'
  sessionMinutes: number
  closesMinutesBefore: number
}

export interface SessionTimes {
  startsAt: Date
  endsAt: Date
  closesAt: Date
}

const MONDAY = 1

/**
 * Every session the rule makes on the days from `fromDay` to `toDay` (day numbers, both included), in order. The rule's
 * own exceptions come first, then what the county's calendar says of the day, then the week. Of an opening as many whole
 * sessions are made as fit.
 */
export function sessionsOf(rule: SessionRule, calendar: Calendar, fromDay: number, toDay: number): SessionTimes[] {
  const exceptions = new Map(rule.exceptions.map(({ date, hours }) => [parseIsoDate(date), hours]))
  const sessions: SessionTimes[] = []
  for (let day = fromDay; day <= toDay; day++)
    for (const hours of exceptions.get(day) ?? usualHours(rule, calendar, day)) sessions.push(...split(rule, day, hours))
  return sessions
}

/** A service that rests on holidays works when the offices do: on a make-up Saturday as on the Monday it makes up for. */
function usualHours({ weeklyHours, holidayRule }: SessionRule, calendar: Calendar, day: number): readonly Span[] {
  const own = weeklyHours[weekdayOf(day)] ?? []
  if (holidayRule === 'asUsual') return own
  const { fact } = calendar.read(day)
  if (fact?.kind === 'holiday') return []
  return fact?.kind === 'workday' && own.length === 0 ? (weeklyHours[standsInFor(calendar, day)] ?? []) : own
}

/**
 * The weekday a make-up workday is worked instead of: of the holidays around it the nearest working weekday, the earlier
 * of two as near; Monday where there is none.
 */
function standsInFor(calendar: Calendar, day: number): number {
  for (let away = 1; away <= 14; away++)
    for (const other of [day - away, day + away]) {
      const weekday = weekdayOf(other)
      if (weekday >= 1 && weekday <= 5 && calendar.read(other).fact?.kind === 'holiday') return weekday
    }
  return MONDAY
}

function split({ sessionMinutes, closesMinutesBefore }: SessionRule, day: number, [open, close]: Span): SessionTimes[] {
  const times: SessionTimes[] = []
  const end = minutesOf(close)
  for (let at = minutesOf(open); at + sessionMinutes <= end; at += sessionMinutes) {
    const startsAt = startOfDay(day) + at * MINUTE_MS
    times.push({
      startsAt: new Date(startsAt), endsAt: new Date(startsAt + sessionMinutes * MINUTE_MS), closesAt: new Date(startsAt - closesMinutesBefore * MINUTE_MS),
    })
  }
  return times
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** What is wrong with hours, in Chinese; null: nothing. Spans follow each other, and each holds a session. */
export function faultOfHours(hours: readonly Span[], sessionMinutes: number): string | null {
  let last = 0
  for (const [open, close] of hours) {
    const [from, to] = [minutesOf(open), minutesOf(close)]
    if (to <= from) return `${open}–${close}：结束要晚于开始`
    if (from < last) return `${open}–${close}：和前一段时间重叠了`
    if (to - from < sessionMinutes) return `${open}–${close}：放不下一场 ${sessionMinutes} 分钟`
    last = to
  }
  return null
}
