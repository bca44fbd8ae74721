import { RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimiter } from './shared-store.ts'
import type { RedisCounter } from './redis-counter.ts'

/** How long after counting a process hears what the others counted. */
const TELL_AFTER_MS = 100
const SWEEP_FROM = 10_000

interface Entry {
  count: number
  /** Counted here and not told yet. */
  untold: number
  /** Milliseconds as `performance.now()`. */
  until: number
}

/**
 * Counts at once in this process and tells Redis a moment later, many together, so that no request waits for a count. It then
 * hears what the others counted: beyond the limit each process lets through at most what comes within that moment. While Redis is
 * away each process counts by itself.
 */
export function createLooseLimiter(counter: RedisCounter, limit: { keyPrefix: string; points: number; durationSeconds: number }): RateLimiter {
  const { keyPrefix, points, durationSeconds } = limit
  const entries = new Map<string, Entry>()
  const untold = new Set<string>()
  let sweepAt = SWEEP_FROM

  async function tell(): Promise<void> {
    const told = [...untold].flatMap((who) => entries.get(who) ?? [])
    const increments = [...untold].map((who) => [`${keyPrefix}:${who}`, entries.get(who)!.untold, durationSeconds] as const)
    untold.clear()
    for (const entry of told) entry.untold = 0
    if (counter.status !== 'ready') return
    const answers = await counter.add(increments).catch(() => [])
    const now = performance.now()
    answers.forEach(([consumed, ttlMs], i) => {
      told[i]!.count = consumed + told[i]!.untold
      told[i]!.until = now + ttlMs
    })
  }

  function sweep(now: number): void {
    for (const [who, { until, untold: left }] of entries) if (until <= now && left === 0) entries.delete(who)
    sweepAt = Math.max(SWEEP_FROM, entries.size * 2)
  }

  function entryOf(who: string, now: number): Entry {
    const known = entries.get(who)
    if (known && known.until > now) return known
    const fresh = { count: 0, untold: 0, until: now + durationSeconds * 1000 }
    entries.set(who, fresh)
    if (entries.size >= sweepAt) sweep(now)
    return fresh
  }

  return {
    points,
    async consume(who) {
      const now = performance.now()
      const entry = entryOf(who, now)
      entry.count++
      entry.untold++
      if (untold.size === 0) setTimeout(() => void tell(), TELL_AFTER_MS).unref()
      untold.add(who)
      const counted = new RateLimiterRes(Math.max(0, points - entry.count), entry.until - now, entry.count)
      if (entry.count > points) throw counted
      return counted
    },
  }
}
