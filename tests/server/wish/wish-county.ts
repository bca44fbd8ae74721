import { expect, vi } from 'vitest'
import { standInHost } from '../../../server/dev/stand-in-host.ts'
import { deadlineTable, nextDue, sweepClocks } from '../../../server/src/kernel/sweep.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { wishDeadlines } from '../../../server/src/modules/wish/deadlines.ts'
import { startApp, type Answered, type RunningApp } from '../../support/app.ts'

/** Weeks pass in these tests, each step with its sweep: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 90_000 })

export const COUNTY = '611023'
export const TOWN = '611023001'
export const COMMUNITY = '611023001001'
export const OTHER_COMMUNITY = '611023001002'
export const GRID = '611023001001001'
export const NEXT_GRID = '611023001001002'
export const FAR_TOWN = '611023101'
export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
/** A Monday at nine in Shanghai: desks work, nobody sleeps. */
export const MONDAY = '2027-03-01T09:00:00+08:00'

export interface Person {
  token: string
  id: string
}

export const posted = { category: 'repair', title: '换一盏厨房的灯', story: '灯坏了三天，够不着', publicationConsent: true }

export type WishCounty = Awaited<ReturnType<typeof wishCounty>>

/** A town with two communities, their branches, and people to be made as a test needs them. The clock stands at MONDAY. */
export async function wishCounty() {
  const app: RunningApp = await startApp()
  const { sql } = app.kernel.db
  let serial = 0
  setTime(app, MONDAY)
  await sql`insert into areas (code, name, kind, parent_code, town_code, community_code, lng, lat, polygon) values
    (${COUNTY}, '商南县', 'county', null, null, null, 110.88, 33.53, null), (${TOWN}, '城关街道', 'town', ${COUNTY}, null, null, 110.88, 33.53, null),
    (${FAR_TOWN}, '富水镇', 'town', ${COUNTY}, null, null, 110.98, 33.60, null),
    (${COMMUNITY}, '东岗社区', 'community', ${TOWN}, ${TOWN}, null, 110.88, 33.53, null), (${OTHER_COMMUNITY}, '西街社区', 'community', ${TOWN}, ${TOWN}, null, 110.87, 33.53, null),
    (${GRID}, '一网格', 'grid', ${COMMUNITY}, ${TOWN}, ${COMMUNITY}, 110.88, 33.53, '((110,33),(111,33),(111,34),(110,34))'),
    (${NEXT_GRID}, '二网格', 'grid', ${COMMUNITY}, ${TOWN}, ${COMMUNITY}, 110.89, 33.53, '((111,33),(112,33),(112,34),(111,34))')`
  const committeeId = uuidv7()
  const branchId = uuidv7()
  const farBranchId = uuidv7()
  await sql`insert into party_organizations (id, level, name, parent_id, path, area_code) values
    (${committeeId}, 'streetCommittee', '城关街道党工委', null, ${[committeeId]}, ${TOWN}),
    (${branchId}, 'generalBranch', '东岗社区党总支', ${committeeId}, ${[committeeId, branchId]}, ${COMMUNITY}),
    (${farBranchId}, 'streetCommittee', '富水镇党委', null, ${[farBranchId]}, ${FAR_TOWN})`

  async function person(): Promise<Person> {
    const token = await app.logIn(`openid-wish-${serial++}`)
    return { token, id: (await app.request('GET', '/api/v1/me', { token })).body.account.id }
  }
  async function appointed(role: string, scopeKind: string, scopeId: string, post: string | null = null, who?: Person): Promise<Person> {
    const someone = who ?? (await person())
    await sql`insert into appointments (id, account_id, role, scope_kind, scope_id, post, from_at, created_at)
      values (${uuidv7()}, ${someone.id}, ${role}, ${scopeKind}, ${scopeId}, ${post}, '2020-01-01', '2020-01-01')`
    return someone
  }
  const call = (who: Person | undefined, verb: string, id: string, body: unknown = {}, headers?: Record<string, string>): Promise<Answered> =>
    app.request('POST', `/api/v1/wishes/${id}/${verb}`, { ...(who && { token: who.token }), body, ...(headers && { headers }) })
  const ok = async (who: Person, verb: string, id: string, body: unknown = {}) => {
    const answer = await call(who, verb, id, body)
    expect([verb, answer.status, answer.body.error?.code]).toEqual([verb, 200, undefined])
    return answer.body
  }
  const resident = async (): Promise<Person> => {
    const someone = await person()
    await sql`update accounts set grid_code = ${GRID}, display_name = '王*' where id = ${someone.id}`
    return someone
  }
  async function bindPhone(who: Person, phone: string): Promise<void> {
    const { cipher } = app.kernel
    await sql`update accounts set phone = ${cipher.seal({ table: 'accounts', column: 'phone', row: who.id }, phone)},
      phone_index = ${cipher.blindIndex('accounts', 'phone', phone)} where id = ${who.id}`
  }
  async function member({ grid = GRID, organizationId = branchId, skills = [] as string[] } = {}): Promise<Person> {
    const someone = await person()
    await sql`insert into party_members (account_id, organization_id, residence_grid_code, skills) values (${someone.id}, ${organizationId}, ${grid}, ${skills})`
    return someone
  }
  const post = (author: Person, body: unknown = posted, headers?: Record<string, string>) =>
    app.request('POST', '/api/v1/wishes', { token: author.token, body, ...(headers && { headers }) })
  async function submitted(author?: Person, body: unknown = posted) {
    const who = author ?? (await resident())
    const answer = await post(who, body)
    expect([answer.status, answer.body.error?.code]).toEqual([201, undefined])
    return { author: who, id: answer.body.id as string }
  }
  const worker = (community = COMMUNITY) => appointed('communityWorker', 'area', community)
  async function published(author?: Person, body: unknown = posted) {
    const wish = await submitted(author, body)
    const desk = await worker()
    await ok(desk, 'publish', wish.id, { publicTitle: '想换一盏灯' })
    return { ...wish, desk }
  }
  async function claimed(author?: Person) {
    const wish = await published(author)
    const helper = await member()
    await ok(helper, 'claim', wish.id)
    return { ...wish, helper }
  }
  async function photoOf(accountId: string, purpose: 'wish' | 'proof', verdict = 'pass'): Promise<string> {
    const id = uuidv7()
    await sql`insert into uploads (id, account_id, purpose, mime, width, height, bytes, object_key, thumbnail_key, sha256, verdict, created_at)
      values (${id}, ${accountId}, ${purpose}, 'image/jpeg', 1, 1, 1, ${id}, ${id}, '\\x00', ${verdict}, '2026-01-01')`
    return id
  }
  const fulfil = async (helper: Person, id: string) =>
    ok(helper, 'fulfil', id, { account: '换好了', uploadIds: [await photoOf(helper.id, 'proof')] })

  const table = deadlineTable(wishDeadlines)
  const rethrow = (error: unknown) => {
    throw error
  }
  const drain = async (): Promise<void> => {
    while ((await sweepClocks(app.kernel, table, rethrow)) > 0);
  }
  const host = standInHost({ kernel: app.kernel, worker: { drain, settle: drain, nextDue: (until) => nextDue(app.kernel, table, until), stop: async () => undefined } }, {
    listPersonas: async () => [], openidFor: async () => null, phoneFor: async () => null,
  })
  return {
    app, sql, branchId, committeeId, farBranchId, person, appointed, resident, bindPhone, member, worker, call, ok, post, submitted, published, claimed, photoOf, fulfil, drain,
    secretary: (organizationId = branchId) => appointed('secretary', 'partyOrganization', organizationId),
    street: () => appointed('streetOfficer', 'area', TOWN),
    /** As `POST /stand-in/clock` does: from due instant to due instant. */
    advance: (ms: number) => host.advance(ms),
    see: async (who: Person | undefined, id: string) => (await app.request('GET', `/api/v1/wishes/${id}`, who ? { token: who.token } : {})).body,
    list: async (who: Person | undefined, query: string) => (await app.request('GET', `/api/v1/wishes?${query}`, who ? { token: who.token } : {})).body,
    rowOf: async (id: string) => (await sql`select * from wishes where id = ${id}`)[0]!,
    clocksOf: async (id: string): Promise<Record<string, { state: string; dueAt: Date }>> => {
      const rows = await sql`select distinct on (kind) kind, state, due_at from clocks where subject_id = ${id} order by kind, started_at desc, id desc`
      return Object.fromEntries(rows.map((row) => [row.kind, { state: row.state, dueAt: row.due_at }]))
    },
    historyOf: async (id: string) => sql`select action, at, role, facts from history where subject_id = ${id} order by seq`,
    eventsOf: async (id: string, kind: string) => sql`select data from outbox where subject_id = ${id} and kind = ${kind} order by id`,
  }
}

/** Sets the domain's time; people's sessions run by real time. */
export function setTime(app: RunningApp, iso: string): void {
  app.kernel.clock.offsetMs = Date.parse(iso) - Date.now()
}
