import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isAllReplied } from '../../../server/src/modules/dispatch/progress.ts'
import { COMMUNITY, DAY, GRID, ROAD, startWhistleCounty, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let worker: Person
let chair: Person
let housing: Person
let colleague: Person
let enforcement: Person
let leadId: string
let assistId: string
let demandId: string

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  worker = await county.appoint('communityWorker', COMMUNITY)
  const now = Date.now()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 60 * DAY) })
  housing = await county.handler(county.units.housing)
  colleague = await county.handler(county.units.housing)
  enforcement = await county.handler(county.units.enforcement)
})
afterAll(() => county.close())
beforeEach(async () => {
  const { body: filed } = await county.post(reporter, '/complaints', ROAD)
  await county.post(worker, `/complaints/${filed.id}/accept`)
  demandId = (await county.post(worker, `/complaints/${filed.id}/raise`, { reason: '修不了', nature: 'facility' })).body.demandId
  const { body } = await county.post(chair, `/demands/${demandId}/dispatch`, {
    leadUnitId: county.units.housing, assists: [{ unitId: county.units.enforcement, isRequired: false }],
  })
  ;[leadId, assistId] = body.dispatches.map(({ id }: { id: string }) => id)
})

const verb = (person: Person, id: string, name: string, body?: object) => county.post(person, `/dispatches/${id}/${name}`, body)
const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [answer.status, answer.body.error?.code]
const now = () => county.app.kernel.clock.now().toISOString()
const reply = async (person: Person, changes: object = {}) => ({ outcome: 'solved', account: '办好了', uploadIds: [await county.photo(person)], ...changes })

describe('200', () => {
  test('an optional assistant that never answers holds nothing up, and is let go at verification', async () => {
    await verb(housing, leadId, 'accept')
    await verb(housing, leadId, 'contact', { channel: 'phone', at: now(), isReached: true })
    await verb(housing, leadId, 'reply', await reply(housing))
    expect((await county.get(worker, `/demands/${demandId}`)).body.state).toBe('replied')
    await county.post(worker, `/demands/${demandId}/verify`, { outcome: 'solved', note: '好', uploadIds: [await county.photo(worker)] })
    expect((await county.get(enforcement, `/dispatches/${assistId}`)).body.state).toBe('cancelled')
  })

  test('any handler of the unit carries on what a colleague began', async () => {
    await verb(housing, leadId, 'accept')
    expect((await verb(colleague, leadId, 'progress', { note: '接着办', uploadIds: [await county.photo(colleague)] })).body.notes).toHaveLength(1)
  })

  test('three failed tries count as contact for a reply; partly needs a plan', async () => {
    await verb(housing, leadId, 'accept')
    for (let tries = 0; tries < 3; tries++) await verb(housing, leadId, 'contact', { channel: 'phone', at: now(), isReached: false })
    expect(codeOf(await verb(housing, leadId, 'reply', await reply(housing, { outcome: 'partly' })))).toEqual([422, 'PLAN_NEEDED'])
    expect((await verb(housing, leadId, 'reply', await reply(housing, { outcome: 'partly', plan: '下月补完' }))).body).toMatchObject({ state: 'replied', plan: '下月补完' })
  })

  test('the unit\'s queue holds its own live dispatches only', async () => {
    const ids = async (person: Person) => (await county.get(person, '/dispatches?limit=50')).body.items.map(({ id }: { id: string }) => id)
    expect(await ids(colleague)).toContain(leadId)
    expect(await ids(enforcement)).not.toContain(leadId)
    expect(await ids(chair)).toEqual([])
    expect((await county.get(chair, `/dispatches?queue=all&demandId=${demandId}`)).body.items).toHaveLength(2)
  })
})

describe('403, 404', () => {
  test('a handler of another unit and the resident find nothing', async () => {
    for (const person of [enforcement, reporter]) {
      expect((await county.get(person, `/dispatches/${leadId}`)).status).toBe(404)
      expect((await verb(person, leadId, 'accept')).status).toBe(404)
      expect((await verb(person, leadId, 'reply', await reply(person))).status).toBe(404)
    }
  })

  test('the owner reads but does not do the unit\'s work; an assistant owes no contact', async () => {
    expect(codeOf(await verb(chair, leadId, 'accept'))).toEqual([403, 'FORBIDDEN'])
    await verb(enforcement, assistId, 'accept')
    expect(codeOf(await verb(enforcement, assistId, 'contact', { channel: 'phone', at: now(), isReached: true }))).toEqual([403, 'NOT_LEAD'])
    expect(codeOf(await verb(housing, leadId, 'cancel', { reason: '不想办' }))).toEqual([403, 'FORBIDDEN'])
  })
})

describe('409, 422, 400', () => {
  test('accepted once by whoever of the unit was first', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => verb(index % 2 ? housing : colleague, leadId, 'accept')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
  })

  test('no reply before acceptance, without contact, without proof or with somebody else\'s photo', async () => {
    expect((await verb(housing, leadId, 'reply', await reply(housing))).status).toBe(409)
    await verb(housing, leadId, 'accept')
    expect(codeOf(await verb(housing, leadId, 'reply', await reply(housing)))).toEqual([422, 'CONTACT_NEEDED'])
    await verb(housing, leadId, 'contact', { channel: 'visit', at: now(), isReached: true })
    expect((await verb(housing, leadId, 'reply', { outcome: 'solved', account: '好', uploadIds: [] })).status).toBe(400)
    expect(codeOf(await verb(housing, leadId, 'reply', await reply(colleague)))).toEqual([422, 'UPLOAD_NOT_USABLE'])
    expect(codeOf(await verb(housing, leadId, 'contact', { channel: 'phone', at: '2000-01-01T00:00:00Z', isReached: true }))).toEqual([422, 'CONTACT_IN_FUTURE'])
  })
})

describe('no answer is owed any more', () => {
  const part = (role: 'lead' | 'assist', state: 'sent' | 'accepted' | 'replied' | 'returned' | 'cancelled', isRequired = true) => ({ role, state, isRequired })
  test.each([
    ['the lead alone replied', [part('lead', 'replied')], true],
    ['the lead has not replied', [part('lead', 'accepted'), part('assist', 'replied')], false],
    ['a required assistant owes its reply', [part('lead', 'replied'), part('assist', 'accepted')], false],
    ['an optional assistant owes its reply', [part('lead', 'replied'), part('assist', 'sent', false)], true],
    ['required assistants returned or were cancelled', [part('lead', 'replied'), part('assist', 'returned'), part('assist', 'cancelled')], true],
    ['nobody leads', [part('assist', 'replied')], false],
  ])('%s → %s', (_, round, expected) => {
    expect(isAllReplied(round)).toBe(expected)
  })
})
