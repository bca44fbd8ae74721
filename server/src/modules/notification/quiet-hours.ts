const ZONE_MS = 8 * 3_600_000
const HOUR_MS = 3_600_000
const FIRST_HOUR = 7
const LAST_HOUR = 22

/** Now between 07:00 and 22:00 in Shanghai, else the next 07:00. */
export function sendAfter(now: Date): Date {
  const local = new Date(now.getTime() + ZONE_MS)
  const hour = local.getUTCHours()
  if (hour >= FIRST_HOUR && hour < LAST_HOUR) return now
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + (hour >= LAST_HOUR ? 1 : 0))
  return new Date(midnight + FIRST_HOUR * HOUR_MS - ZONE_MS)
}
