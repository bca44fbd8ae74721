import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadEnv } from '../../../server/src/env.ts'
import { createLogger } from '../../../server/src/kernel/logger.ts'
import { openServer, type OpenServer } from '../../../server/src/open-server.ts'
import { modulesOf } from '../../../server/src/modules/index.ts'
import { fillSmallCounty, type SmallCounty } from '../../factories/small-county.ts'
import { GRID } from '../../factories/town.ts'
import { POINT, type Person } from '../../factories/whistle-county.ts'
import { createDatabase } from '../../support/database.ts'
import { shapeOf } from '../../support/schema-values.ts'

/** What a person says of themselves and others, each to be known anywhere. */
const MARKERS = {
  name: '标记姓名甲', phone: '13987654321', address: '标记街九号楼', story: '标记心愿故事', text: '标记诉求正文', reason: '标记理由', dependent: '标记老人乙', consent: '标记同意书',
  onBehalf: '标记代办丙', note: '标记备注',
}

let server: OpenServer
let http: Server
let base: string
let county: SmallCounty
let lines = ''

beforeAll(async () => {
  const databaseUrl = await createDatabase()
  // Nobody answers there: content checks give no verdict, and their failures are logged like any.
  const env = loadEnv({ RATE_LIMIT_FACTOR: '0', DATABASE_POOL: '4', WECHAT_API_BASE: 'http://127.0.0.1:9', LOG_LEVEL: 'debug' })
  const log = createLogger({ level: 'debug', base: { instanceId: 'test', county: env.county, role: 'all' }, destination: { write: (line) => void (lines += line) } })
  server = await openServer(env, { databaseUrl, log })
  http = createServer(server.listener).listen(0, '127.0.0.1')
  await once(http, 'listening')
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  county = await fillSmallCounty(server.kernel)
  // Jobs are gone once they are done: what they were given is kept beside.
  await server.kernel.db.sql.unsafe(`create table seen_jobs (payload text);
    create function see_job() returns trigger language plpgsql as $$ begin insert into ${env.schema}.seen_jobs values (new.payload::text || coalesce(new.key, '')); return new; end $$;
    create trigger see_job before insert or update on ${env.jobsSchema}._private_jobs for each row execute function see_job()`)
}, 120_000)
afterAll(async () => {
  await server?.close()
  http?.close()
})

async function send(who: Person, method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${base}/api/v1${path}`, {
    method, headers: { authorization: `Bearer ${who.token}`, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, ...((await response.json()) as object) }
}

async function everythingSaid(): Promise<Person> {
  const someone = await county.person({ gridCode: GRID })
  const { cipher, db } = server.kernel
  await send(someone, 'PUT', '/me', { name: MARKERS.name })
  await db.sql`update accounts set phone = ${cipher.seal({ table: 'accounts', column: 'phone', row: someone.id }, MARKERS.phone)} where id = ${someone.id}`
  await send(someone, 'POST', '/me/dependents', { kind: 'elder', name: MARKERS.dependent, relation: '父亲', consent: MARKERS.consent })
  const wish = await send(someone, 'POST', '/wishes', { category: 'repair', title: MARKERS.story, story: MARKERS.story, contactName: MARKERS.name, publicationConsent: true })
  expect(wish.status).toBe(201)
  await send(someone, 'POST', `/wishes/${wish.id}/withdraw`, { reason: MARKERS.reason })
  const complaint = await send(someone, 'POST', '/complaints', { kind: 'complaint', category: 'road-damage', text: MARKERS.text, address: MARKERS.address, point: POINT })
  expect(complaint.status).toBe(201)
  await send(someone, 'POST', `/complaints/${complaint.id}/withdraw`, { reason: MARKERS.reason })
  const leader = await county.appoint('gridLeader', GRID, { post: 'A' })
  expect((await send(leader, 'POST', '/wishes', {
    category: 'repair', title: MARKERS.story, story: MARKERS.story, publicationConsent: false, areaCode: GRID, onBehalfOf: { name: MARKERS.onBehalf, phone: MARKERS.phone, authority: MARKERS.note },
  })).status).toBe(201)
  await send(someone, 'POST', '/complaints/lookup', { number: '1', phone: MARKERS.phone })
  return someone
}

const found = (text: string): string[] => Object.entries(MARKERS).filter(([, marker]) => text.includes(marker)).map(([name]) => name)

describe('what people say is nowhere but where it belongs', () => {
  test('neither in logs, also of faults, nor in metrics, events, jobs or what is kept of requests', async () => {
    const someone = await everythingSaid()
    const { sql } = server.kernel.db
    await server.worker!.drain()
    // A fault in the midst of a statement that holds the words.
    await sql.unsafe(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no room for %', new.story; end $$;
      create trigger refuse before insert on wishes for each row execute function refuse()`)
    expect((await send(someone, 'POST', '/wishes', { category: 'repair', title: MARKERS.story, story: MARKERS.story, contactName: MARKERS.name, publicationConsent: true })).status).toBe(500)
    await sql.unsafe('drop trigger refuse on wishes; drop function refuse()')
    // Junk that carries a number in the path, the query and a header.
    await fetch(`${base}/api/v1/wishes/${MARKERS.phone}?q=${MARKERS.phone}&name=${encodeURIComponent(MARKERS.name)}`, { headers: { 'user-agent': MARKERS.phone, referer: `https://x/?p=${MARKERS.phone}` } })
    await server.worker!.drain()

    expect(lines.split('\n').length).toBeGreaterThan(10)
    expect(lines).toContain('"fault"')
    expect(found(lines)).toEqual([])
    expect(found(await (await fetch(`${base}/metrics`)).text())).toEqual([])
    const jobs = await sql<{ payload: string }[]>`select payload from seen_jobs`
    expect(jobs.length).toBeGreaterThan(5)
    expect(found(JSON.stringify(jobs))).toEqual([])
    for (const table of ['outbox', 'idempotency_keys', 'history', 'clocks', 'event_deliveries', 'approvals', 'inbox_messages', 'wechat_messages'])
      expect([table, found(JSON.stringify(await sql`select * from ${sql(table)}`))]).toEqual([table, []])
  })

  test('sealed cells hold none of it in the clear', async () => {
    const { sql } = server.kernel.db
    for (const table of ['accounts', 'dependents', 'history_values']) {
      const rows = await sql<Record<string, unknown>[]>`select * from ${sql(table)}`
      const text = rows.flatMap((row) => Object.values(row)).map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : String(value))).join(' ')
      // How a consent was given is written in the guardian's own words, and shown to them.
      expect([table, found(text).filter((name) => name !== 'consent')]).toEqual([table, []])
    }
  })

  test('a line of the log is one line, whatever a stranger writes', async () => {
    const { hostname, port } = new URL(base)
    const before = lines.length
    for (const path of ['/api/v1/wishes/%0a%7B%22level%22%3A%22fatal%22%7D', '/api/v1/%0d%0aforged', '/api/v1/wishes?q=%0aforged']) {
      const socket = connect(Number(port), hostname)
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nUser-Agent: a\tforged\r\nConnection: close\r\n\r\n`)
      for await (const _part of socket);
    }
    const written = lines.slice(before).trim().split('\n')
    expect(written.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['request', 'request', 'request'])
    expect(written.join()).not.toContain('forged')
  })
})

test('nothing personal is asked for in an address: no path or query has a field for it', () => {
  const personal = /^(name|phone|mobile|openid|unionid|token|ticket|secret|idNumber|address|story|text|reason|code)$/
  // The names of areas and catalogues are nobody's; `code` in a path is an area's.
  const modules = modulesOf({ wechat: {} as never, live: {} as never, storage: {} as never, publicUrl: '', jobsSchema: '', refresh: async () => undefined })
  const asked = modules.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint)).flatMap(({ name, path, query, params }) =>
    [...Object.keys(shapeOf(query) ?? {}), ...Object.keys(shapeOf(params) ?? {})].filter((field) => personal.test(field)).map((field) => `${name} ${path} ${field}`))
  expect(asked.filter((line) => !/\/areas\/:code\S* code$/.test(line) && !line.endsWith(' /catalogues/:name name') && line !== 'area.list /areas name')).toEqual([])
})
