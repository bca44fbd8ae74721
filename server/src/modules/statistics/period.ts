import { statisticsErrors } from '@huying/shared/statistics/errors.ts'
import { monthOf } from './tally.ts'

/** Firsts of months, both included. */
export interface Period {
  from: string
  to: string
}

const MOST_MONTHS = 36
const countMonths = ({ from, to }: Period): number => (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1

/** The months asked for, or the one that runs. */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: Date): Period {
  const current = monthOf(now).slice(0, 7)
  const period = { from: `${from ?? to ?? current}-01`, to: `${to ?? current}-01` }
  const months = countMonths(period)
  if (months < 1 || months > MOST_MONTHS) throw statisticsErrors.PERIOD_NOT_VALID()
  return period
}

/** The months of `2026-11`, `2026-Q4` or `2026`; the month that runs, unless told. */
export function monthsOf(period: string | undefined, now: Date): Period {
  const current = monthOf(now)
  if (period === undefined) return { from: current, to: current }
  const [year, rest] = [period.slice(0, 4), period.slice(5)]
  if (rest === '') return { from: `${year}-01-01`, to: `${year}-12-01` }
  if (!rest.startsWith('Q')) return { from: `${period}-01`, to: `${period}-01` }
  const last = Number(rest.slice(1)) * 3
  const first = (month: number): string => `${year}-${String(month).padStart(2, '0')}-01`
  return { from: first(last - 2), to: first(last) }
}

/** The period has not ended: what is counted in it still changes. */
export const isRunning = ({ to }: Period, now: Date): boolean => to >= monthOf(now)

/** `2026-11` of the first of that month. */
export const monthText = (first: string): string => first.slice(0, 7)
