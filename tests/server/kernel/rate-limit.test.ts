import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openSharedStore } from '../../../server/src/kernel/open-shared-store.ts'
import { createRateLimits, rateHeaders, type RateClass, type RateLimits } from '../../../server/src/kernel/rate-limit.ts'
import type { SharedStore } from '../../../server/src/kernel/shared-store.ts'
import { createRedisServer, type RedisServer } from './redis-server.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await createRedisServer()
})
afterAll(() => redis.stop())

let run = 0
const stores: SharedStore[] = []
beforeEach(() => void run++)
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
})
async function open(redisUrl?: string): Promise<SharedStore> {
  const store = await openSharedStore({ redisUrl, prefix: `run-${run}:` })
  stores.push(store)
  return store
}

async function allowedOf(limits: RateLimits, rate: RateClass, who: string, tries: number): Promise<number> {
  const verdicts = await Promise.all(Array.from({ length: tries }, () => limits.count(rate, who)))
  return verdicts.filter((verdict) => verdict?.isAllowed).length
}

describe.each(['in-process', 'redis'])('rate limits, %s', (kind) => {
  const openStore = () => open(kind === 'redis' ? redis.url : undefined)

  it.each([['read', 120], ['write', 30], ['address', 600], ['login', 60], ['lookup', 5]] as const)('%s lets exactly %i through in a minute', async (rate, limit) => {
    const limits = createRateLimits(await openStore(), 1)
    expect(await allowedOf(limits, rate, 'somebody', limit + 20)).toBe(limit)
    expect(await allowedOf(limits, rate, 'somebody else', 1)).toBe(1)
  })

  it('counts the classes apart', async () => {
    const limits = createRateLimits(await openStore(), 1)
    await allowedOf(limits, 'lookup', 'somebody', 6)
    expect((await limits.count('write', 'somebody'))?.remaining).toBe(29)
  })

  it.each([[2, 60], [0.5, 15], [0.001, 1]])('multiplied by %d lets %i writes through', async (factor, limit) => {
    expect(await allowedOf(createRateLimits(await openStore(), factor), 'write', 'somebody', 80)).toBe(limit)
  })

  it('says what is left, and when to come back', async () => {
    const limits = createRateLimits(await openStore(), 1)
    const first = (await limits.count('lookup', 'somebody'))!
    expect(first).toEqual({ isAllowed: true, limit: 5, remaining: 4, resetSeconds: 60 })
    expect(rateHeaders(first)).toEqual({ 'RateLimit-Limit': '5', 'RateLimit-Remaining': '4', 'RateLimit-Reset': '60' })
    await allowedOf(limits, 'lookup', 'somebody', 4)
    const refused = (await limits.count('lookup', 'somebody'))!
    expect(refused).toMatchObject({ isAllowed: false, remaining: 0 })
    expect(Number(rateHeaders(refused)['Retry-After'])).toBeGreaterThan(55)
  })

  it('is off at factor 0', async () => {
    expect(await createRateLimits(await openStore(), 0).count('lookup', 'somebody')).toBeNull()
  })
})

describe('two processes over one Redis', () => {
  const openTwo = async () => [createRateLimits(await open(redis.url), 1), createRateLimits(await open(redis.url), 1)] as const

  it('have one limit, exact where somebody could guess', async () => {
    const [a, b] = await openTwo()
    expect((await allowedOf(a, 'login', 'somebody', 40)) + (await allowedOf(b, 'login', 'somebody', 40))).toBe(60)
  })

  it('hear of what the other counted a moment after they count', async () => {
    const [a, b] = await openTwo()
    expect(await allowedOf(a, 'write', 'somebody', 20)).toBe(20)
    expect(await allowedOf(b, 'write', 'somebody', 1)).toBe(1)
    await sleep(250)
    expect(await allowedOf(b, 'write', 'somebody', 20)).toBe(9)
    await sleep(250)
    await a.count('write', 'somebody')
    await sleep(250)
    expect(await allowedOf(a, 'write', 'somebody', 5)).toBe(0)
  })

  it('count by themselves while Redis is away, and together again when it is back', async () => {
    const stores = [await open(redis.url), await open(redis.url)]
    const [a, b] = stores.map((store) => createRateLimits(store, 1)) as [RateLimits, RateLimits]
    await redis.stop()
    try {
      await vi.waitFor(() => Promise.all(stores.map((store) => expect(store.ping()).rejects.toThrow())))
      expect(await allowedOf(a, 'write', 'somebody', 40)).toBe(30)
      expect(await allowedOf(b, 'write', 'somebody', 40)).toBe(30)
    } finally {
      await redis.start()
    }
    await vi.waitFor(() => Promise.all(stores.map((store) => store.ping())), { timeout: 5_000 })
    expect(await allowedOf(a, 'write', 'somebody else', 30)).toBe(30)
    await sleep(250)
    expect(await allowedOf(b, 'write', 'somebody else', 1)).toBe(1)
    await sleep(250)
    expect(await allowedOf(b, 'write', 'somebody else', 5)).toBe(0)
  }, 15_000)
})

it('still limits while Redis is away', async () => {
  const store = await open(redis.url)
  const limits = createRateLimits(store, 1)
  await redis.stop()
  try {
    await vi.waitFor(() => expect(store.ping()).rejects.toThrow())
    expect(await allowedOf(limits, 'lookup', 'somebody', 8)).toBe(5)
  } finally {
    await redis.start()
  }
}, 10_000)
