import type { Endpoint } from '@huying/shared/kernel/endpoint.ts'
import fc from 'fast-check'
import { fillSmallCounty } from '../factories/small-county.ts'
import { COMMUNITY, COUNTY, GRID, TOWN } from '../factories/whistle-county.ts'
import { startApp, type RunningApp } from './app.ts'
import { acceptedBy, refusedBy, shapeOf, strange } from './schema-values.ts'

/** One request that should be refused, or at least not break anything. */
export interface BadRequest {
  what: 'wrong fields' | 'missing fields' | 'wrong path or query' | 'junk' | 'broken JSON' | 'oversized' | 'unknown id' | "somebody else's id" | 'odd headers'
  who: string
  method: string
  path: string
  headers: Record<string, string>
  body?: string
  /** Statuses it must be answered with, where that can be said; any 4xx otherwise, and for valid input 2xx too. */
  statuses?: readonly number[]
  mayPass: boolean
  /** Faults that must all be named. */
  named: readonly string[]
}

export interface FuzzWorld {
  app: RunningApp
  endpoints: readonly Endpoint[]
  badRequests(endpoint: Endpoint): fc.Arbitrary<BadRequest>
  /** Sends it; says what is wrong with the answer or with what was written, undefined when all is well. */
  complaintAbout(request: BadRequest): Promise<string | undefined>
  close(): Promise<void>
}

const OVERSIZED = JSON.stringify({ text: 'x'.repeat(70_000) })
const BROKEN = ['{', '{"a":', '[1,', '"', '\u0000', '{"a":1}}', '['.repeat(20_000)]

/** The API with a small county, one person of every role, and things that belong to others. */
export async function startFuzzWorld(): Promise<FuzzWorld> {
  const app = await startApp()
  const county = await fillSmallCounty(app.kernel)
  const { endpoints } = app
  const tokens = new Map<string, string>([['guest', '']])
  const add = async (role: string, person: Promise<{ token: string }>) => void tokens.set(role, (await person).token)
  await add('resident', county.resident())
  await add('member', county.member())
  await add('chair', county.chair())
  await add('unitHandler', county.appoint('unitHandler', county.units.lead, { scopeKind: 'unit' }))
  await add('gridLeader', county.appoint('gridLeader', GRID, { post: 'A' }))
  await add('communityWorker', county.appoint('communityWorker', COMMUNITY))
  for (const role of ['streetOfficer', 'callBackOfficer']) await add(role, county.appoint(role, TOWN))
  for (const role of ['countyOfficer', 'auditor', 'administrator']) await add(role, county.appoint(role, COUNTY))
  const theirs = [
    await county.submittedWish(), await county.openWish(), await county.pendingDemand(), county.associationId, ...Object.values(county.units),
    (await county.person()).id,
  ]
  const paths = { known: theirs, unknown: ['01990000-0000-7000-8000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff'] }
  const who = fc.constantFrom(...tokens.keys())
  const insider = fc.constantFrom(...[...tokens.keys()].filter((name) => name !== 'guest'))
  const headersOf = (name: string): Record<string, string> => ({
    'content-type': 'application/json',
    ...(tokens.get(name) && { authorization: `Bearer ${tokens.get(name)}` }),
  })
  const written = async (): Promise<string> => {
    const [row] = await app.kernel.db.sql`select (select count(*) from history) as history, (select count(*) from outbox) as outbox,
      (select count(*) from idempotency_keys) as keys, (select count(*) from clocks) as clocks, (select count(*) from approvals) as approvals`
    return JSON.stringify(row)
  }

  function badRequests(endpoint: Endpoint): fc.Arbitrary<BadRequest> {
    const hasBody = shapeOf(endpoint.body) !== undefined && !endpoint.isMultipart
    const somebody = endpoint.who === 'account' ? insider : who
    const params = (ids: readonly string[]) => acceptedBy(endpoint.params, ids).filter((value) =>
      Object.entries(value as Record<string, string>).every(([name, one]) => name !== 'id' || !isUuidParam(endpoint) || ids.includes(one)))
    const request = (what: BadRequest['what'], parts: {
      who?: fc.Arbitrary<string>; params?: fc.Arbitrary<unknown>; query?: fc.Arbitrary<unknown>; body?: fc.Arbitrary<string | undefined>
      headers?: fc.Arbitrary<Record<string, string>>; named?: (drawn: { body?: string | undefined }) => readonly string[]
      statuses?: readonly number[]; mayPass?: boolean
    }): fc.Arbitrary<BadRequest> =>
      fc.record({
        who: parts.who ?? somebody, params: parts.params ?? params(paths.unknown), query: parts.query ?? fc.constant({}),
        body: parts.body ?? fc.constant(undefined), headers: parts.headers ?? fc.constant({}),
      }).map((drawn) => ({
        what, who: drawn.who, method: endpoint.method, path: pathOf(endpoint, drawn.params, drawn.query),
        headers: { ...headersOf(drawn.who), ...drawn.headers },
        ...(endpoint.method !== 'GET' && drawn.body !== undefined && { body: drawn.body }),
        ...(parts.statuses && { statuses: parts.statuses }), mayPass: parts.mayPass ?? false, named: parts.named?.(drawn) ?? [],
      }))
    const goodBody = acceptedBy(endpoint.body, theirs).map((value) => (value === undefined ? undefined : JSON.stringify(value)))
    const cases = [
      request('junk', { body: fc.oneof(fc.json(), strange.map((value) => JSON.stringify(value))), query: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), mayPass: true }),
      request("somebody else's id", { params: params(theirs), query: acceptedBy(endpoint.query, theirs), body: goodBody, mayPass: true }),
      request('odd headers', { who, body: goodBody, headers: oddHeaders, mayPass: true }),
    ]
    if (isUuidParam(endpoint)) cases.push(request('unknown id', { body: goodBody }))
    if (hasBody) {
      const shape = shapeOf(endpoint.body)!
      cases.push(
        request('broken JSON', { body: fc.constantFrom(...BROKEN), statuses: [400] }),
        request('oversized', { body: fc.constant(OVERSIZED), statuses: [413] }),
        ...fieldCases(shape, (body) => ({ body, named: (drawn: { body?: string | undefined }) => Object.keys(JSON.parse(drawn.body!) as object), statuses: [400] })).map((parts) => request('wrong fields', parts)),
      )
      const required = Object.keys(shape).filter((name) => !shape[name]!.safeParse(undefined).success)
      if (required.length > 0) cases.push(request('missing fields', { body: fc.constant('{}'), statuses: [400], named: () => required }))
    }
    for (const part of ['params', 'query'] as const) {
      const wrong = wrongTexts(shapeOf(endpoint[part]) ?? {})
      if (wrong) cases.push(request('wrong path or query', { [part]: wrong, body: goodBody, statuses: [400, 404] }))
    }
    return fc.oneof(...cases)
  }

  return {
    app, endpoints, badRequests,
    async complaintAbout({ method, path, headers, body, statuses, mayPass, named }) {
      const before = await written()
      const response = await fetch(app.url + path, { method, headers, ...(body !== undefined && { body }) })
      const text = await response.text()
      // Who signed out, whatever the query said, is needed again.
      if (/^\/api\/v1\/auth\/logout(\?|$)/.test(path)) await app.kernel.db.sql`update sessions set revoked_at = null`
      const { status } = response
      if (status >= 500) return `${status}: ${String(app.faults.at(-1) instanceof Error ? (app.faults.at(-1) as Error).stack : text)}`
      if (status < 400) return mayPass ? undefined : `${status} where it should refuse: ${text.slice(0, 300)}`
      if (statuses && !statuses.includes(status)) return `${status} instead of ${statuses.join(' or ')}: ${text.slice(0, 300)}`
      const { error } = JSON.parse(text) as { error: { code: string; message: string; details?: { path: string }[]; requestId: string } }
      if (!/\p{Script=Han}/u.test(error.message) || !error.code || !error.requestId) return `no error a person can read: ${text.slice(0, 300)}`
      const missed = named.filter((name) => !error.details?.some(({ path: at }) => at === name || at.startsWith(`${name}.`)))
      if (missed.length > 0) return `${missed.join(', ')} not named: ${text.slice(0, 600)}`
      const after = await written()
      return after === before ? undefined : `refused with ${status}, but wrote: ${before} → ${after}`
    },
    close: () => app.close(),
  }
}

const isUuidParam = ({ params }: Endpoint): boolean => {
  const id = shapeOf(params)?.id
  return id !== undefined && id.safeParse('01990000-0000-7000-8000-000000000000').success && !id.safeParse('1').success
}

const oddHeaders = fc.record({
  authorization: fc.constantFrom('Bearer', 'Bearer x', `Bearer ${'x'.repeat(50)}`, 'Basic eDp5', 'Bearer ../../x'),
  'x-appointment': fc.constantFrom('x', '00000000-0000-0000-0000-000000000000', '-1'),
  'idempotency-key': fc.constantFrom('x', 'a b c d e f g h', 'y'.repeat(129), 'k'.repeat(20)),
  'content-type': fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/json; charset=x'),
}, { requiredKeys: [] })

/** Some of the fields with values that each of them refuses. */
function fieldCases<P>(shape: Parameters<typeof wrongTexts>[0], make: (body: fc.Arbitrary<string>) => P): P[] {
  const wrong = Object.entries(shape).flatMap(([name, schema]) => {
    const values = refusedBy(schema)
    return values ? [[name, values] as const] : []
  })
  if (wrong.length === 0) return []
  const some = fc.record(Object.fromEntries(wrong), { requiredKeys: [] }).filter((fields) => Object.keys(fields).length > 0)
  return [make(some.map((fields) => JSON.stringify(fields)))]
}

function wrongTexts(shape: NonNullable<ReturnType<typeof shapeOf>>): fc.Arbitrary<Record<string, unknown>> | undefined {
  const wrong = Object.entries(shape).flatMap(([name, schema]) => {
    const values = refusedBy(schema, { asText: true })
    return values ? [[name, values] as const] : []
  })
  return wrong.length > 0 ? fc.record(Object.fromEntries(wrong)) : undefined
}

/** A lone surrogate cannot be written in an address. */
const encode = (value: unknown): string => encodeURIComponent(Buffer.from(String(value)).toString())

function pathOf({ path }: Endpoint, params: unknown, query: unknown): string {
  const filled = path.replaceAll(/:(\w+)/g, (_whole, name: string) => {
    const value = encode((params as Record<string, unknown>)[name])
    // An empty or dotted segment would be another path.
    return /^\.*$/.test(value) ? '%20' : value
  })
  const asked = Object.entries(query as Record<string, unknown>).filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
  return `/api/v1${filled}${asked.length > 0 ? `?${asked.join('&')}` : ''}`
}
