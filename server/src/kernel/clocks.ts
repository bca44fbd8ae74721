import type { Calendar } from '@huying/shared/kernel/calendar.ts'
import { dueAt, isProvisional, warnAt } from '@huying/shared/kernel/calendar-clock.ts'
import { explain } from '@huying/shared/kernel/calendar-explain.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
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
export async function startClocks(context: CommandContext, subject: { kind: string; id: string }, starts: readonly ClockStart[]): Promise<void> {
  const records = starts.map((start) => clockRecord(context.kernel.calendar(), start, context.now))
  await context.tx.sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, warn_at,
      original_due_at, is_provisional, sentence)
    select c.id, ${subject.kind}, ${subject.id}, c.kind, 'running', c.started_at, c.limit_spec, c.due_at, c.warn_at, c.due_at,
      c.is_provisional, c.sentence
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as c (id uuid, kind text, started_at timestamptz, limit_spec text,
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

/** Lets paused clocks run on: the due date moves by the pause, as the calendar counts it. The original due stays. */
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
  for (const row of rows) {
    const pauses = [...row.pauses, { from: row.pausedAt!.toISOString(), to: now.toISOString() }]
    const spans = pauses.map((pause) => ({ from: new Date(pause.from), to: new Date(pause.to) }))
    const limit = parseLimit(row.limitSpec)
    const due = dueAt(calendar, row.startedAt, limit, spans)
    await tx.sql.unsafe(
      `update clocks set state = 'running', paused_at = null, pauses = $2, due_at = $3, warn_at = $4, is_provisional = $5, sentence = $6
        where id = $1`,
      [row.id, JSON.stringify(pauses), due, warnAt(calendar, row.startedAt, limit, spans),
        isProvisional(calendar, row.startedAt, due, limit), explain(calendar, row.startedAt, limit, spans).sentence] as never[],
      { prepare: true },
    )
  }
}

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
