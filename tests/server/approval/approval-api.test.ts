import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { COMMUNITY, DAY, GRID, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let worker: Person
let chair: Person
let housing: Person
let stranger: Person
let demandId: string
let complaintId: string

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  stranger = await county.person(GRID)
  worker = await county.appoint('communityWorker', COMMUNITY)
  const now = Date.now()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 60 * DAY) })
  housing = await county.handler(county.units.housing)
})
afterAll(() => county.close())

/** A demand whose lead has replied and that waits to be verified. */
beforeEach(async () => {
  const { body: filed } = await county.post(reporter, '/complaints', ROAD)
  complaintId = filed.id
  await county.post(worker, `/complaints/${filed.id}/accept`)
  demandId = (await county.post(worker, `/complaints/${filed.id}/raise`, { reason: '修不了', nature: 'facility' })).body.demandId
  const { body } = await county.post(chair, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.housing })
  const leadId = body.dispatches[0].id
  await county.post(housing, `/dispatches/${leadId}/accept`)
  const at = county.app.kernel.clock.now().toISOString()
  await county.post(housing, `/dispatches/${leadId}/contact`, { channel: 'phone', at, isReached: true })
  await county.post(housing, `/dispatches/${leadId}/reply`, {
    outcome: 'partly', account: '补了一半', plan: '下月补完', uploadIds: [await county.photo(housing)],
  })
})

const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [answer.status, answer.body.error?.code]
const propose = async (person = worker, body: object = {}, headers?: Record<string, string>) =>
  county.post(person, `/demands/${demandId}/verify`, { outcome: 'partly', note: '还差一半', uploadIds: [await county.photo(person)], ...body }, headers)
const decide = (person: Person, id: string, verb: 'approve' | 'refuse', body: object = {}, headers?: Record<string, string>) =>
  county.post(person, `/approvals/${id}/${verb}`, body, headers)
const actions = async () => (await county.app.kernel.db.sql<{ action: string }[]>`select action from history
  where subject_kind = 'demand' and subject_id = ${demandId} order by seq`).map(({ action }) => action)

test('what waits for other places is passed over, a stretch at a time, until what waits for oneself', async () => {
  const { kernel } = county.app
  const asked = JSON.stringify([{ role: 'chair', scopeKind: 'association', scopeId: county.otherAssociationId }])
  await kernel.db.sql`insert into approvals (id, state, version, created_at, updated_at, subject_kind, subject_id, action, input, proposed_by, proposed_at, proposed_as, expires_at, asked)
    select gen_random_uuid(), 'waiting', 1, ${new Date(0)}, ${new Date(0)}, 'complaint', gen_random_uuid(), 'decline', '{}', ${worker.id}, ${new Date(0)}, '{}', ${new Date(0)}, ${asked}::jsonb
    from generate_series(1, 200)`
  const { id } = (await propose()).body.approval
  const first = await county.get(chair, '/approvals')
  expect(first.body).toEqual({ items: [], nextCursor: expect.any(String) })
  const next = await county.get(chair, `/approvals?cursor=${first.body.nextCursor}`)
  expect(next.body).toMatchObject({ items: [{ id }], nextCursor: null })
  await kernel.db.sql`delete from approvals where subject_kind = 'complaint'`
})

test('what was proposed in one office is done in that office', async () => {
  const both = await county.appoint('communityWorker', COMMUNITY)
  await county.appoint('streetOfficer', TOWN, { person: both })
  await county.advance(20 * DAY)
  const asStreet = (await county.get(both, '/me')).body.appointments.find(({ role }: { role: string }) => role === 'streetOfficer')
  const { id } = (await propose(both, {}, { 'x-appointment': asStreet.id })).body.approval
  expect((await decide(chair, id, 'approve')).status).toBe(200)
  const [entry] = await county.app.kernel.db.sql`select role, appointment_id from history where subject_id = ${demandId} and action = 'verify'`
  expect(entry).toEqual({ role: 'streetOfficer', appointment_id: asStreet.id })
})

describe('202, 200', () => {
  test('the first call changes nothing but writes the proposal down; the owner finds it, agrees, and it happens', async () => {
    const proposed = await propose()
    expect(proposed).toMatchObject({ status: 202, body: { approval: { id: expect.any(String), expiresAt: expect.any(String) } } })
    const { id } = proposed.body.approval
    expect((await county.get(worker, `/demands/${demandId}`)).body).toMatchObject({ state: 'replied', verification: null })
    expect((await actions()).at(-1)).toBe('verify_proposed')
    const waiting = await county.get(chair, '/approvals')
    expect(waiting.body.items.find((one: { id: string }) => one.id === id)).toMatchObject({
      state: 'waiting', subjectKind: 'demand', subjectId: demandId, action: 'verify', isMine: false, proposedBy: '刘*平',
      input: { outcome: 'partly', note: '还差一半' }, abilities: { approve: true, refuse: true },
    })
    expect((await decide(chair, id, 'approve')).body).toMatchObject({ state: 'approved' })
    expect((await county.get(worker, `/demands/${demandId}`)).body).toMatchObject({ state: 'verified', verification: { outcome: 'partly', note: '还差一半' } })
    expect((await county.get(reporter, `/complaints/${complaintId}`)).body).toMatchObject({ state: 'resolved', outcome: 'partly' })
    const [entry] = await county.app.kernel.db.sql`select actor_id, facts from history where subject_kind = 'demand' and subject_id = ${demandId} and action = 'verify'`
    expect(entry).toMatchObject({ actor_id: worker.id, facts: { agreedBy: chair.id, agreedAs: 'chair' } })
  })

  test('the same proposal again is the same one; another from somebody else has to wait', async () => {
    const photo = await county.photo(worker)
    const first = await propose(worker, { uploadIds: [photo] }, { 'idempotency-key': `key-${demandId}` })
    expect((await propose(worker, { uploadIds: [photo] }, { 'idempotency-key': `key-${demandId}` })).body).toEqual(first.body)
    expect((await propose(worker, { uploadIds: [photo] })).body).toEqual(first.body)
    expect(codeOf(await propose(worker, { outcome: 'cannot' }))).toEqual([409, 'CONFLICT'])
    const mine = await county.get(worker, '/approvals?queue=proposed')
    expect(mine.body.items[0]).toMatchObject({ id: first.body.approval.id, isMine: true, abilities: { approve: { code: 'SAME_PERSON' } } })
  })

  test('refused, the demand waits as before and its history says so; it may be proposed anew', async () => {
    const { id } = (await propose()).body.approval
    expect((await decide(chair, id, 'refuse', { reason: '再去看看' })).body.state).toBe('refused')
    expect((await county.get(worker, `/demands/${demandId}`)).body).toMatchObject({ state: 'replied', abilities: { verify: true } })
    expect((await actions()).slice(-2)).toEqual(['verify_proposed', 'verify_refused'])
    expect((await propose()).status).toBe(202)
  })

  test('a repeat of the decision with its key is the first success', async () => {
    const { id } = (await propose()).body.approval
    const headers = { 'idempotency-key': `decide-${id}` }
    const first = await decide(chair, id, 'approve', {}, headers)
    expect((await decide(chair, id, 'approve', {}, headers))).toMatchObject({ status: 200, body: first.body })
  })
})

describe('403, 404', () => {
  test('nobody decides what they proposed, nor with a second account of theirs', async () => {
    const both = await county.appoint('communityWorker', COMMUNITY)
    const other = await county.person()
    const { sql } = county.app.kernel.db
    await sql`update accounts set phone_index = ${Buffer.from('one person')} where id in (${both.id}, ${chair.id})`
    const { id } = (await propose(both)).body.approval
    expect(codeOf(await decide(both, id, 'approve'))).toEqual([403, 'SAME_PERSON'])
    expect(codeOf(await decide(chair, id, 'approve'))).toEqual([403, 'SAME_PERSON'])
    const waiting = await county.get(chair, '/approvals')
    expect(waiting.body.items.map((one: { id: string }) => one.id)).not.toContain(id)
    await sql`update accounts set phone_index = null where id in (${both.id}, ${chair.id})`
    expect((await county.get(chair, `/approvals/${id}`)).body.abilities.approve).toBe(true)
    expect((await county.get(other, `/approvals/${id}`)).status).toBe(404)
  })

  test('who was not asked does not find it', async () => {
    const { id } = (await propose()).body.approval
    const street = await county.appoint('streetOfficer', TOWN)
    for (const person of [stranger, reporter, housing]) {
      expect((await county.get(person, `/approvals/${id}`)).status).toBe(404)
      expect((await decide(person, id, 'approve')).status).toBe(404)
      expect((await county.get(person, '/approvals')).body.items).toEqual([])
    }
    expect(codeOf(await decide(street, id, 'approve'))).toEqual([403, 'NOT_OWNER'])
    expect((await county.app.request('GET', '/api/v1/approvals')).status).toBe(401)
  })
})

describe('409', () => {
  test('a first person who has lost the office since is not acted for', async () => {
    const leaving = await county.appoint('communityWorker', COMMUNITY)
    const { id } = (await propose(leaving)).body.approval
    await county.app.kernel.db.sql`update appointments set to_at = ${county.app.kernel.clock.now()} where account_id = ${leaving.id}`
    expect(codeOf(await decide(chair, id, 'approve'))).toEqual([409, 'FIRST_PERSON_OUT'])
    expect((await county.get(worker, `/demands/${demandId}`)).body.state).toBe('replied')
  })

  test('a proposal dies with the state it was made for', async () => {
    const { id } = (await propose()).body.approval
    const { body } = await county.get(worker, `/demands/${demandId}`)
    await county.post(worker, `/demands/${demandId}/redo`, { dispatchIds: [body.dispatches[0].id], reason: '再补' })
    expect(codeOf(await decide(chair, id, 'approve'))).toEqual([409, 'WRONG_STATE'])
  })

  test('two who decide at once: one decision', async () => {
    const { id } = (await propose()).body.approval
    const answers = await Promise.all([...Array.from({ length: 6 }, () => decide(chair, id, 'approve')), decide(chair, id, 'refuse')])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(6)
    expect((await actions()).filter((action) => action === 'verify').length).toBeLessThanOrEqual(1)
  })

  test('ten proposals at once are one', async () => {
    const photo = await county.photo(worker)
    const answers = await Promise.all(Array.from({ length: 10 }, () => propose(worker, { uploadIds: [photo] })))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.approval?.id}`)).size).toBe(1)
    expect((await actions()).filter((action) => action === 'verify_proposed')).toHaveLength(1)
  })

  test('after a working day without a decision it has lapsed, by the clock', async () => {
    const { id } = (await propose()).body.approval
    await county.app.advance(5 * DAY)
    expect((await county.get(worker, `/approvals/${id}`)).body).toMatchObject({ state: 'lapsed', abilities: { approve: { code: 'SAME_PERSON' } } })
    expect(codeOf(await decide(chair, id, 'approve'))).toEqual([409, 'WRONG_STATE'])
    expect(await actions()).toContain('verify_lapsed')
  })
})
