import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliver } from '../../../server/src/kernel/jobs.ts'
import type { DomainEvent } from '../../../server/src/kernel/module.ts'
import { deadlineTable, sweepClocks } from '../../../server/src/kernel/sweep.ts'
import { notificationModule } from '../../../server/src/modules/notification/module.ts'
import { RULES } from '../../../server/src/modules/notification/rules.ts'
import { titleOf } from '../../../server/src/modules/notification/words.ts'
import { COMMUNITY, COUNTY, DAY, GRID, HOUR, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'
import { ONE_TIME, startRig, type Rig } from '../wechat/support.ts'

const OPENID = 'openid-resident-0'
const fields = { thing1: 'title', time2: 'time' } as const

let county: WhistleCounty
let rig: Rig
let reporter: Person
let leader: Person
let worker: Person
let otherWorker: Person
let street: Person
let officer: Person
let chair: Person
let housing: Person
let module: ReturnType<typeof notificationModule>

beforeAll(async () => {
  county = await startWhistleCounty()
  rig = await startRig()
  module = notificationModule(rig.client())
  reporter = await county.person(GRID)
  leader = await county.appoint('gridLeader', GRID, { post: 'A' })
  worker = await county.appoint('communityWorker', COMMUNITY)
  otherWorker = await county.appoint('communityWorker', COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  officer = await county.appoint('countyOfficer', COUNTY)
  const now = Date.now()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 300 * DAY) })
  housing = await county.handler(county.units.housing)
  const { sql } = county.app.kernel.db
  await sql`update accounts set openid = ${OPENID} where id = ${reporter.id}`
  const template = { templateId: ONE_TIME.priTmplId, isLongTerm: false, fields }
  await sql`insert into settings (key, value) values ('messageTemplates', ${JSON.stringify({ progress: template, todo: template })}::jsonb)`
  await county.app.kernel.refresh()
})
afterAll(async () => {
  await rig.close()
  await county.close()
})
/** Noon, at which nothing waits for the morning, and inboxes without what came before. */
beforeEach(async () => {
  const { kernel } = county.app
  const local = new Date(kernel.clock.now().getTime() + 8 * HOUR)
  kernel.clock.offsetMs += ((36 - local.getUTCHours()) % 24) * HOUR
  await drain()
  await kernel.db.sql`delete from wechat_messages`
  await kernel.db.sql`delete from inbox_messages`
  await kernel.db.sql`delete from message_credits`
})

/** Delivers to this module alone, until nothing is left; a second delivery of everything must change nothing. */
async function drain(): Promise<void> {
  const { sql } = county.app.kernel.db
  for (;;) {
    const events = await sql<DomainEvent[]>`select id, at, kind, subject_kind as "subjectKind", subject_id as "subjectId", seq, actor_id as "actorId", data
      from outbox where relayed_at is null order by id`
    if (events.length === 0) return
    for (const event of events) {
      for (const subscriber of module.subscribers!.filter(({ on }) => on.includes(event.kind))) await deliver(county.app.kernel, subscriber, event)
      await sql`update outbox set relayed_at = at where id = ${event.id}`
    }
  }
}
const inbox = async (person: Person, query = '') => (await county.get(person, `/inbox?limit=50${query}`)).body.items
const titles = async (person: Person): Promise<string[]> => (await inbox(person)).map(({ title }: { title: string }) => title)
const file = async (changes: object = {}): Promise<string> => (await county.post(reporter, '/complaints', { ...ROAD, ...changes })).body.id
const verb = (person: Person, id: string, name: string, body?: object) => county.post(person, `/complaints/${id}/${name}`, body)
const allow = (answer = 'accept') => county.post(reporter, '/me/message-credits', { answers: { [ONE_TIME.priTmplId]: answer } })
const sent = async () => (await rig.hook('GET', 'sent')).body.items as { openid: string; data: Record<string, string> }[]
const deliveries = () => county.app.kernel.db.sql<{ delivery: string }[]>`select delivery from wechat_messages order by created_at`

/** An event of a step that this file does not walk to. */
const happen = (kind: string, id: string) => county.app.kernel.db.sql`insert into outbox (at, kind, subject_kind, subject_id, seq, data)
  values (${county.app.kernel.clock.now()}, ${kind}, ${kind.split('.')[0]!}, ${id}, 99, '{}')`
/** Whom of the offices above the unit it newly reached. */
const reached = async (kind: string, id: string) => {
  await drain()
  await county.app.kernel.db.sql`delete from inbox_messages`
  await happen(kind, id)
  await drain()
  const offices = { chair, street, officer }
  const inboxes = await Promise.all(Object.entries(offices).map(async ([office, person]) => [office, await inbox(person)] as const))
  return inboxes.filter(([, messages]) => messages.length > 0).map(([office]) => office)
}

describe('who is told', () => {
  test('whoever has to act and whose matter it is, each once; nobody of what they did themselves', async () => {
    const id = await file()
    await drain()
    expect(await inbox(leader)).toMatchObject([{ kind: 'todo', title: '提交了诉求', body: expect.stringMatching(/^诉求 \d{10} 路面破损$/), subjectKind: 'complaint', subjectId: id, readAt: null }])
    expect(await inbox(reporter)).toEqual([])
    expect(await inbox(worker)).toEqual([])
    await verb(leader, id, 'accept')
    await verb(leader, id, 'hand-up', { reason: '修不了' })
    await drain()
    expect(await titles(reporter)).toEqual(['请上一级来办', '接下了，开始办'])
    expect(await titles(worker)).toEqual(['请上一级来办'])
    expect(await titles(otherWorker)).toEqual(['请上一级来办'])
    const [event] = await county.app.kernel.db.sql<DomainEvent[]>`select id, at, kind, subject_kind as "subjectKind", subject_id as "subjectId", seq,
      actor_id as "actorId", data from outbox where kind = 'complaint.handedUp' and subject_id = ${id}`
    await county.app.kernel.db.sql`delete from event_deliveries where event_id = ${event!.id}`
    await deliver(county.app.kernel, module.subscribers![0]!, event!)
    expect(await titles(worker)).toHaveLength(1)
  })

  test('along the ledger: the chair, the unit, the verifiers, the reporter', async () => {
    const id = await file()
    await verb(worker, id, 'accept')
    const { demandId } = (await verb(worker, id, 'raise', { reason: '修不了', nature: 'facility' })).body
    await drain()
    expect(await titles(chair)).toEqual(['吹哨，记入需求台账'])
    const sentTo = await county.post(chair, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.housing })
    await drain()
    expect(await titles(housing)).toEqual(['派单给部门'])
    const dispatchId = sentTo.body.dispatches[0].id
    await county.post(housing, `/dispatches/${dispatchId}/accept`)
    await county.post(housing, `/dispatches/${dispatchId}/contact`, { channel: 'phone', at: county.app.kernel.clock.now().toISOString(), isReached: true })
    await county.post(housing, `/dispatches/${dispatchId}/reply`, { outcome: 'partly', account: '补了一半', plan: '下月', uploadIds: [await county.photo(housing)] })
    await drain()
    expect(await titles(worker)).toContain('部门都办完了，请社区核查')
    const proposed = await county.post(worker, `/demands/${demandId}/verify`, { outcome: 'partly', note: '一半', uploadIds: [await county.photo(worker)] })
    await drain()
    expect(await titles(chair)).toContain('有一件事等您确认')
    await county.post(chair, `/approvals/${proposed.body.approval.id}/approve`)
    await drain()
    expect(await titles(worker)).toContain('您提出的事，对方同意了')
    expect((await titles(reporter))[0]).toBe('部门办完，核查过了，请居民评价')
  })

  test('whoever decides about more time, and about a second reopening: by the level that it has come to', async () => {
    const { sql } = county.app.kernel.db
    const id = await file()
    expect(await reached('complaint.reopenRequested', id)).toEqual(['street'])
    await verb(worker, id, 'accept')
    const { demandId } = (await verb(worker, id, 'raise', { reason: '修不了', nature: 'facility' })).body
    const dispatched = await county.post(chair, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.housing })
    const dispatchId = dispatched.body.dispatches[0].id
    expect(await reached('complaint.reopenRequested', id)).toEqual(['street'])
    expect(await reached('dispatch.extensionRequested', dispatchId)).toEqual(['chair'])
    await sql`update dispatches set urgency = 'complex' where id = ${dispatchId}`
    expect(await reached('dispatch.extensionRequested', dispatchId)).toEqual(['street'])
    await sql`update dispatches set extension_level = 2 where id = ${dispatchId}`
    expect(await reached('dispatch.extensionFellDue', dispatchId)).toEqual(['officer'])
    await sql`update demands set level = 1 where id = ${demandId}`
    expect(await reached('complaint.reopenRequested', id)).toEqual(['officer'])
  })

  test('what concerns the first line itself is told to the town alone', async () => {
    await file({ about: { role: 'gridLeader', areaCode: GRID } })
    await drain()
    expect(await titles(street)).toEqual(['提交了诉求'])
    expect(await inbox(leader)).toEqual([])
    expect(await inbox(worker)).toEqual([])
  })

  test('a date that comes near reminds who must act, once', async () => {
    const id = await file()
    await drain()
    const { kernel } = county.app
    const [clock] = await kernel.db.sql<{ warn: Date }[]>`select warn_at as warn from clocks where subject_id = ${id} and kind = 'accept'`
    await county.advance(clock!.warn.getTime() - kernel.clock.now().getTime() + 1000)
    await drain()
    const reminders = (await inbox(leader)).filter(({ kind, subjectId }: { kind: string; subjectId: string }) => kind === 'reminder' && subjectId === id)
    expect(reminders.map(({ title }: { title: string }) => title.split('快到期')[0]).sort()).toEqual(['接手', '联系居民'])
  })

  test('every event has words to tell it with', () => {
    expect(Object.keys(RULES).filter((kind) => !/\p{Script=Han}/u.test(titleOf({ kind, data: {} }, new Date())))).toEqual([])
  })
})

describe('the inbox', () => {
  test('counts what is unread, marks one or all as read, and is nobody else\'s', async () => {
    await file()
    await file()
    await drain()
    expect((await county.get(leader, '/inbox/unread')).body).toEqual({ unread: 2 })
    const [first] = await inbox(leader)
    expect((await county.post(worker, `/inbox/${first.id}/read`)).status).toBe(404)
    expect((await county.post(leader, `/inbox/${first.id}/read`)).body.readAt).not.toBeNull()
    expect((await county.get(leader, '/inbox/unread')).body).toEqual({ unread: 1 })
    expect(await inbox(leader, '&unread=true')).toHaveLength(1)
    await county.post(leader, '/inbox/read')
    expect((await county.get(leader, '/inbox/unread')).body).toEqual({ unread: 0 })
    const page = await county.get(leader, '/inbox?limit=1')
    expect((await county.get(leader, `/inbox?limit=1&cursor=${page.body.nextCursor}`)).body).toMatchObject({ items: [{ id: expect.not.stringMatching(page.body.items[0].id) }], nextCursor: null })
  })
})

describe('by WeChat', () => {
  const allowed = async () => {
    await rig.hook('POST', 'credits', { persona: 'resident', templateId: ONE_TIME.priTmplId })
    await allow()
  }

  test('one message for one accept, with the words of the inbox; a template nobody knows is refused', async () => {
    await allowed()
    expect((await county.get(reporter, '/me/message-credits')).body.items).toContainEqual(expect.objectContaining({ kind: 'progress', credits: 1 }))
    const before = (await sent()).length
    const id = await file()
    await verb(leader, id, 'accept')
    await verb(leader, id, 'hand-up', { reason: '修不了' })
    await drain()
    const messages = (await sent()).slice(before)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({ openid: OPENID, data: { thing1: expect.anything() } })
    expect(await deliveries()).toEqual([{ delivery: 'delivered' }])
    expect(await titles(reporter)).toHaveLength(2)
    expect((await county.post(reporter, '/me/message-credits', { answers: { unknown: 'accept' } })).status).toBe(422)
  })

  test('WeChat busy: tried again until it goes; no permission there: declared dead and the credit is gone', async () => {
    await allowed()
    await rig.hook('POST', 'failures', { api: '/cgi-bin/message/subscribe/send', errcode: -1, times: 20 })
    await verb(leader, await file(), 'accept')
    await expect(drain()).rejects.toThrow()
    expect(await deliveries()).toEqual([{ delivery: 'waiting' }])
    await rig.hook('POST', 'failures/clear')
    await drain()
    expect(await deliveries()).toEqual([{ delivery: 'delivered' }])
    await allow()
    await verb(leader, await file(), 'accept')
    await drain()
    expect((await deliveries()).at(-1)).toEqual({ delivery: 'dead' })
    expect((await county.get(reporter, '/me/message-credits')).body.items[0].credits).toBe(0)
  })

  test('at night it waits for the morning, an emergency does not', async () => {
    const { kernel } = county.app
    await allowed()
    await allowed()
    kernel.clock.offsetMs += 11 * HOUR
    await verb(leader, await file(), 'accept')
    await drain()
    expect(await deliveries()).toEqual([{ delivery: 'waiting' }])
    await verb(leader, await file({ category: 'road-manhole', text: '井盖没了' }), 'accept')
    await drain()
    expect((await deliveries()).map(({ delivery }) => delivery).sort()).toEqual(['delivered', 'waiting'])
    kernel.clock.offsetMs += 9 * HOUR
    await sweepClocks(kernel, deadlineTable(module.deadlines!), (error) => {
      throw error
    })
    await drain()
    expect((await deliveries()).map(({ delivery }) => delivery)).toEqual(['delivered', 'delivered'])
  })
})
