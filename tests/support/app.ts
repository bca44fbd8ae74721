import { mkdtemp, rm } from 'node:fs/promises'
import type { Endpoint } from '@huying/shared/kernel/endpoint.ts'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStandIn, type RunningStandIn } from '../../server/dev/stand-in/start.ts'
import { buildApp } from '../../server/src/app.ts'
import { openObjectStorage } from '../../server/src/gateways/object-storage.ts'
import { createWechat } from '../../server/src/gateways/wechat/client.ts'
import { deliver } from '../../server/src/kernel/jobs.ts'
import type { DomainEvent } from '../../server/src/kernel/module.ts'
import { openKernel, type OpenKernel } from '../../server/src/kernel/open-kernel.ts'
import { createLiveSender } from '../../server/src/kernel/live-sender.ts'
import { openMemoryStore } from '../../server/src/kernel/shared-store-memory.ts'
import { createRateLimits } from '../../server/src/kernel/rate-limit.ts'
import { deadlineTable, sweepClocks } from '../../server/src/kernel/sweep.ts'
import { demoSecrets, loadEnv } from '../../server/src/env.ts'
import { modulesOf } from '../../server/src/modules/index.ts'
import { enterSession } from '../../server/src/modules/load-actor.ts'
import { testSchema } from './cluster.ts'
import { createDatabase } from './database.ts'

export interface Answered {
  status: number
  headers: Headers
  body: any
}

export interface RunningApp {
  url: string
  databaseUrl: string
  kernel: OpenKernel
  /** Of the stand-in of WeChat, for its hooks. */
  standInUrl: string
  /** Openid → the phone number WeChat holds. */
  phones: Map<string, string>
  /** What the server kept to itself when it answered 500. */
  faults: unknown[]
  /** Of every module. */
  endpoints: readonly Endpoint[]
  request(method: string, path: string, options?: { token?: string; body?: unknown; headers?: Record<string, string> }): Promise<Answered>
  /** Logs in the person of this openid through the stand-in, as the mini-program does. */
  logIn(openid: string): Promise<string>
  /** A login code of the stand-in for this openid. */
  codeFor(openid: string): Promise<string>
  /** A POST to a hook of the stand-in. */
  standIn(path: string, body: unknown): Promise<any>
  /** Delivers committed events to every module's subscribers; one that fails stays and is thrown. */
  drain(): Promise<void>
  /** Moves domain time on and fires what is due by then. */
  advance(ms: number): Promise<void>
  close(): Promise<void>
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)))

/** The API on a database of its own, with a real stand-in of WeChat beside it. Personas are openids. */
export async function startApp({ rateLimitFactor = 0 }: { rateLimitFactor?: number } = {}): Promise<RunningApp> {
  const env = loadEnv({})
  const databaseUrl = await createDatabase()
  const kernel = await openKernel({ url: databaseUrl, schema: testSchema, poolSize: 10, piiKeys: env.piiKeys })
  const dataDir = await mkdtemp(join(tmpdir(), 'huying-app-'))
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end()
  const server = createServer((request, response) => answer(request, response))
  const url = await listen(server)
  const phones = new Map<string, string>()
  const standIn: RunningStandIn = await startStandIn({
    port: 0, appId: demoSecrets.WECHAT_APPID, secret: demoSecrets.WECHAT_SECRET,
    host: {
      listPersonas: async () => [],
      openidFor: async (persona) => persona,
      phoneFor: async (openid) => phones.get(openid) ?? null,
      advance: async () => kernel.clock.now(),
      now: () => kernel.clock.now(),
    },
    pushUrl: `${url}/api/v1/wechat/push`, pushToken: demoSecrets.WECHAT_PUSH_TOKEN, encodingAesKey: demoSecrets.WECHAT_PUSH_AES_KEY,
  })
  const store = openMemoryStore()
  const wechat = createWechat({
    appId: demoSecrets.WECHAT_APPID, secret: demoSecrets.WECHAT_SECRET, apiBase: standIn.url, tokenStore: store, clock: kernel.clock, backOffMs: [],
    pushToken: demoSecrets.WECHAT_PUSH_TOKEN, encodingAesKey: demoSecrets.WECHAT_PUSH_AES_KEY,
  })
  const faults: unknown[] = []
  const modules = modulesOf({ wechat, live: createLiveSender(store), storage: openObjectStorage(undefined, dataDir), publicUrl: url, refresh: () => kernel.refresh(), jobsSchema: env.jobsSchema })
  const app = buildApp({
    kernel, modules, loadActor: enterSession, rateLimits: createRateLimits(store, rateLimitFactor), proxyHops: 0,
    onRequest: () => {}, onFault: (error) => faults.push(error),
  })
  answer = app.callback()

  const request: RunningApp['request'] = async (method, path, { token, body, headers } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const postToStandIn = async (path: string, body: unknown): Promise<any> => {
    const response = await fetch(`${standIn.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return response.json()
  }
  const codeFor = async (openid: string): Promise<string> => (await postToStandIn('/stand-in/codes', { persona: openid })).code
  const subscribers = modules.flatMap((module) => module.subscribers ?? [])
  const deadlines = deadlineTable(modules.flatMap((module) => module.deadlines ?? []))
  return {
    url, databaseUrl, kernel, endpoints: modules.flatMap((module) => module.routes.map((route) => route.endpoint)), standInUrl: standIn.url, phones, faults, request, codeFor, standIn: postToStandIn,
    async logIn(openid) {
      return (await request('POST', '/api/v1/auth/wechat', { body: { code: await codeFor(openid) } })).body.token
    },
    async drain() {
      const events = await kernel.db.sql<DomainEvent[]>`select id, at, kind, subject_kind as "subjectKind", subject_id as "subjectId", seq,
        actor_id as "actorId", data from outbox where relayed_at is null order by id`
      for (const event of events) {
        for (const subscriber of subscribers) if (subscriber.on.includes(event.kind)) await deliver(kernel, subscriber, event)
        await kernel.db.sql`update outbox set relayed_at = at where id = ${event.id}`
      }
    },
    async advance(ms) {
      kernel.clock.offsetMs += ms
      await kernel.db.sql`update domain_clock set offset_ms = ${kernel.clock.offsetMs}`
      const failures: unknown[] = []
      while ((await sweepClocks(kernel, deadlines, (error) => failures.push(error))) > 0) if (failures.length > 0) throw failures[0]
    },
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await standIn.close()
      await store.close()
      await kernel.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
