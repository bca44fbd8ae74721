import type { RateLimiterRes } from 'rate-limiter-flexible'

/**
 * What the processes of one county share and may lose: cached sessions, WeChat's token, tickets, locks, rate limits,
 * live fan-out. Nothing of record. Where the store is away every operation fails fast with a SharedStoreError.
 * Lifetimes are real milliseconds, whatever the domain clock says.
 */
export interface SharedStore {
  get(key: string): Promise<string | null>
  set(key: string, value: string, ttlMs: number): Promise<void>
  /** Gets and forgets in one step: of several callers one receives the value. */
  take(key: string): Promise<string | null>
  delete(key: string): Promise<void>
  /**
   * Runs `work` while nobody else runs under the same name. Throws LockBusyError after `waitMs`.
   * The lock is prolonged while `work` runs and ends with the process that holds it.
   */
  lock<T>(name: string, work: (lease: Lease) => Promise<T>, options?: LockOptions): Promise<T>
  /**
   * A limiter whose counters all processes share; where the store is away it counts in this process alone. A loose one
   * counts the other processes' requests a moment late, so that nobody waits for the store.
   */
  limiter(limit: { name: string; points: number; durationSeconds: number; isLoose?: boolean }): RateLimiter
  /** To every subscriber of all processes, this one included; to nobody later. */
  publish(channel: string, message: string): Promise<void>
  /** Subscribes, or will once the store is there. Resolves to the way out. */
  subscribe(channel: string, subscriber: Subscriber): Promise<() => Promise<void>>
  /** Throws where the store is away. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface RateLimiter {
  /** So many are let through until the count starts anew. */
  points: number
  /** Counts one of somebody. Rejects with the RateLimiterRes where it was one too many. */
  consume(who: string): Promise<RateLimiterRes>
}

export interface Lease {
  /** Grows with every lease of a name: who writes elsewhere under the lock can be told from a late predecessor. */
  fence: number
  /** Aborts when the lock was lost (store away or emptied) while `work` runs. */
  signal: AbortSignal
}

export interface LockOptions {
  /** How long to wait for the holder; 0 tries once. */
  waitMs?: number
  /** How long the lock outlives a crash. */
  ttlMs?: number
}
export const LOCK_DEFAULTS = { waitMs: 10_000, ttlMs: 10_000 } as const satisfies Required<LockOptions>

export interface Subscriber {
  message(text: string): void
  /** The subscription is back after a gap in which messages were lost. */
  rejoined?(): void
}

export class SharedStoreError extends Error {
  override name = 'SharedStoreError'
}

export class LockBusyError extends Error {
  override name = 'LockBusyError'
  constructor(lock: string) {
    super(`lock ${lock} is held by somebody else`)
  }
}

/** A fence that grows even when the one before is forgotten: microseconds of the machine's clock. */
export const nextFence = (previous: number): number => Math.max(previous + 1, Date.now() * 1000)
