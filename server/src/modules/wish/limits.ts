import type { Kernel } from '../../kernel/context.ts'

const DAY_MS = 86_400_000

/** The rules' numbers; a county may set its own under `wish.<name>`. Limits as the calendar reads them. */
const DEFAULTS = {
  liveWishes: 3,
  runningClaims: 3,
  revealsADay: 3,
  asksAWeek: 5,
  wave: 10,
  lapsesUntilBar: 3,
  lapsesWithinDays: 90,
  review: '2wd',
  resubmit: '30d',
  appeal: '7d',
  ring: '24h',
  assign: '1wd',
  unmet: '60d',
  progress: '72h',
  total: '30d',
  again: '7d',
  bar: '30d',
  confirm: '7d',
  remind: '72h',
  settle: '3wd',
} as const

export type WishLimits = { [K in keyof typeof DEFAULTS]: (typeof DEFAULTS)[K] extends number ? number : string }

export const limitsOf = (kernel: Kernel): WishLimits => ({ ...DEFAULTS, ...kernel.setting<Partial<WishLimits>>('wish.limits', {}) })

export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS)
/** At least this long on the board again after a claim came to nothing. */
export const RING_FLOOR_MS = 3_600_000
export const UNMET_FLOOR_MS = 7 * DAY_MS
/** Only what was open this long may be given up. */
export const UNMET_LEAST_DAYS = 14
