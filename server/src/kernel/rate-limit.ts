import { RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimiter, SharedStore } from './shared-store.ts'

const MINUTE_SECONDS = 60

/** Requests a minute, before `factor`. Reads, writes and lookups are an account's, the others an address's. */
export const RATE_LIMITS = { read: 120, write: 30, address: 600, login: 60, lookup: 5 } as const
export type RateClass = keyof typeof RATE_LIMITS

/** Where somebody could guess, every try counts before it is answered; the others may hear of each other a moment late. */
const EXACT: readonly RateClass[] = ['login', 'lookup']

export interface RateVerdict {
  isAllowed: boolean
  limit: number
  remaining: number
  /** Seconds until the count starts anew, at least 1. */
  resetSeconds: number
}

export interface RateLimits {
  /** Counts one request of somebody (an account's id or an address). null: limits are off. */
  count(rate: RateClass, who: string): Promise<RateVerdict | null>
}

/** Limits that all processes share; while the store is away each process counts by itself. `factor` 0 switches them off. */
export function createRateLimits(store: SharedStore, factor: number): RateLimits {
  if (factor === 0) return { count: async () => null }
  const limiters = new Map<RateClass, RateLimiter>()
  for (const [name, perMinute] of Object.entries(RATE_LIMITS)) {
    const points = Math.max(1, Math.round(perMinute * factor))
    limiters.set(name as RateClass, store.limiter({ name: `rate:${name}`, points, durationSeconds: MINUTE_SECONDS, isLoose: !EXACT.includes(name as RateClass) }))
  }
  return {
    async count(rate, who) {
      const limiter = limiters.get(rate)!
      try {
        return verdict(limiter.points, true, await limiter.consume(who))
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return verdict(limiter.points, false, refusal)
        throw refusal
      }
    },
  }
}

const verdict = (limit: number, isAllowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): RateVerdict => ({
  isAllowed,
  limit,
  remaining: remainingPoints,
  resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
})

/** What an answer says about a limit: the header fields of RateLimit, and Retry-After where it was refused. */
export const rateHeaders = ({ isAllowed, limit, remaining, resetSeconds }: RateVerdict): Record<string, string> => ({
  'RateLimit-Limit': String(limit),
  'RateLimit-Remaining': String(remaining),
  'RateLimit-Reset': String(resetSeconds),
  ...(isAllowed ? {} : { 'Retry-After': String(resetSeconds) }),
})
