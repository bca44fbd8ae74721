import type { Calendar } from '@huying/shared/kernel/calendar.ts'
import { addWorkingDays, dueAt, isProvisional, warnAt, type Pause } from '@huying/shared/kernel/calendar-clock.ts'
import { DAY_MS, dayOf, isoDate } from '@huying/shared/kernel/calendar-day.ts'
import { explain } from '@huying/shared/kernel/calendar-explain.ts'
import { parseLimit, type LimitUnit } from '@huying/shared/kernel/limit.ts'
import type { Deadline } from '@huying/shared/kernel/schema.ts'
import type { CommandContext } from './context.ts'
import type { Db, Tx } from './db.ts'
import { uuidv7 } from './uuid.ts'

/** Starts (or starts anew) one clock of a subject. `limit` as `7wd`, `4wh`, `24h`; `dueAt` where a rule gives the instant itself. */
export interface ClockStart {
  kind: string
  limit: string
  /** The transition's instant unless given. */
  from?: Date
  dueAt?: Date
}

export interface ClockRow {
  id: string
  subjectKind: string
  subjectId: string
  kind: string
  state: 'running' | 'paused' | 'stopped' | 'fired'
  startedAt: Date
  limitSpec: string
  dueAt: Date
  warnAt: Date | null
  originalDueAt: Date
  pauses: { from: string; to: string }[]
  pausedAt: Date | null
  warnedAt: Date | null
  endedAt: Date | null
  isProvisional: boolean
  sentence: string
}

/** What the table stores of a clock that starts now. Keys are column names. */
export function clockRecord(calendar: Calendar, start: ClockStart, now: Date) {
  const from = start.from ?? now
  const limit = parseLimit(start.limit)
  if (start.dueAt)
    return {
      id: uuidv7(), kind: start.kind, started_at: from, limit_spec: start.limit, due_at: start.dueAt,
      warn_at: null, is_provisional: false, sentence: '这个时间是规则直接定下的。',
    }
  const due = dueAt(calendar, from, limit)
  return {
    id: uuidv7(), kind: start.kind, started_at: from, limit_spec: start.limit, due_at: due,
    warn_at: warnAt(calendar, from, limit), is_provisional: isProvisional(calendar, from, due, limit),
    sentence: explain(calendar, from, limit).sentence,
  }
}

/** Starts clocks of a thing without a machine; things with one start theirs with the transition. */
export const startClocks = (context: CommandContext, subject: { kind: string; id: string }, starts: readonly ClockStart[]): Promise<void> =>
  startClocksOf(context, subject.kind, starts.map((start) => ({ id: subject.id, start })))

/** The same for many things of a kind, in one statement. */
export async function startClocksOf({ kernel, tx, now }: CommandContext, kind: string, starts: readonly { id: string; start: ClockStart }[]): Promise<void> {
  if (starts.length === 0) return
  const calendar = kernel.calendar()
  const records = starts.map(({ id, start }) => ({ subject_id: id, ...clockRecord(calendar, start, now) }))
  await tx.sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, warn_at,
      original_due_at, is_provisional, sentence)
    select c.id, ${kind}, c.subject_id, c.kind, 'running', c.started_at, c.limit_spec, c.due_at, c.warn_at, c.due_at, c.is_provisional, c.sentence
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as c (id uuid, subject_id uuid, kind text, started_at timestamptz, limit_spec text,
      due_at timestamptz, warn_at timestamptz, is_provisional boolean, sentence text)`
}

/** Ends clocks of a thing without a machine. */
export async function stopClocks({ tx, now }: CommandContext, subject: { kind: string; id: string }, kinds: readonly string[]): Promise<void> {
  await tx.sql`update clocks set state = 'stopped', ended_at = ${now}, paused_at = null
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} and kind = any(${[...kinds]}::text[]) and state in ('running', 'paused')`
}

/** Every column of `clocks` under its property's name. */
export const CLOCK_COLUMNS = `id, subject_kind as "subjectKind", subject_id as "subjectId", kind, state, started_at as "startedAt",
  limit_spec as "limitSpec", due_at as "dueAt", warn_at as "warnAt", original_due_at as "originalDueAt", pauses,
  paused_at as "pausedAt", warned_at as "warnedAt", ended_at as "endedAt", is_provisional as "isProvisional", sentence`

/** All clocks of these subjects, oldest first. */
export async function clocksOf(db: Db, subjectKind: string, subjectIds: readonly string[]): Promise<ClockRow[]> {
  return [
    ...(await db.sql.unsafe<ClockRow[]>(
      `select ${CLOCK_COLUMNS} from clocks where subject_kind = $1 and subject_id = any($2::uuid[]) order by started_at, id`,
      [subjectKind, [...subjectIds]] as never[],
      { prepare: true },
    )),
  ]
}

/** Holds running clocks still from `now` on; the others stay as they are. */
export async function pauseClocks(tx: Tx, subject: { kind: string; ids: readonly string[] }, kinds: readonly string[], now: Date): Promise<void> {
  await tx.sql.unsafe(
    `update clocks set state = 'paused', paused_at = $4
      where subject_kind = $1 and subject_id = any($2::uuid[]) and kind = any($3::text[]) and state = 'running'`,
    [subject.kind, [...subject.ids], [...kinds], now] as never[],
    { prepare: true },
  )
}

/**
 * Lets paused clocks run on: the due date moves by the pause, as the calendar counts it. The original due stays.
 * A date that was set by hand or granted moves from where it was set, never back to what the limit alone would give.
 */
export async function resumeClocks(
  tx: Tx,
  calendar: Calendar,
  subject: { kind: string; ids: readonly string[] },
  kinds: readonly string[],
  now: Date,
): Promise<void> {
  const rows = await tx.sql.unsafe<ClockRow[]>(
    `select ${CLOCK_COLUMNS} from clocks where subject_kind = $1 and subject_id = any($2::uuid[]) and kind = any($3::text[])
       and state = 'paused' order by id for update`,
    [subject.kind, [...subject.ids], [...kinds]] as never[],
    { prepare: true },
  )
  for (const row of rows) await runOn(tx, calendar, row, { from: row.pausedAt!, to: now })
}

/**
 * Takes up clocks that were stopped, as if the time since had been a pause: the work is not done after all. One that had
 * run out stays overdue. With `least`, at least that long is left from now.
 */
export async function restartClocks(
  { tx, kernel, now }: CommandContext,
  subject: { kind: string; ids: readonly string[] },
  kinds: readonly string[],
  least?: string,
): Promise<void> {
  const calendar = kernel.calendar()
  const rows = await tx.sql.unsafe<ClockRow[]>(
    `select distinct on (subject_id, kind) ${CLOCK_COLUMNS} from clocks
      where subject_kind = $1 and subject_id = any($2::uuid[]) and kind = any($3::text[]) order by subject_id, kind, started_at desc, id desc`,
    [subject.kind, [...subject.ids], [...kinds]] as never[],
    { prepare: true },
  )
  for (const row of rows) {
    if (row.state === 'stopped') await runOn(tx, calendar, row, { from: row.endedAt!, to: now })
    if (least !== undefined && row.state !== 'running' && row.state !== 'paused') await leaveAtLeast(tx, calendar, row.id, least, now)
  }
}

async function leaveAtLeast(tx: Tx, calendar: Calendar, id: string, least: string, now: Date): Promise<void> {
  const limit = parseLimit(least)
  const due = dueAt(calendar, now, limit)
  await tx.sql`update clocks set state = 'running', ended_at = null, warned_at = null, due_at = ${due}, warn_at = ${warnAt(calendar, now, limit)},
      sentence = ${`至少再给一段时间：${explain(calendar, now, limit).sentence}`}
    where id = ${id} and (state = 'fired' or (state = 'running' and due_at < ${due}))`
}

/**
 * Lengthens the latest clock of a kind by a stretch in which its holder had to wait for somebody else; one that ran out in it runs
 * again. One that stands still already has waited only until it did, and stands on.
 */
export async function addPause({ tx, kernel, now }: CommandContext, subject: { kind: string; id: string }, kind: string, from: Date): Promise<void> {
  const [row] = await tx.sql.unsafe<ClockRow[]>(
    `select ${CLOCK_COLUMNS} from clocks where subject_kind = $1 and subject_id = $2 and kind = $3 and state in ('running', 'paused', 'fired')
      order by started_at desc limit 1`,
    [subject.kind, subject.id, kind] as never[],
    { prepare: true },
  )
  const to = row?.pausedAt ?? now
  if (!row || from >= to) return
  await runOn(tx, kernel.calendar(), row, { from, to })
  if (row.pausedAt) await pauseClocks(tx, { kind: subject.kind, ids: [subject.id] }, [kind], row.pausedAt)
}

/** A clock that was held until an answer came runs on to the very date it had: the wait was the asker's own. */
export async function releaseClock({ tx }: CommandContext, subject: { kind: string; id: string }, kind: string): Promise<void> {
  await tx.sql`update clocks set state = 'running', paused_at = null
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} and kind = ${kind} and state = 'paused'`
}

/**
 * One clock runs on after a stretch in which it stood. Whoever began before the one who stopped it, and then waited for the lock,
 * comes with an earlier instant: then it stood for no time at all.
 */
async function runOn(tx: Tx, calendar: Calendar, row: ClockRow, stretch: Pause): Promise<void> {
  const pause = stretch.to < stretch.from ? { from: stretch.from, to: stretch.from } : stretch
  const before = row.pauses.map(toPause)
  const spans = [...before, pause]
  const limit = parseLimit(row.limitSpec)
  const isSet = dueAt(calendar, row.startedAt, limit, before).getTime() !== row.dueAt.getTime()
  const due = isSet ? shiftDate(calendar, row.dueAt, limit.unit, pause) : dueAt(calendar, row.startedAt, limit, spans)
  const warn = isSet ? row.warnAt && shiftDate(calendar, row.warnAt, limit.unit, pause) : warnAt(calendar, row.startedAt, limit, spans)
  const sentence = isSet ? withPause(row.sentence, due) : explain(calendar, row.startedAt, limit, spans).sentence
  await tx.sql.unsafe(
    `update clocks set state = 'running', paused_at = null, ended_at = null, pauses = $2, due_at = $3, warn_at = $4, is_provisional = $5, sentence = $6
      where id = $1`,
    [row.id, JSON.stringify(spans.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() }))), due, warn,
      isProvisional(calendar, row.startedAt, due, limit), sentence] as never[],
    { prepare: true },
  )
}

const toPause = ({ from, to }: { from: string; to: string }): Pause => ({ from: new Date(from), to: new Date(to) })
const PAUSED_WORDS = '中间停过计时，顺延到'
const withPause = (sentence: string, due: Date): string => `${sentence.split(PAUSED_WORDS)[0]}${PAUSED_WORDS}${isoDate(dayOf(due.getTime()))}。`

/** A date moved by a pause, as a limit of this unit would be; a pause after it moves nothing. */
function shiftDate(calendar: Calendar, date: Date, unit: LimitUnit, { from, to }: Pause): Date {
  if (from >= date) return date
  const [start, end] = [dayOf(from.getTime()), dayOf(to.getTime())]
  switch (unit) {
    case 'wd': {
      const days = calendar.workdaysAfter(start, end)
      return days > 0 ? addWorkingDays(calendar, date, days) : date
    }
    case 'wh':
      return new Date(calendar.instantWorked(calendar.workedUntil(date.getTime()) + calendar.workedUntil(to.getTime()) - calendar.workedUntil(from.getTime())))
    case 'd':
      return new Date(date.getTime() + (end - start) * DAY_MS)
    case 'h':
    case 'min':
      return new Date(date.getTime() + to.getTime() - from.getTime())
  }
}

/** Gives a live clock another date, with the sentence that says why; it warns a working day before. The first date stays beside it. */
export async function setDue(
  { tx, kernel }: CommandContext,
  subject: { kind: string; id: string },
  kind: string,
  due: Date,
  sentence: string,
): Promise<void> {
  const calendar = kernel.calendar()
  const warn = new Date(calendar.closing(calendar.workdayFrom(dayOf(due.getTime()), -1)))
  await tx.sql`update clocks set due_at = ${due}, warn_at = ${warn}, warned_at = null, is_provisional = false, sentence = ${sentence},
      state = case when state = 'fired' then 'running' else state end, ended_at = null
    where id = (select id from clocks where subject_kind = ${subject.kind} and subject_id = ${subject.id} and kind = ${kind}
      and state in ('running', 'paused', 'fired') order by started_at desc limit 1)`
}

/** The latest clock of a kind among those of a thing. */
export const latestClock = (clocks: readonly ClockRow[], kind: string): ClockRow | undefined => clocks.findLast((clock) => clock.kind === kind)
export const isLive = (clock: ClockRow | undefined): boolean => clock?.state === 'running' || clock?.state === 'paused'
/** Its time is over and what it asked for had not happened by then. */
export const isOverdue = (clock: ClockRow | undefined, now: Date): boolean =>
  clock?.state === 'fired' || (clock?.state === 'running' && clock.dueAt <= now)

export const presentClock = (clock: ClockRow): Deadline => ({
  kind: clock.kind,
  dueAt: clock.dueAt.toISOString(),
  warnAt: clock.warnAt?.toISOString() ?? null,
  startedAt: clock.startedAt.toISOString(),
  originalDueAt: clock.originalDueAt.toISOString(),
  state: clock.state,
  isProvisional: clock.isProvisional,
  sentence: clock.sentence,
})
