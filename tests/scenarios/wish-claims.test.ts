import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../server/src/kernel/uuid.ts'
import { GRID, wishCounty, type Person, type WishCounty } from '../server/wish/wish-county.ts'

const MEMBERS = 1_000
const WISHES = 100
/** As many as a machine's listening socket takes in one breath. */
const CONNECTIONS = 250

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
afterAll(() => county.app.close())

/** Members with a session each, as a year of log-ins leaves them. */
async function loggedIn(count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, () => ({ id: uuidv7(), token: randomBytes(32).toString('base64url') }))
  const { sql } = county
  await sql`insert into accounts (id, display_name, staff_name, created_at)
    select id, '刘*', '刘*平', '2026-01-01' from unnest(${people.map((who) => who.id)}::uuid[]) as p (id)`
  await sql`insert into party_members (account_id, organization_id, residence_grid_code)
    select id, ${county.branchId}, ${GRID} from unnest(${people.map((who) => who.id)}::uuid[]) as p (id)`
  const sessions = people.map((who) => ({ id: who.id, hash: createHash('sha256').update(who.token).digest('hex') }))
  await sql`insert into sessions (token_hash, account_id, is_staff, created_at, last_seen_at, expires_at)
    select decode(s.hash, 'hex'), s.id, false, '2026-01-01', '2026-01-01', '2100-01-01'
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as s (id uuid, hash text)`
  return people
}

/** Runs all of it, so many at a time. */
async function withConnections<T>(count: number, work: readonly (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = []
  let next = 0
  await Promise.all(Array.from({ length: count }, async () => {
    while (next < work.length) done.push(await work[next++]!())
  }))
  return done
}

test('a thousand members claim a hundred wishes at once: a hundred claims, one a wish, nobody over the limit', async () => {
  const desk = await county.worker()
  const wishes: string[] = []
  for (let i = 0; i < WISHES; i++) {
    const { id } = await county.submitted()
    await county.ok(desk, 'publish', id, { publicTitle: '想换一盏灯' })
    wishes.push(id)
  }
  const members = await loggedIn(MEMBERS)
  // Two tries each, at neighbouring wishes: twenty want every wish, and some want more than they may have.
  const keen = members.slice(0, 10)
  const tries = [
    ...members.flatMap((who, i) => [0, 1].map((next) => [who, wishes[(i + next) % WISHES]!] as const)),
    ...keen.flatMap((who, i) => [10, 20, 30].map((far) => [who, wishes[(i + far) % WISHES]!] as const)),
  ]
  const answers = await withConnections(CONNECTIONS, tries.map(([who, id]) => () => county.call(who, 'claim', id)))
  const counts: Record<string, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  expect(counts[200]).toBe(WISHES)
  expect(Object.keys(counts).filter((status) => !['200', '409', '422'].includes(status))).toEqual([])
  const claims = await county.sql`select wish_id, member_id from wish_claims where state = 'running'`
  expect(new Set(claims.map((claim) => claim.wish_id)).size).toBe(WISHES)
  expect(claims).toHaveLength(WISHES)
  const [most] = await county.sql`select max(n)::int as n from (select count(*) as n from wish_claims where state = 'running' group by member_id) c`
  expect(most!.n).toBeLessThanOrEqual(3)
  expect(await county.sql`select 1 from history where action = 'claim'`).toHaveLength(WISHES)
  expect(county.app.faults).toEqual([])
}, 300_000)
