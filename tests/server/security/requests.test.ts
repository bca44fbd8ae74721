import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveH5 } from '../../../server/src/h5.ts'
import { GRID, startWhistleCounty, type WhistleCounty } from '../../factories/whistle-county.ts'
import { shapeOf } from '../../support/schema-values.ts'

let county: WhistleCounty
beforeAll(async () => {
  county = await startWhistleCounty()
})
afterAll(() => county.close())

/** Columns that nobody may set by naming them. */
const FOREIGN = {
  id: '01990000-0000-7000-8000-000000000001', state: 'closed', version: 99, accountId: '01990000-0000-7000-8000-000000000002', beneficiaryId: '01990000-0000-7000-8000-000000000002',
  reporterId: '01990000-0000-7000-8000-000000000002', bookerId: '01990000-0000-7000-8000-000000000002', role: 'administrator', appointments: [{ role: 'administrator' }], isAdmin: true,
  approvedBy: '01990000-0000-7000-8000-000000000002', level: 2, verdict: 'pass', checkVerdict: 'pass', openid: 'o', phone: '13900000000', historyLength: 0, createdAt: '2020-01-01T00:00:00Z',
  isElder: true, is_elder: true, display_name: 'x', __proto__: { isAdmin: true }, constructor: { prototype: { isAdmin: true } },
}

interface Zod {
  _zod: { def: { type: string; catchall?: Zod; shape?: Record<string, Zod>; element?: Zod; innerType?: Zod; options?: Zod[]; items?: Zod[] } }
}

/** Some object in it keeps what it does not name; a record is a field whose keys are the matter itself. */
function isOpen({ _zod: { def } }: Zod): boolean {
  const parts = [...Object.values(def.shape ?? {}), def.element, def.innerType, ...(def.options ?? []), ...(def.items ?? [])].filter((part) => part !== undefined)
  return (def.type === 'object' && def.catchall !== undefined && def.catchall._zod.def.type !== 'never') || parts.some(isOpen)
}

describe('mass assignment', () => {
  test('no contract lets a field through that it does not name, in any body', () => {
    // WeChat's own pushes are checked by their signature.
    const bodies = county.app.endpoints.filter(({ name }) => name !== 'wechat.push')
    expect(bodies.filter(({ body }) => shapeOf(body) !== undefined).length).toBeGreaterThan(80)
    expect(bodies.filter(({ body }) => isOpen(body as unknown as Zod)).map(({ name }) => name)).toEqual([])
  })

  test('what a row has and a form has not stays as it was', async () => {
    const someone = await county.person(GRID)
    const { sql } = county.app.kernel.db
    const before = (await sql`select state, openid, is_elder, is_disabled, phone, created_at from accounts where id = ${someone.id}`)[0]
    expect((await county.app.request('PUT', '/api/v1/me', { token: someone.token, body: { ...FOREIGN, gridCode: GRID } })).status).toBe(200)
    expect((await sql`select state, openid, is_elder, is_disabled, phone, created_at from accounts where id = ${someone.id}`)[0]).toEqual(before)
    const { body } = await county.post(someone, '/wishes', { ...FOREIGN, category: 'repair', title: '换灯', story: '灯坏了三天', publicationConsent: true })
    expect((await sql`select state, beneficiary_id, version from wishes where id = ${body.id}`)[0]).toEqual({ state: 'submitted', beneficiary_id: someone.id, version: 1 })
    expect(body.id).not.toBe(FOREIGN.id)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })
})

describe('paths', () => {
  /** Sent as it is written: fetch would tidy it up. */
  async function raw(path: string): Promise<string> {
    const { hostname, port } = new URL(county.app.url)
    const socket = connect(Number(port), hostname)
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    let answer = ''
    for await (const part of socket) answer += String(part)
    return answer
  }

  test.each([
    '/api/v1/uploads/../../../../etc/passwd', '/api/v1/uploads/..%2f..%2fetc%2fpasswd/image.jpg', '/api/v1/uploads/01990000-0000-7000-8000-000000000001/..%2f..%2f.env',
    '/api/v1/uploads/01990000-0000-7000-8000-000000000001/%2e%2e/image.jpg?expires=9999999999&signature=x', '/../package.json', '//etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/api/v1/../../.env',
  ])('%s leads nowhere', async (path) => {
    const answer = await raw(path)
    expect(answer).toMatch(/^HTTP\/1\.1 (400|404)/)
    expect(answer).not.toMatch(/root:|"dependencies"|PII_KEYS/)
  })

  test('the browser build is served from its folder alone, and no script of a stranger runs in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huying-h5-'))
    await writeFile(join(folder, 'index.html'), '<!doctype html><script src="/a.js"></script>')
    const server = createServer(new Koa().use(serveH5(folder)).callback()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const policy = (await fetch(`${base}/index.html`)).headers.get('content-security-policy')!
    const directives = new Map(policy.split('; ').map((one) => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]))
    // Scripts follow the default: our own files, nothing inline, nothing evaluated.
    expect(directives.get('script-src') ?? directives.get('default-src')).toBe("'self'")
    expect([directives.get('object-src'), directives.get('frame-ancestors'), directives.get('base-uri')]).toEqual(["'none'", "'none'", "'self'"])
    expect((await fetch(`${base}/..%2f..%2fetc%2fpasswd`)).status).toBeGreaterThanOrEqual(400)
    server.close()
    await rm(folder, { recursive: true })
  })
})

describe('another site', () => {
  test('gets no answer it may read, and no cookie carries anybody\'s session', async () => {
    const someone = await county.person()
    const response = await fetch(`${county.app.url}/api/v1/me`, { headers: { origin: 'https://evil.example', authorization: `Bearer ${someone.token}` } })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(response.headers.get('set-cookie')).toBeNull()
    const preflight = await fetch(`${county.app.url}/api/v1/wishes`, { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('existence', () => {
  test('a thing that is not there and one that may not be read are told apart by nothing', async () => {
    const [owner, stranger] = [await county.person(GRID), await county.person(GRID)]
    const { body } = await county.post(owner, '/wishes', { category: 'repair', title: '换灯', story: '灯坏了三天', publicationConsent: true })
    const there = await county.get(stranger, `/wishes/${body.id as string}`)
    const notThere = await county.get(stranger, '/wishes/01990000-0000-7000-8000-000000000001')
    for (const answer of [there, notThere]) delete answer.body.error.requestId
    expect([there.status, there.body]).toEqual([notThere.status, notThere.body])
  })
})
