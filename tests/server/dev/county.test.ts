import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import postgres, { type Sql } from 'postgres'
import { seedCounty } from '../../../server/dev/county/seed-county.ts'
import { loadEnv } from '../../../server/src/env.ts'
import { createCipher } from '../../../server/src/kernel/cipher.ts'
import { openDatabase } from '../../../server/src/kernel/db.ts'
import { checkHistory } from '../../../server/src/kernel/history-check.ts'
import { readCalendar } from '../../../server/src/kernel/calendar-source.ts'
import { historyTables } from '../../../server/src/modules/history-tables.ts'
import { dueAt, warnAt } from '../../../shared/src/kernel/calendar-clock.ts'
import { parseIsoDate, startOfDay } from '../../../shared/src/kernel/calendar-day.ts'
import { explain } from '../../../shared/src/kernel/calendar-explain.ts'
import { parseLimit } from '../../../shared/src/kernel/limit.ts'
import { machines } from '../../../shared/src/machines.ts'
import { testSchema } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'
import { fingerprint } from '../../support/demo-fingerprint.ts'

const startDate = '2026-11-24'
const nowMs = startOfDay(parseIsoDate(startDate))
const { piiKeys } = loadEnv({})
const cipher = createCipher(piiKeys)

let url: string
let sql: Sql

async function seed(): Promise<string> {
  const address = await createDatabase()
  await seedCounty({ url: address, schema: testSchema, startDate, piiKeys, scale: 0.02 })
  return address
}

beforeAll(async () => {
  url = await seed()
  sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { search_path: `${testSchema}, public` } })
}, 180_000)
afterAll(() => sql.end())

it('is the same county cell for cell each time it is seeded for a day', async () => {
  const again = postgres(await seed(), { max: 1, onnotice: () => undefined })
  expect(await fingerprint(again, testSchema, cipher)).toEqual(await fingerprint(sql, testSchema, cipher))
  await again.end()
}, 180_000)

it('has histories that verify from the first entry to the head, words against their commitments', async () => {
  const db = openDatabase(url, { schema: testSchema, max: 1 })
  const report = await checkHistory(db, { tables: historyTables, cipher })
  await db.close()
  expect(report.faults).toEqual([])
  expect(report.chains).toBeGreaterThan(1_000)
  expect(report.words).toBeGreaterThan(1_000)
})

it('ends its past at midnight of that day: nothing was written later', async () => {
  const [{ latest }] = await sql<[{ latest: Date }]>`select max(at) as latest from history`
  expect(latest.getTime()).toBeLessThanOrEqual(nowMs)
  expect(latest.getTime()).toBeGreaterThan(nowMs - 2 * 86_400_000)
})

it('has something in every state of every machine', async () => {
  for (const { name, states } of machines) {
    const rows = await sql<{ state: string }[]>`select distinct state from ${sql(historyTables[name]!)}`
    expect(rows.map(({ state }) => state).sort(), name).toEqual(Object.keys(states).sort())
  }
})

it('has thanks on the wall, said there by resident and member, and some that a worker has to read first', async () => {
  const bothAgree = sql`state = 'confirmed' and thanks is not null and thanks_agreed_resident_at = confirmed_at and thanks_agreed_member_at > confirmed_at`
  const [count] = await sql<[{ shown: number; waiting: number; mute: number; agreed: number; written: number }]>`select
    count(*) filter (where ${bothAgree} and thanks_verdict = 'pass')::int as shown, count(*) filter (where ${bothAgree} and thanks_verdict = 'review')::int as waiting,
    count(*) filter (where (thanks is null) <> (thanks_verdict is null) or (thanks is null and coalesce(thanks_agreed_resident_at, thanks_agreed_member_at) is not null))::int as mute,
    count(thanks_agreed_member_at)::int as agreed, (select count(*)::int from history where action = 'show_thanks' and role = 'member') as written from wishes`
  expect(count.shown).toBeGreaterThan(10)
  expect(count.waiting).toBeGreaterThan(0)
  expect([count.mute, count.written]).toEqual([0, count.agreed])
})

/** Clocks whose instant comes from a session, a term or an officer instead of a limit. */
const GIVEN = [
  'booking.approve', 'booking.remindDay', 'booking.remindSoon', 'chairTerm.begin', 'chairTerm.end', 'demand.red', 'demand.review', 'demand.solve',
  'dispatch.solve', 'session.closing', 'session.end', 'session.start', 'waitlist.hold',
]

describe('clocks', () => {
  interface Row {
    id: string
    subject: string
    kind: string
    state: string
    from: Date
    limit: string
    due: Date
    warn: Date | null
    warned: Date | null
    pauses: { from: string; to: string }[]
    sentence: string
  }
  let clocks: Row[]
  beforeAll(async () => {
    // The migrations leave some for the first worker: to count what there is.
    clocks = await sql<Row[]>`select id, subject_kind as subject, kind, state, started_at as from, limit_spec as limit, due_at as due, warn_at as warn,
      warned_at as warned, pauses, sentence from clocks where kind <> 'build'`
  })

  it('agree with the calendar, except those a rule or an officer gave a date', async () => {
    const db = openDatabase(url, { schema: testSchema, max: 1 })
    const calendar = await readCalendar(db)
    await db.close()
    for (const { subject, kind, from, limit, due, warn, pauses, sentence } of clocks) {
      const spans = pauses.map((pause) => ({ from: new Date(pause.from), to: new Date(pause.to) }))
      const parsed = parseLimit(limit)
      const counted = dueAt(calendar, from, parsed, spans)
      if (counted.getTime() !== due.getTime()) expect(GIVEN).toContain(`${subject}.${kind}`)
      else if (warn) {
        expect(warn, `${subject}.${kind}`).toEqual(warnAt(calendar, from, parsed, spans))
        expect(sentence).toBe(explain(calendar, from, parsed, spans).sentence)
      }
    }
  })

  it('that run are still ahead; what fell due has happened', () => {
    const running = clocks.filter(({ state }) => state === 'running')
    expect(running.length).toBeGreaterThan(100)
    expect(running.filter(({ due }) => due.getTime() <= nowMs)).toEqual([])
  })

  it('have warned where their warning has passed', () => {
    for (const { state, warn, warned } of clocks) if (state === 'running') expect(warned !== null).toBe(warn !== null && warn.getTime() <= nowMs)
  })
})

