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
