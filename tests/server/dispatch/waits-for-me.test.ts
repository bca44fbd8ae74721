import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COMMUNITY, COUNTY, DAY, GRID, HOUR, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let worker: Person
let chair: Person
let otherChair: Person
let street: Person
let secondStreet: Person
let countyOfficer: Person
let secondCounty: Person
let auditor: Person
let housing: Person
let enforcement: Person

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  worker = await county.appoint('communityWorker', COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  secondStreet = await county.appoint('streetOfficer', TOWN)
  countyOfficer = await county.appoint('countyOfficer', COUNTY)
  secondCounty = await county.appoint('countyOfficer', COUNTY)
  auditor = await county.appoint('auditor', TOWN)
  const now = Date.now()
  const term = { from: new Date(now - DAY), to: new Date(now + 400 * DAY) }
  chair = await county.chair(county.associationId, term)
  otherChair = await county.chair(county.otherAssociationId, term)
  housing = await county.handler(county.units.housing)
  enforcement = await county.handler(county.units.enforcement)
})
afterAll(() => county.close())

const act = async (person: Person, path: string, body: object = {}) => {
  const answer = await county.post(person, path, body)
  expect([answer.status, answer.body.error?.code, path]).toEqual([200, undefined, path])
  return answer.body
}
interface Raised {
  complaintId: string
  demandId: string
}
async function raised(category: string = ROAD.category): Promise<Raised> {
  const { body } = await county.post(reporter, '/complaints', { ...ROAD, category })
  await act(worker, `/complaints/${body.id}/accept`)
  return { complaintId: body.id, demandId: (await act(worker, `/complaints/${body.id}/raise`, { reason: '修不了', nature: 'facility' })).demandId }
}
async function sent(who: Person = chair, category?: string): Promise<Raised & { leadId: string }> {
  const on = await raised(category)
  if (who === street) await act(street, `/demands/${on.demandId}/take-over`, { reason: '街道盯着' })
  if (who === countyOfficer) await act(countyOfficer, `/demands/${on.demandId}/take-over`, { reason: '县里盯着' })
  const { dispatches } = await act(who, `/demands/${on.demandId}/dispatch`, { leadUnitId: county.units.housing, overrideReason: '归它管' })
  return { ...on, leadId: dispatches[0].id }
}
const asksBack = (id: string) => act(housing, `/dispatches/${id}/request-return`, { reasonCode: 'notAuthority', basis: '不归我们' })
async function asksForTime(id: string): Promise<void> {
  await act(housing, `/dispatches/${id}/accept`)
  await act(housing, `/dispatches/${id}/request-extension`, { workingDays: 3, reason: '等料' })
}
const today = (days: number) => new Date(county.app.kernel.clock.now().getTime() + days * DAY + 8 * HOUR).toISOString().slice(0, 10)
const asksToHold = (who: Person, id: string) => act(who, `/demands/${id}/propose-hold`, { reasonCode: 'budget', plan: '等资金', reviewOn: today(20) })

const everybody = () => ({ reporter, worker, chair, otherChair, street, secondStreet, countyOfficer, secondCounty, auditor, housing, enforcement })
const idsOf = async (person: Person, path: string, isMine: (abilities: Record<string, unknown>) => boolean = () => true): Promise<string[]> => {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const { body }: { body: { items: { id: string; abilities: Record<string, unknown> }[]; nextCursor: string | null } } =
      await county.get(person, `${path}&limit=50${cursor ? `&cursor=${cursor}` : ''}`)
    ids.push(...body.items.filter(({ abilities }) => isMine(abilities)).map(({ id }) => id))
    cursor = body.nextCursor
  } while (cursor)
  return ids
}

describe('a queue holds exactly what its person may decide, whoever it is', () => {
  beforeAll(async () => {
    const at = [chair, street, countyOfficer]
    for (const owner of at) {
      await asksBack((await sent(owner)).leadId)
      await asksForTime((await sent(owner)).leadId)
      await asksToHold(owner, (await sent(owner)).demandId)
    }
    // A complex matter's extension is the street's, whoever owns the rest.
    await asksForTime((await sent(chair, 'road-signs')).leadId)
    await sent(chair)
    // Nobody answers for a while: what waited for the chair waits one level up, and new requests come in besides.
    await county.advance(5 * DAY)
    for (const owner of at) {
      await asksBack((await sent(owner)).leadId)
      await asksToHold(owner, (await sent(owner)).demandId)
    }
  })

  test('requests to hand back and for more time', async () => {
    const decides = (abilities: Record<string, unknown>) => abilities['decide-return'] === true || abilities['decide-extension'] === true
    for (const [name, person] of Object.entries(everybody())) {
      const waiting = await idsOf(person, '/dispatches?queue=decide')
      expect([name, waiting.toSorted()]).toEqual([name, (await idsOf(person, '/dispatches?queue=all', decides)).toSorted()])
    }
    expect((await idsOf(chair, '/dispatches?queue=decide')).length).toBeGreaterThan(0)
    expect((await idsOf(street, '/dispatches?queue=decide')).length).toBeGreaterThan(2)
    expect((await idsOf(countyOfficer, '/dispatches?queue=decide')).length).toBeGreaterThan(1)
  })

  test('proposed holds', async () => {
    const decides = (abilities: Record<string, unknown>) => abilities['decide-hold'] === true
    for (const [name, person] of Object.entries(everybody())) {
      const waiting = await idsOf(person, '/demands?queue=holds')
      expect([name, waiting.toSorted()]).toEqual([name, (await idsOf(person, '/demands?queue=all', decides)).toSorted()])
    }
    expect((await idsOf(street, '/demands?queue=holds')).length).toBeGreaterThan(0)
    expect((await idsOf(secondCounty, '/demands?queue=holds')).length).toBeGreaterThan((await idsOf(countyOfficer, '/demands?queue=holds')).length)
  })

  test('second reopenings: the street’s, and the county’s where the demand stood above the chair', async () => {
    const lower = await raised()
    const upper = await sent(street)
    for (const { complaintId } of [lower, upper]) {
      await county.app.kernel.db.sql`update complaints set state = 'resolved', outcome = 'done', resolution = '修好了', resolved_at = now(), reopen_count = 1 where id = ${complaintId}`
      await act(reporter, `/complaints/${complaintId}/request-reopen`, { reason: '又坏了' })
    }
    const decides = (abilities: Record<string, unknown>) => abilities['decide-reopen'] === true
    for (const [name, person] of Object.entries(everybody())) {
      const waiting = await idsOf(person, '/complaints?queue=reopens')
      expect([name, waiting.toSorted()]).toEqual([name, (await idsOf(person, '/complaints?queue=area', decides)).toSorted()])
    }
    expect(await idsOf(street, '/complaints?queue=reopens')).toEqual([lower.complaintId])
    expect(await idsOf(countyOfficer, '/complaints?queue=reopens')).toEqual([upper.complaintId])
  })

  test('most urgent first', async () => {
    const { body } = await county.get(street, '/dispatches?queue=decide&limit=50')
    const dues = body.items.map(({ clocks }: { clocks: { kind: string; dueAt: string }[] }) => clocks.findLast(({ kind }) => kind === 'decide' || kind === 'extensionDecide')!.dueAt)
    expect(dues).toEqual(dues.toSorted())
  })
})

describe('colleagues to hand it over to', () => {
  let leadId: string
  beforeAll(async () => {
    leadId = (await sent()).leadId
  })

  test('200: the unit’s other handlers in office, by masked name; each can take it', async () => {
    const colleague = await county.handler(county.units.housing)
    const gone = await county.appoint('unitHandler', county.units.housing, { scopeKind: 'unit', to: '2021-01-01' })
    const { body } = await county.get(housing, `/dispatches/${leadId}/colleagues`)
    expect(body.items).toEqual([{ accountId: colleague.id, name: '刘*平' }])
    await act(housing, `/dispatches/${leadId}/accept`)
    const refused = await county.post(housing, `/dispatches/${leadId}/hand-over`, { accountId: gone.id })
    expect([refused.status, refused.body.error.code]).toEqual([422, 'NOT_COLLEAGUE'])
    await act(housing, `/dispatches/${leadId}/hand-over`, { accountId: colleague.id })
    expect((await county.get(colleague, `/dispatches/${leadId}/colleagues`)).body.items).toEqual([{ accountId: housing.id, name: '刘*平' }])
  })

  test('401, 403, 404: not for whoever looks on, nor for another unit', async () => {
    expect((await county.app.request('GET', `/api/v1/dispatches/${leadId}/colleagues`)).status).toBe(401)
    expect((await county.get(chair, `/dispatches/${leadId}/colleagues`)).status).toBe(403)
    expect((await county.get(enforcement, `/dispatches/${leadId}/colleagues`)).status).toBe(404)
    expect((await county.get(housing, `/dispatches/${uuidv7()}/colleagues`)).status).toBe(404)
  })
})
