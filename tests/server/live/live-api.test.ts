import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { loadEnv } from '../../../server/src/env.ts'
import { createLogger } from '../../../server/src/kernel/logger.ts'
import { openServer, type OpenServer } from '../../../server/src/open-server.ts'
import { createDatabase } from '../../support/database.ts'
import { fillSmallCounty, type SmallCounty } from '../../factories/small-county.ts'
import { COMMUNITY } from '../../factories/town.ts'

const env = loadEnv({ RATE_LIMIT_FACTOR: '0' })
const silent = createLogger({ level: 'silent', base: { instanceId: 'test', county: env.county, role: 'all' } })

let server: OpenServer
let http: Server
let base: string
let county: SmallCounty

beforeAll(async () => {
  const databaseUrl = await createDatabase()
  server = await openServer(env, { databaseUrl, log: silent })
  http = createServer(server.listener)
  http.on('upgrade', server.upgrade!)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  base = `127.0.0.1:${(http.address() as AddressInfo).port}/api/v1`
  county = await fillSmallCounty(server.kernel)
})
afterAll(async () => {
  await server.close()
  http.close()
})

const screens: WebSocket[] = []
afterEach(() => {
  for (const screen of screens.splice(0)) screen.terminate()
})

async function post(token: string, path: string): Promise<{ status: number; body: any }> {
  const response = await fetch(`http://${base}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, body: await response.json() }
}

/** A screen as the mini-program opens one: a ticket, a socket, `subscribe`; `heard` fills with what it is told. */
async function openScreen(token: string, topics: readonly object[]): Promise<{ socket: WebSocket; heard: unknown[] }> {
  const { ticket } = (await post(token, '/live/tickets')).body
  const socket = new WebSocket(`ws://${base}/live?ticket=${ticket}`)
  screens.push(socket)
  const heard: unknown[] = []
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  await once(socket, 'open')
  // What happened before is told already.
  await server.worker!.drain()
  socket.send(JSON.stringify({ subscribe: topics }))
  return { socket, heard }
}

/** Long enough for a subscription to be looked up and for a change to come round. */
const within = { timeout: 1_000, interval: 10 }

describe('a screen that watches a wish', () => {
  it('hears of a claim by somebody else within a second, and nothing but kind, id and version', async () => {
    const wishId = await county.openWish()
    const [resident, member] = [await county.resident(), await county.member()]
    const { heard } = await openScreen(resident.token, [{ kind: 'wish', id: wishId }])
    await settled()
    expect((await post(member.token, `/wishes/${wishId}/claim`)).status).toBe(200)
    await vi.waitFor(() => expect(heard).toHaveLength(1), within)
    const { version } = await county.wish(wishId)
    expect(heard).toEqual([{ kind: 'wish', id: wishId, version }])
  })

  it('hears nothing of a wish it may not read, of none at all, or of a kind that nobody watches', async () => {
    const [hidden, shown] = [await county.submittedWish(), await county.openWish()]
    const stranger = await county.resident()
    const member = await county.member()
    const { heard } = await openScreen(stranger.token, [
      { kind: 'wish', id: hidden }, { kind: 'wish', id: 'no-uuid' }, { kind: 'wish', id: stranger.id }, { kind: 'settings', id: hidden }, { kind: 'wish', id: shown },
    ])
    await settled()
    await county.publish(hidden)
    await post(member.token, `/wishes/${shown}/claim`)
    await vi.waitFor(() => expect(heard).toMatchObject([{ id: shown }]), within)
  })
})

describe('the connection', () => {
  it('ends when its account signs out, and a guest gets no ticket', async () => {
    const resident = await county.resident()
    const { socket } = await openScreen(resident.token, [])
    const closed = once(socket, 'close')
    expect((await post(resident.token, '/auth/logout')).status).toBe(200)
    expect((await closed)[0]).toBe(4001)
    expect((await fetch(`http://${base}/live/tickets`, { method: 'POST' })).status).toBe(401)
    expect((await post(resident.token, '/live/tickets')).status).toBe(401)
  })

  it('is opened anew once one lays an office down, and then hears no more than anybody', async () => {
    const hidden = await county.submittedWish()
    const worker = await county.appoint('communityWorker', COMMUNITY)
    const { socket, heard } = await openScreen(worker.token, [{ kind: 'wish', id: hidden }])
    await settled()
    const closed = once(socket, 'close')
    const { appointments } = (await (await fetch(`http://${base}/me`, { headers: { authorization: `Bearer ${worker.token}` } })).json()) as { appointments: { id: string }[] }
    const ended = await fetch(`http://${base}/appointments/${appointments[0]!.id}/end`, {
      method: 'POST', headers: { authorization: `Bearer ${worker.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ reason: '调走了' }),
    })
    expect(ended.status).toBe(200)
    expect((await closed)[0]).toBe(1012)
    const again = await openScreen(worker.token, [{ kind: 'wish', id: hidden }])
    await settled()
    await county.publish(hidden)
    await server.worker!.drain()
    await settled()
    expect([heard, again.heard]).toEqual([[], []])
  })

  it.each(['appointment.ended', 'chairTerm.revoked'])('has to be opened anew once %s: what it watched was allowed by the old rights', async (kind) => {
    const [resident, other] = [await county.resident(), await county.resident()]
    const [{ socket }, { socket: untouched }] = [await openScreen(resident.token, []), await openScreen(other.token, [])]
    const closed = once(socket, 'close')
    await server.kernel.db.sql`insert into outbox (at, kind, subject_kind, subject_id, seq, data)
      values (${server.kernel.clock.now()}, ${kind}, ${kind.split('.')[0]!}, ${randomUUID()}, 1, ${JSON.stringify({ accountId: resident.id })}::jsonb)`
    await server.worker!.drain()
    expect((await closed)[0]).toBe(1012)
    expect(untouched.readyState).toBe(WebSocket.OPEN)
  })
})

/** A subscription is obeyed before the next question of the same socket; one look-up later it stands. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 200))
