import { setTimeout as sleep } from 'node:timers/promises'
import { Redis, type RedisOptions } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import { createLooseLimiter } from './loose-limiter.ts'
import { RedisCounter } from './redis-counter.ts'
import {
  LOCK_DEFAULTS,
  LockBusyError,
  SharedStoreError,
  type Lease,
  type SharedStore,
  type Subscriber,
} from './shared-store.ts'

const COMMAND_TIMEOUT_MS = 1000
const FIRST_CONNECTION_MS = 2000
const HEARTBEAT_MS = 5000

/** Fail fast, and come back by itself: nothing waits in a queue for a Redis that is away. */
const CONNECTION: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_TIMEOUT_MS,
  connectTimeout: 2000,
  autoResubscribe: false,
  retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 2000),
}

/** The fence, by Redis's own clock, where the caller has the lock now; nil where somebody else has it. */
const ACQUIRE = `
if redis.call('exists', KEYS[1]) == 1 then return false end
local time = redis.call('time')
local previous = tonumber(redis.call('get', KEYS[2]) or '0')
local fence = string.format('%.0f', math.max(previous + 1, time[1] * 1000000 + time[2]))
redis.call('set', KEYS[1], fence, 'PX', ARGV[1])
redis.call('set', KEYS[2], fence)
return fence`
const PROLONG = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`

export interface RedisStoreOptions {
  /** Before every key and channel, so that counties can share a Redis: `huying:611023:`. */
  prefix: string
  /** Told when Redis is lost, with the reason where there is one, and when it is back. */
  onChange?(isUp: boolean, reason?: Error): void
}

/** The shared store of several processes. */
export async function openRedisStore(url: string, { prefix, onChange }: RedisStoreOptions): Promise<SharedStore> {
  const redis = connect(url)
  const counter = new RedisCounter(redis)
  const channels = connectChannels(url, prefix)
  const stopTelling = tellChanges(redis, onChange ?? (() => {}))
  await Promise.race([Promise.all([isReady(redis), channels.isReady]), sleep(FIRST_CONNECTION_MS, undefined, { ref: false })])

  return {
    get: (key) => guarded(redis.get(prefix + key)),
    async set(key, value, ttlMs) {
      await guarded(redis.set(prefix + key, value, 'PX', Math.ceil(ttlMs)))
    },
    take: (key) => guarded(redis.getdel(prefix + key)),
    async delete(key) {
      await guarded(redis.del(prefix + key))
    },
    lock: (name, work, { waitMs, ttlMs } = LOCK_DEFAULTS) =>
      withLock(redis, `${prefix}lock:${name}`, work, waitMs ?? LOCK_DEFAULTS.waitMs, ttlMs ?? LOCK_DEFAULTS.ttlMs),
    limiter: ({ name, points, durationSeconds: duration, isLoose }) =>
      isLoose
        ? createLooseLimiter(counter, { keyPrefix: prefix + name, points, durationSeconds: duration })
        : new RateLimiterRedis({
          storeClient: counter,
          keyPrefix: prefix + name,
          points,
          duration,
          rejectIfRedisNotReady: true,
          insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration }),
        }),
    async publish(channel, message) {
      await guarded(redis.publish(prefix + channel, message))
    },
    subscribe: channels.subscribe,
    async ping() {
      await guarded(redis.ping())
    },
    async close() {
      stopTelling()
      redis.disconnect()
      channels.close()
    },
  }
}

/** A connection that notices when the other end only seems alive, and is made again. */
function connect(url: string): Redis {
  const redis = new Redis(url, CONNECTION)
  // Each failed attempt is an error event; operations and `onChange` say what callers need to know.
  redis.on('error', () => {})
  const heartbeat = setInterval(() => {
    if (redis.status === 'ready') redis.ping().catch(() => redis.disconnect(true))
  }, HEARTBEAT_MS)
  heartbeat.unref()
  redis.on('end', () => clearInterval(heartbeat))
  return redis
}

const isReady = (redis: Redis) => new Promise<void>((resolve) => redis.once('ready', resolve))

function tellChanges(redis: Redis, onChange: (isUp: boolean, reason?: Error) => void): () => void {
  let isUp: boolean | undefined
  let reason: Error | undefined
  const ready = () => {
    reason = undefined
    onChange((isUp = true))
  }
  const away = () => {
    if (isUp !== false) onChange((isUp = false), reason)
  }
  redis.on('error', (error: Error) => (reason = error))
  redis.on('ready', ready)
  redis.on('close', away)
  return () => redis.off('ready', ready).off('close', away)
}

async function guarded<T>(operation: Promise<T>): Promise<T> {
  try {
    return await operation
  } catch (cause) {
    throw new SharedStoreError('Redis is away', { cause })
  }
}

async function withLock<T>(redis: Redis, key: string, work: (lease: Lease) => Promise<T>, waitMs: number, ttlMs: number): Promise<T> {
  const fence = await acquire(redis, key, waitMs, ttlMs)
  const keeper = keep(redis, key, fence, ttlMs)
  try {
    return await work({ fence: Number(fence), signal: keeper.signal })
  } finally {
    keeper.stop()
    // Where it cannot be released it runs out by itself.
    await redis.eval(RELEASE, 1, key, fence).catch(() => {})
  }
}

async function acquire(redis: Redis, key: string, waitMs: number, ttlMs: number): Promise<string> {
  const giveUpAt = performance.now() + waitMs
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, 200)) {
    const fence = await guarded(redis.eval(ACQUIRE, 2, key, `${key}:fence`, ttlMs))
    if (typeof fence === 'string') return fence
    if (performance.now() >= giveUpAt) throw new LockBusyError(key)
    await sleep(Math.min(pauseMs * (0.5 + Math.random()), Math.max(giveUpAt - performance.now(), 1)))
  }
}

/** Prolongs a held lock at thirds of its life; `signal` aborts once it is somebody else's or must be assumed lost. */
function keep(redis: Redis, key: string, fence: string, ttlMs: number) {
  const lost = new AbortController()
  let heldUntil = performance.now() + ttlMs
  const timer = setInterval(async () => {
    const askedAt = performance.now()
    const answer = await redis.eval(PROLONG, 1, key, fence, ttlMs).catch(() => 'away')
    if (answer === 1) heldUntil = askedAt + ttlMs
    else if (answer === 0 || performance.now() >= heldUntil) {
      clearInterval(timer)
      lost.abort(new SharedStoreError(`lock ${key} was lost`))
    }
  }, ttlMs / 3)
  timer.unref()
  return { signal: lost.signal, stop: () => clearInterval(timer) }
}

/** Subscriptions need a connection of their own; all of them are made again whenever it is. */
function connectChannels(url: string, prefix: string) {
  const redis = connect(url)
  const subscribers = new Map<string, Set<Subscriber>>()

  redis.on('message', (channel: string, text: string) => {
    for (const subscriber of subscribers.get(channel) ?? []) subscriber.message(text)
  })
  redis.on('ready', async () => {
    if (subscribers.size === 0) return
    try {
      await redis.subscribe(...subscribers.keys())
    } catch {
      return redis.disconnect(true)
    }
    for (const each of subscribers.values()) for (const subscriber of each) subscriber.rejoined?.()
  })

  return {
    isReady: isReady(redis),
    async subscribe(name: string, subscriber: Subscriber) {
      const channel = prefix + name
      subscribers.set(channel, (subscribers.get(channel) ?? new Set()).add(subscriber))
      if (redis.status === 'ready') await redis.subscribe(channel).catch(() => redis.disconnect(true))
      return async () => {
        const left = subscribers.get(channel)
        left?.delete(subscriber)
        if (left?.size !== 0) return
        subscribers.delete(channel)
        // Not being there is being unsubscribed.
        await redis.unsubscribe(channel).catch(() => {})
      }
    },
    close: () => redis.disconnect(),
  }
}
