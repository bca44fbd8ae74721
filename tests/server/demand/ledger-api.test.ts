import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  COMMUNITY, COUNTY, DAY, GRID, OTHER_COMMUNITY, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty,
} from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let worker: Person
let otherWorker: Person
let street: Person
let countyOfficer: Person
let chair: Person
let pastChair: Person
let otherChair: Person
let housing: Person
let enforcement: Person
let demandId: string
let complaintId: string

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  worker = await county.appoint('communityWorker', COMMUNITY)
  otherWorker = await county.appoint('communityWorker', OTHER_COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  countyOfficer = await county.appoint('countyOfficer', COUNTY)
  const now = Date.now()
  pastChair = await county.chair(county.associationId, { from: new Date(now - 90 * DAY), to: new Date(now - DAY) }, county.units.housing)
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 60 * DAY) })
  otherChair = await county.chair(county.otherAssociationId, { from: new Date(now - DAY), to: new Date(now + 60 * DAY) })
  housing = await county.handler(county.units.housing)
  enforcement = await county.handler(county.units.enforcement)
  await county.handler(county.units.stationed)
  await county.handler(county.units.town)
})
afterAll(() => county.close())

async function raised(body: object = {}): Promise<{ complaintId: string; demandId: string }> {
  const { body: filed } = await county.post(reporter, '/complaints', { ...ROAD, ...body })
  await county.post(worker, `/complaints/${filed.id}/accept`)
  const answer = await county.post(worker, `/complaints/${filed.id}/raise`, { reason: '修不了', nature: 'facility' })
  expect(answer.status).toBe(200)
  return { complaintId: filed.id, demandId: answer.body.demandId }
}
beforeEach(async () => {
  ;({ complaintId, demandId } = await raised())
})

const verb = (person: Person, name: string, body?: object, id = demandId) => county.post(person, `/demands/${id}/${name}`, body)
const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [answer.status, answer.body.error?.code]
const toHousing = () => ({ leadUnitId: county.units.housing })
const now = () => county.app.kernel.clock.now().toISOString()

/** Housing accepts, makes contact and replies; answers the dispatch. */
async function replied(id = demandId): Promise<string> {
  const { body } = await verb(chair, 'dispatch', toHousing(), id)
  const [lead] = body.dispatches
  await county.post(housing, `/dispatches/${lead.id}/accept`)
  await county.post(housing, `/dispatches/${lead.id}/contact`, { channel: 'phone', at: now(), isReached: true })
  await county.post(housing, `/dispatches/${lead.id}/reply`, { outcome: 'solved', account: '补好了', uploadIds: [await county.photo(housing)] })
  return lead.id
}

describe('200', () => {
  test('a second complaint joins a live demand; the demand takes the higher urgency and stays whole when one withdraws', async () => {
    const { body: second } = await county.post(reporter, '/complaints', { ...ROAD, category: 'road-manhole' })
    await county.post(worker, `/complaints/${second.id}/accept`)
    const joined = await county.post(worker, `/complaints/${second.id}/raise`, { reason: '同一处', nature: 'facility', demandId })
    expect(joined.body).toMatchObject({ state: 'raised', demandId })
    expect((await county.get(chair, `/demands/${demandId}`)).body).toMatchObject({ complaintCount: 2, urgency: 'emergency', state: 'pending' })
    await county.post(reporter, `/complaints/${second.id}/withdraw`)
    expect((await county.get(chair, `/demands/${demandId}`)).body).toMatchObject({ complaintCount: 1, state: 'pending' })
  })

  test('raised beside a closed demand, a new one recurs to it', async () => {
    await replied()
    await verb(worker, 'verify', { outcome: 'solved', note: '好了', uploadIds: [await county.photo(worker)] })
    const { body: again } = await county.post(reporter, '/complaints', ROAD)
    await county.post(worker, `/complaints/${again.id}/accept`)
    const { body } = await county.post(worker, `/complaints/${again.id}/raise`, { reason: '又坏了', nature: 'facility', demandId })
    expect(body.demandId).not.toBe(demandId)
    expect((await county.get(chair, `/demands/${body.demandId}`)).body).toMatchObject({ recurrenceOf: demandId, state: 'pending' })
  })

  test('the street puts on the ledger what an inspection found; without complaints it is closed once verified', async () => {
    const opened = await county.post(street, '/demands', { category: 'road-light', nature: 'facility', text: '巷子没灯', reason: '巡查发现', areaCode: COMMUNITY })
    expect(opened).toMatchObject({ status: 201, body: { state: 'pending', level: 0, complaintCount: 0 } })
    await replied(opened.body.id)
    const closed = await verb(worker, 'verify', { outcome: 'solved', note: '亮了', uploadIds: [await county.photo(worker)] }, opened.body.id)
    expect(closed.body.state).toBe('closed')
  })

  test('an override needs a reason, and keeps it', async () => {
    expect(codeOf(await verb(chair, 'dispatch', { leadUnitId: county.units.enforcement }))).toEqual([422, 'OVERRIDE_REASON_NEEDED'])
    const sent = await verb(chair, 'dispatch', { leadUnitId: county.units.enforcement, overrideReason: '已在整治' })
    expect(sent.body).toMatchObject({ overrideReason: '已在整治', dispatches: [{ unitId: county.units.enforcement }] })
  })

  test('add-assist after all replies takes the demand back under way; cancelling the assistant settles it again', async () => {
    await replied()
    const added = await verb(chair, 'add-assist', { unitId: county.units.enforcement })
    expect(added.body.state).toBe('dispatched')
    const assist = added.body.dispatches.find((one: { role: string }) => one.role === 'assist')
    expect((await county.post(chair, `/dispatches/${assist.id}/cancel`, { reason: '不用了' })).body).toMatchObject({ state: 'cancelled', endReason: '不用了' })
    expect((await county.get(worker, `/demands/${demandId}`)).body.state).toBe('replied')
  })

  test('one that was overdue when all had replied is overdue still', async () => {
    const { body } = await verb(chair, 'dispatch', toHousing())
    const solve = (one: { clocks: { kind: string; state: string; dueAt: string }[] }) => one.clocks.filter(({ kind }) => kind === 'solve').map(({ state, dueAt }) => ({ state, dueAt }))
    await county.advance(Date.parse(solve(body)[0]!.dueAt) - Date.parse(now()) + 1000)
    const [lead] = body.dispatches
    await county.post(housing, `/dispatches/${lead.id}/accept`)
    await county.post(housing, `/dispatches/${lead.id}/contact`, { channel: 'phone', at: now(), isReached: true })
    await county.post(housing, `/dispatches/${lead.id}/reply`, { outcome: 'solved', account: '补好了', uploadIds: [await county.photo(housing)] })
    const added = await verb(chair, 'add-assist', { unitId: county.units.enforcement })
    expect(added.body.state).toBe('dispatched')
    expect(solve(added.body)).toEqual([{ state: 'fired', dueAt: solve(body)[0]!.dueAt }])
  })

  test('redo sends it back for half the limit; the 2nd raises the level, a 3rd is refused', async () => {
    const lead = await replied()
    const again = async () => {
      const sent = await verb(worker, 'redo', { dispatchIds: [lead], reason: '没压实' })
      if (sent.status === 200) await county.post(housing, `/dispatches/${lead}/reply`, { outcome: 'solved', account: '压实了', uploadIds: [await county.photo(housing)] })
      return sent
    }
    expect((await again()).body).toMatchObject({ state: 'dispatched', level: 0 })
    expect((await county.get(housing, `/dispatches/${lead}`)).body.notes.map((note: { kind: string }) => note.kind)).toEqual(['reply', 'redo', 'reply'])
    expect((await again()).body).toMatchObject({ state: 'dispatched', level: 1 })
  })

  test('a higher level takes over, sets a date beside the first one, and gives it back', async () => {
    expect((await verb(street, 'take-over', { reason: '街道督办' })).body).toMatchObject({ level: 1, owner: { kind: 'street' } })
    expect(codeOf(await verb(chair, 'dispatch', toHousing()))).toEqual([403, 'NOT_OWNER'])
    const before = (await county.get(street, `/demands/${demandId}`)).body.clocks.find((clock: { kind: string }) => clock.kind === 'solve')
    const dueAt = new Date(Date.now() + 30 * DAY).toISOString()
    const set = await verb(street, 'set-date', { dueAt, reason: '等材料' })
    expect(set.body.clocks.find((clock: { kind: string }) => clock.kind === 'solve')).toMatchObject({ dueAt, originalDueAt: before.dueAt })
    expect((await verb(countyOfficer, 'take-over', { reason: '县里督办' })).body.level).toBe(2)
    expect((await verb(countyOfficer, 'hand-back', { reason: '交回' })).body.level).toBe(1)
    expect((await verb(street, 'hand-back', { reason: '交回' })).body).toMatchObject({ level: 0, owner: { kind: 'chair' } })
  })
})

describe('conflict of interest', () => {
  test('a chair who picks their own unit is refused, and the demand is the street\'s at once', async () => {
    expect(codeOf(await verb(chair, 'dispatch', { leadUnitId: county.units.stationed, overrideReason: '就近' }))).toEqual([409, 'CONFLICT_OF_INTEREST'])
    expect((await county.get(street, `/demands/${demandId}`)).body).toMatchObject({ level: 1, state: 'pending', abilities: { dispatch: true } })
    expect(codeOf(await verb(chair, 'dispatch', toHousing()))).toEqual([403, 'NOT_OWNER'])
    expect((await verb(street, 'dispatch', toHousing())).status).toBe(200)
  })

  test('complained of the chair\'s unit, it opens at level 1', async () => {
    const { demandId: about } = await raised({ about: { unitId: county.units.stationed } })
    expect((await county.get(street, `/demands/${about}`)).body).toMatchObject({ level: 1, owner: { kind: 'street' } })
  })

  test('no chair in term: the street owns level 0', async () => {
    await county.app.kernel.db.sql`update chair_terms set state = 'revoked', to_at = ${new Date(Date.now() - 1000)} where account_id = ${chair.id}`
    try {
      expect((await county.get(street, `/demands/${demandId}`)).body).toMatchObject({ level: 0, owner: { kind: 'street' }, abilities: { dispatch: true } })
      expect((await county.get(street, '/demands?queue=owner&limit=50')).body.items.map(({ id }: { id: string }) => id)).toContain(demandId)
      expect((await verb(chair, 'dispatch', toHousing())).status).toBe(404)
    } finally {
      await county.app.kernel.db.sql`update chair_terms set state = 'running', to_at = ${new Date(Date.now() + 60 * DAY)} where account_id = ${chair.id}`
    }
  })

  test('the street does not pick a unit that its officer works for, nor one above it', async () => {
    const { sql } = county.app.kernel.db
    const officer = await county.appoint('streetOfficer', TOWN)
    await verb(officer, 'take-over', { reason: '接过来' })
    await county.appoint('unitHandler', county.units.stationed, { scopeKind: 'unit', person: officer })
    await sql`update units set parent_unit_id = ${county.units.housing} where id = ${county.units.stationed}`
    try {
      const asStreet = (await county.get(officer, '/me')).body.appointments.find(({ role }: { role: string }) => role === 'streetOfficer')
      const dispatched = await county.post(officer, `/demands/${demandId}/dispatch`, toHousing(), { 'x-appointment': asStreet.id })
      expect(codeOf(dispatched)).toEqual([403, 'MUST_STAND_ASIDE'])
    } finally {
      await sql`update units set parent_unit_id = null where id = ${county.units.stationed}`
    }
    expect((await verb(officer, 'dispatch', toHousing())).status).toBe(200)
  })

  test('who reported it or works for a dispatched unit does not verify it', async () => {
    const both = await county.appoint('communityWorker', COMMUNITY, { person: housing })
    await replied()
    const photo = await county.photo(both)
    expect(codeOf(await verb(both, 'verify', { outcome: 'solved', note: '好', uploadIds: [photo] }))).toEqual([403, 'MUST_STAND_ASIDE'])
    const asWorker = (await county.get(both, '/me')).body.appointments.find(({ role }: { role: string }) => role === 'communityWorker')
    const narrowed = await county.post(both, `/demands/${demandId}/verify`, { outcome: 'solved', note: '好', uploadIds: [photo] }, { 'x-appointment': asWorker.id })
    expect(codeOf(narrowed)).toEqual([403, 'MUST_STAND_ASIDE'])
    await county.app.kernel.db.sql`delete from appointments where account_id = ${housing.id} and role = 'communityWorker'`
  })
})

describe('403, 404', () => {
  test('a chair out of term, of another association, another community and the resident find nothing', async () => {
    for (const person of [pastChair, otherChair, otherWorker, reporter, housing]) {
      expect((await county.get(person, `/demands/${demandId}`)).status).toBe(404)
      expect((await county.get(person, `/demands/${demandId}/suggestion`)).status).toBe(404)
      expect((await verb(person, 'dispatch', toHousing())).status).toBe(404)
    }
  })

  test('the community worker reads but does not dispatch; the chair does not verify; the street waits until verifying is overdue', async () => {
    expect(codeOf(await verb(worker, 'dispatch', toHousing()))).toEqual([403, 'FORBIDDEN'])
    await replied()
    const proof = async (person: Person) => ({ outcome: 'solved', note: '好', uploadIds: [await county.photo(person)] })
    expect(codeOf(await verb(chair, 'verify', await proof(chair)))).toEqual([403, 'FORBIDDEN'])
    expect(codeOf(await verb(street, 'verify', await proof(street)))).toEqual([403, 'NOT_VERIFIER'])
    await county.advance(8 * DAY)
    expect((await verb(street, 'verify', await proof(street))).body.state).toBe('verified')
    expect((await county.get(reporter, `/complaints/${complaintId}`)).body.state).toBe('resolved')
  })
})

describe('409', () => {
  test('of two dispatches at once one wins; the unit has one dispatch', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => verb(chair, 'dispatch', toHousing())))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
    expect(await county.app.kernel.db.sql`select 1 from dispatches where demand_id = ${demandId}`).toHaveLength(1)
    expect(codeOf(await verb(chair, 'add-assist', { unitId: county.units.housing }))).toEqual([409, 'UNIT_ALREADY_DISPATCHED'])
  })

  test('verifying twice at once resolves the complaint once', async () => {
    await replied()
    const photos = await Promise.all([county.photo(worker), county.photo(worker)])
    const answers = await Promise.all(photos.map((photo) => verb(worker, 'verify', { outcome: 'solved', note: '好', uploadIds: [photo] })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await county.app.kernel.db.sql`select 1 from history where subject_id = ${complaintId} and action = 'resolve_by_demand'`).toHaveLength(1)
  })
})

describe('400, 422', () => {
  test('units unknown, twice, without a handler; a date gone by', async () => {
    expect(codeOf(await verb(chair, 'dispatch', { leadUnitId: crypto.randomUUID() }))).toEqual([422, 'UNIT_UNKNOWN'])
    expect(codeOf(await verb(chair, 'dispatch', { leadUnitId: county.units.idle, overrideReason: '试' }))).toEqual([422, 'UNIT_NOT_READY'])
    expect(codeOf(await verb(chair, 'dispatch', { ...toHousing(), assists: [{ unitId: county.units.housing }] }))).toEqual([422, 'UNIT_TWICE'])
    expect(codeOf(await verb(chair, 'dispatch', { ...toHousing(), keepAssists: [crypto.randomUUID()] }))).toEqual([422, 'ASSIST_UNKNOWN'])
    await replied()
    expect((await verb(worker, 'verify', { outcome: 'solved', note: '好', uploadIds: [] })).status).toBe(400)
    expect((await county.get(worker, `/demands/${demandId}`)).body.state).toBe('replied')
    const { demandId: other } = await raised()
    await verb(street, 'take-over', { reason: '督办' }, other)
    expect(codeOf(await verb(street, 'set-date', { dueAt: '2020-01-01T00:00:00Z', reason: '早' }, other))).toEqual([422, 'DATE_NOT_LATER'])
  })
})

test('what the ledger lists is what may be read, for every role', async () => {
  await verb(chair, 'dispatch', { ...toHousing(), assists: [{ unitId: county.units.enforcement }] })
  const all = (await county.app.kernel.db.sql`select id from demands`).map(({ id }) => id as string)
  for (const [name, person] of Object.entries({ reporter, worker, otherWorker, street, countyOfficer, chair, pastChair, otherChair, housing, enforcement })) {
    const { body } = await county.get(person, '/demands?limit=50')
    const readable: string[] = []
    for (const id of all) if ((await county.get(person, `/demands/${id}`)).status === 200) readable.push(id)
    expect(body.items.map(({ id }: { id: string }) => id).sort(), name).toEqual(readable.sort())
  }
})
