import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNITY, DAY, GRID, ROAD, startWhistleCounty, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let neighbour: Person
let worker: Person
let chair: Person
let complaintId: string
let demandId: string
let dispatchId: string

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  neighbour = await county.person(GRID)
  worker = await county.appoint('communityWorker', COMMUNITY)
  const now = Date.now()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 60 * DAY) })
  await county.handler(county.units.housing)
  complaintId = (await county.post(reporter, '/complaints', ROAD)).body.id
  await county.post(worker, `/complaints/${complaintId}/accept`)
  demandId = (await county.post(worker, `/complaints/${complaintId}/raise`, { reason: '修不了', nature: 'facility' })).body.demandId
  dispatchId = (await county.post(chair, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.housing })).body.dispatches[0].id
})
afterAll(() => county.close())

const actionsOf = (answer: { body: { items: { action: string }[] } }) => answer.body.items.map(({ action }) => action)

test('a complaint tells its whole story, newest first, with who did it and in which words', async () => {
  const told = await county.get(reporter, `/history/complaint/${complaintId}`)
  expect(told.status).toBe(200)
  expect(actionsOf(told)).toEqual(['dispatch.send', 'demand.dispatch', 'complaint.raise', 'demand.open', 'complaint.accept', 'complaint.submit'])
  expect(told.body.items.slice(0, 2).map(({ label }: { label: string }) => label)).toEqual(['派单给单位housing（主办）', '派单给单位housing（主办）'])
  expect(told.body.items[2]).toMatchObject({ label: '社区吹哨，请部门来办', who: '东岗社区社区干部 刘*平', from: 'accepted', to: 'raised', note: null })
  expect(told.body.nextCursor).toBeNull()
})

test('a demand and a dispatch tell theirs to who may read them; the reason with them', async () => {
  const told = await county.get(chair, `/history/demand/${demandId}`)
  expect(actionsOf(told)).toEqual(['dispatch.send', 'demand.dispatch', 'demand.open'])
  expect(told.body.items[2].note).toBe('修不了')
  const { items } = (await county.get(chair, `/history/dispatch/${dispatchId}`)).body
  expect(items).toMatchObject([{ action: 'dispatch.send', label: '派单给单位housing（主办）' }])
})

test('one act that sends two units their part names both, each unit for whoever may know of it', async () => {
  const id = (await county.post(reporter, '/complaints', { ...ROAD, text: '路灯下面又塌了一块' })).body.id
  await county.post(worker, `/complaints/${id}/accept`)
  const ledgerId = (await county.post(worker, `/complaints/${id}/raise`, { reason: '修不了', nature: 'facility' })).body.demandId
  const enforcement = await county.handler(county.units.enforcement)
  const assists = [{ unitId: county.units.enforcement }]
  expect((await county.post(chair, `/demands/${ledgerId}/dispatch`, { leadUnitId: county.units.housing, assists })).status).toBe(200)
  const labels = async (person: Person, path: string, action: string): Promise<string[]> =>
    (await county.get(person, path)).body.items.filter((entry: { action: string }) => entry.action === action).map((entry: { label: string }) => entry.label)
  const both = '派单给单位housing（主办）、单位urban-management（协办）'
  for (const [person, path] of [[reporter, `/history/complaint/${id}`], [worker, `/history/demand/${ledgerId}`]] as const) {
    expect(await labels(person, path, 'demand.dispatch')).toEqual([both])
    expect((await labels(person, path, 'dispatch.send')).toSorted()).toEqual(['派单给单位housing（主办）', '派单给单位urban-management（协办）'])
  }
  expect(await labels(enforcement, `/history/demand/${ledgerId}`, 'demand.dispatch')).toEqual(['派单给单位urban-management（协办）'])
})

test('who may not read a thing finds no history of it, a guest neither; nor is there one of an unknown kind', async () => {
  for (const path of [`complaint/${complaintId}`, `demand/${demandId}`, `dispatch/${dispatchId}`]) {
    expect((await county.get(neighbour, `/history/${path}`)).status).toBe(404)
    expect((await county.app.request('GET', `/api/v1/history/${path}`)).status).toBe(404)
  }
  expect((await county.get(worker, `/history/secret/${complaintId}`)).status).toBe(404)
  expect((await county.get(worker, '/history/complaint/nothing')).status).toBe(400)
})
