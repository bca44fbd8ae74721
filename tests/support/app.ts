import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startStandIn, type RunningStandIn } from '../../server/dev/stand-in/start.ts'
import { buildApp } from '../../server/src/app.ts'
import { createWechat } from '../../server/src/gateways/wechat/client.ts'
import { openKernel, type OpenKernel } from '../../server/src/kernel/open-kernel.ts'
import { createLiveSender } from '../../server/src/kernel/live-sender.ts'
import { openMemoryStore } from '../../server/src/kernel/shared-store-memory.ts'
import { createRateLimits } from '../../server/src/kernel/rate-limit.ts'
import { demoSecrets, loadEnv } from '../../server/src/env.ts'
import { modulesOf } from '../../server/src/modules/index.ts'
import { loadActor } from '../../server/src/modules/load-actor.ts'
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
  /** What the server kept to itself when it answered 500. */
  faults: unknown[]
  request(method: string, path: string, options?: { token?: string; body?: unknown; headers?: Record<string, string> }): Promise<Answered>
  /** Logs in the person of this openid through the stand-in, as the mini-program does. */
  logIn(openid: string): Promise<string>
  /** A login code of the stand-in for this openid. */
  codeFor(openid: string): Promise<string>
  close(): Promise<void>
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)))

/** The API on a database of its own, with a real stand-in of WeChat beside it. Personas are openids. */
export async function startApp({ rateLimitFactor = 0 }: { rateLimitFactor?: number } = {}): Promise<RunningApp> {
  const env = loadEnv({})
  const databaseUrl = await createDatabase()
  const kernel = await openKernel({ url: databaseUrl, schema: testSchema, poolSize: 10, piiKeys: env.piiKeys })
  const standIn: RunningStandIn = await startStandIn({
    port: 0, appId: demoSecrets.WECHAT_APPID, secret: demoSecrets.WECHAT_SECRET,
    host: {
      listPersonas: async () => [],
      openidFor: async (persona) => persona,
      phoneFor: async () => null,
      advance: async () => kernel.clock.now(),
      now: () => kernel.clock.now(),
    },
    pushUrl: 'http://127.0.0.1:9/api/v1/wechat/push', pushToken: demoSecrets.WECHAT_PUSH_TOKEN, encodingAesKey: demoSecrets.WECHAT_PUSH_AES_KEY,
  })
  const store = openMemoryStore()
  const wechat = createWechat({
    appId: demoSecrets.WECHAT_APPID, secret: demoSecrets.WECHAT_SECRET, apiBase: standIn.url, tokenStore: store, clock: kernel.clock, backOffMs: [],
  })
  const faults: unknown[] = []
  const app = buildApp({
    kernel, modules: modulesOf({ wechat, live: createLiveSender(store) }), loadActor, rateLimits: createRateLimits(store, rateLimitFactor), proxyHops: 0,
    onRequest: () => {}, onFault: (error) => faults.push(error),
  })
  const server = createServer(app.callback())
  const url = await listen(server)

  const request: RunningApp['request'] = async (method, path, { token, body, headers } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const codeFor = async (openid: string): Promise<string> => {
    const response = await fetch(`${standIn.url}/stand-in/codes`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ persona: openid }) })
    return ((await response.json()) as { code: string }).code
  }
  return {
    url, databaseUrl, kernel, faults, request, codeFor,
    async logIn(openid) {
      return (await request('POST', '/api/v1/auth/wechat', { body: { code: await codeFor(openid) } })).body.token
    },
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await standIn.close()
      await store.close()
      await kernel.close()
    },
  }
}
