import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMUNITY, COUNTY, DAY, GRID, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let neighbour: Person
let worker: Person
let street: Person
let countyOfficer: Person
let chair: Person
let successor: Person
let housing: Person
let enforcement: Person
let town: Person

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  neighbour = await county.person(GRID)
  worker = await county.appoint('communityWorker', COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  countyOfficer = await county.appoint('countyOfficer', COUNTY)
  const now = county.app.kernel.clock.now().getTime()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 60 * DAY) })
  housing = await county.handler(county.units.housing)
  enforcement = await county.handler(county.units.enforcement)
  town = await county.handler(county.units.town)
})
afterAll(() => county.close())

interface Clock {
  kind: string
  state: string
  dueAt: string
  originalDueAt: string
}
const instant = (): string => county.app.kernel.clock.now().toISOString()
const clockOf = (body: { clocks: Clock[] }, kind: string): Clock | undefined => body.clocks.findLast((clock) => clock.kind === kind)
const refusal = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [status, body.error?.code]
const reached = () => ({ channel: 'phone', at: instant(), isReached: true })
const solved = async (person: Person, account: string) => ({ outcome: 'solved', account, uploadIds: [await county.photo(person)] })
const found = async (person: Person) => ({ outcome: 'solved', note: '到现场看过', uploadIds: [await county.photo(person)] })

describe('one matter, with everything that can come in between, from the first word to the last answer', () => {
  let mine: string
  let theirs: string
  let demandId: string
  let first: string
  let assist: string
  let lead: string

  const complaint = async (person: Person, id = mine) => (await county.get(person, `/complaints/${id}`)).body
  const demand = async (person: Person = street) => (await county.get(person, `/demands/${demandId}`)).body
  const dispatch = async (person: Person, id = lead) => (await county.get(person, `/dispatches/${id}`)).body
  const act = (person: Person, path: string, body?: unknown) => county.post(person, path, body)

  test('a neighbour meets the same thing: their own complaint follows the first one, and only its number leads a guest to it', async () => {
    mine = (await act(reporter, '/complaints', ROAD)).body.id
    const like = await county.post(neighbour, '/complaints/like', { category: ROAD.category, ...ROAD.point, text: '路上有个大坑' })
    expect(like.body.items).toMatchObject([{ id: mine, alsoCount: 0 }])
    const joined = await act(neighbour, '/complaints', { ...ROAD, text: '我也差点摔进坑里', joinComplaintId: mine })
    theirs = joined.body.id
    expect(joined.body).toMatchObject({ state: 'merged', mergedIntoId: mine, isMine: true })
    expect((await county.get(neighbour, `/complaints/${mine}`)).status).toBe(404)
  })

  test('the desk asks and the clock of the work stands still until the reporter has answered', async () => {
    await act(worker, `/complaints/${mine}/accept`)
    expect(refusal(await act(worker, `/complaints/${mine}/ask`, { question: '坑有多深' }))).toEqual([422, 'CONTACT_FIRST'])
    await act(worker, `/complaints/${mine}/contact`, reached())
    await act(worker, `/complaints/${mine}/ask`, { question: '坑有多深，几点路过' })
    const before = clockOf(await complaint(reporter), 'solve')!
    expect(before.state).toBe('paused')
    await county.advance(2 * DAY)
    const answered = await act(reporter, `/complaints/${mine}/answer`, { answer: '到膝盖，晚上九点' })
    expect(answered.body).toMatchObject({ state: 'accepted', questions: [{ answer: '到膝盖，晚上九点' }] })
    const after = clockOf(answered.body, 'solve')!
    expect(after.state).toBe('running')
    expect(Date.parse(after.dueAt)).toBeGreaterThan(Date.parse(before.dueAt))
    expect(after.originalDueAt).toBe(before.originalDueAt)
  })

  test('raised, dispatched against the suggestion with a reason; the lead hands it back and the chair asks the next in the same act, the assistant working on', async () => {
    demandId = (await act(worker, `/complaints/${mine}/raise`, { reason: '市政道路，社区修不了', nature: 'facility' })).body.demandId
    expect(refusal(await act(chair, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.enforcement }))).toEqual([422, 'OVERRIDE_REASON_NEEDED'])
    const sent = await act(chair, `/demands/${demandId}/dispatch`, {
      leadUnitId: county.units.enforcement, assists: [{ unitId: county.units.town }], overrideReason: '占道挖的坑',
    })
    ;[{ id: first }, { id: assist }] = sent.body.dispatches
    await act(town, `/dispatches/${assist}/accept`)
    await act(enforcement, `/dispatches/${first}/request-return`, {
      reasonCode: 'notAuthority', basis: '道路养护归住建', proposedUnitId: county.units.housing,
    })
    expect((await county.get(chair, '/dispatches?queue=decide')).body.items).toMatchObject([{ id: first, abilities: { 'decide-return': true } }])
    expect((await county.get(street, '/dispatches?queue=decide')).body.items).toEqual([])
    const decided = await act(chair, `/dispatches/${first}/decide-return`, {
      decision: 'approve', dispatch: { leadUnitId: county.units.housing, keepAssists: [assist] },
    })
    expect(decided.body.state).toBe('returned')
    const { dispatches, state } = await demand()
    expect(state).toBe('dispatched')
    expect(dispatches.map((one: { role: string; state: string; unitId: string }) => [one.unitId, one.role, one.state])).toEqual([
      [county.units.enforcement, 'lead', 'returned'], [county.units.town, 'assist', 'accepted'], [county.units.housing, 'lead', 'sent'],
    ])
    lead = dispatches.at(-1).id
    expect((await county.get(chair, '/dispatches?queue=decide')).body.items).toEqual([])
  })

  test('the chair changes while more time is asked for: the request waits for the office, and the old chair loses it in that instant', async () => {
    await act(housing, `/dispatches/${lead}/accept`)
    await act(housing, `/dispatches/${lead}/contact`, reached())
    const before = clockOf(await dispatch(housing), 'solve')!
    await act(housing, `/dispatches/${lead}/request-extension`, { workingDays: 5, reason: '沥青下周到货' })
    const { body: terms } = await county.get(chair, `/chair-terms?associationId=${county.associationId}`)
    expect((await act(chair, `/chair-terms/${terms.items[0].id}/resign`, { reason: '调走了' })).body).toMatchObject({ state: 'revoked', isInOffice: false })
    expect((await county.get(chair, `/demands/${demandId}`)).status).toBe(404)
    expect((await act(chair, `/dispatches/${lead}/decide-extension`, { decision: 'approve' })).status).toBe(404)
    expect((await county.get(street, '/dispatches?queue=decide')).body.items).toMatchObject([{ id: lead, abilities: { 'decide-extension': true } }])

    const now = county.app.kernel.clock.now().getTime()
    successor = await county.chair(county.associationId, { from: new Date(now), to: new Date(now + 80 * DAY) })
    expect((await county.get(successor, '/dispatches?queue=decide')).body.items).toMatchObject([{ id: lead }])
    expect(refusal(await act(street, `/dispatches/${lead}/decide-extension`, { decision: 'approve' }))).toEqual([403, 'NOT_OWNER'])
    const granted = await act(successor, `/dispatches/${lead}/decide-extension`, { decision: 'approve' })
    expect(granted.body.extension).toMatchObject({ state: 'granted', workingDays: 5 })
    const after = clockOf(granted.body, 'solve')!
    expect(Date.parse(after.dueAt)).toBeGreaterThan(Date.parse(before.dueAt))
    expect(after.originalDueAt).toBe(before.originalDueAt)
  })

  test('a hold stops every clock until it is released; proposer and approver are two levels', async () => {
    const reviewOn = new Date(county.app.kernel.clock.now().getTime() + 40 * DAY).toISOString().slice(0, 10)
    const before = clockOf(await dispatch(housing), 'solve')!
    await act(successor, `/demands/${demandId}/propose-hold`, { reasonCode: 'season', plan: '先围挡，天暖再铺', reviewOn })
    expect((await county.get(successor, '/demands?queue=holds')).body.items).toEqual([])
    expect((await county.get(countyOfficer, '/demands?queue=holds')).body.items).toEqual([])
    expect((await county.get(street, '/demands?queue=holds')).body.items).toMatchObject([{ id: demandId, abilities: { 'decide-hold': true } }])
    expect((await act(successor, `/demands/${demandId}/decide-hold`, { decision: 'approve' })).status).toBe(403)
    expect((await act(street, `/demands/${demandId}/decide-hold`, { decision: 'approve' })).body).toMatchObject({ state: 'on_hold', hold: { state: 'approved' } })
    expect((await county.get(street, '/demands?queue=holds')).body.items).toEqual([])
    expect(clockOf(await dispatch(housing), 'solve')!.state).toBe('paused')
    await county.advance(10 * DAY)
    expect((await demand()).colour).toBe('none')
    const released = await act(successor, `/demands/${demandId}/release-hold`, { reason: '天暖了，料到了' })
    expect(released.body).toMatchObject({ state: 'dispatched', hold: null })
    const after = clockOf(await dispatch(housing), 'solve')!
    expect(after.state).toBe('running')
    expect(Date.parse(after.dueAt) - Date.parse(before.dueAt)).toBeGreaterThan(5 * DAY)
  })

  test('past its date the next level is told and steps in; what is promised anew never hides the first date', async () => {
    await act(town, `/dispatches/${assist}/reply`, await solved(town, '围挡立好了'))
    const due = clockOf(await demand(), 'solve')!
    await county.advance(Date.parse(due.dueAt) - county.app.kernel.clock.now().getTime() + DAY)
    expect(await demand()).toMatchObject({ colour: 'orange', level: 0, owner: { kind: 'chair' } })
    const taken = await act(street, `/demands/${demandId}/take-over`, { reason: '超时了，街道盯着办' })
    expect(taken.body).toMatchObject({ level: 1, owner: { kind: 'street' }, state: 'dispatched' })
    expect(refusal(await act(successor, `/dispatches/${lead}/cancel`, { reason: '换一家' }))).toEqual([403, 'NOT_OWNER'])
    const dueAt = new Date(county.app.kernel.clock.now().getTime() + 5 * DAY).toISOString()
    const dated = await act(street, `/demands/${demandId}/set-date`, { dueAt, reason: '等最后一车沥青' })
    expect(clockOf(dated.body, 'solve')).toMatchObject({ dueAt, originalDueAt: due.originalDueAt })
  })

  test('verified not to be done, then recalled, then done: the unit answers until it stands up to a look', async () => {
    await act(housing, `/dispatches/${lead}/reply`, await solved(housing, '坑填上了'))
    expect((await act(worker, `/demands/${demandId}/redo`, { dispatchIds: [lead], reason: '只填了一半' })).body.state).toBe('dispatched')
    expect(refusal(await act(housing, `/dispatches/${lead}/request-return`, { reasonCode: 'notAuthority', basis: '不归我们' }))).toEqual([422, 'RETURN_AFTER_REDO'])
    await act(housing, `/dispatches/${lead}/reply`, await solved(housing, '全填平了'))
    expect((await act(housing, `/dispatches/${lead}/recall-reply`, { reason: '标线还没画' })).body.state).toBe('accepted')
    expect((await demand()).state).toBe('dispatched')
    await act(housing, `/dispatches/${lead}/reply`, await solved(housing, '填平，画了标线'))
    expect((await act(worker, `/demands/${demandId}/verify`, await found(worker))).body.state).toBe('verified')
    for (const [person, id] of [[reporter, mine], [neighbour, theirs]] as const) {
      await county.drain()
      expect(await complaint(person, id)).toMatchObject({ state: 'resolved', outcome: 'done', abilities: { confirm: true } })
    }
  })

  test('the reporter says that it is not solved: the demand is brought back for them alone, in a second round with half the time', async () => {
    const reopened = await act(reporter, `/complaints/${mine}/reopen`, { reason: '下雨又塌了' })
    expect(reopened.body).toMatchObject({ state: 'raised', reopenCount: 1 })
    expect((await complaint(neighbour, theirs)).state).toBe('resolved')
    const back = await demand()
    expect(back).toMatchObject({ state: 'pending', round: 2, level: 1, owner: { kind: 'street' }, abilities: { dispatch: true } })
    const sent = await act(street, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.housing })
    lead = sent.body.dispatches.at(-1).id
    await act(housing, `/dispatches/${lead}/accept`)
    await act(housing, `/dispatches/${lead}/contact`, reached())
    await act(housing, `/dispatches/${lead}/reply`, await solved(housing, '重做了路基'))
    await act(worker, `/demands/${demandId}/verify`, await found(worker))
    expect((await complaint(reporter)).state).toBe('resolved')
  })

  test('a second time is asked for and looked at by the level above; the answers close the matter', async () => {
    expect(refusal(await act(reporter, `/complaints/${mine}/reopen`, { reason: '又裂了' }))).toEqual([422, 'REOPEN_NOT_FIRST'])
    await act(reporter, `/complaints/${mine}/request-reopen`, { reason: '又裂了一条缝' })
    expect((await county.get(street, '/complaints?queue=reopens')).body.items).toEqual([])
    expect((await county.get(countyOfficer, '/complaints?queue=reopens')).body.items).toMatchObject([{ id: mine, abilities: { 'decide-reopen': true } }])
    const refused = await act(countyOfficer, `/complaints/${mine}/decide-reopen`, { decision: 'refuse', reason: '裂缝属正常沉降，入冬统一灌缝' })
    expect(refused.body.state).toBe('resolved')
    expect((await county.get(countyOfficer, '/complaints?queue=reopens')).body.items).toEqual([])
    await act(reporter, `/complaints/${mine}/confirm`, { contacted: true, solved: true, satisfied: 'basically' })
    expect((await demand()).state).toBe('verified')
    await county.advance(8 * DAY)
    expect(await complaint(neighbour, theirs)).toMatchObject({ state: 'closed', confirmation: { by: 'clock' } })
    await county.drain()
    expect((await demand()).state).toBe('closed')
  })

  test('the one story holds every turn of it, in the order in which it happened, and who decided in whose name', async () => {
    const { body } = await county.get(worker, `/history/complaint/${mine}`)
    const told: { action: string; who: string }[] = body.items.toReversed()
    const turns = [
      'complaint.submit', 'complaint.accept', 'complaint.contact', 'complaint.ask', 'complaint.answer', 'complaint.raise',
      'dispatch.request_return', 'dispatch.approve_return', 'dispatch.request_extension', 'dispatch.grant_extension', 'demand.propose_hold', 'demand.approve_hold',
      'demand.release_hold', 'demand.take_over', 'demand.set_date', 'demand.redo', 'dispatch.recall_reply', 'demand.verify', 'complaint.resolve_by_demand',
      'complaint.reopen', 'complaint.request_reopen', 'complaint.refuse_reopen', 'complaint.confirm', 'demand.close',
    ]
    const places = turns.map((turn) => told.findIndex(({ action }) => action === turn))
    expect(places.map((place, index) => [turns[index], place >= 0])).toEqual(turns.map((turn) => [turn, true]))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(told.find(({ action }) => action === 'dispatch.request_return')).toMatchObject({ who: expect.stringContaining('单位urban-management') })
  })
})
