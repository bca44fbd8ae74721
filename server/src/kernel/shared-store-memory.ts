import { RateLimiterMemory } from 'rate-limiter-flexible'
import { LOCK_DEFAULTS, LockBusyError, nextFence, type SharedStore, type Subscriber } from './shared-store.ts'

/** The shared store of a single process. */
export function openMemoryStore(): SharedStore {
  const values = createExpiringMap()
  const locks = createLocks()
  const channels = new Map<string, Set<Subscriber>>()

  return {
    async get(key) {
      return values.get(key)
    },
    async set(key, value, ttlMs) {
      values.set(key, value, ttlMs)
    },
    async take(key) {
      const value = values.get(key)
      values.delete(key)
      return value
    },
    async delete(key) {
      values.delete(key)
    },
    async lock(name, work, { waitMs = LOCK_DEFAULTS.waitMs } = {}) {
      const { fence, release } = await locks.acquire(name, waitMs)
      try {
        return await work({ fence, signal: new AbortController().signal })
      } finally {
        release()
      }
    },
    limiter: ({ name, points, durationSeconds }) => new RateLimiterMemory({ keyPrefix: name, points, duration: durationSeconds }),
    async publish(channel, message) {
      for (const subscriber of channels.get(channel) ?? []) queueMicrotask(() => subscriber.message(message))
    },
    async subscribe(channel, subscriber) {
      const subscribers = channels.get(channel) ?? new Set()
      channels.set(channel, subscribers.add(subscriber))
      return async () => {
        subscribers.delete(subscriber)
      }
    },
    async ping() {},
    async close() {
      channels.clear()
    },
  }
}

const SWEEP_FROM = 1000

/** Forgets what has expired when asked for it, and all of it each time it has grown to twice what was left before. */
function createExpiringMap() {
  const entries = new Map<string, { value: string; until: number }>()
  let sweepAt = SWEEP_FROM
  const sweep = (now: number) => {
    for (const [key, { until }] of entries) if (until <= now) entries.delete(key)
    sweepAt = Math.max(SWEEP_FROM, entries.size * 2)
  }
  return {
    get(key: string): string | null {
      const entry = entries.get(key)
      return entry && performance.now() < entry.until ? entry.value : null
    },
    set(key: string, value: string, ttlMs: number): void {
      const now = performance.now()
      entries.set(key, { value, until: now + ttlMs })
      if (entries.size >= sweepAt) sweep(now)
    },
    delete: (key: string) => entries.delete(key),
  }
}

/** Locks that are handed on in the order they were asked for. */
function createLocks() {
  const waiting = new Map<string, (() => void)[]>()
  let fence = 0

  const release = (name: string) => {
    const next = waiting.get(name)?.shift()
    if (next) next()
    else waiting.delete(name)
  }
  const turn = (name: string, queue: (() => void)[], waitMs: number) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(take), 1)
        reject(new LockBusyError(name))
      }, waitMs)
      const take = () => {
        clearTimeout(timer)
        resolve()
      }
      queue.push(take)
    })

  return {
    async acquire(name: string, waitMs: number) {
      const queue = waiting.get(name)
      if (queue) await turn(name, queue, waitMs)
      else waiting.set(name, [])
      return { fence: (fence = nextFence(fence)), release: () => release(name) }
    },
  }
}
