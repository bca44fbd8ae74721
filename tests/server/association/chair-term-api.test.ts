import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COUNTY, COMMUNITY, DAY, GRID, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let administrator: Person
let street: Person
let secretary: Person
let otherSecretary: Person
let associationId: string
let units: [string, string]

beforeAll(async () => {
  county = await startWhistleCounty()
  administrator = await county.appoint('administrator', COUNTY)
  street = await county.appoint('streetOfficer', TOWN)
  secretary = await county.person(GRID)
  otherSecretary = await county.person(GRID)
})
afterAll(() => county.close())

/** An association of its own with two members, so that terms of other tests do not stand in the way. */
beforeEach(async () => {
  const { sql } = county.app.kernel.db
  associationId = uuidv7()
  units = [county.units.stationed, county.units.idle]
  await sql`delete from association_members`
  await sql`delete from chair_terms`
  await sql`delete from associations where community_code = ${COMMUNITY}`
  await sql`insert into associations (id, community_code, name) values (${associationId}, ${COMMUNITY}, '联合会')`
  await sql`insert into association_members (association_id, unit_id, secretary_id) values (${associationId}, ${units[0]}, ${secretary.id}), (${associationId}, ${units[1]}, ${otherSecretary.id})`
})

const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [answer.status, answer.body.error?.code]
const inDays = (days: number) => new Date(county.app.kernel.clock.now().getTime() + days * DAY).toISOString()
const propose = (person: Person, changes: object = {}) =>
  county.post(person, '/chair-terms', { associationId, accountId: secretary.id, from: inDays(1), to: inDays(80), ...changes })
const approve = (person: Person, id: string) => county.post(person, `/approvals/${id}/approve`)
const appointed = async (changes: object = {}): Promise<string> => {
  const { body } = await propose(administrator, changes)
  await approve(street, body.approval.id)
  const { body: list } = await county.get(street, `/chair-terms?associationId=${associationId}`)
  return list.items[0].id
}
const term = async (id: string) => (await county.get(street, `/chair-terms/${id}`)).body
const roles = async (person: Person): Promise<string[]> =>
  (await county.get(person, '/me')).body.appointments.map(({ role }: { role: string }) => role)

describe('202, 200', () => {
  test('administrator and street officer together appoint; the right begins and ends with its instants', async () => {
    const proposed = await propose(administrator)
    expect(proposed.status).toBe(202)
    expect((await county.get(street, `/chair-terms?associationId=${associationId}`)).body.items).toEqual([])
    expect((await approve(street, proposed.body.approval.id)).status).toBe(200)
    const { body } = await county.get(secretary, `/chair-terms?associationId=${associationId}`)
    expect(body.items).toMatchObject([{ state: 'planned', chair: '刘*平', isInOffice: false, unitId: units[0], communityCode: COMMUNITY }])
    const [{ id }] = body.items
    expect(await roles(secretary)).not.toContain('chair')
    await county.app.advance(1.5 * DAY)
    expect(await term(id)).toMatchObject({ state: 'running', isInOffice: true })
    expect(await roles(secretary)).toContain('chair')
    await county.app.advance(80 * DAY)
    expect(await term(id)).toMatchObject({ state: 'ended', isInOffice: false })
    expect(await roles(secretary)).not.toContain('chair')
    const { body: told } = await county.get(street, `/history/chairTerm/${id}`)
    expect(told.items.map(({ action }: { action: string }) => action)).toEqual(['chairTerm.end', 'chairTerm.begin', 'chairTerm.appoint'])
  })

  test('the street may begin as well; a plan is cancelled, a running term revoked, by both', async () => {
    const { body } = await propose(street)
    expect((await approve(administrator, body.approval.id)).status).toBe(200)
    const planned = (await county.get(street, `/chair-terms?associationId=${associationId}`)).body.items[0].id
    const cancelling = await county.post(administrator, `/chair-terms/${planned}/cancel`, { reason: '换人' })
    expect(cancelling.status).toBe(202)
    await approve(street, cancelling.body.approval.id)
    expect(await term(planned)).toMatchObject({ state: 'cancelled' })
    const running = await appointed()
    await county.app.advance(2 * DAY)
    const revoking = await county.post(street, `/chair-terms/${running}/revoke`, { reason: '调走' })
    await approve(administrator, revoking.body.approval.id)
    const revoked = await term(running)
    expect(revoked).toMatchObject({ state: 'revoked', isInOffice: false })
    expect(Date.parse(revoked.to)).toBeLessThanOrEqual(county.app.kernel.clock.now().getTime())
    expect(await roles(secretary)).not.toContain('chair')
  })

  test('the chair resigns at once, and a deputy begins the same instant', async () => {
    const id = await appointed()
    await county.app.advance(2 * DAY)
    expect((await county.post(secretary, `/chair-terms/${id}/resign`, { reason: '身体不好' })).body).toMatchObject({ state: 'revoked', isInOffice: false })
    expect(codeOf(await county.post(otherSecretary, `/chair-terms/${id}/resign`, { reason: '我来' }))[0]).toBe(403)
    expect((await propose(administrator, { accountId: otherSecretary.id, from: inDays(0.01) })).status).toBe(202)
  })

  test('who is no secretary any more does not begin, and loses a running term', async () => {
    const id = await appointed()
    await county.app.kernel.db.sql`update association_members set secretary_id = null where secretary_id = ${secretary.id}`
    await county.app.advance(2 * DAY)
    expect((await term(id)).state).toBe('cancelled')
    const other = await appointed({ accountId: otherSecretary.id })
    await county.app.advance(2 * DAY)
    expect((await term(other)).state).toBe('running')
    const { sql } = county.app.kernel.db
    await sql`update association_members set secretary_id = null where secretary_id = ${otherSecretary.id}`
    await sql`insert into outbox (at, kind, subject_kind, subject_id, seq, data)
      values (${county.app.kernel.clock.now()}, 'appointment.ended', 'appointment', ${uuidv7()}, 2, ${JSON.stringify({ accountId: otherSecretary.id })}::jsonb)`
    await county.app.drain()
    expect(await term(other)).toMatchObject({ state: 'revoked', isInOffice: false })
  })

  test('seven days before the end somebody is reminded that nobody follows', async () => {
    const id = await appointed()
    await county.app.advance(75 * DAY)
    const rows = await county.app.kernel.db.sql`select 1 from outbox where kind = 'chairTerm.successorMissing' and subject_id = ${id}`
    expect(rows).toHaveLength(1)
  })
})

describe('403, 409, 422', () => {
  test('neither alone, not the same office twice, nobody appoints themselves', async () => {
    const { body } = await propose(administrator)
    const second = await county.appoint('administrator', COUNTY)
    expect(codeOf(await approve(administrator, body.approval.id))).toEqual([403, 'SAME_PERSON'])
    expect((await approve(second, body.approval.id)).status).toBe(404)
    expect(codeOf(await propose(await county.person()))).toEqual([403, 'FORBIDDEN'])
    const both = await county.appoint('administrator', COUNTY)
    await county.app.kernel.db.sql`update association_members set secretary_id = ${both.id} where unit_id = ${units[0]} and association_id = ${associationId}`
    expect(codeOf(await propose(both, { accountId: both.id }))).toEqual([403, 'NOT_YOURSELF'])
  })

  test('a term that overlaps, is too long, lies in the past, or is nobody\'s to hold', async () => {
    await appointed()
    expect(codeOf(await propose(administrator, { accountId: otherSecretary.id, from: inDays(60), to: inDays(100) }))).toEqual([409, 'TERM_OVERLAPS'])
    expect(codeOf(await propose(administrator, { from: inDays(100), to: inDays(200) }))).toEqual([422, 'TERM_TOO_LONG'])
    expect(codeOf(await propose(administrator, { from: inDays(-2) }))).toEqual([422, 'TERM_IN_PAST'])
    expect(codeOf(await propose(administrator, { accountId: street.id, from: inDays(100), to: inDays(120) }))).toEqual([422, 'NOT_SECRETARY'])
    expect(codeOf(await propose(administrator, { associationId: uuidv7() }))).toEqual([422, 'ASSOCIATION_UNKNOWN'])
    expect(codeOf(await propose(administrator, { from: inDays(100), to: inDays(120) }))).toEqual([422, 'SAME_UNIT_TWICE'])
    expect((await propose(administrator, { accountId: otherSecretary.id, from: inDays(100), to: inDays(120) })).status).toBe(202)
  })

  test('two proposals for one time, both agreed to at once: one term', async () => {
    const [one, two] = [(await propose(administrator)).body.approval.id, (await propose(administrator, { accountId: otherSecretary.id })).body.approval.id]
    const answers = await Promise.all([approve(street, one), approve(street, two)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await county.get(street, `/chair-terms?associationId=${associationId}`)).body.items).toHaveLength(1)
  })
})
