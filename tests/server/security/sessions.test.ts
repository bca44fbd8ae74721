import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { loadEnv } from '../../../server/src/env.ts'
import { createLogger } from '../../../server/src/kernel/logger.ts'
import { openServer, type OpenServer } from '../../../server/src/open-server.ts'
import { fillSmallCounty, type SmallCounty } from '../../factories/small-county.ts'
import { createDatabase } from '../../support/database.ts'
import { startApp, type RunningApp } from '../../support/app.ts'
import { createRedisServer, type RedisServer } from '../kernel/redis-server.ts'

/** Two processes of one county, that share a database and a Redis. */
const replicas: { server: OpenServer; http: Server; base: string }[] = []
let county: SmallCounty
let app: RunningApp
let redis: RedisServer

beforeAll(async () => {
  redis = await createRedisServer()
  await redis.start()
  const databaseUrl = await createDatabase()
  for (const role of ['all', 'http']) {
    const env = loadEnv({ ROLE: role, RATE_LIMIT_FACTOR: '0', DATABASE_POOL: '4', REDIS_URL: redis.url })
    const server = await openServer(env, { databaseUrl, log: createLogger({ level: 'silent', base: { instanceId: role, county: env.county, role } }) })
    const http = createServer(server.listener)
    http.on('upgrade', server.upgrade!)
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    replicas.push({ server, http, base: `127.0.0.1:${(http.address() as AddressInfo).port}/api/v1` })
  }
  county = await fillSmallCounty(replicas[0]!.server.kernel)
  app = await startApp()
}, 120_000)
afterAll(async () => {
  await app?.close()
  for (const { server, http } of replicas) {
    await server.close()
    http.close()
  }
  await redis?.stop()
})

const call = (base: string, method: string, path: string, token: string) => fetch(`http://${base}${path}`, { method, headers: { authorization: `Bearer ${token}` } })

async function openScreen(base: string, token: string): Promise<WebSocket> {
  const { ticket } = (await (await call(base, 'POST', '/live/tickets', token)).json()) as { ticket: string }
  const socket = new WebSocket(`ws://${base}/live?ticket=${ticket}`)
  await once(socket, 'open')
  return socket
}

test('a session is the server\'s alone to name: a token brought along opens nothing, and signing in gives another', async () => {
  const chosen = 'a'.repeat(43)
  const code = await app.codeFor('fixation')
  const { body } = await app.request('POST', '/api/v1/auth/wechat', { body: { code, token: chosen }, headers: { 'x-session': chosen, cookie: `token=${chosen}` } })
  expect(body.token).not.toBe(chosen)
  expect((await app.request('GET', '/api/v1/me', { token: chosen })).status).toBe(401)
  expect((await app.request('GET', '/api/v1/me', { token: body.token })).status).toBe(200)
  expect(await app.request('GET', '/api/v1/me', { headers: { cookie: `token=${body.token as string}` } })).toMatchObject({ status: 401 })
})

test('whoever signs out is out at once, at every replica, with every device and open screen', async () => {
  const [first, second] = replicas
  const { token, id } = await county.resident()
  expect((await call(second!.base, 'GET', '/me', token)).status).toBe(200)
  const screens = [await openScreen(first!.base, token), await openScreen(second!.base, token)]
  const closed = Promise.all(screens.map(async (screen) => (await once(screen, 'close'))[0] as number))
  expect((await call(first!.base, 'POST', '/auth/logout', token)).status).toBe(200)
  for (const { base } of replicas) expect((await call(base, 'GET', '/me', token)).status).toBe(401)
  expect(await closed).toEqual([4001, 4001])
  expect(await first!.server.kernel.db.sql`select 1 from sessions where account_id = ${id} and revoked_at is null`).toEqual([])
})

test('a closed account is out at once at every replica, its screens too', async () => {
  const [first, second] = replicas
  const { token, id } = await county.resident()
  const screen = await openScreen(second!.base, token)
  const closed = once(screen, 'close')
  const { sql } = first!.server.kernel.db
  await sql`insert into outbox (at, kind, subject_kind, subject_id, seq, data) values (${first!.server.kernel.clock.now()}, 'wechat.accountCancelled', 'account', ${id}, 1, ${JSON.stringify({ accountId: id })}::jsonb)`
  await first!.server.worker!.drain()
  for (const { base } of replicas) expect((await call(base, 'GET', '/me', token)).status).toBe(401)
  expect((await closed)[0]).toBe(4001)
})
