import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNITY, GRID, OTHER_COMMUNITY, OTHER_GRID, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
beforeAll(async () => {
  county = await startWhistleCounty()
})
afterAll(() => county.close())

async function photo({ token }: Person, purpose: string): Promise<string> {
  const form = new FormData()
  form.append('purpose', purpose)
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#36c' } }).png().toBuffer()
  form.append('file', new Blob([new Uint8Array(bytes)]), 'a.png')
  const response = await fetch(`${county.app.url}/api/v1/uploads`, { method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } })
  return ((await response.json()) as { id: string }).id
}

const sees = async (person: Person | null, id: string): Promise<boolean> => {
  const { body } = await county.app.request('GET', `/api/v1/uploads?ids=${id}`, person ? { token: person.token } : {})
  return body.items.length === 1
}

test("a complaint's photos are for those who may read it, and for the unit once it has the demand", async () => {
  const reporter = await county.person(GRID)
  await county.appoint('gridLeader', GRID, { post: 'A' })
  const worker = await county.appoint('communityWorker', COMMUNITY)
  const elsewhere = await county.appoint('communityWorker', OTHER_COMMUNITY)
  const street = await county.appoint('streetOfficer', TOWN)
  const handler = await county.handler(county.units.housing)
  const chair = await county.chair(county.associationId, { from: new Date('2020-01-01'), to: new Date('2099-01-01') })
  const id = await photo(reporter, 'complaint')
  expect(await sees(worker, id)).toBe(false)

  const complaint = (await county.post(reporter, '/complaints', { ...ROAD, uploadIds: [id] })).body
  expect(complaint.uploadIds).toEqual([id])
  expect(await Promise.all([reporter, worker, street, elsewhere, handler, null].map((person) => sees(person, id)))).toEqual([true, true, true, false, false, false])

  await county.post(worker, `/complaints/${complaint.id}/accept`)
  await county.post(worker, `/complaints/${complaint.id}/hand-up`)
  const raised = await county.post(worker, `/complaints/${complaint.id}/raise`, { reason: '社区办不了', nature: 'facility' })
  const { demandId } = raised.body
  expect([raised.status, await sees(handler, id), await sees(chair, id)]).toEqual([200, false, true])
  const dispatched = await county.post(chair, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.housing, overrideReason: '路归住建局管' })
  expect([dispatched.status, await sees(handler, id)]).toEqual([200, true])

  const { id: dispatchId } = dispatched.body.dispatches[0]
  await county.post(handler, `/dispatches/${dispatchId}/request-return`, { reasonCode: 'notAuthority', basis: '不在我局权限里' })
  expect(await sees(handler, id)).toBe(true)
  const other = await county.handler(county.units.enforcement)
  const decided = await county.post(chair, `/dispatches/${dispatchId}/decide-return`, {
    decision: 'approve', reason: '改派', dispatch: { leadUnitId: county.units.enforcement, overrideReason: '归城管' },
  })
  expect([decided.status, await sees(handler, id), await sees(other, id), await sees(chair, id)]).toEqual([200, false, true, true])
})

test('whoever reported it, or the same, sees the photos of what was done; others who may not read it do not', async () => {
  const [reporter, neighbour, stranger] = [await county.person(GRID), await county.person(GRID), await county.person(GRID)]
  const worker = await county.appoint('communityWorker', COMMUNITY)
  const proof = await photo(worker, 'proof')
  const now = () => county.app.kernel.clock.now().toISOString()
  const solvedHere = (await county.post(reporter, '/complaints', { ...ROAD, text: '井盖翘起来了' })).body.id
  const same = (await county.post(neighbour, '/complaints', { ...ROAD, text: '井盖翘着，绊人', joinComplaintId: solvedHere })).body.id
  await county.post(worker, `/complaints/${solvedHere}/accept`)
  await county.post(worker, `/complaints/${solvedHere}/contact`, { channel: 'phone', at: now(), isReached: true })
  expect((await county.post(worker, `/complaints/${solvedHere}/resolve`, { outcome: 'done', account: '压平了', uploadIds: [proof] })).status).toBe(200)
  expect((await county.get(neighbour, `/complaints/${same}`)).body.resolutionUploadIds).toEqual([proof])
  expect(await Promise.all([reporter, neighbour, stranger, null].map((person) => sees(person, proof)))).toEqual([true, true, false, false])
})

test('the photo taken when the departments’ work was checked is shown to the reporter who is asked about it', async () => {
  const [reporter, stranger] = [await county.person(GRID), await county.person(GRID)]
  const worker = await county.appoint('communityWorker', COMMUNITY)
  const handler = await county.handler(county.units.idle)
  const chair = await county.chair(county.otherAssociationId, { from: new Date('2020-01-01'), to: new Date('2099-01-01') })
  const now = () => county.app.kernel.clock.now().toISOString()
  const complaintId = (await county.post(reporter, '/complaints', { ...ROAD, text: '路肩塌了一段', point: undefined, areaCode: OTHER_GRID })).body.id
  const elsewhere = await county.appoint('communityWorker', OTHER_COMMUNITY)
  await county.post(elsewhere, `/complaints/${complaintId}/accept`)
  const { demandId } = (await county.post(elsewhere, `/complaints/${complaintId}/raise`, { reason: '社区办不了', nature: 'facility' })).body
  const { dispatches } = (await county.post(chair, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.idle, overrideReason: '由它来办' })).body
  await county.post(handler, `/dispatches/${dispatches[0].id}/accept`)
  await county.post(handler, `/dispatches/${dispatches[0].id}/contact`, { channel: 'phone', at: now(), isReached: true })
  await county.post(handler, `/dispatches/${dispatches[0].id}/reply`, { outcome: 'solved', account: '砌好了', uploadIds: [await photo(handler, 'proof')] })
  const proof = await photo(elsewhere, 'proof')
  expect(await sees(reporter, proof)).toBe(false)
  expect((await county.post(elsewhere, `/demands/${demandId}/verify`, { outcome: 'solved', note: '看过了', uploadIds: [proof] })).status).toBe(200)
  expect((await county.get(reporter, `/complaints/${complaintId}`)).body).toMatchObject({ state: 'resolved', resolutionUploadIds: [proof], abilities: { confirm: true } })
  expect(await Promise.all([reporter, handler, stranger, worker].map((person) => sees(person, proof)))).toEqual([true, true, false, false])
})

test('a photo the check refused is shown to nobody but its owner', async () => {
  const reporter = await county.person(GRID)
  const worker = await county.appoint('communityWorker', COMMUNITY)
  const id = await photo(reporter, 'complaint')
  await county.post(reporter, '/complaints', { ...ROAD, text: '路灯又坏了，晚上一片黑', uploadIds: [id] })
  await county.app.kernel.db.sql`update uploads set verdict = 'risky' where id = ${id}`
  expect([await sees(reporter, id), await sees(worker, id)]).toEqual([true, false])
})

test('a photo that is used is kept past the day', async () => {
  const reporter = await county.person(GRID)
  const id = await photo(reporter, 'complaint')
  await county.post(reporter, '/complaints', { ...ROAD, text: '人行道的砖松了', uploadIds: [id] })
  const clocks = await county.app.kernel.db.sql`select state from clocks where subject_id = ${id} and kind = 'unattached'`
  expect(clocks.map(({ state }) => state)).toEqual(['stopped'])
  await county.app.advance(25 * 3_600_000)
  expect(await sees(reporter, id)).toBe(true)
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
