import * as z from 'zod/mini'

/**
 * wd working days · wh working hours · d calendar days · h elapsed hours · min elapsed minutes.
 * Days end with their day, hours and minutes at the very instant.
 */
export const LIMIT_UNITS = ['wd', 'wh', 'd', 'h', 'min'] as const
export type LimitUnit = (typeof LIMIT_UNITS)[number]

/** How long something may take: `{ amount: 7, unit: 'wd' }`. `amount` is a whole number from 1 to 9999. */
export interface Limit {
  readonly amount: number
  readonly unit: LimitUnit
}

const MAX_AMOUNT = 9999
const PATTERN = /^([1-9]\d{0,3})(wd|wh|d|h|min)$/

/** A limit as people configure and ask for it: `7wd`, `4wh`, `5d`, `24h`, `30min`. */
export const limitText = z.string().check(z.regex(PATTERN, '期限写成 7wd、4wh、5d、24h 或 30min 这样'))

/** Throws a RangeError on anything `limitText` refuses. */
export function parseLimit(text: string): Limit {
  const match = PATTERN.exec(text)
  if (!match) throw new RangeError(`not a limit: ${text}`)
  return { amount: Number(match[1]), unit: match[2] as LimitUnit }
}

/** The inverse of `parseLimit`. */
export const formatLimit = (limit: Limit): string => `${limit.amount}${limit.unit}`

const UNIT_WORDS: Record<LimitUnit, string> = { wd: '个工作日', wh: '个工作小时', d: '天', h: '小时', min: '分钟' }

/** `7 个工作日`. */
export const sayLimit = (limit: Limit): string => `${limit.amount} ${UNIT_WORDS[limit.unit]}`

/** Elapsed minutes a unit stands for when limits of different units are compared; a working day fills a day of eight hours. */
const NOMINAL_MINUTES: Record<LimitUnit, number> = { wd: 1440, wh: 180, d: 1440, h: 60, min: 1 }
const nominalMinutes = (limit: Limit): number => limit.amount * NOMINAL_MINUTES[limit.unit]

/**
 * Half of a limit, never less than `minimum`. Half a day, or half a working hour, counts as a whole one, since whoever
 * works gets the benefit; an elapsed hour is halved into minutes. Of a half and a minimum in different units the longer
 * by the calendar is taken (1 wd before 12 h).
 */
export function half(limit: Limit, minimum?: Limit): Limit {
  const halved: Limit =
    limit.unit === 'h' && limit.amount % 2 === 1 && limit.amount * 30 <= MAX_AMOUNT
      ? { amount: limit.amount * 30, unit: 'min' }
      : { amount: Math.ceil(limit.amount / 2), unit: limit.unit }
  return minimum && nominalMinutes(minimum) > nominalMinutes(halved) ? minimum : halved
}
