import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COMMUNITY, DAY, GRID, INNER_GRID, OTHER_COMMUNITY, POINT, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty,
} from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let neighbour: Person
let leader: Person
let worker: Person
let otherWorker: Person
let street: Person
let secondStreet: Person

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  neighbour = await county.person(GRID)
  leader = await county.appoint('gridLeader', GRID, { post: 'A' })
  worker = await county.appoint('communityWorker', COMMUNITY)
  otherWorker = await county.appoint('communityWorker', COMMUNITY)
  await county.appoint('communityWorker', OTHER_COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  secondStreet = await county.appoint('streetOfficer', TOWN)
})
afterAll(() => county.close())

const now = () => county.app.kernel.clock.now().toISOString()
const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [answer.status, answer.body.error?.code]
const verb = (person: Person, id: string, name: string, body?: object) => county.post(person, `/complaints/${id}/${name}`, body)
const read = async (person: Person, id: string) => (await county.get(person, `/complaints/${id}`)).body
const file = async (person = reporter, changes: object = {}): Promise<string> => (await county.post(person, '/complaints', { ...ROAD, ...changes })).body.id
const contacted = async (person: Person, id: string) => verb(person, id, 'contact', { channel: 'phone', at: now(), isReached: true })
const clockOf = (body: { clocks: { kind: string; state: string; dueAt: string }[] }, kind: string) => body.clocks.findLast((clock) => clock.kind === kind)
/** Accepted by the community worker, with contact made. */
const accepted = async (person = reporter, changes: object = {}): Promise<string> => {
  const id = await file(person, changes)
  await verb(worker, id, 'accept')
  await contacted(worker, id)
  return id
}
const resolved = async (id: string) => verb(worker, id, 'resolve', { outcome: 'done', account: '补好了', uploadIds: [await county.photo(worker)] })

describe('asking the reporter', () => {
  test('the work stands still until the answer, and is due later by that', async () => {
    const id = await accepted()
    const before = clockOf(await read(worker, id), 'solve')!
    const asked = await verb(worker, id, 'ask', { question: '坑在路的哪一侧？' })
    expect(asked.body).toMatchObject({ state: 'awaiting_resident', questions: [{ question: '坑在路的哪一侧？', answer: null }] })
    expect(clockOf(asked.body, 'solve')!.state).toBe('paused')
    await county.advance(2 * DAY)
    const answered = await verb(reporter, id, 'answer', { answer: '东侧，靠近校门' })
    expect(answered.body).toMatchObject({ state: 'accepted', isUnanswered: false, questions: [{ answer: '东侧，靠近校门' }] })
    expect(clockOf(answered.body, 'solve')!.state).toBe('running')
    expect(Date.parse(clockOf(answered.body, 'solve')!.dueAt)).toBeGreaterThanOrEqual(Date.parse(before.dueAt))
    expect(clockOf(answered.body, 'answer')!.state).toBe('stopped')
  })

  test('after five days the work goes on without it, marked as unanswered; no third question', async () => {
    const id = await accepted()
    await verb(worker, id, 'ask', { question: '具体在哪里？' })
    await county.advance(7 * DAY)
    expect(await read(worker, id)).toMatchObject({ state: 'accepted', isUnanswered: true })
    await verb(worker, id, 'ask', { question: '能发张照片吗？' })
    expect((await verb(worker, id, 'take-back', {})).body.state).toBe('accepted')
    expect(codeOf(await verb(worker, id, 'ask', { question: '还在吗？' }))).toEqual([422, 'ASK_LIMIT'])
  })

  test('contact comes first, and only the desk and the reporter have a say', async () => {
    const id = await file()
    await verb(worker, id, 'accept')
    expect(codeOf(await verb(worker, id, 'ask', { question: '在哪？' }))).toEqual([422, 'CONTACT_FIRST'])
    await contacted(worker, id)
    await verb(worker, id, 'ask', { question: '在哪？' })
    expect((await verb(neighbour, id, 'answer', { answer: '我知道' })).status).toBe(404)
    expect(codeOf(await verb(leader, id, 'answer', { answer: '他说在东侧' }))).toEqual([403, 'NOT_AT_YOUR_DESK'])
    expect((await verb(worker, id, 'answer', { answer: '电话里说在东侧' })).status).toBe(200)
  })
})

describe('declining and the appeal', () => {
  test('a listed class with its basis and the right door; the appeal starts everything anew at the town desk, once', async () => {
    const id = await accepted()
    expect(codeOf(await verb(worker, id, 'decline', { reasonCode: 'nothing' }))).toEqual([422, 'CLASS_UNKNOWN'])
    const declined = await verb(worker, id, 'decline', { reasonCode: 'court', reason: '已在法院' })
    expect(declined.body).toMatchObject({ state: 'declined', decline: { classCode: 'court', basis: expect.stringContaining('信访'), version: '2026-1' } })
    expect(declined.body.clocks.filter((clock: { state: string }) => clock.state === 'running').map(({ kind }: { kind: string }) => kind)).toEqual(['appeal'])
    const appealed = await verb(reporter, id, 'appeal', { reason: '法院没有受理' })
    expect(appealed.body).toMatchObject({ state: 'submitted', desk: 'town', decline: null })
    expect(codeOf(await verb(worker, id, 'decline', { reasonCode: 'court' }))).toEqual([403, 'NOT_AT_YOUR_DESK'])
    expect((await verb(street, id, 'decline', { reasonCode: 'contract' })).body.state).toBe('declined')
    expect(codeOf(await verb(reporter, id, 'appeal', { reason: '再看' }))).toEqual([422, 'APPEALED_ALREADY'])
  })

  test('what nobody can make sense of needs a question first and another person', async () => {
    const id = await accepted()
    expect(codeOf(await verb(worker, id, 'decline', { reasonCode: 'vague' }))).toEqual([422, 'ASK_BEFORE_DECLINE'])
    await verb(worker, id, 'ask', { question: '到底是什么事？' })
    await verb(worker, id, 'take-back', {})
    const proposed = await verb(worker, id, 'decline', { reasonCode: 'vague', reason: '问了也说不清' })
    expect(proposed.status).toBe(202)
    expect((await read(worker, id)).state).toBe('accepted')
    expect((await county.post(otherWorker, `/approvals/${proposed.body.approval.id}/approve`)).status).toBe(200)
    expect((await read(reporter, id)).decline).toMatchObject({ classCode: 'vague' })
  })

  test('an emergency is never declined, and the window for an appeal closes', async () => {
    const urgent = await file(reporter, { category: 'road-manhole', text: '井盖没了' })
    await verb(worker, urgent, 'accept')
    expect(codeOf(await verb(worker, urgent, 'decline', { reasonCode: 'outside' }))).toEqual([422, 'EMERGENCY_NOT_DECLINED'])
    const id = await accepted()
    await verb(worker, id, 'decline', { reasonCode: 'outside' })
    await county.advance(17 * DAY)
    expect(codeOf(await verb(reporter, id, 'appeal', { reason: '不同意' }))).toEqual([422, 'WINDOW_OVER'])
  })
})

describe('urgency', () => {
  test('less urgent needs a second person, more urgent does not; the limits count from the submission', async () => {
    const id = await file(reporter, { category: 'road-parking', text: '车停在消防通道上' })
    const proposed = await verb(worker, id, 'accept', { urgency: 'normal', reason: '车已经挪走' })
    expect(proposed.status).toBe(202)
    expect(await read(worker, id)).toMatchObject({ state: 'submitted', urgency: 'urgent' })
    await county.post(otherWorker, `/approvals/${proposed.body.approval.id}/approve`)
    const lowered = await read(worker, id)
    expect(lowered).toMatchObject({ state: 'accepted', urgency: 'normal' })
    expect(clockOf(lowered, 'solve')).toMatchObject({ startedAt: lowered.createdAt, state: 'running' })
    const other = await file()
    expect((await verb(worker, other, 'accept', { urgency: 'urgent' })).body).toMatchObject({ state: 'accepted', urgency: 'urgent' })
  })
})

describe('me too', () => {
  test('a like complaint near is offered, joining owns a complaint of one\'s own, and everybody is told and asked', async () => {
    const target = await accepted()
    const like = await county.post(neighbour, '/complaints/like', { category: 'road-damage', lng: POINT.lng + 0.001, lat: POINT.lat, text: '路上有大坑' })
    expect(like.body.items.map(({ id }: { id: string }) => id)).toContain(target)
    // In steps of 50 m: where somebody else lives cannot be measured out.
    expect([50, 100, 150, 200, 250]).toContain(like.body.items[0].distance)
    const far = await county.post(neighbour, '/complaints/like', { category: 'road-damage', lng: POINT.lng + 0.01, lat: POINT.lat, text: '路上有大坑' })
    expect(far.body.items).toEqual([])
    const joined = await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: target })
    expect(joined).toMatchObject({ status: 201, body: { state: 'merged', mergedIntoId: target } })
    expect(joined.body.clocks.map(({ kind }: { kind: string }) => kind)).toEqual(['contact'])
    expect(codeOf(await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: target }))).toEqual([409, 'DUPLICATE'])
    expect(codeOf(await county.post(reporter, '/complaints', { ...ROAD, joinComplaintId: target }))).toEqual([409, 'DUPLICATE'])
    await resolved(target)
    expect(await read(neighbour, joined.body.id)).toMatchObject({ state: 'resolved', outcome: 'done', abilities: { confirm: true }, mergedIntoId: null })
    const answer = { contacted: true, solved: true, satisfied: 'very' }
    expect((await verb(neighbour, joined.body.id, 'confirm', answer)).body.state).toBe('closed')
    expect((await read(reporter, target)).state).toBe('resolved')
  })

  test('when the target goes, the oldest takes its place and the others follow that one', async () => {
    const target = await accepted()
    const third = await county.person(GRID)
    const first = (await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: target })).body.id
    const second = (await county.post(third, '/complaints', { ...ROAD, joinComplaintId: target })).body.id
    await verb(reporter, target, 'withdraw', {})
    const heir = await read(neighbour, first)
    expect(heir).toMatchObject({ state: 'submitted', mergedIntoId: null })
    expect(heir.clocks.filter(({ state }: { state: string }) => state === 'running').map(({ kind }: { kind: string }) => kind).sort()).toEqual(['accept', 'contact', 'solve'])
    expect(await read(third, second)).toMatchObject({ state: 'merged', mergedIntoId: first })
  })

  test('a follower of a raised one inherits its place on the ledger', async () => {
    const target = await accepted()
    const joined = (await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: target })).body.id
    const { demandId } = (await verb(worker, target, 'raise', { reason: '修不了', nature: 'facility' })).body
    await verb(reporter, target, 'withdraw', {})
    expect(await read(neighbour, joined)).toMatchObject({ state: 'raised', demandId })
  })

  test('a stranger who raises a complaint beside an entry of the ledger learns nothing of either', async () => {
    const target = await accepted()
    const { demandId } = (await verb(worker, target, 'raise', { reason: '修不了', nature: 'facility' })).body
    const answers = await Promise.all([demandId, crypto.randomUUID()].map((id) => verb(neighbour, target, 'raise', { reason: '试试', nature: 'facility', demandId: id })))
    expect(answers.map(codeOf)).toEqual([[404, 'NOT_FOUND'], [404, 'NOT_FOUND']])
  })

  test('what is over, sealed or elsewhere is not joined', async () => {
    const sealed = await file(reporter, { about: { role: 'gridLeader', areaCode: GRID } })
    expect(codeOf(await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: sealed }))).toEqual([422, 'TARGET_UNKNOWN'])
    const over = await file()
    await verb(reporter, over, 'withdraw', {})
    expect(codeOf(await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: over }))).toEqual([422, 'TARGET_UNKNOWN'])
    expect(codeOf(await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: crypto.randomUUID() }))).toEqual([422, 'TARGET_UNKNOWN'])
    const target = await file()
    const elsewhere = { ...ROAD, point: { lng: 110.8, lat: 33.5 }, joinComplaintId: target }
    expect(codeOf(await county.post(neighbour, '/complaints', elsewhere))).toEqual([422, 'TARGET_ELSEWHERE'])
  })
})

describe('merging', () => {
  test('kept state and clocks come back when it is taken apart; followers never form chains', async () => {
    const [one, two, three] = [await accepted(), await accepted(neighbour), await accepted()]
    await verb(worker, two, 'merge', { complaintId: three })
    const merged = await verb(worker, three, 'merge', { complaintId: one, reason: '同一个坑' })
    expect(merged.body).toMatchObject({ state: 'merged', mergedIntoId: one })
    expect(clockOf(merged.body, 'solve')!.state).toBe('paused')
    expect(await read(worker, two)).toMatchObject({ state: 'merged', mergedIntoId: one })
    const [last] = (await county.get(neighbour, `/history/complaint/${two}`)).body.items
    expect(last).toMatchObject({ action: 'complaint.follow', label: '跟着办的那件并入了另一件，改为跟着新的那件办', who: '系统', from: 'merged', to: 'merged' })
    const apart = await verb(neighbour, two, 'unmerge', {})
    expect(apart.body).toMatchObject({ state: 'accepted', mergedIntoId: null })
    expect(clockOf(apart.body, 'solve')!.state).toBe('running')
    expect(codeOf(await verb(worker, one, 'merge', { complaintId: three }))).toEqual([422, 'TARGET_UNKNOWN'])
    await resolved(one)
    expect(codeOf(await verb(reporter, three, 'unmerge', {}))).toEqual([409, 'WRONG_STATE'])
  })

  test('a reporter who joined both is no obstacle: both follow, and each is answered', async () => {
    const [one, two] = [await accepted(), await accepted()]
    const joined: string[] = []
    for (const target of [one, two]) joined.push((await county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: target })).body.id)
    expect((await verb(worker, two, 'merge', { complaintId: one })).status).toBe(200)
    for (const id of joined) expect(await read(neighbour, id)).toMatchObject({ state: 'merged', mergedIntoId: one })
    await verb(reporter, one, 'withdraw', {})
    await resolved(two)
    const followers = await Promise.all(joined.map((id) => read(neighbour, id)))
    expect(followers.map(({ state }) => state)).toEqual(['resolved', 'resolved'])
  })

  test('of two joins at once by one reporter one wins', async () => {
    const target = await accepted()
    const answers = await Promise.all([1, 2].map(() => county.post(neighbour, '/complaints', { ...ROAD, joinComplaintId: target })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('two that are merged into each other at once: one wins', async () => {
    const [one, two] = [await accepted(), await accepted(neighbour)]
    const answers = await Promise.all([verb(worker, one, 'merge', { complaintId: two }), verb(otherWorker, two, 'merge', { complaintId: one })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })
})

describe('reassigning', () => {
  test('inside the community once, then the street for good', async () => {
    const id = await accepted()
    expect((await verb(worker, id, 'reassign', { areaCode: INNER_GRID, reason: '在二网格' })).body).toMatchObject({ gridCode: INNER_GRID, desk: 'community' })
    expect(codeOf(await verb(worker, id, 'reassign', { areaCode: GRID, reason: '还是一网格' }))).toEqual([403, 'NOT_AT_YOUR_DESK'])
    expect((await verb(street, id, 'reassign', { areaCode: OTHER_COMMUNITY, reason: '在西街' })).body).toMatchObject({ communityCode: OTHER_COMMUNITY })
    expect(codeOf(await verb(street, id, 'reassign', { areaCode: COMMUNITY, reason: '再转' }))).toEqual([422, 'REASSIGN_FINAL'])
    const other = await accepted()
    expect(codeOf(await verb(worker, other, 'reassign', { areaCode: OTHER_COMMUNITY, reason: '在西街' }))).toEqual([422, 'REASSIGN_ELSEWHERE'])
  })

  test('what concerns a leader stays on the town desk wherever it is moved, and its reporter nameless', async () => {
    const id = await file(reporter, { about: { role: 'gridLeader', areaCode: GRID } })
    expect((await verb(street, id, 'reassign', { areaCode: INNER_GRID, reason: '在二网格' })).body).toMatchObject({
      gridCode: INNER_GRID, desk: 'town', reporter: '一位居民', abilities: { accept: true },
    })
    const told = await county.get(street, `/history/complaint/${id}`)
    expect(told.body.items.map(({ who }: { who: string }) => who)).toContain('一位居民')
    expect((await read(reporter, id)).reporter).toBe('王*')
  })
})

describe('reopening what the community solved', () => {
  test('the first time at once, with half the time; what was answered before stays visible', async () => {
    const id = await accepted()
    await resolved(id)
    await verb(reporter, id, 'confirm', { contacted: true, solved: false, satisfied: 'not' })
    expect(codeOf(await verb(reporter, id, 'request-reopen', { reason: '又塌了' }))).toEqual([422, 'REOPEN_IS_FIRST'])
    const reopened = await verb(reporter, id, 'reopen', { reason: '又塌了' })
    expect(reopened.body).toMatchObject({
      state: 'accepted', reopenCount: 1, confirmation: null, earlierAnswers: [{ outcome: 'done', solved: false, satisfied: 'not' }],
    })
    expect(clockOf(reopened.body, 'solve')!.state).toBe('running')
    expect((await verb(neighbour, id, 'reopen', { reason: '又塌了' })).status).toBe(404)
    await contacted(worker, id)
    await resolved(id)
    expect(codeOf(await verb(reporter, id, 'reopen', { reason: '还是不行' }))).toEqual([422, 'REOPEN_NOT_FIRST'])
  })

  test('whoever was tried in vain before is to be tried anew', async () => {
    const id = await accepted()
    const inVain = () => verb(worker, id, 'contact', { channel: 'phone', at: now(), isReached: false })
    const threeTries = async () => {
      await inVain()
      await inVain()
      county.app.kernel.clock.offsetMs += DAY
      await inVain()
    }
    await threeTries()
    await resolved(id)
    await verb(reporter, id, 'reopen', { reason: '又塌了' })
    const refused = await resolved(id)
    expect([codeOf(refused), refused.body.error.details]).toEqual([[422, 'CONTACT_NEEDED'], { tries: 0, days: 0 }])
    await threeTries()
    expect((await resolved(id)).status).toBe(200)
  })

  test('the second time is asked for: refused with a reason it closes as it would have, silence grants it', async () => {
    const id = await accepted()
    await resolved(id)
    await verb(reporter, id, 'reopen', { reason: '又塌了' })
    await contacted(worker, id)
    await resolved(id)
    expect((await verb(reporter, id, 'request-reopen', { reason: '还是不行' })).body.state).toBe('resolved')
    expect(codeOf(await verb(reporter, id, 'request-reopen', { reason: '快' }))).toEqual([422, 'REOPEN_ASKED_ALREADY'])
    expect(codeOf(await verb(street, id, 'decide-reopen', { decision: 'refuse' }))).toEqual([422, 'REASON_NEEDED'])
    const refused = await verb(street, id, 'decide-reopen', { decision: 'refuse', reason: '现场看过，已平整' })
    expect(clockOf(refused.body, 'confirm')!.state).toBe('running')
    await verb(reporter, id, 'request-reopen', { reason: '请再看' })
    await county.advance(6 * DAY)
    expect(await read(reporter, id)).toMatchObject({ state: 'accepted', reopenCount: 2 })
  })

  test('fifteen days after closing it is over', async () => {
    const id = await accepted()
    await resolved(id)
    await verb(reporter, id, 'confirm', { contacted: true, solved: true, satisfied: 'very' })
    await county.advance(17 * DAY)
    expect(codeOf(await verb(reporter, id, 'reopen', { reason: '又塌了' }))).toEqual([422, 'WINDOW_OVER'])
  })
})

describe('asking for the whistle', () => {
  test('when the work is overdue; refused with a reason, or passed on to the town by silence', async () => {
    const id = await accepted()
    expect(codeOf(await verb(reporter, id, 'request-raise', {}))).toEqual([422, 'RAISE_NOT_YET'])
    await county.advance(14 * DAY)
    expect((await verb(reporter, id, 'request-raise', { reason: '等了两周' })).status).toBe(200)
    expect((await verb(worker, id, 'refuse-raise', { reason: '下周就修' })).body.state).toBe('accepted')
    expect(codeOf(await verb(worker, id, 'refuse-raise', { reason: '下周就修' }))).toEqual([422, 'RAISE_NOT_ASKED'])
    await verb(reporter, id, 'request-raise', {})
    await county.advance(4 * DAY)
    expect(await read(reporter, id)).toMatchObject({ state: 'accepted', desk: 'town' })
    expect((await verb(street, id, 'raise', { reason: '社区没有答复', nature: 'facility' })).body.state).toBe('raised')
  })
})

describe('reaching the reporter', () => {
  test('only whoever has the desk sees how, with a reason that stays; of what concerns the first line nobody', async () => {
    const { cipher, db } = county.app.kernel
    await db.sql`update accounts set phone = ${cipher.seal({ table: 'accounts', column: 'phone', row: reporter.id }, '13800000001')},
      phone_index = ${cipher.blindIndex('accounts', 'phone', '13800000001')} where id = ${reporter.id}`
    const id = await file(reporter, { address: '长新路 12 号' })
    expect((await verb(leader, id, 'contact-reveal', { reason: '约时间上门' })).body).toEqual({ name: null, phone: '13800000001', address: '长新路 12 号' })
    expect(codeOf(await verb(worker, id, 'contact-reveal', { reason: '看看' }))).toEqual([403, 'NOT_AT_YOUR_DESK'])
    expect((await verb(neighbour, id, 'contact-reveal', { reason: '看看' })).status).toBe(404)
    const [entry] = await db.sql`select actor_id from history where subject_id = ${id} and action = 'contact_reveal'`
    expect(entry).toMatchObject({ actor_id: leader.id })
    const sealed = await file(reporter, { about: { role: 'gridLeader', areaCode: GRID } })
    expect(codeOf(await verb(secondStreet, sealed, 'contact-reveal', { reason: '核实' }))).toEqual([403, 'CONTACT_SEALED'])
    expect((await verb(leader, sealed, 'contact-reveal', { reason: '核实' })).status).toBe(404)
  })

  test('who calls back sees it while an answer is waited for, and like an auditor never the exact point', async () => {
    const callBack = await county.appoint('callBackOfficer', TOWN)
    const auditor = await county.appoint('auditor', TOWN)
    const id = await accepted()
    expect(codeOf(await verb(callBack, id, 'contact-reveal', { reason: '回访' }))).toEqual([403, 'FORBIDDEN'])
    await resolved(id)
    expect((await read(callBack, id)).abilities['contact-reveal']).toBe(true)
    expect((await verb(callBack, id, 'contact-reveal', { reason: '回访' })).body).toMatchObject({ phone: '13800000001' })
    expect(codeOf(await verb(auditor, id, 'contact-reveal', { reason: '看看' }))).toEqual([403, 'FORBIDDEN'])
    expect([(await read(callBack, id)).point, (await read(auditor, id)).point]).toEqual([null, null])
    expect([(await read(worker, id)).point, (await read(reporter, id)).point]).toEqual([POINT, POINT])
    await verb(callBack, id, 'confirm', { contacted: true, solved: true, satisfied: 'very' })
    expect((await verb(callBack, id, 'contact-reveal', { reason: '回访' })).status).toBe(403)
  })

  test('a repeat of the request shows nothing any more once the desk is somebody else’s', async () => {
    const id = await file()
    const key = { 'idempotency-key': 'reveal-once-0001' }
    const ask = () => county.post(leader, `/complaints/${id}/contact-reveal`, { reason: '约时间上门' }, key)
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    await verb(worker, id, 'accept')
    expect(codeOf(await ask())).toEqual([403, 'NOT_AT_YOUR_DESK'])
  })

  test('a guest finds it by number and phone; every miss is the same 404', async () => {
    const { number } = await read(reporter, await file())
    const ask = (body: object) => county.app.request('POST', '/api/v1/complaints/lookup', { body })
    const found = await ask({ number, phone: '13800000001' })
    expect(county.app.faults).toEqual([])
    expect(found).toMatchObject({ status: 200, body: { number, state: 'submitted', areaName: '东岗社区 1网格' } })
    for (const body of [{ number, phone: '13800000002' }, { number: '9911170001', phone: '13800000001' }]) expect((await ask(body)).status).toBe(404)
    const filed = (await county.post(leader, '/complaints', { ...ROAD, onBehalfOf: { name: '陈秀英', phone: '13800000077', authority: '本人口头委托' } })).body
    expect((await ask({ number: filed.number, phone: '13800000077' })).status).toBe(200)
    expect((await ask({ number: filed.number, phone: '13800000078' })).status).toBe(404)
  })
})
