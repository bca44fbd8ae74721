import type { Kernel } from '../../kernel/context.ts'

/** The rules' numbers; a county may set its own under `booking.limits`. Limits as the calendar reads them. */
const DEFAULTS = {
  holdMinutes: 30,
  /** So many wait at most, times the seats. */
  waitlistFactor: 2,
  approve: '1wd',
  /** An answer is owed this long before the start at the latest. */
  approveMinutesBefore: 120,
  checkInMinutesBefore: 30,
  noShow: '30min',
  noShowsUntilBar: 3,
  noShowsWithinDays: 90,
  barDays: 30,
  appealDays: 7,
  decide: '3wd',
  keep: '2wd',
  /** Sessions are made this many days ahead, or as far as the service can be booked where that is more. */
  generateDaysAhead: 28,
} as const

export type BookingLimits = { [K in keyof typeof DEFAULTS]: (typeof DEFAULTS)[K] extends number ? number : string }

export const limitsOf = (kernel: Kernel): BookingLimits => ({ ...DEFAULTS, ...kernel.setting<Partial<BookingLimits>>('booking.limits', {}) })
