import { once } from 'node:events'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Koa from 'koa'
import { pino } from 'pino'
import { moveIn, openFrontDoor } from '../../server/dev/front-door.ts'
import { miniappDirectory } from '../../server/dev/miniapp-build.ts'
import { withDemoPhotos } from '../../server/dev/demo-photos.ts'
import { openStandIn } from '../../server/dev/open-stand-in.ts'
import { createProgress } from '../../server/dev/progress.ts'
import type { Persona } from '../../server/dev/stand-in/host.ts'
import { loadEnv } from '../../server/src/env.ts'
import { openObjectStorage } from '../../server/src/gateways/object-storage.ts'
import { serveH5 } from '../../server/src/h5.ts'
import { openServer, type OpenServer } from '../../server/src/open-server.ts'
import type { Answered } from './app.ts'
import { createDemoDatabase } from './demo-database.ts'

export interface DemoOptions {
  /**
   * 1: the county at its real size. A twentieth, unless told, has every office, every kind of persona and things in
   * every state, and is seeded in a few seconds instead of half a minute.
   */
  scale?: number
  /** Serves the finished browser build on the same origin. */
  withH5?: boolean
  /** 0, unless told: no rate limits. */
  rateLimitFactor?: number
}

export interface RunningDemo {
  /** `http://127.0.0.1:<port>`: the API, the stand-in's hooks under /stand-in and, if asked for, the screens. */
  url: string
  standInUrl: string
  databaseUrl: string
  server: OpenServer
  /** What the server logged as errors. */
  faults: string[]
  request(method: string, path: string, options?: { token?: string; body?: unknown; headers?: Record<string, string> }): Promise<Answered>
  /** Logs a persona in as the mini-program does; answers the token. */
  logInAs(persona: string, nth?: number): Promise<string>
  /** A login code of that persona. */
  codeFor(persona: string, nth?: number): Promise<string>
  /** The persona as the stand-in lists it now, with its scopes and samples. */
  persona(key: string): Promise<Persona>
  /** Moves the server's clock on by an ISO 8601 duration as `PT72H`; all that falls due meanwhile is done afterwards. */
  advance(duration: string): Promise<Date>
  close(): Promise<void>
}

/** The demo county of today, running as `npm start` runs it, on a database of the caller's own: one a test file is enough. */
export async function startDemo({ scale = 0.05, withH5 = false, rateLimitFactor = 0 }: DemoOptions = {}): Promise<RunningDemo> {
  const databaseUrl = await createDemoDatabase(scale)
  const dataDir = await mkdtemp(join(tmpdir(), 'huying-demo-'))
  const door = await openFrontDoor(0, createProgress(() => undefined))
  const url = `http://127.0.0.1:${door.port}`
  const env = loadEnv({
    PORT: String(door.port), PUBLIC_URL: url, STAND_IN_PORT: String(await freePort()), DATA_DIR: dataDir, RATE_LIMIT_FACTOR: String(rateLimitFactor),
  })
  const faults: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) })
  const server = await openServer(env, { databaseUrl, log, storage: withDemoPhotos(openObjectStorage(env.storageUrl, env.dataDir)) })
  const standIn = await openStandIn(env, env.standInPort!, server)
  door.rooms.standIn = standIn.url
  moveIn(door.rooms, server)
  if (withH5) door.rooms.h5 = await openH5()
  // The county's past ended at midnight: what fell due since then is done before anybody comes.
  await server.worker!.drain()

  const request: RunningDemo['request'] = async (method, path, { token, body, headers } = {}) => {
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const hook = async (method: string, path: string, body?: unknown): Promise<any> => {
    const answer = await request(method, `${standIn.url}/stand-in/${path}`, { body })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const codeFor: RunningDemo['codeFor'] = async (persona, nth = 0) => (await hook('POST', 'codes', { persona, nth })).code
  return {
    url, standInUrl: standIn.url, databaseUrl, server, faults, request, codeFor,
    async logInAs(persona, nth = 0) {
      const { status, body } = await request('POST', '/api/v1/auth/wechat', { body: { code: await codeFor(persona, nth) } })
      if (status !== 201) throw new Error(`${persona} could not log in: ${status} ${JSON.stringify(body)}`)
      return body.token
    },
    async persona(key) {
      const { items } = await hook('GET', 'personas') as { items: Persona[] }
      const found = items.find((persona) => persona.key === key)
      if (!found) throw new Error(`there is no persona ${key}`)
      return found
    },
    advance: async (duration) => new Date((await hook('POST', 'clock', { advance: duration })).now),
    async close() {
      await door.close()
      await standIn.close()
      await server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function openH5() {
  const directory = miniappDirectory('h5')
  await access(join(directory, 'index.html')).catch(() => {
    throw new Error('there is no browser build: npm run build:h5')
  })
  return new Koa().use(serveH5(directory)).callback()
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
