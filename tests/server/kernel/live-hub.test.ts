import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import type { LiveHolder } from '../../../server/src/kernel/live-client.ts'
import { createLiveHub, PING_INTERVAL_MS, type LiveHub } from '../../../server/src/kernel/live-hub.ts'
import { createLiveSender, TICKET_TTL_MS, type LiveSender } from '../../../server/src/kernel/live-sender.ts'
import { openSharedStore } from '../../../server/src/kernel/open-shared-store.ts'
import type { SharedStore } from '../../../server/src/kernel/shared-store.ts'
import { createRedisServer, type RedisServer } from './redis-server.ts'

const ALICE = { accountId: 'alice', session: 'session-1' }
/** When the one office that Alice holds ends by itself. */
const OFFICE_ENDS = new Date('2027-01-01T00:00:00.000+08:00')
const wish = (id: string) => ({ kind: 'wish', id })

interface Process {
  hub: LiveHub
  live: LiveSender
  /** Sessions that are over. */
  ended: Set<string>
  /** The time by which offices end. */
  domain: { now: Date }
  server: Server
  base: string
}

let redis: RedisServer
beforeAll(async () => {
  redis = await createRedisServer()
})
afterAll(() => redis.stop())

const closers: (() => unknown)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const close of closers.splice(0).toReversed()) await close()
})

async function openStore(redisUrl?: string): Promise<SharedStore> {
  const store = await openSharedStore({ redisUrl, prefix: 'live-test:' })
  closers.push(() => store.close())
  return store
}

/** A process of the API: everybody may watch but what is called secret, which is Alice's. */
async function startProcess(store: SharedStore): Promise<Process> {
  const ended = new Set<string>()
  const domain = { now: new Date(OFFICE_ENDS.getTime() - 1) }
  const hub = await createLiveHub({
    store,
    rights: {
      watchable: async ({ accountId }, topics) => ({
        topics: topics.filter(({ id }) => !id.startsWith('secret') || accountId === 'alice'), until: accountId === 'alice' ? OFFICE_ENDS : null,
      }),
      endedSessions: async (sessions) => sessions.filter((session) => ended.has(session)),
      now: () => domain.now,
    },
    onFault: (error) => expect.unreachable(String(error)),
  })
  const server = createServer()
  server.on('upgrade', hub.handleUpgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => new Promise((resolve) => server.close(resolve)), () => hub.close())
  return { hub, live: createLiveSender(store), ended, domain, server, base: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/live` }
}

interface Screen {
  socket: WebSocket
  heard: unknown[]
  closeCode: Promise<number>
  say(message: unknown): void
  /** Subscribes and resolves once the hub has obeyed: a change of a topic of its own comes back. */
  watch(...topics: object[]): Promise<void>
}

let probes = 0
async function openScreen({ live, base }: Process, holder: LiveHolder = ALICE, options: ClientOptions = {}): Promise<Screen> {
  const socket = new WebSocket(`${base}?ticket=${await live.issueTicket(holder)}`, options)
  const heard: { id: string }[] = []
  const closeCode = once(socket, 'close').then(([code]) => code as number)
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  await once(socket, 'open')
  closers.push(() => socket.terminate())
  const say = (message: unknown) => socket.send(JSON.stringify(message))
  return {
    socket,
    heard,
    closeCode,
    say,
    async watch(...topics) {
      const probe = { kind: 'probe', id: `probe-${++probes}` }
      say({ subscribe: [...topics, probe] })
      await vi.waitFor(async () => {
        await live.publish({ ...probe, version: 0 })
        expect(heard.some(({ id }) => id === probe.id)).toBe(true)
      }, 5000)
      say({ unsubscribe: [probe] })
      heard.splice(0)
    },
  }
}

const changesOf = (screen: Screen) => screen.heard.filter((change) => (change as { kind: string }).kind !== 'probe')
const refusalOf = async (url: string) => {
  const socket = new WebSocket(url)
  const [, response] = await Promise.race([once(socket, 'unexpected-response'), once(socket, 'open').then(() => [])])
  socket.on('error', () => {})
  socket.terminate()
  return response?.statusCode as number | undefined
}

const pairs: Record<string, () => Promise<[Process, Process]>> = {
  'in-process': async () => {
    const store = await openStore()
    return [await startProcess(store), await startProcess(store)]
  },
  redis: async () => [await startProcess(await openStore(redis.url)), await startProcess(await openStore(redis.url))],
}

describe.each(Object.entries(pairs))('two hubs over one store, %s', (_name, startPair) => {
  it('tell watchers at both of a change, and nobody else, nothing but kind, id and version', async () => {
    const [a, b] = await startPair()
    const [atA, atB, other] = [await openScreen(a), await openScreen(b), await openScreen(b)]
    await atA.watch(wish('1'))
    await atB.watch(wish('1'))
    await other.watch(wish('2'))
    await a.live.publish({ kind: 'wish', id: '1', version: 7, title: 'secret' } as never)
    await b.live.publish({ kind: 'wish', id: '2', version: 3 })
    await vi.waitFor(() => expect(changesOf(other)).toEqual([{ kind: 'wish', id: '2', version: 3 }]))
    expect(changesOf(atA)).toEqual([{ kind: 'wish', id: '1', version: 7 }])
    expect(changesOf(atB)).toEqual([{ kind: 'wish', id: '1', version: 7 }])
  })

  it('honour a ticket at either hub, once', async () => {
    const [a, b] = await startPair()
    const ticket = await a.live.issueTicket(ALICE)
    const results = await Promise.all([a, b, a].map(({ base }) => refusalOf(`${base}?ticket=${ticket}`)))
    expect(results.filter((status) => status === undefined)).toHaveLength(1)
    expect(results.filter((status) => status === 401)).toHaveLength(2)
  })

  it('end the connections of an account that signed out, at both, and no others', async () => {
    const [a, b] = await startPair()
    const screens = [await openScreen(a), await openScreen(b)]
    const other = await openScreen(b, { accountId: 'bob', session: 'session-2' })
    await a.live.revokeAccount('alice')
    expect(await Promise.all(screens.map(({ closeCode }) => closeCode))).toEqual([4001, 4001])
    expect(other.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('have an account whose rights ended come back and ask again, at both, and no others', async () => {
    const [a, b] = await startPair()
    const screens = [await openScreen(a), await openScreen(b)]
    const other = await openScreen(b, { accountId: 'bob', session: 'session-2' })
    await a.live.renewAccount('alice')
    expect(await Promise.all(screens.map(({ closeCode }) => closeCode))).toEqual([1012, 1012])
    expect(other.socket.readyState).toBe(WebSocket.OPEN)
  })
})

describe('a connection', () => {
  const start = async () => startProcess(await openStore())

  it('is refused without a ticket, with a wrong one, and at another path', async () => {
    const { base, live } = await start()
    expect(await refusalOf(base)).toBe(401)
    expect(await refusalOf(`${base}?ticket=${'A'.repeat(43)}`)).toBe(401)
    expect(await refusalOf(`${base}?ticket=../../x`)).toBe(401)
    expect(await refusalOf(`${new URL(base).origin}//[`)).toBe(404)
    expect(await refusalOf(`${base}/other?ticket=${await live.issueTicket(ALICE)}`)).toBe(404)
  })

  it('is refused when its ticket is older than 30 seconds', async () => {
    const { base, live } = await start()
    vi.useFakeTimers({ toFake: ['performance'] })
    const [fresh, stale] = [await live.issueTicket(ALICE), await live.issueTicket(ALICE)]
    vi.advanceTimersByTime(TICKET_TTL_MS - 1)
    expect(await refusalOf(`${base}?ticket=${fresh}`)).toBeUndefined()
    vi.advanceTimersByTime(1)
    expect(await refusalOf(`${base}?ticket=${stale}`)).toBe(401)
  })

  it('hears only what its account may see', async () => {
    const process = await start()
    const [alice, guest] = [await openScreen(process), await openScreen(process, { accountId: null, session: null })]
    for (const screen of [alice, guest]) await screen.watch(wish('secret-1'), wish('2'))
    await process.live.publish({ ...wish('secret-1'), version: 1 })
    await process.live.publish({ ...wish('2'), version: 1 })
    await vi.waitFor(() => expect(changesOf(alice)).toHaveLength(2))
    expect(changesOf(guest)).toEqual([{ kind: 'wish', id: '2', version: 1 }])
  })

  it('hears nothing of what it has left', async () => {
    const process = await start()
    const screen = await openScreen(process)
    await screen.watch(wish('1'), wish('2'))
    screen.say({ unsubscribe: [wish('1')] })
    await screen.watch()
    await process.live.publish({ ...wish('1'), version: 2 })
    await process.live.publish({ ...wish('2'), version: 2 })
    await vi.waitFor(() => expect(changesOf(screen)).toEqual([{ kind: 'wish', id: '2', version: 2 }]))
  })

  it.each([
    ['no JSON', 'hello'],
    ['an unknown word', '{"publish":[]}'],
    ['a topic with a strange id', '{"subscribe":[{"kind":"wish","id":"../1"}]}'],
    ['more than 200 topics', JSON.stringify({ subscribe: Array.from({ length: 201 }, (_, id) => wish(String(id))) })],
    ['binary data', Buffer.from('{}')],
  ])('is closed for %s', async (_what, message) => {
    const screen = await openScreen(await start())
    screen.socket.send(message)
    expect(await screen.closeCode).toBe(1008)
  })

  it('is closed for more than 200 topics over several messages', async () => {
    const screen = await openScreen(await start())
    for (const half of ['a', 'b']) screen.say({ subscribe: Array.from({ length: 101 }, (_, id) => wish(`${half}${id}`)) })
    expect(await screen.closeCode).toBe(1008)
  })

  it('is closed for a message over 16 KB', async () => {
    const screen = await openScreen(await start())
    screen.socket.send(' '.repeat(16 * 1024 + 1))
    expect(await screen.closeCode).toBe(1009)
  })

  it('is closed for talking without end', async () => {
    const screen = await openScreen(await start())
    for (let index = 0; index < 121; index++) screen.say({})
    expect(await screen.closeCode).toBe(1008)
  })

  it('gives way when its account opens an eleventh', async () => {
    const process = await start()
    const screens: Screen[] = []
    for (let index = 0; index < 11; index++) screens.push(await openScreen(process))
    expect(await screens[0]!.closeCode).toBe(4002)
    expect(screens.slice(1).every(({ socket }) => socket.readyState === WebSocket.OPEN)).toBe(true)
  })

  it('is pinged every 25 seconds and ended when it does not answer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const process = await start()
    const [alive, dead] = [await openScreen(process), await openScreen(process, ALICE, { autoPong: false })]
    const pinged = once(alive.socket, 'ping')
    vi.advanceTimersByTime(PING_INTERVAL_MS)
    await pinged
    await sleep(50)
    vi.advanceTimersByTime(PING_INTERVAL_MS)
    expect(await dead.closeCode).toBe(1006)
    expect(alive.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('ends at the next ping when its session ended by itself, and no other', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const process = await start()
    const [over, other, guest] = [await openScreen(process), await openScreen(process, { accountId: 'alice', session: 'session-2' }), await openScreen(process, { accountId: null, session: null })]
    process.ended.add('session-1')
    vi.advanceTimersByTime(PING_INTERVAL_MS)
    expect(await over.closeCode).toBe(4001)
    expect([other.socket.readyState, guest.socket.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN])
  })

  it('comes back to ask anew at the next ping after an office that let it watch ended by itself, and no other does', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const process = await start()
    const [holder, other] = [await openScreen(process), await openScreen(process, { accountId: 'bob', session: 'session-2' })]
    for (const screen of [holder, other]) await screen.watch(wish('1'))
    const pinged = once(holder.socket, 'ping')
    vi.advanceTimersByTime(PING_INTERVAL_MS)
    await pinged
    await sleep(50)
    expect(holder.socket.readyState).toBe(WebSocket.OPEN)
    process.domain.now = OFFICE_ENDS
    vi.advanceTimersByTime(PING_INTERVAL_MS)
    expect(await holder.closeCode).toBe(1012)
    expect(other.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('is dropped when it does not read, while others go on hearing', async () => {
    const process = await start()
    const [slow, quick] = [await openScreen(process), await openScreen(process)]
    await slow.watch(wish('1'))
    await quick.watch(wish('1'))
    slow.socket.pause()
    let version = 0
    // The system's own buffers swallow megabytes before anything waits in the server.
    await vi.waitFor(async () => {
      for (let index = 0; index < 2000; index++) await process.live.publish({ ...wish('1'), version: ++version })
      expect(await connectionsOf(process.server)).toBe(1)
    }, { timeout: 15_000, interval: 1 })
    await vi.waitFor(() => expect(changesOf(quick)).toHaveLength(version))
  })

  it('is told that the server goes away', async () => {
    const process = await start()
    const screen = await openScreen(process)
    await process.hub.close()
    expect(await screen.closeCode).toBe(1001)
  })
})

describe('while the store is away', () => {
  it('no ticket is given and none is taken; afterwards everybody comes back to look anew', async () => {
    const process = await startProcess(await openStore(redis.url))
    const screen = await openScreen(process)
    const ticket = await process.live.issueTicket(ALICE)
    await redis.stop()
    try {
      await vi.waitFor(() => expect(process.live.issueTicket(ALICE)).rejects.toThrow('Redis is away'))
      await expect(process.live.publish({ ...wish('1'), version: 1 })).rejects.toThrow('Redis is away')
      expect(await refusalOf(`${process.base}?ticket=${ticket}`)).toBe(503)
    } finally {
      await redis.start()
    }
    expect(await screen.closeCode).toBe(1012)
  }, 20_000)
})

const connectionsOf = (server: Server) => new Promise<number>((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))))
