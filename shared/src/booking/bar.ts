import { DAY_MS, MINUTE_MS } from '../kernel/calendar-day.ts'

export interface NoShow {
  endsAt: Date
  /** An appeal against it is not decided yet. */
  isContested: boolean
}

export interface BarRule {
  count: number
  withinDays: number
  lengthDays: number
}

export interface Bar {
  from: Date
  until: Date
  isSuspended: boolean
}

/** Somebody counts as not come this long after the end. */
const SEEN_AFTER_MS = 30 * MINUTE_MS

/**
 * The last bar that no-shows (earliest first) lead to: `count` of them within `withinDays` bar from the moment of the last
 * for `lengthDays`; it rests while one of those that count is contested. Null where there were never so many so near.
 */
export function barOf(noShows: readonly NoShow[], { count, withinDays, lengthDays }: BarRule): Bar | null {
  for (let last = noShows.length - 1; last >= count - 1; last--) {
    const from = noShows[last]!.endsAt.getTime() + SEEN_AFTER_MS
    const near = noShows.slice(0, last + 1).filter(({ endsAt }) => endsAt.getTime() + SEEN_AFTER_MS > from - withinDays * DAY_MS)
    if (near.length < count) continue
    return { from: new Date(from), until: new Date(from + lengthDays * DAY_MS), isSuspended: near.some(({ isContested }) => isContested) }
  }
  return null
}
