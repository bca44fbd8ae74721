import { createKeyedQueue } from './keyed-queue.ts'

/** Where the processes of one county share the access token. Keys hold the appid, never a secret. */
export interface TokenStore {
  get(key: string): Promise<string | null>
  /** Forgets the value after `ttlSeconds` at the latest. */
  set(key: string, value: string, ttlSeconds: number): Promise<void>
  /** Runs `work` while no other process runs under the same key; the lock outlives no crash. */
  lock<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** For a single process. Times are those of `clock`. */
export function inProcessTokenStore(clock: { now(): Date }): TokenStore {
  const values = new Map<string, { value: string; until: number }>()
  return {
    async get(key) {
      const held = values.get(key)
      return held && clock.now().getTime() < held.until ? held.value : null
    },
    async set(key, value, ttlSeconds) {
      values.set(key, { value, until: clock.now().getTime() + ttlSeconds * 1000 })
    },
    lock: createKeyedQueue(),
  }
}
