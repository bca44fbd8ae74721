import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { COMMUNITY, COUNTY, DAY, GRID, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let worker: Person
let chair: Person
let housing: Person
let colleague: Person
let enforcement: Person
let street: Person
let countyOfficer: Person
let complaintId: string
let demandId: string
let leadId: string
let assistId: string

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  worker = await county.appoint('communityWorker', COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  countyOfficer = await county.appoint('countyOfficer', COUNTY)
  const now = Date.now()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 400 * DAY) })
  housing = await county.handler(county.units.housing)
  colleague = await county.handler(county.units.housing)
  enforcement = await county.handler(county.units.enforcement)
  await county.handler(county.units.town)
})
afterAll(() => county.close())

async function raised(changes: object = {}): Promise<void> {
  complaintId = (await county.post(reporter, '/complaints', { ...ROAD, ...changes })).body.id
  await county.post(worker, `/complaints/${complaintId}/accept`)
  demandId = (await county.post(worker, `/complaints/${complaintId}/raise`, { reason: '修不了', nature: 'facility' })).body.demandId
}
beforeEach(async () => {
  await raised()
  const { body } = await county.post(chair, `/demands/${demandId}/dispatch`, {
    leadUnitId: county.units.housing, assists: [{ unitId: county.units.enforcement }],
  })
  ;[leadId, assistId] = body.dispatches.map(({ id }: { id: string }) => id)
})

const verb = (person: Person, id: string, name: string, body: object = {}) => county.post(person, `/dispatches/${id}/${name}`, body)
const onDemand = (person: Person, name: string, body: object = {}) => county.post(person, `/demands/${demandId}/${name}`, body)
const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [answer.status, answer.body.error?.code]
const now = () => county.app.kernel.clock.now().toISOString()
const demand = async (person = worker) => (await county.get(person, `/demands/${demandId}`)).body
const dispatch = async (person: Person, id: string) => (await county.get(person, `/dispatches/${id}`)).body
const clockOf = (body: { clocks: { kind: string; state: string; dueAt: string; originalDueAt: string }[] }, kind: string) =>
  body.clocks.findLast((clock) => clock.kind === kind)!
const basis = { reasonCode: 'notAuthority', basis: '权责清单第 12 条' }
const reply = async (person: Person, id: string) => {
  await verb(person, id, 'accept')
  await verb(person, id, 'contact', { channel: 'phone', at: now(), isReached: true })
  return verb(person, id, 'reply', { outcome: 'solved', account: '办好了', uploadIds: [await county.photo(person)] })
}
const dayAfter = (days: number) => new Date(county.app.kernel.clock.now().getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)

describe('handing back', () => {
  test('approved, the lead is gone and the demand waits; the assistant keeps its work while its clock stands', async () => {
    await verb(enforcement, assistId, 'accept')
    const asked = await verb(housing, leadId, 'request-return', { ...basis, proposedUnitId: county.units.town })
    expect(asked.body).toMatchObject({ state: 'return_requested', returnRequest: { reasonCode: 'notAuthority', proposedUnitId: county.units.town } })
    expect(clockOf(asked.body, 'solve').state).toBe('running')
    expect((await verb(chair, leadId, 'decide-return', { decision: 'approve' })).body).toMatchObject({ state: 'returned' })
    expect(await demand()).toMatchObject({ state: 'pending' })
    const assist = await dispatch(enforcement, assistId)
    expect(assist.state).toBe('accepted')
    expect(clockOf(assist, 'solve').state).toBe('paused')
    expect(clockOf(await dispatch(housing, leadId), 'contact').state).toBe('running')
    const kept = await onDemand(chair, 'dispatch', { leadUnitId: county.units.town, keepAssists: [assistId], overrideReason: '属地' })
    expect(kept.body.dispatches.filter(({ state }: { state: string }) => state !== 'returned')).toMatchObject([
      { id: assistId, state: 'accepted' }, { unitId: county.units.town, role: 'lead', state: 'sent' },
    ])
    expect(clockOf(await dispatch(enforcement, assistId), 'solve').state).toBe('running')
  })

  test('another unit may be asked in the same act; an assistant that is not kept is let go, one may become the lead', async () => {
    await verb(housing, leadId, 'request-return', basis)
    const decided = await verb(chair, leadId, 'decide-return', {
      decision: 'approve', dispatch: { leadUnitId: county.units.enforcement, overrideReason: '由城管主办' },
    })
    expect(decided.body.state).toBe('returned')
    const { state, dispatches } = await demand()
    expect(state).toBe('dispatched')
    expect((await dispatch(enforcement, assistId)).state).toBe('cancelled')
    expect(dispatches.filter((one: { state: string }) => one.state === 'sent')).toMatchObject([{ unitId: county.units.enforcement, role: 'lead' }])
  })

  test('refused with a reason the unit keeps it, later due by the wait; asking again, or too late, is refused', async () => {
    const before = clockOf(await dispatch(housing, leadId), 'solve')
    await verb(housing, leadId, 'request-return', basis)
    expect(codeOf(await verb(chair, leadId, 'decide-return', { decision: 'refuse' }))).toEqual([422, 'REASON_NEEDED'])
    const refused = await verb(chair, leadId, 'decide-return', { decision: 'refuse', reason: '就归住建' })
    expect(refused.body.state).toBe('accepted')
    expect(clockOf(refused.body, 'solve').originalDueAt).toBe(before.originalDueAt)
    expect(codeOf(await verb(housing, leadId, 'request-return', basis))).toEqual([422, 'RETURN_ONCE'])
    await county.advance(5 * DAY)
    expect(codeOf(await verb(enforcement, assistId, 'request-return', basis))).toEqual([422, 'RETURN_TOO_LATE'])
  })

  test('taken back by the unit; decided by silence one level up', async () => {
    await verb(housing, leadId, 'request-return', basis)
    expect((await verb(colleague, leadId, 'withdraw-return', {})).body.state).toBe('accepted')
    await verb(enforcement, assistId, 'request-return', basis)
    await county.advance(4 * DAY)
    expect(await demand()).toMatchObject({ level: 1, owner: { kind: 'street' } })
    expect(codeOf(await verb(chair, assistId, 'decide-return', { decision: 'approve' }))).toEqual([403, 'NOT_OWNER'])
    expect((await verb(street, assistId, 'decide-return', { decision: 'approve' })).body.state).toBe('returned')
  })

  test('a second lead that goes back in the round puts it one level up, once', async () => {
    await verb(housing, leadId, 'request-return', basis)
    await verb(chair, leadId, 'decide-return', { decision: 'approve', dispatch: { leadUnitId: county.units.enforcement, overrideReason: '改派' } })
    const second = (await demand()).dispatches.find(({ role, state }: { role: string; state: string }) => role === 'lead' && state === 'sent').id
    await verb(enforcement, second, 'request-return', basis)
    await verb(chair, second, 'decide-return', { decision: 'approve' })
    expect(await demand()).toMatchObject({ state: 'pending', level: 1 })
  })

  test('three leads that ended in a round put it up once more', async () => {
    const units = county.units
    for (const next of [units.enforcement, units.town]) {
      const { id, unitId } = (await demand()).dispatches.find(({ role, state }: { role: string; state: string }) => role === 'lead' && state === 'sent')
      await verb(unitId === units.housing ? housing : enforcement, id, 'request-return', basis)
      await verb(chair, id, 'decide-return', { decision: 'approve' })
      await onDemand((await demand()).level === 0 ? chair : street, 'dispatch', { leadUnitId: next, overrideReason: '改派' })
    }
    expect((await demand()).level).toBe(1)
    const third = (await demand()).dispatches.find(({ role, state }: { role: string; state: string }) => role === 'lead' && state === 'sent').id
    expect((await verb(street, third, 'cancel', { reason: '派错了' })).status).toBe(200)
    expect((await demand()).level).toBe(2)
  })

  test('a return that nobody answers goes one level up each time', async () => {
    await verb(housing, leadId, 'request-return', basis)
    const levels: number[] = []
    while (levels.length < 30 && levels.at(-1) !== 2) {
      levels.push((await demand()).level)
      await county.advance(12 * 3_600_000)
    }
    expect([...new Set(levels)]).toEqual([0, 1, 2])
    expect((await dispatch(housing, leadId)).state).toBe('return_requested')
  })

  test('request and acceptance at once, approval and withdrawal at once: one of each', async () => {
    await verb(housing, leadId, 'request-return', basis)
    const answers = await Promise.all([
      verb(chair, leadId, 'decide-return', { decision: 'approve' }), verb(housing, leadId, 'withdraw-return', {}),
      verb(chair, leadId, 'decide-return', { decision: 'refuse', reason: '不同意' }),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2)
  })
})

describe('extension', () => {
  test('granted, the date moves by working days and the first one stays beside it', async () => {
    await verb(housing, leadId, 'accept')
    const before = clockOf(await dispatch(housing, leadId), 'solve')
    const asked = await verb(housing, leadId, 'request-extension', { workingDays: 3, reason: '等沥青' })
    expect(asked.body).toMatchObject({ state: 'accepted', extension: { workingDays: 3, state: 'asked' } })
    expect(codeOf(await verb(enforcement, leadId, 'decide-extension', { decision: 'approve' }))[0]).toBe(404)
    const granted = await verb(chair, leadId, 'decide-extension', { decision: 'approve' })
    const after = clockOf(granted.body, 'solve')
    expect(after).toMatchObject({ state: 'running', originalDueAt: before.originalDueAt })
    expect(Date.parse(after.dueAt) - Date.parse(before.dueAt)).toBeGreaterThanOrEqual(3 * DAY)
    expect(codeOf(await verb(housing, leadId, 'request-extension', { workingDays: 1, reason: '再等' }))).toEqual([422, 'EXTENSION_ONCE'])
  })

  test('until the answer it is not overdue; refused, the first date counts; silence goes one level up', async () => {
    await verb(housing, leadId, 'accept')
    expect(codeOf(await verb(housing, leadId, 'request-extension', { workingDays: 8, reason: '久' }))).toEqual([422, 'EXTENSION_TOO_LONG'])
    await verb(housing, leadId, 'request-extension', { workingDays: 5, reason: '等料' })
    await county.advance(4 * DAY)
    expect(codeOf(await verb(chair, leadId, 'decide-extension', { decision: 'approve' }))[0]).toBe(403)
    await county.advance(12 * DAY)
    const waiting = clockOf(await dispatch(housing, leadId), 'solve')
    expect(waiting.state).toBe('paused')
    expect((await verb(countyOfficer, leadId, 'decide-extension', { decision: 'refuse', reason: '不同意' })).body.extension.state).toBe('refused')
    await county.advance(0)
    expect(clockOf(await dispatch(housing, leadId), 'solve')).toMatchObject({ state: 'fired', dueAt: waiting.dueAt })
    expect((await demand()).level).toBeLessThanOrEqual(2)
  })

  test('a reply lets an open request lapse', async () => {
    await verb(housing, leadId, 'accept')
    await verb(housing, leadId, 'request-extension', { workingDays: 2, reason: '等料' })
    await verb(housing, leadId, 'contact', { channel: 'phone', at: now(), isReached: true })
    const replied = await verb(housing, leadId, 'reply', { outcome: 'solved', account: '好了', uploadIds: [await county.photo(housing)] })
    expect(replied.body).toMatchObject({ state: 'replied', extension: { state: 'lapsed' } })
  })
})

describe('handing over, stages, taking a reply back', () => {
  test('a colleague takes it, nobody else; all clocks run on', async () => {
    await verb(housing, leadId, 'accept')
    expect((await verb(housing, leadId, 'hand-over', { accountId: colleague.id })).body).toMatchObject({ state: 'accepted' })
    expect(codeOf(await verb(housing, leadId, 'hand-over', { accountId: enforcement.id }))).toEqual([422, 'NOT_COLLEAGUE'])
  })

  test('the lead of a category with stages reports each once', async () => {
    await raised({ category: 'building-illegal', text: '楼顶私搭彩钢房' })
    const { body } = await onDemand(chair, 'dispatch', { leadUnitId: county.units.enforcement, overrideReason: '执法' })
    const id = body.dispatches[0].id
    await verb(enforcement, id, 'accept')
    const stopped = await verb(enforcement, id, 'progress', { note: '已停工', milestone: 'stop' })
    expect(stopped.body.milestones).toMatchObject([{ code: 'stop', isReached: true }, { code: 'demolish', isReached: false }])
    expect(clockOf(stopped.body, 'milestone-stop').state).toBe('stopped')
    expect(clockOf(stopped.body, 'milestone-demolish').state).toBe('running')
    expect(codeOf(await verb(enforcement, id, 'progress', { note: '又停', milestone: 'stop' }))).toEqual([422, 'MILESTONE_UNKNOWN'])
  })

  test('taken back, once, the unit and the demand are under way again, with the time between not counted', async () => {
    await reply(enforcement, assistId)
    await reply(housing, leadId)
    expect((await demand()).state).toBe('replied')
    const stopped = clockOf(await dispatch(housing, leadId), 'solve')
    await county.advance(DAY)
    expect((await verb(housing, leadId, 'recall-reply', { reason: '还有一处' })).body.state).toBe('accepted')
    const again = await demand()
    expect(again.state).toBe('dispatched')
    expect(clockOf(again, 'verify').state).toBe('stopped')
    expect(clockOf(again, 'solve').state).toBe('running')
    expect(Date.parse(clockOf(await dispatch(housing, leadId), 'solve').dueAt)).toBeGreaterThanOrEqual(Date.parse(stopped.dueAt))
    await verb(housing, leadId, 'reply', { outcome: 'solved', account: '都好了', uploadIds: [await county.photo(housing)] })
    expect((await demand()).state).toBe('replied')
    expect(codeOf(await verb(housing, leadId, 'recall-reply', {}))).toEqual([422, 'RECALL_ONCE'])
  })
})

describe('cancelling the lead, redoing', () => {
  test('without its lead the demand waits to be dispatched anew', async () => {
    expect((await verb(chair, leadId, 'cancel', { reason: '派错了' })).body.state).toBe('cancelled')
    expect(await demand()).toMatchObject({ state: 'pending' })
    expect((await demand(chair)).abilities.dispatch).toBe(true)
  })

  test('the third time it was not done, the owner has to dispatch anew', async () => {
    await verb(chair, assistId, 'cancel', { reason: '不用协办' })
    await reply(housing, leadId)
    for (const times of [1, 2, 3]) {
      const redone = await onDemand(worker, 'redo', { dispatchIds: [leadId], reason: `第 ${times} 次没过` })
      expect(redone.body.state).toBe(times === 3 ? 'pending' : 'dispatched')
      if (times < 3) await verb(housing, leadId, 'reply', { outcome: 'solved', account: '再办', uploadIds: [await county.photo(housing)] })
    }
    expect((await dispatch(housing, leadId)).state).toBe('cancelled')
    expect((await demand()).level).toBe(1)
  })
})

describe('holds', () => {
  const hold = () => ({ reasonCode: 'budget', plan: '列入明年预算，先设警示牌', reviewOn: dayAfter(30) })

  test('proposed by the owner, approved by the next level, everything stands still; released, it stands where its dispatches stand', async () => {
    expect(codeOf(await onDemand(chair, 'propose-hold', { ...hold(), reviewOn: dayAfter(120) }))).toEqual([422, 'HOLD_REVIEW_DATE'])
    expect((await onDemand(chair, 'propose-hold', hold())).body).toMatchObject({ state: 'dispatched', hold: { state: 'proposed', reasonCode: 'budget' } })
    expect(codeOf(await onDemand(chair, 'propose-hold', hold()))).toEqual([422, 'HOLD_PROPOSED_ALREADY'])
    expect(codeOf(await onDemand(chair, 'decide-hold', { decision: 'approve' }))).toEqual([403, 'FORBIDDEN'])
    const held = await onDemand(street, 'decide-hold', { decision: 'approve' })
    expect(held.body).toMatchObject({ state: 'on_hold', hold: { state: 'approved' } })
    expect(clockOf(held.body, 'solve').state).toBe('paused')
    expect(clockOf(await dispatch(housing, leadId), 'solve').state).toBe('paused')
    await county.advance(3 * DAY)
    const released = await onDemand(chair, 'release-hold', { reason: '资金到了' })
    expect(released.body).toMatchObject({ state: 'dispatched', hold: null })
    expect(clockOf(released.body, 'solve').state).toBe('running')
    expect(Date.parse(clockOf(released.body, 'solve').dueAt)).toBeGreaterThan(Date.parse(clockOf(held.body, 'solve').dueAt))
  })

  test('while more time is asked for, the hold moves the date by itself alone and the work waits on for the answer', async () => {
    await verb(housing, leadId, 'accept')
    await verb(housing, leadId, 'request-extension', { workingDays: 2, reason: '等料' })
    await onDemand(chair, 'propose-hold', hold())
    await onDemand(street, 'decide-hold', { decision: 'approve' })
    const asked = clockOf(await dispatch(housing, leadId), 'solve')
    const others = clockOf(await dispatch(enforcement, assistId), 'solve')
    await county.advance(7 * DAY)
    await onDemand(chair, 'release-hold', { reason: '资金到了' })
    const held = clockOf(await dispatch(housing, leadId), 'solve')
    expect(held).toMatchObject({ state: 'paused', originalDueAt: asked.originalDueAt })
    expect(held.dueAt).toBe(clockOf(await dispatch(enforcement, assistId), 'solve').dueAt)
    expect(Date.parse(held.dueAt)).toBeGreaterThan(Date.parse(others.dueAt))
    await county.advance(DAY)
    await verb(chair, leadId, 'decide-extension', { decision: 'refuse', reason: '够了' })
    expect(clockOf(await dispatch(housing, leadId), 'solve')).toMatchObject({ state: 'running', dueAt: held.dueAt })
  })

  test('a resident who reports the same is taken in', async () => {
    await onDemand(chair, 'propose-hold', hold())
    await onDemand(street, 'decide-hold', { decision: 'approve' })
    const other = (await county.post(await county.person(GRID), '/complaints', ROAD)).body.id
    await county.post(worker, `/complaints/${other}/accept`)
    expect((await county.post(worker, `/complaints/${other}/raise`, { reason: '同一个坑', nature: 'facility', demandId })).body).toMatchObject({ state: 'raised', demandId })
    expect(await demand()).toMatchObject({ state: 'on_hold', complaintCount: 2 })
  })

  test('refused with a reason it goes on; not decided in time the level above may too', async () => {
    await onDemand(chair, 'propose-hold', hold())
    expect((await onDemand(street, 'decide-hold', { decision: 'refuse', reason: '先修' })).body).toMatchObject({ state: 'dispatched', hold: null })
    await onDemand(chair, 'propose-hold', hold())
    expect(codeOf(await onDemand(countyOfficer, 'decide-hold', { decision: 'approve' }))).toEqual([403, 'FORBIDDEN'])
    await county.advance(4 * DAY)
    expect((await onDemand(countyOfficer, 'decide-hold', { decision: 'approve' })).body.state).toBe('on_hold')
  })

  test('the day of the review goes by: live again, one level up; renewed twice by the next level, then by the county', async () => {
    await onDemand(chair, 'propose-hold', hold())
    await onDemand(street, 'decide-hold', { decision: 'approve' })
    for (const _ of [1, 2]) expect((await onDemand(street, 'renew-hold', { reviewOn: dayAfter(20), reason: '还没批' })).status).toBe(200)
    expect(codeOf(await onDemand(street, 'renew-hold', { reviewOn: dayAfter(20), reason: '还没批' }))).toEqual([403, 'HOLD_RENEWED_TWICE'])
    expect((await onDemand(countyOfficer, 'renew-hold', { reviewOn: dayAfter(10), reason: '再等' })).body.hold.renewals).toBe(3)
    await county.advance(12 * DAY)
    expect(await demand()).toMatchObject({ state: 'dispatched', level: 1, hold: null })
  })
})

describe('dismissing', () => {
  test('the community agrees: dispatches are let go and the complaint is back at its desk with two working days at least', async () => {
    const proposed = await onDemand(chair, 'dismiss', { reasonCode: 'sentBack', reason: '社区公益岗能填' })
    expect(proposed.status).toBe(202)
    expect((await demand()).state).toBe('dispatched')
    expect((await county.post(worker, `/approvals/${proposed.body.approval.id}/approve`)).status).toBe(200)
    expect(await demand()).toMatchObject({ state: 'dismissed', dismissReason: '社区能办，退回社区' })
    expect((await dispatch(housing, leadId)).state).toBe('cancelled')
    const back = (await county.get(reporter, `/complaints/${complaintId}`)).body
    expect(back).toMatchObject({ state: 'accepted', demandId: null })
    expect(clockOf(back, 'solve').state).toBe('running')
  })

  test('as a duplicate its complaints move to the other entry', async () => {
    const [first, firstComplaint] = [demandId, complaintId]
    await raised()
    const other = demandId
    demandId = first
    expect(codeOf(await onDemand(chair, 'dismiss', { reasonCode: 'duplicate', reason: '重复' }))).toEqual([422, 'DUPLICATE_UNKNOWN'])
    const { body } = await onDemand(chair, 'dismiss', { reasonCode: 'duplicate', reason: '重复', duplicateOf: other })
    await county.post(worker, `/approvals/${body.approval.id}/approve`)
    expect((await county.get(reporter, `/complaints/${firstComplaint}`)).body).toMatchObject({ state: 'raised', demandId: other })
    expect(await demand()).toMatchObject({ state: 'dismissed', duplicateOf: other })
  })

  test('an objection goes to the street; its silence ends it', async () => {
    const { body } = await onDemand(chair, 'dismiss', { reasonCode: 'mistake', reason: '记错' })
    const { id } = body.approval
    expect((await county.post(worker, `/approvals/${id}/refuse`, { reason: '没有错' })).body.state).toBe('waiting')
    expect((await county.get(worker, `/approvals/${id}`)).body.abilities.approve).toMatchObject({ code: 'FORBIDDEN' })
    expect((await county.get(street, `/approvals/${id}`)).body.abilities.approve).toBe(true)
    await county.app.advance(4 * DAY)
    expect((await county.get(chair, `/approvals/${id}`)).body.state).toBe('lapsed')
    expect((await demand()).state).toBe('dispatched')
  })
})

describe('reopening what a demand solved', () => {
  const solved = async () => {
    await reply(enforcement, assistId)
    await reply(housing, leadId)
    await onDemand(worker, 'verify', { outcome: 'solved', note: '好', uploadIds: [await county.photo(worker)] })
  }

  test('the demand is brought back with it, one round further, in the same act; the second time one level up', async () => {
    await solved()
    await county.post(reporter, `/complaints/${complaintId}/confirm`, { contacted: true, solved: false, satisfied: 'not' })
    await county.drain()
    expect((await demand()).state).toBe('closed')
    const reopened = await county.post(reporter, `/complaints/${complaintId}/reopen`, { reason: '又塌了' })
    expect(reopened.body).toMatchObject({ state: 'raised', demandId, reopenCount: 1 })
    const back = await demand()
    expect(back).toMatchObject({ state: 'pending', round: 2, level: 0, verification: null })
    expect(back.clocks.filter(({ state }: { state: string }) => state === 'running').map(({ kind }: { kind: string }) => kind).sort()).toEqual(['assign', 'red', 'solve'])
    const sent = await onDemand(chair, 'dispatch', { leadUnitId: county.units.housing })
    await reply(housing, sent.body.dispatches.at(-1).id)
    await onDemand(worker, 'verify', { outcome: 'solved', note: '好', uploadIds: [await county.photo(worker)] })
    await county.post(reporter, `/complaints/${complaintId}/request-reopen`, { reason: '还是塌' })
    expect((await county.post(street, `/complaints/${complaintId}/decide-reopen`, { decision: 'grant' })).body.state).toBe('raised')
    expect(await demand()).toMatchObject({ state: 'pending', round: 3, level: 1 })
  })

  test('withdrawn while it is verified, whoever takes its place is asked as well', async () => {
    const neighbour = await county.person(GRID)
    const joined = (await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: complaintId })).body.id
    await reply(housing, leadId)
    await reply(enforcement, assistId)
    const answers = await Promise.all([
      onDemand(worker, 'verify', { outcome: 'solved', note: '看过了', uploadIds: [await county.photo(worker)] }),
      county.post(reporter, `/complaints/${complaintId}/withdraw`),
    ])
    expect(answers[0]!.status).toBe(200)
    expect((await county.get(neighbour, `/complaints/${joined}`)).body).toMatchObject({ state: 'resolved' })
  })

  test('two reporters who reopen at once bring it back once', async () => {
    const neighbour = await county.person(GRID)
    const second = (await county.post(neighbour, '/complaints', ROAD)).body.id
    await county.post(worker, `/complaints/${second}/accept`)
    await county.post(worker, `/complaints/${second}/raise`, { reason: '同一个坑', nature: 'facility', demandId })
    await solved()
    const answers = await Promise.all([
      county.post(reporter, `/complaints/${complaintId}/reopen`, { reason: '又塌了' }),
      county.post(neighbour, `/complaints/${second}/reopen`, { reason: '又塌了' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await demand()).toMatchObject({ state: 'pending', round: 2 })
  })
})

describe('reaching the reporters', () => {
  test('the lead alone, with a reason; a confidential reporter stays unknown to the unit complained of', async () => {
    const revealed = await verb(housing, leadId, 'contact-reveal', { reason: '约时间' })
    expect(revealed.body.items).toMatchObject([{ complaintId }])
    expect(codeOf(await verb(enforcement, assistId, 'contact-reveal', { reason: '看看' }))).toEqual([403, 'NOT_LEAD'])
    await raised({ isConfidential: true, about: { unitId: county.units.housing } })
    await onDemand(chair, 'dispatch', { leadUnitId: county.units.housing })
    const own = (await demand()).dispatches.at(-1).id
    expect((await verb(housing, own, 'contact-reveal', { reason: '约时间' })).body.items).toEqual([])
  })

  test('nor to its handler who acts for another unit; and a repeat shows nothing once the work is somebody else’s', async () => {
    await raised({ isConfidential: true, about: { unitId: county.units.enforcement } })
    await onDemand(chair, 'dispatch', { leadUnitId: county.units.housing })
    const lead = (await demand()).dispatches.at(-1).id
    const both = await county.handler(county.units.housing)
    const ask = (person: Person, headers: Record<string, string>) => county.post(person, `/dispatches/${lead}/contact-reveal`, { reason: '约时间' }, headers)
    const [asHousing] = (await county.get(both, '/me')).body.appointments
    await county.appoint('unitHandler', county.units.enforcement, { scopeKind: 'unit', person: both })
    expect((await ask(both, { 'x-appointment': asHousing.id })).body.items).toEqual([])
    const key = { 'idempotency-key': 'reveal-dispatch-1' }
    expect((await ask(housing, key)).body.items).toMatchObject([{ complaintId }])
    await verb(chair, lead, 'cancel', { reason: '派错了' })
    expect((await ask(housing, key)).status).toBe(409)
  })

  test('a unit hears of the other units’ steps no more in the history than by itself', async () => {
    const actions = async (person: Person) => (await county.get(person, `/history/demand/${demandId}`)).body.items.map(({ action }: { action: string }) => action)
    expect((await county.get(enforcement, `/dispatches/${leadId}`)).status).toBe(404)
    expect((await actions(enforcement)).filter((action: string) => action === 'dispatch.send')).toHaveLength(1)
    expect((await actions(worker)).filter((action: string) => action === 'dispatch.send')).toHaveLength(2)
  })
})
