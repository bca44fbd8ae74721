import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadEnv } from '../../../server/src/env.ts'
import { createLogger } from '../../../server/src/kernel/logger.ts'
import { openServer, type OpenServer } from '../../../server/src/open-server.ts'
import { createDatabase } from '../../support/database.ts'

const log = createLogger({ level: 'silent', base: { instanceId: 'test', county: '611023', role: 'all' } })
const closers: (() => unknown)[] = []
let onePort: string
let own: { api: string; operations: string }
let ownServer: OpenServer

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  const databaseUrl = await createDatabase()
  const single = await openServer(loadEnv({ DATABASE_POOL: '2' }), { databaseUrl, log })
  ownServer = await openServer(loadEnv({ DATABASE_POOL: '2', METRICS_PORT: '9' }), { databaseUrl, log })
  closers.push(single.close)
  onePort = await listen(single.listener!)
  own = { api: await listen(ownServer.listener!), operations: await listen(ownServer.operations) }
})
afterAll(async () => {
  for (const close of closers) await close()
})

const get = async (url: string) => {
  const response = await fetch(url)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

test('without a port of its own everything is on one: health, readiness, metrics, the API and its description', async () => {
  expect((await get(`${onePort}/healthz`)).text).toBe('{"status":"alive"}')
  expect(await get(`${onePort}/readyz`)).toMatchObject({ status: 200, text: '{"status":"ready"}' })
  await get(`${onePort}/api/v1/machines`)
  const metrics = await get(`${onePort}/metrics`)
  expect(metrics.type).toContain('text/plain')
  expect(metrics.text).toContain('http_request_duration_seconds_count{endpoint="machines.list",status="200"} 1')
  expect(metrics.text).toContain('huying_database_up 1')
  expect(await get(`${onePort}/docs`)).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  expect(JSON.parse((await get(`${onePort}/openapi.json`)).text)).toMatchObject({ openapi: '3.1.0' })
})

test('with METRICS_PORT the public port keeps metrics to itself, the other answers operators only', async () => {
  expect((await get(`${own.api}/metrics`)).status).toBe(404)
  expect((await get(`${own.operations}/metrics`)).text).toContain('huying_jobs{state="dead"} 0')
  expect((await get(`${own.operations}/api/v1/machines`)).status).toBe(404)
})

test('a process without its database lives, is not ready, and says so in its metrics', async () => {
  await ownServer.close()
  expect((await get(`${own.operations}/healthz`)).status).toBe(200)
  expect(await get(`${own.operations}/readyz`)).toMatchObject({ status: 503, text: '{"status":"unavailable"}' })
  expect((await get(`${own.operations}/metrics`)).text).toContain('huying_database_up 0')
})
