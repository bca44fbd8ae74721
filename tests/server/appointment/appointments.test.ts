import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import {
  BLOCK, COMMUNITY, COUNTY, DAY, GRID, HOUR, OTHER_COMMUNITY, OTHER_GRID, startWhistleCounty, TOWN, type Person, type WhistleCounty,
} from '../../factories/whistle-county.ts'
import type { Answered } from '../../support/app.ts'

let county: WhistleCounty
let first: Person
let second: Person
let street: Person
beforeAll(async () => {
  county = await startWhistleCounty()
  first = await county.appoint('administrator', COUNTY)
  second = await county.appoint('administrator', COUNTY)
  street = await county.appoint('streetOfficer', TOWN)
})
afterAll(() => county.close())

const named = async (): Promise<Person> => {
  const person = await county.person(OTHER_GRID)
  await county.app.kernel.db.sql`update accounts set name = '\\x01' where id = ${person.id}`
  return person
}
const propose = (by: Person, body: object) => county.post(by, '/appointments', body)
const approve = (by: Person, { body }: Answered) => county.post(by, `/approvals/${body.approval.id}/approve`)
const codeOf = ({ status, body }: Answered) => [status, body.error?.code]
const officesOf = async (person: Person): Promise<string[]> =>
  (await county.get(person, '/me')).body.appointments.map(({ role, scopeId }: { role: string; scopeId: string }) => `${role} ${scopeId}`)
const worker = (person: Person, scopeId = COMMUNITY) => ({ accountId: person.id, role: 'communityWorker', scopeId })
async function appointed(body: object): Promise<Record<string, any>> {
  const proposed = await propose(first, body)
  await approve(second, proposed)
  const [row] = await county.app.kernel.db.sql`select id from appointments order by created_at desc, id desc limit 1`
  return (await county.get(first, '/appointments')).body.items.find(({ id }: { id: string }) => id === row!.id)
}

describe('an appointment', () => {
  test('changes nothing until a second person agrees; then it is in force, with a history', async () => {
    const person = await named()
    const proposed = await propose(first, worker(person))
    expect([proposed.status, await officesOf(person)]).toEqual([202, []])
    const agreed = await approve(second, proposed)
    expect([agreed.status, await officesOf(person)]).toEqual([200, [`communityWorker ${COMMUNITY}`]])
    const { sql } = county.app.kernel.db
    const [row] = await sql`select id, appointed_by, approved_by, history_length from appointments where account_id = ${person.id}`
    expect(row).toMatchObject({ appointed_by: first.id, approved_by: second.id, history_length: 1 })
    const [entry] = await sql`select action, actor_id, role, facts from history where subject_kind = 'appointment' and subject_id = ${row!.id}`
    expect(entry).toMatchObject({ action: 'appoint', actor_id: first.id, role: 'administrator', facts: { accountId: person.id, scopeId: COMMUNITY } })
  })

  test('asked for twice is one proposal', async () => {
    const person = await named()
    const [one, two] = [await propose(first, worker(person)), await propose(first, worker(person))]
    expect(two.body.approval.id).toBe(one.body.approval.id)
    expect(codeOf(await propose(second, worker(person)))).toEqual([409, 'CONFLICT'])
  })

  test("in a street may be agreed to by that street's officer, finds the person by their phone, and begins when it says", async () => {
    const person = await named()
    const { cipher, db, clock } = county.app.kernel
    await db.sql`update accounts set phone_index = ${cipher.blindIndex('accounts', 'phone', '13900000031')} where id = ${person.id}`
    const from = new Date(clock.now().getTime() + 2 * DAY).toISOString()
    const proposed = await propose(first, { phone: '13900000031', role: 'blockLeader', scopeId: BLOCK, from })
    expect((await approve(street, proposed)).status).toBe(200)
    expect(await officesOf(person)).toEqual([])
    await county.app.advance(2 * DAY + 60_000)
    expect(await officesOf(person)).toEqual([`blockLeader ${BLOCK}`])
  })

  test('by another person than the proposer, and never by the appointed', async () => {
    const person = await county.appoint('countyOfficer', COUNTY, { person: await named() })
    const proposed = await propose(first, worker(person))
    const answers = [await approve(first, proposed), await approve(person, proposed), await approve(await named(), proposed)]
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 404])
    expect(await officesOf(person)).toEqual([`countyOfficer ${COUNTY}`])
  })

  test('of twenty who agree at once one does, and there is one appointment', async () => {
    const person = await named()
    const proposed = await propose(first, worker(person))
    const answers = await Promise.all(Array.from({ length: 20 }, () => approve(second, proposed)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await officesOf(person)).toHaveLength(1)
  })

  test('of two proposals for one post the second is refused when it is agreed to', async () => {
    const post = (person: Person) => ({ accountId: person.id, role: 'gridLeader', scopeId: OTHER_GRID, post: 'A' })
    const [one, two] = [await propose(first, post(await named())), await propose(first, post(await named()))]
    expect((await approve(second, one)).status).toBe(200)
    expect(codeOf(await approve(second, two))).toEqual([409, 'POST_TAKEN'])
    expect(codeOf(await propose(first, post(await named())))).toEqual([409, 'POST_TAKEN'])
  })

  test('comes to nothing where the first administrator is out of office by then', async () => {
    const leaving = await county.appoint('administrator', COUNTY)
    const person = await named()
    const proposed = await propose(leaving, worker(person))
    await county.app.kernel.db.sql`update appointments set to_at = ${county.app.kernel.clock.now()} where account_id = ${leaving.id}`
    expect((await approve(second, proposed)).body.error.code).toBe('FIRST_PERSON_OUT')
    expect(await officesOf(person)).toEqual([])
  })
})

describe('refusals', () => {
  test('403: oneself, also under another account, and whoever is no administrator', async () => {
    const twin = await named()
    await county.app.kernel.db.sql`update accounts set phone_index = '\\x77', name = '\\x01' where id in (${twin.id}, ${first.id})`
    expect(codeOf(await propose(first, worker(first)))).toEqual([403, 'NOT_YOURSELF'])
    expect(codeOf(await propose(first, worker(twin)))).toEqual([403, 'NOT_YOURSELF'])
    await county.app.kernel.db.sql`update accounts set phone_index = null where id = ${first.id}`
    for (const by of [street, await named()]) expect(codeOf(await propose(by, worker(twin)))).toEqual([403, 'FORBIDDEN'])
  })

  test('422: what an office does not allow', async () => {
    const person = await named()
    const at = (ms: number) => new Date(county.app.kernel.clock.now().getTime() + ms).toISOString()
    const answers = await Promise.all([
      propose(first, { ...worker(person), accountId: uuidv7() }),
      propose(first, { role: 'auditor', scopeId: COUNTY, phone: '13800000000' }),
      propose(first, worker(await county.person())),
      propose(first, worker(person, GRID)),
      propose(first, { accountId: person.id, role: 'unitHandler', scopeId: uuidv7() }),
      propose(first, { accountId: person.id, role: 'gridLeader', scopeId: GRID }),
      propose(first, { ...worker(person), post: 'B' }),
      propose(first, { ...worker(person), from: at(-HOUR) }),
      propose(first, { ...worker(person), from: at(2 * HOUR), to: at(HOUR) }),
      propose(first, { accountId: person.id, role: 'resident', scopeId: COUNTY }),
    ])
    expect(answers.map(codeOf)).toEqual([
      [422, 'PERSON_UNKNOWN'], [422, 'PERSON_UNKNOWN'], [422, 'NAME_NEEDED'], [422, 'SCOPE_UNKNOWN'], [422, 'SCOPE_UNKNOWN'],
      [422, 'POST_WRONG'], [422, 'POST_WRONG'], [422, 'PERIOD_WRONG'], [422, 'PERIOD_WRONG'], [400, 'MALFORMED'],
    ])
  })
})

describe('the list', () => {
  const ids = async (person: Person, query = '?inForce=false&limit=50'): Promise<string[]> =>
    (await county.get(person, `/appointments${query}`)).body.items.map(({ id }: { id: string }) => id)

  test('is the whole county for administrators, the area for the street and community, and one’s own for others', async () => {
    const [here, there] = [await county.appoint('communityWorker', COMMUNITY), await county.appoint('communityWorker', OTHER_COMMUNITY)]
    const handler = await county.handler(county.units.housing)
    const rows = await county.app.kernel.db.sql`select id, account_id, scope_kind, scope_id from appointments`
    const all = (test: (row: { account_id: string; scope_kind: string; scope_id: string }) => boolean) => rows.filter(test as never).map(({ id }) => id).sort()
    expect((await ids(first)).sort()).toEqual(all(() => true))
    expect((await ids(street)).sort()).toEqual(all(({ scope_kind, scope_id }) => scope_kind === 'area' && scope_id.startsWith(TOWN)))
    expect((await ids(there)).sort()).toEqual(all(({ scope_kind, scope_id }) => scope_kind === 'area' && scope_id.startsWith(OTHER_COMMUNITY)))
    expect((await ids(handler)).sort()).toEqual(all(({ account_id }) => account_id === handler.id))
    expect(await ids(here, `?accountId=${there.id}`)).toEqual([])
    const { items } = (await county.get(first, `/appointments?accountId=${handler.id}`)).body
    expect(items[0]).toMatchObject({ name: '刘*平', role: 'unitHandler', scopeName: '单位housing', isInForce: true })
    expect((await county.app.request('GET', '/api/v1/appointments')).status).toBe(401)
  })
})

describe('the end', () => {
  test('takes the rights at once and is in the history; a second end finds it over', async () => {
    const person = await named()
    const { id } = await appointed(worker(person))
    const ended = await county.post(first, `/appointments/${id}/end`, { reason: '调离' })
    expect([ended.status, ended.body.isInForce, ended.body.endReason, await officesOf(person)]).toEqual([200, false, '调离', []])
    expect(codeOf(await county.post(first, `/appointments/${id}/end`, { reason: '调离' }))).toEqual([409, 'WRONG_STATE'])
    const entries = await county.app.kernel.db.sql`select action, role from history where subject_id = ${id} order by seq`
    expect(entries.map(({ action, role }) => `${action} ${role}`)).toEqual(['appoint administrator', 'end administrator'])
    const { items } = (await county.get(person, `/history/appointment/${id}`)).body
    expect(items.map(({ label, note }: { label: string; note: string | null }) => [label, note])).toEqual([['结束任职', '调离'], ['任命', null]])
    expect((await county.get(await named(), `/history/appointment/${id}`)).status).toBe(404)
    const [event] = await county.app.kernel.db.sql`select data from outbox where kind = 'appointment.ended' and subject_id = ${id}`
    expect(event!.data).toMatchObject({ accountId: person.id, role: 'communityWorker', scopeId: COMMUNITY })
  })

  test('may come from the holder; not from a reader, and a stranger finds nothing', async () => {
    const person = await named()
    const { id } = await appointed(worker(person))
    expect((await county.post(street, `/appointments/${id}/end`, { reason: '不满意' })).status).toBe(403)
    expect((await county.post(await named(), `/appointments/${id}/end`, { reason: '不满意' })).status).toBe(404)
    expect((await county.post(person, `/appointments/${id}/end`, { reason: '退休' })).status).toBe(200)
  })

  test('never comes to the last administrator, also when two end each other at once', async () => {
    const { sql } = county.app.kernel.db
    const held = await sql`select id, account_id from appointments where role = 'administrator' and (to_at is null or to_at > ${county.app.kernel.clock.now()})`
    expect(held).toHaveLength(2)
    const idOf = (person: Person) => held.find((row) => row.account_id === person.id)!.id
    const answers = await Promise.all([
      county.post(first, `/appointments/${idOf(second)}/end`, { reason: '轮岗' }),
      county.post(second, `/appointments/${idOf(first)}/end`, { reason: '轮岗' }),
    ])
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    const [left] = await sql`select account_id from appointments where role = 'administrator' and state = 'appointed' and (to_at is null or to_at > ${county.app.kernel.clock.now()})`
    const survivor = left!.account_id === first.id ? first : second
    expect(codeOf(await county.post(survivor, `/appointments/${idOf(survivor)}/end`, { reason: '轮岗' }))).toEqual([422, 'LAST_ADMINISTRATOR'])
  })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
