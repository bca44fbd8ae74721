const ZONE_MS = 8 * 3_600_000
const HOUR_MS = 3_600_000
const FIRST_HOUR = 7
const LAST_HOUR = 22
const WAVE_MS = 2 * HOUR_MS

/** A ring begins with its first message: at once between 07:00 and 22:00 in Shanghai, else at the next 07:00. */
export function firstSendAt(now: Date): Date {
  const local = new Date(now.getTime() + ZONE_MS)
  const hour = local.getUTCHours()
  if (hour >= FIRST_HOUR && hour < LAST_HOUR) return now
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + (hour >= LAST_HOUR ? 1 : 0))
  return new Date(midnight + FIRST_HOUR * HOUR_MS - ZONE_MS)
}

/** When the next ten are asked: two hours later, or at 07:00 where that is in the quiet hours. */
export const nextWaveAt = (wave: Date): Date => firstSendAt(new Date(wave.getTime() + WAVE_MS))

/** Monday 00:00 in Shanghai of the week an instant lies in: the cap of asks counts from there. */
export function weekStart(at: Date): Date {
  const local = new Date(at.getTime() + ZONE_MS)
  const sinceMonday = (local.getUTCDay() + 6) % 7
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() - sinceMonday) - ZONE_MS)
}

/** The day in Shanghai as `2026-11-24`. */
export const dayIn = (at: Date): string => new Date(at.getTime() + ZONE_MS).toISOString().slice(0, 10)
