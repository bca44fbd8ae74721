import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tokenHash } from '../../server/src/kernel/endpoint.ts'
import { timelines } from '../../server/src/modules/dispatch/timelines.ts'
import { loadActor } from '../../server/src/modules/load-actor.ts'
import {
  COMMUNITY, DAY, GRID, HOUR, POINT, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty,
} from '../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let neighbour: Person
let leader: Person
let worker: Person
let chair: Person
let housing: Person
let enforcement: Person
let street: Person
let auditor: Person

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  neighbour = await county.person(GRID)
  leader = await county.appoint('gridLeader', GRID, { post: 'A' })
  worker = await county.appoint('communityWorker', COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  auditor = await county.appoint('auditor', TOWN)
  const now = Date.now()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 80 * DAY) })
  housing = await county.handler(county.units.housing)
  enforcement = await county.handler(county.units.enforcement)
})
afterAll(() => county.close())

const now = (): string => county.app.kernel.clock.now().toISOString()

describe('from the resident who reports it to the resident who says that it was solved', () => {
  let complaintId: string
  let demandId: string

  test('a point and a photo lead to the grid leader on duty, with the reason of each step', async () => {
    const photo = await county.photo(reporter, 'complaint')
    const { status, body } = await county.post(reporter, '/complaints', { ...ROAD, address: '长新路 12 号门前', uploadIds: [photo] })
    expect(status).toBe(201)
    complaintId = body.id
    expect(body.number).toMatch(/^\d{10}$/)
    expect(body).toMatchObject({
      state: 'submitted', urgency: 'normal', desk: 'grid', gridCode: GRID, communityCode: COMMUNITY, townCode: TOWN, isMine: true,
      areaName: '东岗社区 1网格', address: '长新路 12 号门前', point: POINT, uploadIds: [photo], holder: { kind: 'gridLeader', label: '刘*平' },
    })
    expect(body.firstLine).toEqual([{ step: 'point', areaCode: GRID, isDecisive: true, reason: '地图点在1网格的范围内' }])
    expect(body.clocks.map((clock: { kind: string }) => clock.kind).sort()).toEqual(['accept', 'contact', 'solve'])
    expect(body.abilities).toMatchObject({ withdraw: true, accept: { code: 'FORBIDDEN' } })
  })

  test('the grid leader finds it at the desk, masked, accepts, makes contact and hands it up', async () => {
    const desk = await county.get(leader, '/complaints?queue=desk')
    expect(desk.body.items).toMatchObject([{ id: complaintId, reporter: '王*', abilities: { accept: true } }])
    const accepted = await county.post(leader, `/complaints/${complaintId}/accept`)
    expect(accepted.body).toMatchObject({ state: 'accepted', address: null })
    expect(accepted.body.clocks.find((clock: { kind: string }) => clock.kind === 'accept').state).toBe('stopped')
    const reached = await county.post(leader, `/complaints/${complaintId}/contact`, { channel: 'phone', at: now(), isReached: true, note: '说明天去看' })
    expect(reached.body.clocks.find((clock: { kind: string }) => clock.kind === 'contact').state).toBe('stopped')
    const handed = await county.post(leader, `/complaints/${complaintId}/hand-up`, { reason: '要请住建来修' })
    expect(handed.body).toMatchObject({ state: 'accepted', desk: 'community', holder: { kind: 'community', label: '东岗社区' } })
    expect(handed.body.abilities['hand-up']).toMatchObject({ code: 'NOT_AT_YOUR_DESK' })
    expect((await county.get(leader, '/complaints?queue=desk')).body.items).toEqual([])
  })

  test('the community worker raises it: an entry on the ledger whose owner is the chair in term', async () => {
    expect((await county.get(worker, '/complaints?queue=desk')).body.items).toHaveLength(1)
    const raised = await county.post(worker, `/complaints/${complaintId}/raise`, { reason: '市政道路，社区修不了', nature: 'facility' })
    expect(raised).toMatchObject({ status: 200, body: { state: 'raised', holder: { kind: 'owner', label: '党建联合会轮值会长' } } })
    demandId = raised.body.demandId
    const seen = await county.get(chair, `/demands/${demandId}`)
    expect(seen.body).toMatchObject({
      state: 'pending', level: 0, round: 1, colour: 'none', owner: { kind: 'chair' }, complaintCount: 1, dispatches: [], nature: 'facility',
      urgency: 'normal', text: ROAD.text, abilities: { dispatch: true },
      complaints: [{ id: complaintId, reporter: '王*' }],
    })
    expect((await county.get(chair, '/demands?queue=owner')).body.items).toMatchObject([{ id: demandId }])
  })

  test('the catalogue suggests the lead with every rule tried before, and the chair dispatches to it and an assistant', async () => {
    const { body } = await county.get(chair, `/demands/${demandId}/suggestion`)
    expect(body).toMatchObject({ rule: { code: 'road-urban' }, leadUnitId: county.units.housing, assistUnitIds: [], similar: [] })
    expect(body.tried.at(-1)).toMatchObject({ ruleId: 'road-urban', matched: true, failed: [] })
    expect(body.tried.slice(0, -1).every((rule: { matched: boolean; failed: string[] }) => !rule.matched && rule.failed.length > 0)).toBe(true)
    const sent = await county.post(chair, `/demands/${demandId}/dispatch`, {
      leadUnitId: county.units.housing, assists: [{ unitId: county.units.enforcement }],
    })
    expect(sent.body).toMatchObject({
      state: 'dispatched', ruleCode: 'road-urban', overrideReason: null,
      dispatches: [{ unitId: county.units.housing, role: 'lead', state: 'sent' }, { unitId: county.units.enforcement, role: 'assist', state: 'sent' }],
    })
    expect((await county.get(reporter, `/complaints/${complaintId}`)).body.holder).toMatchObject({ kind: 'unit', label: '单位housing' })
  })

  test('each handler works on their own; the last reply owed sends the demand to be verified', async () => {
    const lead = (await county.get(housing, '/dispatches')).body.items[0]
    const assist = (await county.get(enforcement, '/dispatches')).body.items[0]
    expect(lead.clocks.map((clock: { kind: string }) => clock.kind).sort()).toEqual(['contact', 'returnLimit', 'solve'])
    expect((await county.post(housing, `/dispatches/${lead.id}/accept`)).body).toMatchObject({ state: 'accepted', handler: '刘*平' })
    expect((await county.post(housing, `/dispatches/${lead.id}/contact`, { channel: 'visit', at: now(), isReached: true })).status).toBe(200)
    expect((await county.post(housing, `/dispatches/${lead.id}/progress`, { note: '已进场' })).body.notes).toMatchObject([{ kind: 'progress', note: '已进场' }])
    const reply = { outcome: 'solved', account: '坑已补平', uploadIds: [await county.photo(housing)] }
    expect((await county.post(housing, `/dispatches/${lead.id}/reply`, reply)).body.state).toBe('replied')
    expect((await county.get(worker, `/demands/${demandId}`)).body.state).toBe('dispatched')
    await county.post(enforcement, `/dispatches/${assist.id}/accept`)
    await county.post(enforcement, `/dispatches/${assist.id}/reply`, { outcome: 'solved', account: '占道已清', uploadIds: [await county.photo(enforcement)] })
    const replied = await county.get(worker, `/demands/${demandId}`)
    expect(replied.body).toMatchObject({ state: 'replied', abilities: { verify: true } })
    const kinds = replied.body.clocks.filter((clock: { state: string }) => clock.state === 'running').map((clock: { kind: string }) => clock.kind)
    expect(kinds).toEqual(['verify'])
    expect((await county.get(worker, '/demands?queue=verify')).body.items).toMatchObject([{ id: demandId }])
  })

  test('verified on the spot, the complaint is resolved; the resident answers and the demand is struck off', async () => {
    const verified = await county.post(worker, `/demands/${demandId}/verify`, { outcome: 'solved', note: '路面平整', uploadIds: [await county.photo(worker)] })
    expect(verified.body).toMatchObject({ state: 'verified', verification: { outcome: 'solved', note: '路面平整' } })
    expect(verified.body.dispatches.map((one: { state: string }) => one.state)).toEqual(['verified', 'verified'])
    expect((await county.get(reporter, `/complaints/${complaintId}`)).body).toMatchObject({
      state: 'resolved', outcome: 'done', resolution: '路面平整', abilities: { confirm: true },
    })
    await county.drain()
    expect((await county.get(worker, `/demands/${demandId}`)).body.state).toBe('verified')
    const closed = await county.post(reporter, `/complaints/${complaintId}/confirm`, { contacted: true, solved: true, satisfied: 'very', comment: '谢谢' })
    expect(closed.body).toMatchObject({ state: 'closed', confirmation: { by: 'reporter', satisfied: 'very', comment: '谢谢' } })
    await county.drain()
    expect((await county.get(worker, `/demands/${demandId}`)).body.state).toBe('closed')
  })

  test('one timeline holds all of it; the resident reads the answers, the handlers never what the resident said of them', async () => {
    const read = async (person: Person) => {
      const at = county.app.kernel.clock.now()
      const actor = (await loadActor(county.app.kernel.db, tokenHash(person.token), at, new Date()))!
      return timelines[0]!.read({ kernel: county.app.kernel, db: county.app.kernel.db, actor, now: at }, complaintId)
    }
    const mine = await read(reporter)
    expect(mine.map((entry) => entry.action).toReversed()).toEqual([
      'complaint.submit', 'complaint.accept', 'complaint.contact', 'complaint.hand_up', 'demand.open', 'complaint.raise', 'demand.dispatch',
      'dispatch.send', 'dispatch.send', 'dispatch.accept', 'dispatch.contact', 'dispatch.progress', 'dispatch.reply', 'dispatch.accept',
      'dispatch.reply', 'demand.all_replied', 'demand.verify', 'dispatch.verify', 'dispatch.verify', 'complaint.resolve_by_demand',
      'complaint.confirm', 'demand.close',
    ])
    expect(mine.find((entry) => entry.action === 'dispatch.reply')).toMatchObject({ who: '单位urban-management', note: '占道已清' })
    expect(mine.find((entry) => entry.action === 'complaint.hand_up')).toMatchObject({ who: '1网格片长 刘*平', note: null })
    const handlers = await read(worker)
    expect(handlers.find((entry) => entry.action === 'complaint.hand_up')!.note).toBe('要请住建来修')
    expect(handlers.find((entry) => entry.action === 'complaint.confirm')!.note).toBeNull()
    expect((await read(auditor)).find((entry) => entry.action === 'complaint.confirm')!.note).toContain('谢谢')
    await expect(read(neighbour)).rejects.toMatchObject({ status: 404 })
    expect((await county.get(worker, `/complaints/${complaintId}`)).body.confirmation).toBeNull()
  })

  test('the next like case is shown how this one ended', async () => {
    const { body: next } = await county.post(neighbour, '/complaints', ROAD)
    const { body: raised } = await county.post(worker, `/complaints/${next.id}/accept`).then(() =>
      county.post(worker, `/complaints/${next.id}/raise`, { reason: '同样的事', nature: 'facility' }))
    const { body } = await county.get(chair, `/demands/${raised.demandId}/suggestion`)
    expect(body.similar).toMatchObject([{ demandId, leadUnitId: county.units.housing }])
  })
})

describe('when nobody acts in time', () => {
  test('acceptance climbs desk by desk, and an unanswered resolution closes without an answer', async () => {
    const { body } = await county.post(reporter, '/complaints', ROAD)
    await county.advance(4 * DAY)
    expect((await county.get(worker, `/complaints/${body.id}`)).body).toMatchObject({ state: 'submitted', desk: expect.stringMatching(/community|town/) })
    await county.advance(4 * DAY)
    expect((await county.get(street, `/complaints/${body.id}`)).body).toMatchObject({ desk: 'town', holder: { kind: 'town' }, abilities: { accept: true } })
    expect((await county.post(street, `/complaints/${body.id}/accept`)).status).toBe(200)
    await county.post(street, `/complaints/${body.id}/contact`, { channel: 'phone', at: now(), isReached: true })
    const resolved = await county.post(street, `/complaints/${body.id}/resolve`, { outcome: 'done', account: '修好了', uploadIds: [await county.photo(street)] })
    expect(resolved.body.state).toBe('resolved')
    await county.advance(8 * DAY)
    expect((await county.get(reporter, `/complaints/${body.id}`)).body).toMatchObject({ state: 'closed', confirmation: { by: 'clock', solved: null } })
  })

  test('a demand nobody dispatches climbs level by level, turns orange and red, and stays with the county', async () => {
    const countyOfficer = await county.appoint('countyOfficer', '611023')
    const { body: filed } = await county.post(reporter, '/complaints', ROAD)
    await county.post(worker, `/complaints/${filed.id}/accept`)
    const { body: raised } = await county.post(worker, `/complaints/${filed.id}/raise`, { reason: '修不了', nature: 'facility' })
    const read = async () => (await county.get(countyOfficer, `/demands/${raised.demandId}`)).body
    await county.advance(4 * DAY)
    expect((await read()).level).toBeGreaterThanOrEqual(1)
    await county.advance(8 * DAY)
    expect(await read()).toMatchObject({ level: 2, colour: 'orange', owner: { kind: 'county' }, state: 'pending', abilities: { dispatch: true } })
    await county.advance(16 * DAY)
    expect(await read()).toMatchObject({ level: 2, colour: 'red' })
    expect((await county.get(chair, `/demands/${raised.demandId}`)).body.abilities.dispatch).toMatchObject({ code: 'NOT_OWNER' })
  })

  test('a unit that says nothing by the return limit has accepted, marked as such', async () => {
    const { body: filed } = await county.post(reporter, '/complaints', ROAD)
    await county.post(worker, `/complaints/${filed.id}/accept`)
    const { body: raised } = await county.post(worker, `/complaints/${filed.id}/raise`, { reason: '修不了', nature: 'facility' })
    const sent = await county.post(chair, `/demands/${raised.demandId}/dispatch`, { leadUnitId: county.units.housing })
    await county.advance(5 * DAY + HOUR)
    const { body } = await county.get(housing, `/dispatches/${sent.body.dispatches[0].id}`)
    expect(body).toMatchObject({ state: 'accepted', isAcceptedBySilence: true, abilities: { reply: true } })
  })
})
