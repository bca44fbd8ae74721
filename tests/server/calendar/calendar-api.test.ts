import { dueAt, redAt } from '@huying/shared/kernel/calendar-clock'
import { parseLimit } from '@huying/shared/kernel/limit'
import { isoDate, dayOf } from '../../../shared/src/kernel/calendar-day.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startClocks } from '../../../server/src/kernel/clocks.ts'
import { GUEST } from '../../../server/src/kernel/actor.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COMMUNITY, COUNTY, GRID, startWhistleCounty, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let administrator: Person
beforeAll(async () => {
  county = await startWhistleCounty()
  administrator = await county.appoint('administrator', COUNTY)
})
afterAll(() => county.close())

const YEAR = 2031
const load = (person: Person, year: number, body: object) => county.post(person, `/calendars/${year}`, body)
const get = async (year: number) => (await county.app.request('GET', `/api/v1/calendars/${year}`)).body
const holiday = (date: string) => ({ date, kind: 'holiday', reason: '春节' })

/** A clock of a thing that began on this day at nine in the morning. */
async function clockFrom(day: string, limit: string, values: { dueAt?: Date; state?: string } = {}): Promise<string> {
  const id = uuidv7()
  const { kernel } = county.app
  const from = new Date(`${day}T01:00:00Z`)
  await kernel.db.transaction((tx) => startClocks({ kernel, db: tx, tx, actor: GUEST, now: from }, { kind: 'thing', id }, [
    { kind: 'solve', limit, from, ...(values.dueAt && { dueAt: values.dueAt }) },
  ]))
  if (values.state) await kernel.db.sql`update clocks set state = ${values.state}, ended_at = ${from} where subject_id = ${id}`
  return id
}
const clock = async (id: string) => (await county.app.kernel.db.sql`select due_at, original_due_at, is_provisional, sentence from clocks where subject_id = ${id}`)[0]!

describe('a year', () => {
  test('is unpublished and empty until an administrator loads it, and open to everybody then', async () => {
    expect(await get(YEAR)).toEqual({ year: YEAR, isPublished: false, source: null, days: [] })
    const days = [
      holiday('2031-01-23'),
      { date: '2031-01-25', kind: 'workday', reason: '春节调休' },
      { date: '2031-01-27', kind: 'workday', reason: '防汛值守', isOverride: true, hours: [['08:00', '12:00']] },
    ]
    const { status, body } = await load(administrator, YEAR, { source: '国办发明电〔2030〕9 号', days })
    expect(status).toBe(201)
    expect(body.calendar).toEqual(await get(YEAR))
    expect(await get(YEAR)).toMatchObject({ isPublished: true, source: '国办发明电〔2030〕9 号', days: [{ date: '2031-01-23' }, { date: '2031-01-25' }, { hours: [['08:00', '12:00']], isOverride: true }] })
  })

  test('counts at once, in explanations too', async () => {
    await load(administrator, 2032, { source: '通知', days: [holiday('2032-03-03')] })
    const { body } = await county.app.request('GET', '/api/v1/calendars/explain?from=2032-03-02T02:00:00Z&limit=1wd')
    expect(body.days).toContainEqual(expect.objectContaining({ date: '2032-03-03', counts: false }))
    expect(isoDate(dayOf(Date.parse(body.dueAt)))).toBe('2032-03-04')
  })
})

describe('open clocks', () => {
  test('move with the calendar and are listed; what fired, what a rule gave and round-the-clock limits stay', async () => {
    const moves = await clockFrom('2033-05-02', '2wd')
    const fired = await clockFrom('2033-05-02', '2wd', { state: 'fired' })
    const given = await clockFrom('2033-05-02', '2wd', { dueAt: new Date('2033-05-20T10:00:00Z') })
    const hours = await clockFrom('2033-05-02', '48h')
    const before = await Promise.all([moves, fired, given, hours].map(clock))
    expect(before[0]!.is_provisional).toBe(true)
    const { body } = await load(administrator, 2033, { source: '通知', days: [holiday('2033-05-03'), holiday('2033-05-04')] })
    expect(body.moved.items.filter(({ subjectId }: { subjectId: string }) => [moves, fired, given, hours].includes(subjectId))).toEqual([
      { subjectKind: 'thing', subjectId: moves, kind: 'solve', before: '2033-05-04T10:00:00.000Z', after: '2033-05-06T10:00:00.000Z' },
    ])
    const after = await Promise.all([moves, fired, given, hours].map(clock))
    expect(after[0]).toMatchObject({ due_at: new Date('2033-05-06T10:00:00Z'), original_due_at: new Date('2033-05-04T10:00:00Z'), is_provisional: false })
    expect(after[0]!.sentence).toContain('春节')
    expect(after.slice(1)).toEqual(before.slice(1))
  })

  test('come back where the year is loaded anew without the holiday', async () => {
    const id = await clockFrom('2034-05-02', '2wd')
    const { due_at: first } = await clock(id)
    await load(administrator, 2034, { source: '通知', days: [holiday('2034-05-03')] })
    expect((await clock(id)).due_at).not.toEqual(first)
    const { body } = await load(administrator, 2034, { source: '更正', days: [] })
    expect([(await clock(id)).due_at, body.moved.count]).toEqual([first, 1])
  })

  test('that have warned warn again where the warning now lies later, and never twice for the same', async () => {
    const [later, same] = [await clockFrom('2035-05-07', '5wd'), await clockFrom('2035-05-07', '5wd')]
    const { sql } = county.app.kernel.db
    await sql`update clocks set warned_at = warn_at where subject_id = any(${[later, same]}::uuid[])`
    // One of them is due by a rule, so that nothing moves it.
    await sql`update clocks set due_at = due_at + interval '1 minute' where subject_id = ${same}`
    await load(administrator, 2035, { source: '通知', days: [holiday('2035-05-09')] })
    const warned = async (id: string) => (await sql`select warned_at is not null as yes, warn_at from clocks where subject_id = ${id}`)[0]!
    expect(await warned(later)).toMatchObject({ yes: false, warn_at: new Date('2035-05-14T10:00:00Z') })
    expect(await warned(same)).toMatchObject({ yes: true })
    // Told again, and then the holiday is taken back: the warning lies before the last one, and has been given.
    await sql`update clocks set warned_at = warn_at where subject_id = ${later}`
    await load(administrator, 2035, { source: '更正', days: [] })
    expect(await warned(later)).toMatchObject({ yes: true })
  })
})

describe('settings', () => {
  const put = ({ token }: Person, values: object) => county.app.request('PUT', '/api/v1/settings', { token, body: { values } })
  const short = [['09:00', '12:00'], ['13:00', '17:00']]
  const week = [[], short, short, short, short, short, []]

  test('are the rules’ own until set; new working hours move open clocks, and null brings the old ones back', async () => {
    const { body: list } = await county.get(administrator, '/settings')
    expect(list.items.map(({ key, isSet }: { key: string; isSet: boolean }) => [key, isSet])).toEqual([['workingHours', false], ['urgencyLimits', false], ['leastTold', false], ['rateWeights', false]])
    const id = await clockFrom('2035-03-05', '1wd')
    const { due_at: first } = await clock(id)
    const { status, body } = await put(administrator, { workingHours: { week, workday: short } })
    expect([status, body.items[0].isSet]).toEqual([200, true])
    expect((await clock(id)).due_at.getTime() - first.getTime()).toBe(-3_600_000)
    expect(body.moved.items).toContainEqual(expect.objectContaining({ subjectId: id }))
    await put(administrator, { workingHours: null })
    expect((await clock(id)).due_at).toEqual(first)
  })

  describe('of urgencies', () => {
    const limits = { accept: '2wd', contact: '1wd', assign: '1wd', returnBy: '2wd', decide: '1wd', solve: '9wd', verify: '3wd' }
    const all = { emergency: { ...limits, accept: '30min', solve: '12h' }, urgent: limits, normal: limits, complex: limits }
    const file = async (category: string): Promise<string> =>
      (await county.post(await county.person(GRID), '/complaints', { kind: 'complaint', category, text: '路上有个大坑', areaCode: GRID })).body.id
    const clockOf = async (subjectId: string, kind: string) =>
      (await county.app.kernel.db.sql`select id, limit_spec, state, due_at, original_due_at, started_at from clocks where subject_id = ${subjectId} and kind = ${kind}`)[0]!

    test('are in force for what begins after, and move what runs by the old ones, listed; null brings the old dates back', async () => {
      const { sql } = county.app.kernel.db
      const id = await file('road-damage')
      const [accept, contact, solve] = await Promise.all(['accept', 'contact', 'solve'].map((kind) => clockOf(id, kind)))
      const { status, body } = await put(administrator, { urgencyLimits: all })
      expect(status).toBe(200)
      const listed = body.moved.items.filter(({ subjectId }: { subjectId: string }) => subjectId === id).map(({ kind }: { kind: string }) => kind)
      expect(listed.toSorted()).toEqual(['accept', 'solve'])
      const moved = await clockOf(id, 'solve')
      expect(moved).toMatchObject({ limit_spec: '9wd', original_due_at: solve!.due_at })
      expect(moved.due_at).toEqual(dueAt(county.app.kernel.calendar(), moved.started_at, parseLimit('9wd')))
      expect(await clockOf(id, 'contact')).toEqual(contact)
      expect((await clockOf(await file('road-damage'), 'accept')).limit_spec).toBe('2wd')
      await put(administrator, { urgencyLimits: null })
      expect(await Promise.all(['accept', 'solve'].map((kind) => clockOf(id, kind)))).toEqual([accept, solve])
      expect(await sql`select 1 from settings where key = 'urgencyLimits'`).toHaveLength(0)
    })

    test('leave alone what fired, what a person set, and another kind of limit; halved limits halve the new one', async () => {
      const { sql } = county.app.kernel.db
      const [fired, set, halved] = [await file('road-damage'), await file('road-damage'), await file('road-damage')]
      await sql`update clocks set state = 'fired', ended_at = due_at where subject_id = ${fired} and kind = 'accept'`
      await sql`update clocks set due_at = '2036-05-20T10:00:00Z' where subject_id = ${set} and kind = 'solve'`
      const calendar = county.app.kernel.calendar()
      const { started_at: from } = await clockOf(halved, 'solve')
      await sql`update clocks set limit_spec = '4wd', due_at = ${dueAt(calendar, from, parseLimit('4wd'))} where subject_id = ${halved} and kind = 'solve'`
      const before = [await clockOf(fired, 'accept'), await clockOf(set, 'solve')]
      await put(administrator, { urgencyLimits: all })
      expect([await clockOf(fired, 'accept'), await clockOf(set, 'solve')]).toEqual(before)
      expect(await clockOf(halved, 'solve')).toMatchObject({ limit_spec: '5wd', due_at: dueAt(calendar, from, parseLimit('5wd')) })
      await put(administrator, { urgencyLimits: null })
    })

    test('move the red mark of a demand with its work', async () => {
      const id = await file('road-damage')
      const worker = await county.appoint('communityWorker', COMMUNITY)
      await county.post(worker, `/complaints/${id}/accept`)
      await county.post(worker, `/complaints/${id}/hand-up`)
      const { body: { demandId } } = await county.post(worker, `/complaints/${id}/raise`, { reason: '社区办不了', nature: 'facility' })
      await put(administrator, { urgencyLimits: all })
      const [solve, red] = [await clockOf(demandId, 'solve'), await clockOf(demandId, 'red')]
      const [calendar, nine] = [county.app.kernel.calendar(), parseLimit('9wd')]
      expect(solve).toMatchObject({ limit_spec: '9wd', due_at: dueAt(calendar, solve.started_at, nine) })
      expect(red).toMatchObject({ limit_spec: '9wd', due_at: redAt(calendar, solve.due_at, nine) })
      await put(administrator, { urgencyLimits: null })
    })
  })

  test('out of bounds, unknown, or not a calendar are refused, and nothing changes', async () => {
    const limits = { accept: '1wd', contact: '1wd', assign: '1wd', returnBy: '2wd', decide: '1wd', solve: '90wd', verify: '3wd' }
    const answers = [
      await put(administrator, { urgencyLimits: { emergency: limits, urgent: limits, normal: limits, complex: limits } }),
      await put(administrator, { password: '123' }),
      await put(administrator, { workingHours: { week, workday: [['12:00', '09:00']] } }),
      await put(administrator, { workingHours: { week: [], workday: short } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 422, 400])
    expect(await county.app.kernel.db.sql`select 1 from settings`).toHaveLength(0)
  })
})

describe('rights and history', () => {
  test('administrators only; an auditor reads settings', async () => {
    const [resident, auditor] = [await county.person(GRID), await county.appoint('auditor', COUNTY)]
    const put = ({ token }: Person) => county.app.request('PUT', '/api/v1/settings', { token, body: { values: {} } })
    const answers = await Promise.all([
      load(resident, YEAR, { source: '通知', days: [] }), load(auditor, YEAR, { source: '通知', days: [] }), put(resident), put(auditor),
      county.get(resident, '/settings'), county.get(auditor, '/settings'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 200])
  })

  test('each change stands in one chain, also when two come at once', async () => {
    const { sql } = county.app.kernel.db
    const entries = async (): Promise<number> => (await sql`select 1 from history where subject_kind = 'administration'`).length
    const before = await entries()
    const answers = await Promise.all(Array.from({ length: 6 }, () => load(administrator, 2040, { source: '通知', days: [] })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201])
    const rows = await sql`select h.actor_id, h.role, h.facts, h.seq from history h join administered_topics t on t.id = h.subject_id where t.topic = 'calendar' order by seq`
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
    expect(rows.at(-1)).toMatchObject({ actor_id: administrator.id, role: 'administrator', facts: { year: 2040, source: '通知' } })
    expect((await entries()) - before).toBe(6)
  })

  test('days of another year, twice, without hours or beyond the calendar', async () => {
    const answers = [
      await load(administrator, YEAR, { source: '通知', days: [holiday('2032-01-01')] }),
      await load(administrator, YEAR, { source: '通知', days: [holiday('2031-01-01'), holiday('2031-01-01')] }),
      await load(administrator, YEAR, { source: '通知', days: [{ ...holiday('2031-01-01'), kind: 'workday', isOverride: true, hours: [['12:00', '09:00']] }] }),
      await load(administrator, 1999, { source: '通知', days: [] }),
      await load(administrator, YEAR, { days: [] }),
    ]
    expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual([
      [422, 'DAY_NOT_IN_YEAR'], [422, 'DAY_TWICE'], [422, 'HOURS_WRONG'], [400, 'MALFORMED'], [400, 'MALFORMED'],
    ])
    expect((await get(YEAR)).days).toHaveLength(3)
  })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
