import { isoDate, dayOf } from '@huying/shared/kernel/calendar-day'
import { bookingMachine } from '@huying/shared/booking/machine'
import { sessionMachine } from '@huying/shared/booking/session-machine'
import { waitlistMachine } from '@huying/shared/booking/waitlist-machine'
import type { ComplaintItem } from '@huying/shared/complaint/contract'
import { complaintMachine } from '@huying/shared/complaint/machine'
import type { Demand, DemandItem, Suggestion } from '@huying/shared/demand/contract'
import { demandMachine } from '@huying/shared/demand/machine'
import type { DispatchItem } from '@huying/shared/dispatch/contract'
import { dispatchMachine } from '@huying/shared/dispatch/machine'
import { dueAt } from '@huying/shared/kernel/calendar-clock'
import { parseLimit } from '@huying/shared/kernel/limit'
import { findEdge, type Machine } from '@huying/shared/kernel/machine'
import type { Page } from '@huying/shared/kernel/page'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadEnv } from '../../../server/src/env.ts'
import { commitmentOf, historyHash, type HistoryEntry } from '../../../server/src/kernel/history.ts'
import { openKernel, type OpenKernel } from '../../../server/src/kernel/open-kernel.ts'
import { findFirstLine } from '../../../server/src/modules/complaint/first-line.ts'
import { testSchema } from '../../support/cluster.ts'
import { startDemo, type RunningDemo } from '../../support/demo.ts'
import { createDemoDatabase } from '../../support/demo-database.ts'

const SCALE = 0.1
const KINDS: readonly { kind: string; table: string; machine: Machine }[] = [
  { kind: 'complaint', table: 'complaints', machine: complaintMachine },
  { kind: 'demand', table: 'demands', machine: demandMachine },
  { kind: 'dispatch', table: 'dispatches', machine: dispatchMachine },
  { kind: 'session', table: 'service_sessions', machine: sessionMachine },
  { kind: 'booking', table: 'bookings', machine: bookingMachine },
  { kind: 'waitlist', table: 'waitlist_entries', machine: waitlistMachine },
]

let kernel: OpenKernel
let sql: Sql
beforeAll(async () => {
  kernel = await openKernel({ url: await createDemoDatabase(SCALE), schema: testSchema, poolSize: 3, piiKeys: loadEnv({}).piiKeys })
  sql = kernel.db.sql as unknown as Sql
}, 240_000)
afterAll(() => kernel.close())

interface Entry extends HistoryEntry {
  previous: Buffer | null
  hash: Buffer
}
interface Subject {
  id: string
  state: string
  length: number
  head: Buffer
}

const entriesOf = (kind: string) => sql<Entry[]>`select subject_kind as "subjectKind", subject_id as "subjectId", seq, at, actor_id as "actorId",
  appointment_id as "appointmentId", role, action, from_state as "fromState", to_state as "toState", facts, commitments, previous_hash as previous, hash
  from history where subject_kind = ${kind} order by subject_id, seq`

describe('the past of every case', () => {
  it.each(KINDS)('$kind: every state of the machine is there', async ({ table, machine }) => {
    const rows = await sql<{ state: string }[]>`select distinct state from ${sql(table)} order by state`
    expect(rows.map(({ state }) => state)).toEqual(Object.keys(machine.states).sort())
  })

  it.each(KINDS)('$kind: histories verify, each entry is an edge of the machine, the last one is where it stands', async ({ kind, table, machine }) => {
    const subjects = new Map((await sql<Subject[]>`select id, state, history_length as length, history_head as head from ${sql(table)}`).map((row) => [row.id, row]))
    let last: Entry | undefined
    let chains = 0
    const faults: string[] = []
    const check = (isSound: boolean, { subjectId, seq, action }: Entry, what: string) => isSound || faults.push(`${what}: ${subjectId}/${seq} ${action}`)
    for (const entry of await entriesOf(kind)) {
      const before = last?.subjectId === entry.subjectId ? last : undefined
      if (!before) chains++
      check(entry.seq === (before?.seq ?? 0) + 1 && entry.at >= (before?.at ?? entry.at), entry, 'out of order')
      check(entry.fromState === (before?.toState ?? null), entry, 'does not follow')
      check(historyHash(before?.hash ?? null, entry).equals(entry.hash) && (entry.previous === null ? !before : before!.hash.equals(entry.previous)), entry, 'hash')
      const edge = findEdge(machine, entry.fromState, entry.action)
      check(edge !== undefined && (edge.to === 'same' ? entry.toState === entry.fromState : (edge.to ?? []).includes(entry.toState!)), entry, 'no such edge')
      // An assistant who never answered is let go in the act of verifying: the system does it for whoever verified.
      const isLetGo = kind === 'dispatch' && entry.action === 'cancel' && entry.role === 'system'
      check(isLetGo || (edge !== undefined && (edge.who as readonly string[]).includes(entry.role)), entry, `not for ${entry.role}`)
      const subject = subjects.get(entry.subjectId)!
      if (entry.seq === subject.length) check(subject.head.equals(entry.hash) && subject.state === entry.toState, entry, 'head')
      last = entry
    }
    expect(faults.slice(0, 5)).toEqual([])
    expect(chains).toBe(subjects.size)
    const [{ least }] = await sql<[{ least: number }]>`select min(history_length) as least from ${sql(table)}`
    expect(least).toBeGreaterThan(0)
  })

  it('words are committed to, and open', async () => {
    const rows = await sql<{ id: string; seq: number; field: string; salt: Buffer; value: Buffer; commitments: Record<string, string> }[]>`
      select v.subject_id as id, v.seq, v.field, v.salt, v.value, h.commitments from history_values v join history h using (subject_kind, subject_id, seq)
      where subject_kind in ('complaint', 'demand', 'dispatch', 'booking') order by v.subject_id, v.seq, v.field limit 500`
    for (const { id, seq, field, salt, value, commitments } of rows) {
      const text = kernel.cipher.open({ table: 'history_values', column: 'value', row: `${id}/${seq}/${field}` }, value)
      expect(commitmentOf(salt, text)).toBe(commitments[field])
    }
    expect(rows).toHaveLength(500)
  })

  it('a complaint has the desk and the reasons the server finds for its place', async () => {
    interface Row { id: string; lng: number | null; lat: number | null; steps: { step: string; areaCode: string }[]; desk: string; aboutRole: 'gridLeader' | null; area: string; at: Date }
    const rows = await sql<Row[]>`select c.id, c.lng, c.lat, c.first_line as steps, h.facts->>'desk' as desk, c.about_role as "aboutRole",
        coalesce(c.grid_code, c.community_code, c.town_code) as area, c.created_at as at
      from complaints c join history h on h.subject_kind = 'complaint' and h.subject_id = c.id and h.seq = 1 order by md5(c.id::text) limit 300`
    const ways = new Set<string>()
    for (const { id, lng, lat, steps, desk, aboutRole, area, at } of rows) {
      const { step } = steps[0]!
      ways.add(step)
      const about = aboutRole === null ? {} : { about: { role: aboutRole, areaCode: area } }
      const asked = lng === null || lat === null ? (step === 'residence' ? {} : { areaCode: area }) : { point: { lng, lat } }
      const found = await findFirstLine(kernel.db, { ...about, ...asked }, area, at)
      expect({ steps: found.steps, desk: found.desk }, id).toEqual({ steps, desk })
    }
    expect([...ways]).toEqual(expect.arrayContaining(['point', 'address', 'residence', 'area']))
  })
})

describe('what is open', () => {
  const STAGES = 'milestone-fence milestone-stop milestone-demolish'
  /** What must run, or stand still, in a state; what may besides; anything else must have ended. */
  const RUNNING: Record<string, Record<string, { needs: string; may?: string }>> = {
    complaint: {
      submitted: { needs: 'accept', may: 'contact solve' }, accepted: { needs: '', may: 'contact solve raiseAnswer' }, awaiting_resident: { needs: 'answer', may: 'contact solve' },
      raised: { needs: '', may: 'contact' }, merged: { needs: '', may: 'contact accept solve' }, resolved: { needs: 'confirm', may: 'reopenDecide' },
      closed: { needs: '', may: 'reopenWindow reopenDecide' }, declined: { needs: '', may: 'appeal' }, withdrawn: { needs: '' },
    },
    demand: {
      pending: { needs: 'assign', may: 'solve red holdDecide' }, dispatched: { needs: '', may: 'solve red holdDecide' }, replied: { needs: '', may: 'verify holdDecide' },
      on_hold: { needs: 'review', may: 'solve red assign verify' }, verified: { needs: '' }, closed: { needs: '' }, dismissed: { needs: '' },
    },
    dispatch: {
      sent: { needs: 'returnLimit', may: `solve contact ${STAGES}` }, accepted: { needs: '', may: `solve contact extensionDecide ${STAGES}` },
      return_requested: { needs: 'decide', may: `solve contact ${STAGES}` }, replied: { needs: '' }, verified: { needs: '' }, returned: { needs: '', may: 'contact' }, cancelled: { needs: '' },
    },
    session: { open: { needs: 'start end', may: 'closing' }, running: { needs: 'end' }, ended: { needs: '', may: 'noShow' }, closed: { needs: '' } },
    booking: {
      pending: { needs: 'approve' }, booked: { needs: '', may: 'remindDay remindSoon' }, checked_in: { needs: '' }, completed: { needs: '' }, cancelled: { needs: '' },
      declined: { needs: '' }, expired: { needs: '' }, no_show: { needs: '', may: 'decide' },
    },
    waitlist: { waiting: { needs: '' }, offered: { needs: 'hold' }, taken: { needs: '' }, lapsed: { needs: '' }, left: { needs: '' } },
  }
  const words = (text = ''): string[] => text.split(' ').filter(Boolean)

  it.each(KINDS)('$kind: the clocks that run agree with the state', async ({ kind, table }) => {
    const rows = await sql<{ state: string; running: string[]; count: number }[]>`
      select s.state, s.running, count(*)::int as count from (
        select t.state, array(select k.kind from clocks k where k.subject_kind = ${kind} and k.subject_id = t.id and k.state in ('running', 'paused') order by 1) as running
        from ${sql(table)} t) s group by 1, 2`
    for (const { state, running } of rows) {
      const { needs, may } = RUNNING[kind]![state]!
      expect(running, state).toEqual(expect.arrayContaining(words(needs)))
      expect([...words(needs), ...words(may)], state).toEqual(expect.arrayContaining(running))
    }
    expect(rows.length).toBeGreaterThanOrEqual(Object.keys(RUNNING[kind]!).length)
  })

  it('running clocks are due when the working time says, and none before the past ended', async () => {
    const calendar = kernel.calendar()
    const clocks = await sql<{ id: string; kind: string; limit: string; startedAt: Date; dueAt: Date; pauses: { from: string; to: string }[]; isGiven: boolean }[]>`
      select id, kind, limit_spec as limit, started_at as "startedAt", due_at as "dueAt", pauses, sentence like any (array['这个时间%', '批准延期%', '由督办%']) as "isGiven"
      from clocks where state = 'running' and subject_kind in ('complaint', 'demand', 'dispatch', 'booking', 'waitlist', 'session')`
    const endMs = Date.parse(`${isoDate(dayOf(Date.now()))}T00:00:00+08:00`)
    for (const { kind, limit, startedAt, dueAt: due, pauses, isGiven } of clocks) {
      expect(due.getTime(), kind).toBeGreaterThanOrEqual(endMs)
      if (!isGiven) expect(due, kind).toEqual(dueAt(calendar, startedAt, parseLimit(limit), pauses.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))))
    }
    expect(clocks.length).toBeGreaterThan(500)
  })

  it('a demand has one live lead while it is with the units, and each round its own', async () => {
    const rows = await sql`select d.id from demands d where d.state in ('dispatched', 'replied') and (
      select count(*) from dispatches x where x.demand_id = d.id and x.round = d.round and x.role = 'lead'
        and x.state in ('sent', 'accepted', 'return_requested', 'replied')) <> 1`
    expect(rows).toHaveLength(0)
    const idle = await sql`select d.id from demands d where d.state in ('verified', 'closed', 'dismissed') and exists (
      select 1 from dispatches x where x.demand_id = d.id and x.state in ('sent', 'accepted', 'return_requested', 'replied'))`
    expect(idle).toHaveLength(0)
    const unsettled = await sql`select d.id from demands d where d.state = 'verified'
      and not exists (select 1 from complaints c where c.demand_id = d.id and c.state in ('raised', 'resolved'))`
    expect(unsettled).toHaveLength(0)
  })

  it('no session has more places taken than seats, and nobody is in two at once', async () => {
    const miscounted = await sql`select s.id from service_sessions s where s.taken > s.seats or s.taken <> (
      select count(*) from bookings b where b.session_id = s.id and b.state in ('pending', 'booked', 'checked_in')) + (
      select count(*) from waitlist_entries w where w.session_id = s.id and w.state = 'offered')`
    expect(miscounted).toHaveLength(0)
    const overlapping = await sql`select a.id from bookings a join bookings b on b.person_id = a.person_id and b.id > a.id
      and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)`
    expect(overlapping).toHaveLength(0)
  })

  it('cases come from all ten towns, at every desk, level and urgency', async () => {
    const [row] = await sql<[Record<string, number>]>`select
      (select count(distinct town_code)::int from complaints) as towns, (select count(distinct desk)::int from complaints where state in ('submitted', 'accepted')) as desks,
      (select count(distinct level)::int from demands) as levels, (select count(distinct urgency)::int from complaints) as urgencies,
      (select count(distinct community_code)::int from complaints) as communities`
    expect(row).toMatchObject({ towns: 10, desks: 3, levels: 3, urgencies: 4 })
    expect(row.communities).toBeGreaterThan(100)
  })
})

describe('through the API', () => {
  let demo: RunningDemo
  const tokens = new Map<string, string>()
  beforeAll(async () => { demo = await startDemo({ scale: SCALE }) }, 240_000)
  afterAll(() => demo.close())
  const get = async <T>(persona: string, path: string): Promise<T> => {
    if (!tokens.has(persona)) tokens.set(persona, await demo.logInAs(persona))
    const { status, body } = await demo.request('GET', `/api/v1/${path}`, { token: tokens.get(persona)! })
    expect({ status, error: body.error }, `${persona} ${path}`).toEqual({ status: 200, error: undefined })
    return body
  }
  const complaintsOf = (persona: string, query = '') => get<Page<ComplaintItem>>(persona, `complaints?limit=50${query}`)
  const demandsOf = (persona: string, query: string) => get<Page<DemandItem>>(persona, `demands?limit=50${query}`)
  const statesIn = (items: readonly { state: string }[]): string[] => [...new Set(items.map(({ state }) => state))].sort()

  it('residents have cases to follow and some that wait for their answer', async () => {
    const { items } = await complaintsOf('resident')
    expect(statesIn(items)).toEqual(expect.arrayContaining(['accepted', 'awaiting_resident', 'closed', 'declined', 'raised', 'resolved', 'submitted', 'withdrawn']))
    for (const persona of ['resident', 'neighbour', 'elder', 'guardian'])
      expect((await complaintsOf(persona)).items.some(({ state, abilities }) => state === 'resolved' && abilities.confirm === true), persona).toBe(true)
    for (const { id } of items) await get('resident', `complaints/${id}`)
  })

  it.each([
    ['grid-leader-a', 4], ['community-worker', 4], ['street-officer', 3],
  ] as const)('%s finds work at the desk', async (persona, least) => {
    const { items } = await complaintsOf(persona, '&queue=desk')
    expect(items.length).toBeGreaterThanOrEqual(least)
    for (const { state } of items) expect(['submitted', 'accepted', 'awaiting_resident']).toContain(state)
  })

  it('a call-back officer has somebody to ring up', async () => {
    const { items } = await complaintsOf('call-back', '&queue=callBack')
    expect(items.filter(({ abilities }) => abilities.confirm === true).length).toBeGreaterThan(5)
  })

  it.each([['street-officer', 1], ['county-officer', 2]] as const)('%s has demands to dispatch, each with a suggestion', async (persona, level) => {
    const { items } = await demandsOf(persona, '&queue=owner')
    const own = items.filter((item) => item.level === level && item.abilities.dispatch === true)
    expect(own.length).toBeGreaterThanOrEqual(level === 2 ? 1 : 3)
    await expectSuggestions(persona, own)
  })

  it('the chair has demands to dispatch until the working day closes; then the street has them', async () => {
    const { items } = await demandsOf('chair', '&state=pending')
    const own = (await demandsOf('chair', '&queue=owner')).items
    expect(items.length).toBeGreaterThanOrEqual(4)
    for (const { id, level, abilities } of items) expect(abilities.dispatch === true, id).toBe(level === 0 && own.some((one) => one.id === id))
    await expectSuggestions('chair', items)
  })

  const expectSuggestions = async (persona: string, items: readonly { id: string }[]): Promise<void> => {
    for (const { id } of items.slice(0, 3)) {
      const suggestion = await get<Suggestion>(persona, `demands/${id}/suggestion`)
      expect(suggestion.rule).not.toBeNull()
      expect(suggestion.leadUnitId).not.toBeNull()
    }
  }

  it('the handler has dispatches to accept, to work on, and some long over their time', async () => {
    const { items } = await get<Page<DispatchItem>>('handler', 'dispatches?queue=unit&limit=50')
    expect(statesIn(items)).toEqual(expect.arrayContaining(['accepted', 'replied', 'return_requested', 'sent']))
    const late = items.filter(({ state, clocks }) => state === 'accepted' && clocks.some((clock) => clock.kind === 'solve' && Date.parse(clock.dueAt) < demo.server.kernel.clock.now().getTime()))
    expect(late.length).toBeGreaterThanOrEqual(2)
    for (const { id } of items.slice(0, 5)) await get('handler', `dispatches/${id}`)
  })

  it('a community worker has demands to verify, and reads colours of all kinds on the ledger', async () => {
    const { items } = await demandsOf('community-worker', '&queue=verify')
    expect(items.some(({ abilities }) => abilities.verify === true)).toBe(true)
    const colours = new Set<string>()
    let cursor: string | null = null
    do {
      const page: Page<DemandItem> = await demandsOf('county-officer', cursor ? `&cursor=${cursor}` : '')
      for (const { colour } of page.items) colours.add(colour)
      cursor = page.nextCursor
    } while (cursor && colours.size < 4)
    expect([...colours].sort()).toEqual(['none', 'orange', 'red', 'yellow'])
  })

  it('a resident confirms, and time goes on without a fault', async () => {
    const { items } = await complaintsOf('resident')
    const waiting = items.find(({ state }) => state === 'resolved')!
    const { status, body } = await demo.request('POST', `/api/v1/complaints/${waiting.id}/confirm`, {
      token: tokens.get('resident')!, body: { contacted: true, solved: true, satisfied: 'very' },
    })
    expect({ status, state: body.state }).toEqual({ status: 200, state: 'closed' })
    const pending = (await demandsOf('chair', '&state=pending')).items[0]!
    const due = pending.clocks.find((clock) => clock.kind === 'assign' && clock.state === 'running')!.dueAt
    await demo.advance(`PT${Math.ceil((Date.parse(due) - demo.server.kernel.clock.now().getTime()) / 60_000)}M`)
    tokens.clear()
    expect((await get<Demand>('street-officer', `demands/${pending.id}`)).level).toBe(Math.min(2, pending.level + 1))
    expect(demo.faults).toEqual([])
  }, 240_000)
})
