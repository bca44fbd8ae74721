import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Persona, StandInHost } from '../../../server/dev/stand-in/host.ts'
import { startStandIn, type StandInOptions } from '../../../server/dev/stand-in/start.ts'
import type { Template } from '../../../server/dev/stand-in/subscriptions.ts'
import { createWechat, type Wechat, type WechatOptions } from '../../../server/src/gateways/wechat/client.ts'
import { openMemoryStore } from '../../../server/src/kernel/shared-store-memory.ts'

export const APP_ID = 'wx1234567890abcdef'
export const SECRET = 'a-secret-of-tests'
export const PUSH_TOKEN = 'push-token'
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

export const ONE_TIME: Template = {
  priTmplId: 'template-one-time',
  title: '办理进度通知',
  content: '事项:{{thing1.DATA}}\n时间:{{time2.DATA}}\n',
  type: 2,
}
export const LONG_TERM: Template = { ...ONE_TIME, priTmplId: 'template-long-term', type: 3 }

const persona = (key: string): Persona => ({
  key,
  name: `演示${key}`,
  roleLabel: '居民',
  mayDo: '许心愿、预约、提诉求',
  scopes: [],
  sampleIds: {},
  samplePoint: { lng: 110.88, lat: 33.53 },
})

/** Two kinds of people: three residents with a number each, one chair without. The clock stands still until moved. */
export function createHost(): StandInHost & { movedMs: number[]; move(ms: number): void } {
  let nowMs = Date.parse('2026-11-24T08:00:00Z')
  const counts: Record<string, number> = { resident: 3, chair: 1 }
  return {
    movedMs: [],
    move(ms) {
      nowMs += ms
    },
    listPersonas: async () => Object.keys(counts).map(persona),
    openidFor: async (key, nth) => (nth < (counts[key] ?? 0) ? `openid-${key}-${nth}` : null),
    phoneFor: async (openid) => (openid.startsWith('openid-resident-') ? `1380000000${openid.at(-1)}` : null),
    async advance(ms) {
      this.movedMs.push(ms)
      this.move(ms)
      return this.now()
    },
    now: () => new Date(nowMs),
  }
}

/** Counts the requests of a client by path, and lets them through. */
export function countingFetch(): { calls: Record<string, number>; fetch: typeof fetch } {
  const calls: Record<string, number> = {}
  return {
    calls,
    fetch(input, init) {
      const { pathname } = new URL(String(input))
      calls[pathname] = (calls[pathname] ?? 0) + 1
      return fetch(input, init)
    },
  }
}

export interface Rig {
  url: string
  host: ReturnType<typeof createHost>
  /** A client of its own, with a store of its own unless one is given: another process. */
  client(overrides?: Partial<WechatOptions>): Wechat
  /** Calls a hook; `status` and the parsed body. */
  hook(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: any }>
  /** A login code of a persona. */
  code(persona?: string, nth?: number): Promise<string>
  close(): Promise<void>
}

export async function startRig(options: Partial<StandInOptions> = {}): Promise<Rig> {
  const host = createHost()
  const standIn = await startStandIn({
    port: 0,
    appId: APP_ID,
    secret: SECRET,
    host,
    pushUrl: 'http://127.0.0.1:1/api/v1/wechat/push',
    pushToken: PUSH_TOKEN,
    encodingAesKey: AES_KEY,
    templates: [ONE_TIME, LONG_TERM],
    pushRetryMs: [],
    ...options,
  })
  const hook: Rig['hook'] = async (method, path, body) => {
    const response = await fetch(`${standIn.url}/stand-in/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    return { status: response.status, body: await response.json() }
  }
  return {
    url: standIn.url,
    host,
    hook,
    client: (overrides = {}) =>
      createWechat({
        appId: APP_ID,
        secret: SECRET,
        apiBase: standIn.url,
        tokenStore: openMemoryStore(),
        clock: host,
        backOffMs: [1, 2],
        ...overrides,
      }),
    code: async (key = 'resident', nth = 0) => (await hook('POST', 'codes', { persona: key, nth })).body.code,
    close: standIn.close,
  }
}

/** A server that takes pushes with `receive`, for as long as it is open. */
export async function startReceiver(receive: (query: Record<string, string>, body: string) => { status: number; text: string } | Promise<{ status: number; text: string }>) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://x').searchParams)
    const { status, text } = await receive(query, body)
    response.writeHead(status).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/wechat/push`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The error code a call ends with, or `undefined` where it succeeds. */
export const errcodeOf = (call: Promise<unknown>): Promise<number | null | undefined> =>
  call.then(
    () => undefined,
    (error: { errcode: number | null }) => error.errcode,
  )
