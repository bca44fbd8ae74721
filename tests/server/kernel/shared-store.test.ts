import { setTimeout as sleep } from 'node:timers/promises'
import { RateLimiterRes } from 'rate-limiter-flexible'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSharedStore } from '../../../server/src/kernel/open-shared-store.ts'
import { LockBusyError, SharedStoreError, type SharedStore } from '../../../server/src/kernel/shared-store.ts'
import { createRedisServer, type RedisServer } from './redis-server.ts'

let redis: RedisServer
const opened: SharedStore[] = []

beforeAll(async () => {
  redis = await createRedisServer()
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})
afterAll(() => redis.stop())

async function openOverRedis(prefix = 'huying:611023:'): Promise<SharedStore> {
  const store = await openSharedStore({ redisUrl: redis.url, prefix })
  opened.push(store)
  return store
}

/** The same guarantees twice: two users of one in-process store, and two processes' worth of connections to one Redis. */
const pairs: Record<string, () => Promise<[SharedStore, SharedStore]>> = {
  'in-process': async () => {
    const store = await openSharedStore({ prefix: '' })
    return [store, store]
  },
  redis: async () => [await openOverRedis(), await openOverRedis()],
}

describe.each(Object.entries(pairs))('what processes share, %s', (_name, openPair) => {
  let key = 0
  const nextKey = () => `key-${++key}`

  it('reads what another wrote, until it is deleted', async () => {
    const [a, b] = await openPair()
    const key = nextKey()
    expect(await b.get(key)).toBeNull()
    await a.set(key, '商南', 60_000)
    expect(await b.get(key)).toBe('商南')
    await a.set(key, '', 60_000)
    expect(await b.get(key)).toBe('')
    await b.delete(key)
    expect(await a.get(key)).toBeNull()
  })

  it('forgets a value when its time is over, and a new value has its own time', async () => {
    const [a] = await openPair()
    const [short, renewed] = [nextKey(), nextKey()]
    await a.set(short, 'x', 40)
    await a.set(renewed, 'x', 40)
    await a.set(renewed, 'y', 60_000)
    await sleep(80)
    expect(await a.get(short)).toBeNull()
    expect(await a.take(short)).toBeNull()
    expect(await a.get(renewed)).toBe('y')
  })

  it('gives a taken value to one caller only', async () => {
    const [a, b] = await openPair()
    const key = nextKey()
    await a.set(key, 'ticket', 60_000)
    const taken = await Promise.all([a, b, a, b].map((store) => store.take(key)))
    expect(taken.filter((value) => value === 'ticket')).toHaveLength(1)
    expect(await a.get(key)).toBeNull()
  })

  it('lets one at a time work under a lock, with a fence that grows', async () => {
    const [a, b] = await openPair()
    const name = nextKey()
    const fences: number[] = []
    let inside = 0
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 ? a : b).lock(name, async ({ fence }) => {
          expect(++inside).toBe(1)
          fences.push(fence)
          await sleep(5)
          inside--
        }),
      ),
    )
    expect(fences).toHaveLength(8)
    expect(fences).toEqual([...new Set(fences)].sort((x, y) => x - y))
  })

  it('releases a lock when the work fails, and hands its error on', async () => {
    const [a, b] = await openPair()
    const name = nextKey()
    await expect(a.lock(name, () => Promise.reject(new Error('no token')))).rejects.toThrow('no token')
    expect(await b.lock(name, async () => 'mine', { waitMs: 0 })).toBe('mine')
  })

  it('gives up waiting for a lock, leaving its holder alone and the next one its turn', async () => {
    const [a, b] = await openPair()
    const name = nextKey()
    const holder = a.lock(name, () => sleep(150, 'held'))
    await sleep(20)
    await expect(b.lock(name, async () => 'mine', { waitMs: 40 })).rejects.toThrow(LockBusyError)
    const next = b.lock(name, async () => 'next')
    expect(await holder).toBe('held')
    expect(await next).toBe('next')
  })

  it('keeps a lock for as long as the work takes, beyond its time to live', async () => {
    const [a, b] = await openPair()
    const name = nextKey()
    const holder = a.lock(name, async ({ signal }) => (await sleep(400), signal.aborted), { ttlMs: 100 })
    await sleep(300)
    await expect(b.lock(name, async () => 'mine', { waitMs: 0 })).rejects.toThrow(LockBusyError)
    expect(await holder).toBe(false)
  })

  it('counts for all processes against one limit, and starts anew when its time is over', async () => {
    const [a, b] = await openPair()
    const limit = { name: nextKey(), points: 3, durationSeconds: 1 }
    const [atA, atB] = [a.limiter(limit), a === b ? undefined : b.limiter(limit)]
    for (const limiter of [atA, atB ?? atA, atA]) await limiter.consume('somebody')
    const refusal = await (atB ?? atA).consume('somebody').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(RateLimiterRes)
    expect((refusal as RateLimiterRes).msBeforeNext).toBeGreaterThan(0)
    await atA.consume('somebody else')
    await sleep(1050)
    expect((await atA.consume('somebody')).remainingPoints).toBe(2)
  })

  it('publishes to every subscriber of the channel, in order, until it leaves', async () => {
    const [a, b] = await openPair()
    const channel = nextKey()
    const [heardByA, heardByB]: string[][] = [[], []]
    const leave = await a.subscribe(channel, { message: (text) => heardByA!.push(text) })
    await b.subscribe(channel, { message: (text) => heardByB!.push(text) })
    await a.publish(channel, 'one')
    await b.publish(channel, 'two')
    await b.publish(nextKey(), 'elsewhere')
    await vi.waitFor(() => expect([heardByA, heardByB].map((heard) => heard!.toSorted())).toEqual([['one', 'two'], ['one', 'two']]))
    await leave()
    for (const text of ['three', 'four', 'five']) await a.publish(channel, text)
    await vi.waitFor(() => expect(heardByB!.slice(2)).toEqual(['three', 'four', 'five']))
    expect(heardByA).toHaveLength(2)
  })
})

it('loses no living value when it clears out the dead', async () => {
  const store = await openSharedStore({ prefix: '' })
  for (let index = 0; index < 5_000; index++) await store.set(`key-${index}`, String(index), index % 2 ? 1 : 60_000)
  await sleep(5)
  for (let index = 0; index < 5_000; index++) expect(await store.get(`key-${index}`)).toBe(index % 2 ? null : String(index))
})

describe('counties that share a Redis', () => {
  it('see neither values, locks nor messages of each other', async () => {
    const [here, there] = [await openOverRedis('huying:611023:'), await openOverRedis('huying:611024:')]
    const heard: string[] = []
    await there.subscribe('live', { message: (text) => heard.push(text) })
    await here.set('token', 'ours', 60_000)
    await here.publish('live', 'ours')
    await here.lock('token', async () => expect(await there.lock('token', async () => 'free', { waitMs: 0 })).toBe('free'))
    expect(await there.get('token')).toBeNull()
    await there.publish('live', 'theirs')
    await vi.waitFor(() => expect(heard).toEqual(['theirs']))
  })
})

describe('when Redis is away', () => {
  const operations = (store: SharedStore) => [
    () => store.get('key'),
    () => store.set('key', 'value', 1000),
    () => store.take('key'),
    () => store.delete('key'),
    () => store.publish('channel', 'text'),
    () => store.ping(),
    () => store.lock('name', async () => 'never'),
  ]
  const expectFastFailures = async (store: SharedStore) => {
    for (const operation of operations(store)) {
      const from = performance.now()
      await expect(operation()).rejects.toThrow(SharedStoreError)
      expect(performance.now() - from).toBeLessThan(1500)
    }
  }

  it('fails fast, says so once, and works and hears again when Redis is back', async () => {
    const changes: boolean[] = []
    const store = await openSharedStore({ redisUrl: redis.url, prefix: 'p:', onChange: (isUp) => changes.push(isUp) })
    opened.push(store)
    const [heard, rejoined] = [[] as string[], vi.fn()]
    await store.subscribe('live', { message: (text) => heard.push(text), rejoined })
    await redis.stop()
    await vi.waitFor(() => expect(store.ping()).rejects.toThrow(SharedStoreError))
    await expectFastFailures(store)
    await redis.start()
    await vi.waitFor(() => store.ping(), { timeout: 5000 })
    await vi.waitFor(() => expect(rejoined).toHaveBeenCalledOnce(), { timeout: 5000 })
    await store.publish('live', 'back')
    await vi.waitFor(() => expect(heard).toEqual(['back']))
    await store.set('key', 'value', 60_000)
    expect(await store.get('key')).toBe('value')
    expect(changes).toEqual([true, false, true])
  }, 20_000)

  it('fails within a second where Redis hangs, and works again when it answers', async () => {
    const store = await openOverRedis()
    redis.freeze()
    try {
      await expectFastFailures(store)
    } finally {
      redis.thaw()
    }
    await vi.waitFor(() => store.ping(), { timeout: 5000 })
  }, 20_000)

  it('tells the holder of a lock that it is lost', async () => {
    const store = await openOverRedis()
    const isLost = store.lock(
      'lost',
      async ({ signal }) => {
        await redis.stop()
        await redis.start()
        await vi.waitFor(() => expect(signal.aborted).toBe(true), { timeout: 5000 })
        return signal.aborted
      },
      { ttlMs: 300 },
    )
    expect(await isLost).toBe(true)
  }, 20_000)

  it('limits each process by itself', async () => {
    const store = await openOverRedis()
    const limiter = store.limiter({ name: 'insured', points: 2, durationSeconds: 60 })
    await redis.stop()
    try {
      await vi.waitFor(() => expect(store.ping()).rejects.toThrow())
      await limiter.consume('somebody')
      await limiter.consume('somebody')
      await expect(limiter.consume('somebody')).rejects.toBeInstanceOf(RateLimiterRes)
    } finally {
      await redis.start()
    }
  }, 20_000)

  it('starts without it and joins it later, subscriptions included', async () => {
    await redis.stop()
    const store = await openOverRedis()
    const heard: string[] = []
    await store.subscribe('live', { message: (text) => heard.push(text) })
    await expect(store.ping()).rejects.toThrow(SharedStoreError)
    await redis.start()
    await vi.waitFor(async () => {
      await store.publish('live', 'hello')
      expect(heard).toContain('hello')
    }, { timeout: 5000 })
  }, 20_000)
})
