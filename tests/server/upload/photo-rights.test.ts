import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNITY, GRID, OTHER_COMMUNITY, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

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
