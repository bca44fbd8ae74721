const LONGEST_MONTHS = 3
const ZONE_MS = 8 * 3_600_000

/** The same day of the month so many months on, by the county's days; the longest term is three. */
export function monthsAfter(from: Date, months: number): Date {
  const local = new Date(from.getTime() + ZONE_MS)
  const at = [local.getUTCFullYear(), local.getUTCMonth() + months, local.getUTCDate(), local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()] as const
  return new Date(Date.UTC(...at) - ZONE_MS)
}

/** A term is at most a quarter long. */
export const latestEnd = (from: Date): Date => monthsAfter(from, LONGEST_MONTHS)
