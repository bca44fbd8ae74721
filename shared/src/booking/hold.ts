import { DAY_MS, HOUR_MS, MINUTE_MS, startOfDay, dayOf } from '../kernel/calendar-day.ts'

/** Seats are held by day only, so that nobody loses one asleep. Hours in Shanghai. */
const FIRST_HOUR = 7
const LAST_HOUR = 22

/**
 * Until when a seat that became free is held for whoever waits: `minutes` that run between 07:00 and 22:00 only, never
 * beyond the session's closing time.
 */
export function heldUntil(offeredAt: Date, minutes: number, closesAt: Date): Date {
  const midnight = startOfDay(dayOf(offeredAt.getTime()))
  const opens = midnight + FIRST_HOUR * HOUR_MS
  const closes = midnight + LAST_HOUR * HOUR_MS
  const length = minutes * MINUTE_MS
  const from = offeredAt.getTime()
  const over =
    from < opens ? opens + length
    : from >= closes ? opens + DAY_MS + length
    : from + length <= closes ? from + length
    : opens + DAY_MS + length - (closes - from)
  return new Date(Math.min(over, closesAt.getTime()))
}
