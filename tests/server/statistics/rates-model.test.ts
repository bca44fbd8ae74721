import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver } from '../../../server/src/kernel/jobs.ts'
import type { DomainEvent } from '../../../server/src/kernel/module.ts'
import { compareCases } from '../../../server/src/modules/statistics/public.ts'
import { statisticsModule } from '../../../server/src/modules/statistics/module.ts'
import { COMMUNITY, COUNTY, DAY, GRID, HOUR, OTHER_COMMUNITY, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

/**
 * Whatever people do, in whatever order their events arrive, twice or late: the kept figures are those of a count from scratch.
 * Acts that are refused (wrong state, not allowed) are part of it; they change nothing.
 */
let county: WhistleCounty
let actors: Record<'worker' | 'other' | 'chair' | 'housing' | 'enforcement' | 'street' | 'officer' | 'second' | 'callBack', Person>
let reporters: Person[]

beforeAll(async () => {
  county = await startWhistleCounty()
  const now = Date.now()
  actors = {
    worker: await county.appoint('communityWorker', COMMUNITY), other: await county.appoint('communityWorker', OTHER_COMMUNITY),
    chair: await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 900 * DAY) }),
    housing: await county.handler(county.units.housing), enforcement: await county.handler(county.units.enforcement),
    street: await county.appoint('streetOfficer', TOWN), officer: await county.appoint('countyOfficer', COUNTY), second: await county.appoint('countyOfficer', COUNTY),
    callBack: await county.appoint('callBackOfficer', TOWN),
  }
  reporters = await Promise.all([1, 2, 3].map(() => county.person(GRID)))
})
afterAll(() => county.close())

interface World {
  complaints: { id: string; reporter: Person }[]
}
type Act = (world: World, pick: <T>(items: readonly T[]) => T | undefined) => Promise<unknown>

const photo = async (owner: Person) => [await county.photo(owner)]
const instant = () => county.app.kernel.clock.now().toISOString()
const post = (person: Person, path: string, body?: object) => county.post(person, path, body)
const onComplaint = (name: string, who: () => Person, body: () => object | Promise<object> = () => ({})): Act => async ({ complaints }, pick) => {
  const found = pick(complaints)
  if (found) await post(who(), `/complaints/${found.id}/${name}`, await body())
}
const asReporter = (name: string, body: object): Act => async ({ complaints }, pick) => {
  const found = pick(complaints)
  if (found) await post(found.reporter, `/complaints/${found.id}/${name}`, body)
}
const rowsOf = async (query: string, ids: readonly string[]) => county.app.kernel.db.sql.unsafe<{ id: string; unit: string }[]>(query, [[...ids]] as never[])
const onDemand = (name: string, who: () => Person, body: () => object | Promise<object>): Act => async ({ complaints }, pick) => {
  const found = pick(await rowsOf(`select distinct demand_id as id from complaints where id = any($1::uuid[]) and demand_id is not null order by 1`, complaints.map(({ id }) => id)))
  if (found) await post(who(), `/demands/${found.id}/${name}`, await body())
}
const onDispatch = (name: string, body: (who: Person) => object | Promise<object>, who?: () => Person): Act => async ({ complaints }, pick) => {
  const found = pick(await rowsOf(`select p.id, p.unit_id as unit from dispatches p join complaints c on c.demand_id = p.demand_id where c.id = any($1::uuid[])
    and p.state not in ('returned', 'cancelled', 'verified') order by 1`, complaints.map(({ id }) => id)))
  if (!found) return
  const person = who?.() ?? (found.unit === county.units.housing ? actors.housing : actors.enforcement)
  await post(person, `/dispatches/${found.id}/${name}`, await body(person))
}
const file = (own: object = {}): Act => async (world, pick) => {
  const reporter = pick(reporters)!
  const { status, body } = await post(reporter, '/complaints', { ...ROAD, text: `坑 ${world.complaints.length} ${instant()}`, ...own })
  if (status === 201) world.complaints.push({ id: body.id, reporter })
}
const follow = (name: 'join' | 'merge'): Act => async (world, pick) => {
  const one = pick(world.complaints)
  const other = name === 'merge' ? pick(world.complaints) : one
  if (!one || !other) return
  if (name === 'merge') return post(actors.worker, `/complaints/${one.id}/merge`, { complaintId: other.id })
  return file({ joinComplaintId: one.id })(world, pick)
}
const pass = (ms: number): Act => () => county.advance(ms)
const exclude: Act = async ({ complaints }, pick) => {
  const found = pick(complaints)
  if (!found) return
  const by = pick([actors.housing, actors.street, actors.worker])!
  // Who carries a case is known once it is counted.
  await county.drain()
  const { status, body } = await post(by, '/exclusions', { complaintId: found.id, reasonCode: 'forceMajeure', basis: '山洪，三月一日到五日' })
  if (status === 202) await post(actors.officer, `/approvals/${body.approval.id}/approve`)
}
const onExclusion = (name: string, body: object, who?: () => Person): Act => async ({ complaints }, pick) => {
  const found = pick(await rowsOf(`select id, complaint_id as unit from exclusions where complaint_id = any($1::uuid[]) order by 1`, complaints.map(({ id }) => id)))
  if (found) await post(who?.() ?? complaints.find(({ id }) => id === found.unit)!.reporter, `/exclusions/${found.id}/${name}`, body)
}
/** The second person of whatever waits. */
const agree: Act = async (_world, pick) => {
  const who = pick([actors.chair, actors.worker, actors.street, actors.officer])!
  const { items } = (await county.get(who, '/approvals')).body
  if (items?.[0]) await post(who, `/approvals/${items[0].id}/approve`)
}

const reached = (isReached: boolean) => () => ({ channel: 'phone', at: instant(), isReached })
/** Often-needed steps stand here more than once. */
const ACTS: Record<string, Act> = {
  file: file(), fileAgain: file(), fileInConfidence: file({ isConfidential: true }), aboutAWorker: file({ about: { role: 'communityWorker', areaCode: COMMUNITY } }), join: follow('join'),
  accept: onComplaint('accept', () => actors.worker), acceptAgain: onComplaint('accept', () => actors.worker), acceptAtTown: onComplaint('accept', () => actors.street),
  contact: onComplaint('contact', () => actors.worker, reached(true)), tryContact: onComplaint('contact', () => actors.worker, reached(false)),
  ask: onComplaint('ask', () => actors.worker, () => ({ question: '在哪一段' })), answerQuestion: asReporter('answer', { answer: '村口' }), takeBack: onComplaint('take-back', () => actors.worker),
  resolve: onComplaint('resolve', () => actors.worker, async () => ({ outcome: 'done', account: '填了', uploadIds: await photo(actors.worker) })),
  decline: onComplaint('decline', () => actors.worker, () => ({ classCode: 'court', reasonCode: 'court', reason: '已经起诉' })), appeal: asReporter('appeal', { reason: '不对' }),
  reassign: onComplaint('reassign', () => actors.street, () => ({ areaCode: OTHER_COMMUNITY, reason: '在那边' })),
  merge: follow('merge'), unmerge: onComplaint('unmerge', () => actors.worker),
  withdraw: asReporter('withdraw', {}), confirm: asReporter('confirm', { contacted: true, solved: true, satisfied: 'very' }), confirmNot: asReporter('confirm', { contacted: true, solved: false, satisfied: 'not' }),
  callBack: onComplaint('confirm', () => actors.callBack, () => ({ contacted: true, solved: true, satisfied: 'basically' })),
  reopen: asReporter('reopen', { reason: '还在' }), requestReopen: asReporter('request-reopen', { reason: '又坏' }), grantReopen: onComplaint('decide-reopen', () => actors.street, () => ({ decision: 'grant' })),
  raise: onComplaint('raise', () => actors.worker, () => ({ reason: '修不了', nature: 'facility' })), raiseAgain: onComplaint('raise', () => actors.worker, () => ({ reason: '修不了', nature: 'facility' })),
  dispatch: onDemand('dispatch', () => actors.chair, () => ({ leadUnitId: county.units.housing, assists: [{ unitId: county.units.enforcement }], overrideReason: '归它' })),
  dispatchOther: onDemand('dispatch', () => actors.chair, () => ({ leadUnitId: county.units.enforcement, overrideReason: '归它' })),
  dispatchByStreet: onDemand('dispatch', () => actors.street, () => ({ leadUnitId: county.units.housing, overrideReason: '归它' })),
  verify: onDemand('verify', () => actors.worker, async () => ({ outcome: 'solved', note: '好', uploadIds: await photo(actors.worker) })),
  hold: onDemand('propose-hold', () => actors.chair, () => ({ reasonCode: 'season', plan: '开春再修', reviewOn: new Date(county.app.kernel.clock.now().getTime() + 20 * DAY).toISOString().slice(0, 10) })),
  approveHold: onDemand('decide-hold', () => actors.street, () => ({ decision: 'approve' })), releaseHold: onDemand('release-hold', () => actors.chair, () => ({ reason: '可以了' })),
  dismiss: onDemand('dismiss', () => actors.chair, () => ({ reasonCode: 'mistake', reason: '弄错了' })), takeOver: onDemand('take-over', () => actors.street, () => ({ reason: '接过来' })),
  setDate: onDemand('set-date', () => actors.street, () => ({ dueAt: new Date(county.app.kernel.clock.now().getTime() + 40 * DAY).toISOString(), reason: '雨季' })),
  unitAccepts: onDispatch('accept', () => ({})), unitContacts: onDispatch('contact', reached(true)),
  unitReplies: onDispatch('reply', async (who) => ({ outcome: 'solved', account: '修好', uploadIds: await photo(who) })), recall: onDispatch('recall-reply', () => ({ reason: '再看' })),
  askReturn: onDispatch('request-return', () => ({ reasonCode: 'notAuthority', basis: '不归我们' })), approveReturn: onDispatch('decide-return', () => ({ decision: 'approve' }), () => actors.chair),
  refuseReturn: onDispatch('decide-return', () => ({ decision: 'refuse', reason: '归你们' }), () => actors.chair), cancel: onDispatch('cancel', () => ({ reason: '不用了' }), () => actors.chair),
  askMore: onDispatch('request-extension', () => ({ workingDays: 3, reason: '等料' })), grantMore: onDispatch('decide-extension', () => ({ decision: 'approve' }), () => actors.chair),
  redo: async (world, pick) => onDemand('redo', () => actors.worker, async () => ({
    reason: '没好', dispatchIds: (await rowsOf(`select p.id, p.unit_id as unit from dispatches p join complaints c on c.demand_id = p.demand_id where c.id = any($1::uuid[]) and p.state = 'replied'`, world.complaints.map(({ id }) => id))).map(({ id }) => id),
  }))(world, pick),
  exclude, object: onExclusion('object', { reason: '不同意' }), uphold: onExclusion('decide-objection', { decision: 'uphold', reason: '维持' }, () => actors.second),
  lift: onExclusion('decide-objection', { decision: 'lift', reason: '计入' }, () => actors.second), agree,
  anHour: pass(HOUR), aDay: pass(DAY), threeDays: pass(3 * DAY), tenDays: pass(10 * DAY),
}

/** Usual ways of a case, so that chance also reaches the ends of long ones. They act on what was filed last; `@1` on what was filed before it. */
const WAYS = [
  'file accept contact resolve confirm',
  'file accept raise dispatch unitAccepts unitContacts unitReplies verify confirmNot reopen dispatchOther',
  'file join accept@1 contact@1 resolve@1 callBack@1 confirmNot tenDays',
  'file fileAgain merge accept@1 raise@1 dispatch unitContacts unitAccepts unitContacts unitReplies verify confirm confirmNot@1',
  'file join accept@1 raise@1 dispatch askReturn approveReturn dispatchOther hold approveHold aDay releaseHold',
  'file join accept@1 contact@1 resolve@1 reopen raise@1',
  'file exclude object uphold',
].map((way) => way.split(' ').map((word) => {
  const [name = '', back = '0'] = word.split('@')
  return { name, at: -1 - Number(back) }
}))
const step = fc.record({ name: fc.constantFrom(...Object.keys(ACTS)), at: fc.nat(1_000) })
const story = fc.array(fc.oneof({ weight: 3, arbitrary: fc.array(step, { minLength: 1, maxLength: 4 }) }, { weight: 2, arbitrary: fc.constantFrom(...WAYS) }), { minLength: 3, maxLength: 7 })
  .map((parts) => parts.flat())
/** Several picks of one act are different things. */
const pickerOf = (at: number) => {
  let calls = 0
  return <T>(items: readonly T[]): T | undefined => (at < 0 ? items.at(at - calls++) : items[(at + calls++) % Math.max(1, items.length)])
}

const count = statisticsModule.subscribers!.find(({ name }) => name === 'statistics.countCases')
/** Events of the counted things, in this order; each may come again. */
async function deliverIn(order: readonly number[]): Promise<number> {
  const { sql } = county.app.kernel.db
  const events = (await sql<DomainEvent[]>`select id, at, kind, subject_kind as "subjectKind", subject_id as "subjectId", seq, actor_id as "actorId", data
    from outbox where relayed_at is null order by id`).filter(({ kind }) => count!.on.includes(kind))
  const shuffled = events.map((event, index) => ({ event, key: order[index % order.length]! })).toSorted((a, b) => a.key - b.key).map(({ event }) => event)
  for (const event of shuffled) await deliver(county.app.kernel, count!, event)
  const again = shuffled.filter((_, index) => order[index % order.length]! % 5 === 0)
  for (const event of again) await county.app.kernel.db.transaction((tx) => count!.handle({ kernel: county.app.kernel, db: tx, tx, now: event.at } as never, event))
  await county.drain()
  return events.length
}

test('the kept figures are those of a count from scratch, whatever happened and however the events came', { timeout: 180_000 }, async () => {
  const done = new Map<string, number>()
  let heard = 0
  await fc.assert(fc.asyncProperty(story, fc.array(fc.nat(1_000), { minLength: 3, maxLength: 40 }), async (steps, order) => {
    const world: World = { complaints: [] }
    let half = Math.floor(steps.length / 2)
    for (const { name, at } of steps) {
      await ACTS[name]!(world, pickerOf(at))
      // Part of the events is heard on the way, the rest at the end.
      if (--half === 0) heard += await deliverIn(order)
      done.set(name, (done.get(name) ?? 0) + 1)
    }
    heard += await deliverIn(order)
    expect(await compareCases(county.app.kernel.db), steps.map(({ name }) => name).join(' ')).toEqual([])
  }), { numRuns: 16, endOnFailure: true, examples: [[WAYS.flat(), [5, 3, 8]]] })
  expect(heard).toBeGreaterThan(100)
  const { sql } = county.app.kernel.db
  const [seen] = await sql`select count(*)::int as cases, count(*) filter (where carrier_kind = 'unit')::int as units, count(is_solved)::int as answered,
    count(exclusion)::int as excluded, count(*) filter (where is_merged)::int as merged, count(*) filter (where is_reopened)::int as reopened, count(*) filter (where is_contacted)::int as contacted from rate_cases`
  // Chance reached what is counted.
  for (const [what, number] of Object.entries(seen!)) expect(number, what).toBeGreaterThan(0)
  expect(county.app.faults).toEqual([])
})
