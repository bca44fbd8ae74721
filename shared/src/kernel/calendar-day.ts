/**
 * Days of the county's zone, counted from 1 January 1970. The zone is Asia/Shanghai: UTC+8 all year,
 * so a day is always 24 hours and no time-zone library is needed.
 */
export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000
export const MINUTE_MS = 60_000
const ZONE_MS = 8 * HOUR_MS

/** 周日 first, as `weekdayOf` counts. */
export const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** The number of the local day that an instant (epoch milliseconds) lies in. */
export const dayOf = (ms: number): number => Math.floor((ms + ZONE_MS) / DAY_MS)

/** 00:00 of a day, epoch milliseconds. */
export const startOfDay = (day: number): number => day * DAY_MS - ZONE_MS

/** Milliseconds since 00:00 of the instant's own day. */
export const timeOfDay = (ms: number): number => ms - startOfDay(dayOf(ms))

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

export interface CivilDate {
  year: number
  month: number
  dayOfMonth: number
}

export function civilDate(day: number): CivilDate {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() }
}

/** `2026-10-12`. */
export const isoDate = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** The day number of `2026-10-12`. Throws a RangeError on what is no date, 30 February included. */
export function parseIsoDate(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(ms) || isoDate(ms / DAY_MS) !== date) throw new RangeError(`not a date: ${date}`)
  return ms / DAY_MS
}
