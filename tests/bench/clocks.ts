import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { explain } from '@huying/shared/kernel/calendar-explain.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import type { Sql } from 'postgres'
import { OFFICIAL_YEARS } from '../../server/dev/county/calendar-data.ts'
import { buildCalendar, officialDayRows, type CalendarDayRow } from '../../server/src/kernel/calendar-source.ts'
import { recomputeClocks } from '../../server/src/kernel/recompute-clocks.ts'
import { deadlineTable, sweepClocks } from '../../server/src/kernel/sweep.ts'
import { complaintDeadlines } from '../../server/src/modules/complaint/deadlines.ts'
import { wishDeadlines } from '../../server/src/modules/wish/deadlines.ts'
import { noteLeast, note, runParts, withCounty } from './county-bench.ts'
import { fillMembers, fillOpenWishes } from './routing-fill.ts'

/**
 * `npx tsx tests/bench/clocks.ts [deadlines] [sweep] [calendar]`: how many deadlines and explanations a second, how fast due clocks among half a
 * million open ones are swept, and how long a change of the calendar takes over them; exit code 1 where a limit is broken.
 */
const LIMITS = { deadlinesPerS: 200_000, explanationsPerS: 20_000, sweptPerS: 2_000, calendarS: 60 } as const
const OPEN = 500_000
/** Of each kind that falls due: clocks that tell, and clocks whose end is a step of a wish. */
const DUE = 10_000
const MONDAY = Date.parse('2026-11-23T01:00:00Z')
const HOUR_MS = 3_600_000
const SPECS = ['7wd', '15wd', '4wh', '1wd', '30d', '24h'].map(parseLimit)

const days = officialDayRows(OFFICIAL_YEARS.flatMap(({ holidays }) => holidays))
const calendarOf = (more: readonly CalendarDayRow[] = []) => buildCalendar([...days, ...more], OFFICIAL_YEARS.map(({ year }) => ({ year, isPublished: true })))

await runParts({ deadlines: benchDeadlines, sweep: benchSweep, calendar: benchCalendar })

async function benchDeadlines(): Promise<void> {
  const calendar = calendarOf()
  const perSecond = (count: number, act: (i: number) => unknown): number => {
    for (let i = 0; i < count / 10; i++) act(i)
    const started = performance.now()
    for (let i = 0; i < count; i++) act(i)
    return (count / (performance.now() - started)) * 1000
  }
  // A year of beginnings, at odd minutes.
  const from = (i: number) => new Date(MONDAY - ((i * 7_919) % 300_000) * 60_000)
  noteLeast('deadlines computed', perSecond(1_000_000, (i) => dueAt(calendar, from(i), SPECS[i % SPECS.length]!)), 'a second', LIMITS.deadlinesPerS)
  noteLeast('explanations made', perSecond(100_000, (i) => explain(calendar, from(i), SPECS[i % SPECS.length]!)), 'a second', LIMITS.explanationsPerS)
}

/** Half a million open clocks of cases, with deadlines in working days that the calendar explains. */
async function fillClocks(sql: Sql): Promise<void> {
  const calendar = calendarOf()
  const limit = parseLimit('7wd')
  // A thousand beginnings of the last days; each clock has one of them.
  const moments = Array.from({ length: 1_000 }, (_, i) => {
    const startedAt = new Date(MONDAY - i * 5 * 60_000)
    return { n: i, started: startedAt, due: dueAt(calendar, startedAt, limit) }
  })
  await sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
    select gen_random_uuid(), 'complaint', gen_random_uuid(), 'solve', 'running', m.started, '7wd', m.due, m.due, '七个工作日'
    from generate_series(1, ${OPEN}) s (n) join jsonb_to_recordset(${sql.json(moments as never)}) as m (n int, started timestamptz, due timestamptz) on m.n = s.n % 1000`
}

async function benchSweep(): Promise<void> {
  const fill = async (sql: Sql) => {
    await fillMembers(sql, { inOneTown: false })
    await fillOpenWishes(sql, DUE, new Date(MONDAY))
    await sql.unsafe(`update wishes set state = 'fulfilled', fulfilled_at = published_at, claimer_id = beneficiary_id; update clocks set kind = 'confirm'`)
    await fillClocks(sql)
    await sql`update clocks set due_at = ${new Date(MONDAY - HOUR_MS)} where id in (select id from clocks where subject_kind = 'complaint' limit ${DUE})`
    await sql.unsafe('vacuum analyze')
  }
  await withCounty('sweep', MONDAY, fill, async (kernel) => {
    const table = deadlineTable([...wishDeadlines, ...complaintDeadlines])
    const rethrow = (error: unknown) => {
      throw error
    }
    const started = performance.now()
    let handled = 0
    for (let step = 1; step > 0; handled += step) step = await sweepClocks(kernel, table, rethrow)
    const seconds = (performance.now() - started) / 1000
    const [{ told, confirmed }] = await kernel.db.sql<[{ told: number; confirmed: number }]>`select
      (select count(*)::int from outbox where kind = 'complaint.clockFellDue') as told, (select count(*)::int from wishes where state = 'confirmed') as confirmed`
    if (handled !== 2 * DUE || told !== DUE || confirmed !== DUE) throw new Error(`${handled} handled, ${told} told, ${confirmed} confirmed`)
    noteLeast(`due among ${OPEN} open clocks, half of them steps of wishes, swept`, handled / seconds, 'a second', LIMITS.sweptPerS)
  })
}

async function benchCalendar(): Promise<void> {
  const fill = async (sql: Sql) => {
    await fillClocks(sql)
    await sql.unsafe('vacuum analyze')
  }
  await withCounty('calendar', MONDAY, fill, async (kernel) => {
    const off: CalendarDayRow = { day: '2026-11-26', kind: 'holiday', isOverride: true, reason: '停电检修', hours: null }
    const started = performance.now()
    const moved = await kernel.db.transaction((tx) => recomputeClocks(tx, { before: calendarOf(), after: calendarOf([off]) }))
    if (moved.length !== OPEN) throw new Error(`${moved.length} of ${OPEN} moved`)
    note(`a day off more, ${OPEN} open clocks counted anew`, (performance.now() - started) / 1000, 's', LIMITS.calendarS)
  })
}
