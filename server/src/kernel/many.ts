import { setImmediate } from 'node:timers/promises'
import { findEdge, nextState } from '@huying/shared/kernel/machine.ts'
import { getTableName } from 'drizzle-orm'
import { clockRecord, type ClockStart } from './clocks.ts'
import { columnsOf, type SubjectRow, type SubjectTable } from './columns.ts'
import type { CommandContext } from './context.ts'
import { historyHash, type Facts, type HistoryEntry } from './history.ts'
import type { Subject } from './subject.ts'
import { edgeFor, type Change } from './transition.ts'
import { uuidv7 } from './uuid.ts'

/** One of many things that come to be at once. */
export interface Birth<T extends SubjectTable> {
  values: Omit<T['$inferInsert'], keyof SubjectRow>
  facts: Facts
  start: readonly ClockStart[]
}

/** What goes into one statement; each carries its row, its first entry, its event and its clocks. */
const BATCH = 500

/**
 * What `create` does, for many things of one kind in a few statements: rows, first entries of their histories, events and
 * clocks. One that some constraint of the table (`onConflict`) already knows is left out; answers how many came to be.
 * Things made like this have no words of people in their histories. While the database writes one batch the next is made ready.
 */
export async function createMany<T extends SubjectTable, S extends string, A extends string>(
  context: CommandContext,
  subject: Subject<T, S, A>,
  action: A,
  births: Iterable<Birth<T>>,
  onConflict: string,
): Promise<number> {
  const edge = findEdge(subject.machine, null, action)
  if (!edge) throw new Error(`${action} creates no ${subject.kind}`)
  const act = { action, event: `${subject.kind}.${edge.event}`, state: nextState(edge, null), onConflict }
  let made = 0
  let underWay = Promise.resolve(0)
  for (const batch of batches(births)) {
    const drafts = batch.map((birth) => draftOf(context, subject, act, birth))
    made += await underWay
    underWay = writeBatch(context, subject, act, drafts)
    // It is awaited further down; until then a failure is nobody's surprise.
    underWay.catch(() => undefined)
    // Lets it reach the socket before the next is made ready.
    await setImmediate()
  }
  return made + (await underWay)
}

function* batches<B>(births: Iterable<B>): Generator<B[]> {
  let batch: B[] = []
  for (const birth of births) {
    batch.push(birth)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

interface Act {
  action: string
  event: string
  state: string
  onConflict: string
}

type Draft = ReturnType<typeof draftOf>

function draftOf<T extends SubjectTable>(context: CommandContext, subject: Subject<T>, act: Act, { values, facts, start }: Birth<T>) {
  const { now } = context
  const calendar = context.kernel.calendar()
  const entry = entryOf(context, subject.kind, { id: uuidv7(now), seq: 1, action: act.action, from: null, to: act.state, facts })
  const hash = historyHash(null, entry)
  const row = { ...values, id: entry.subjectId, state: act.state, version: 1, historyLength: 1, historyHead: hash, createdAt: now, updatedAt: now }
  return { id: entry.subjectId, facts, row: cellsOf(subject.table, row), clocks: start.map((clock) => clockRecord(calendar, clock, now)) }
}

async function writeBatch<T extends SubjectTable>(context: CommandContext, subject: Subject<T>, act: Act, drafts: readonly Draft[]): Promise<number> {
  const { now, tx } = context
  const columns = Object.keys(drafts[0]!.row)
  // What all have in common is sent, and read, once.
  const common = columns.filter((name) => drafts.every(({ row }) => row[name] === drafts[0]!.row[name]))
  const own = columns.filter((name) => !common.includes(name))
  const table = getTableName(subject.table)
  const clocks = clockLists(drafts)
  const [counted] = await tx.sql.unsafe<{ made: number }[]>(
    `with made as (insert into ${table} (${columns.join(', ')}) select ${columns.map((name) => `${common.includes(name) ? 'c' : 'o'}.${name}`).join(', ')}
        from json_populate_recordset(null::${table}, $1::json) o, json_populate_record(null::${table}, $2::json) c
        on conflict on constraint ${act.onConflict} do nothing returning id, history_head),
      told as materialized (select made.id, made.history_head, e.facts from json_to_recordset($3::json) as e (id uuid, facts jsonb) join made using (id)),
      entries as (insert into history (subject_kind, subject_id, seq, at, actor_id, appointment_id, role, action, from_state, to_state, facts, commitments, hash)
        select $4::text, id, 1, $5::timestamptz, $6::uuid, $7::uuid, $8::text, $9::text, null, $10::text, facts, '{}', history_head from told),
      events as (insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data) select $5, $11::text, $4, id, 1, $6, facts || $12::jsonb from told),
      started as (insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, warn_at, original_due_at, is_provisional, sentence)
        select k.id, $4, k.subject_id, f.kind, 'running', f.started_at, f.limit_spec, k.due_at, k.warn_at, k.due_at, f.is_provisional, f.sentence
        from unnest($13::uuid[], $14::uuid[], $15::int[], $16::timestamptz[], $17::timestamptz[]) as k (id, subject_id, form, due_at, warn_at)
          join json_to_recordset($18::json) as f (form int, kind text, started_at timestamptz, limit_spec text, is_provisional boolean, sentence text) using (form)
          join made on made.id = k.subject_id)
      select count(*)::int as made from made`,
    [
      JSON.stringify(drafts.map(({ row }) => pick(row, own))), JSON.stringify(pick(drafts[0]!.row, common)), JSON.stringify(drafts.map(({ id, facts }) => ({ id, facts }))),
      subject.kind, now, context.actor.accountId, context.as?.appointmentId ?? null, roleOf(context), act.action, act.state,
      act.event, JSON.stringify({ action: act.action, from: null, to: act.state, version: 1 }),
      listOf(clocks.ids), listOf(clocks.subjects), listOf(clocks.forms), listOf(clocks.dues), listOf(clocks.warnings), JSON.stringify(clocks.known),
    ] as never[],
    { prepare: true },
  )
  return counted!.made
}

const pick = (row: Record<string, unknown>, names: readonly string[]) => Object.fromEntries(names.map((name) => [name, row[name]]))

/** Clocks of many things hardly differ: of each its id, whose it is, its instants, and which of the known forms it has. */
function clockLists(drafts: readonly Draft[]) {
  const forms = new Map<string, number>()
  const known: object[] = []
  const lists = { ids: [] as string[], subjects: [] as string[], forms: [] as number[], dues: [] as string[], warnings: [] as (string | null)[], known }
  for (const draft of drafts)
    for (const { id, due_at, warn_at, ...rest } of draft.clocks) {
      const key = `${rest.kind} ${rest.limit_spec} ${rest.started_at.getTime()} ${rest.is_provisional} ${rest.sentence}`
      let form = forms.get(key)
      if (form === undefined) {
        form = known.push({ ...rest, form: forms.size }) - 1
        forms.set(key, form)
      }
      lists.ids.push(id)
      lists.subjects.push(draft.id)
      lists.forms.push(form)
      lists.dues.push(due_at.toISOString())
      lists.warnings.push(warn_at?.toISOString() ?? null)
    }
  return lists
}

/** A list as PostgreSQL reads it; of values that need no quotes. */
const listOf = (values: readonly (string | number | null)[]): string => `{${values.map((value) => value ?? 'null').join(',')}}`

/** What may differ from thing to thing where many take the same step. */
export type ManyChange<T extends SubjectTable, S extends string> = Pick<Change<T, S>, 'to' | 'set' | 'facts' | 'start' | 'stop'>

/**
 * What `transition` does, for many things of one kind that take the same step, in one statement. Call it with the rows locked. All
 * set the same columns. @throws as `transition`, for the first that may not; a row that changed meanwhile is an error of ours
 */
export async function transitionMany<T extends SubjectTable, S extends string, A extends string>(
  context: CommandContext,
  subject: Subject<T, S, A>,
  rows: readonly T['$inferSelect'][],
  action: A,
  changeOf: (row: T['$inferSelect']) => ManyChange<T, S>,
): Promise<void> {
  if (rows.length === 0) return
  const { now, tx } = context
  const calendar = context.kernel.calendar()
  const steps = rows.map((row) => {
    const { to, set = {}, facts = {}, start = [], stop = [] } = changeOf(row)
    const edge = edgeFor(subject, row.state as S, action)
    const state = nextState(edge, row.state as S, to)
    const entry = entryOf(context, subject.kind, { id: row.id, seq: row.historyLength + 1, action, from: row.state, to: state, facts })
    const clocks = start.map((clock) => ({ subject_id: row.id, ...clockRecord(calendar, clock, now) }))
    return {
      event: `${subject.kind}.${edge.event}`, cells: cellsOf(subject.table, set), clocks,
      // A clock that starts anew is not stopped first.
      stops: { id: row.id, kinds: stop === 'all' ? null : stop, but: clocks.map(({ kind }) => kind) },
      step: {
        id: row.id, version: row.version, seq: entry.seq, from: row.state, to: state, facts, before: hexOf(row.historyHead), hash: hexOf(historyHash(row.historyHead, entry)),
        data: { ...facts, action, from: row.state, to: state, version: row.version + 1 },
      },
    }
  })
  const [first] = steps
  const columns = Object.keys(first!.cells)
  if (steps.some(({ cells }) => Object.keys(cells).join() !== columns.join())) throw new Error(`${action} sets other columns for some`)
  const table = getTableName(subject.table)
  const [counted] = await tx.sql.unsafe<{ changed: number }[]>(
    `with s as (select * from jsonb_to_recordset($1::jsonb) as s (id uuid, version int, seq int, "from" text, "to" text, facts jsonb, data jsonb, before bytea, hash bytea, cells jsonb)),
      changed as (update ${table} t set state = s."to", version = s.version + 1, history_length = s.seq, history_head = s.hash, updated_at = $3::timestamptz
          ${columns.map((column) => `, ${column} = c.${column}`).join('')}
        from s cross join lateral jsonb_populate_record(null::${table}, s.cells) c where t.id = s.id and t.version = s.version returning t.id),
      entries as (insert into history (subject_kind, subject_id, seq, at, actor_id, appointment_id, role, action, from_state, to_state, facts, commitments, previous_hash, hash)
        select $2::text, id, seq, $3, $4::uuid, $5::uuid, $6::text, $7::text, "from", "to", facts, '{}', before, hash from s join changed using (id)),
      events as (insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data) select $3, $8::text, $2, id, seq, $4, data from s join changed using (id) order by id),
      stopped as (update clocks k set state = 'stopped', ended_at = $3, paused_at = null
        from jsonb_to_recordset($9::jsonb) as x (id uuid, kinds jsonb, but jsonb)
        where k.subject_kind = $2 and k.subject_id = x.id and k.state in ('running', 'paused') and (x.kinds is null or x.kinds ? k.kind) and not x.but ? k.kind),
      started as (insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, warn_at, original_due_at, is_provisional, sentence)
        select c.id, $2, c.subject_id, c.kind, 'running', c.started_at, c.limit_spec, c.due_at, c.warn_at, c.due_at, c.is_provisional, c.sentence
        from jsonb_to_recordset($10::jsonb) as c (id uuid, subject_id uuid, kind text, started_at timestamptz, limit_spec text, due_at timestamptz,
          warn_at timestamptz, is_provisional boolean, sentence text)
        on conflict (subject_kind, subject_id, kind) where state in ('running', 'paused') do update set state = 'running',
          started_at = excluded.started_at, limit_spec = excluded.limit_spec, due_at = excluded.due_at, warn_at = excluded.warn_at,
          original_due_at = excluded.original_due_at, pauses = '[]', paused_at = null, warned_at = null,
          is_provisional = excluded.is_provisional, sentence = excluded.sentence)
      select count(*)::int as changed from changed`,
    [
      JSON.stringify(steps.map(({ step, cells }) => ({ ...step, cells }))), subject.kind, now, context.actor.accountId, context.as?.appointmentId ?? null, roleOf(context), action,
      first!.event, JSON.stringify(steps.map(({ stops }) => stops).filter(({ kinds }) => kinds === null || kinds.length > 0)), JSON.stringify(steps.flatMap(({ clocks }) => clocks)),
    ] as never[],
    { prepare: true },
  )
  if (counted!.changed !== rows.length) throw new Error(`${counted!.changed} of ${rows.length} took the step ${action}`)
}

/**
 * The end of things that may be deleted: the last entry of their histories, their event, no clocks and no rows. Their
 * chains' ends go into `keptIn`, so that a check of the history still knows them. Call it with the rows locked.
 */
export async function removeMany<T extends SubjectTable, S extends string, A extends string>(
  context: CommandContext,
  subject: Subject<T, S, A>,
  action: A,
  rows: readonly T['$inferSelect'][],
  keptIn: string,
): Promise<void> {
  const [first] = rows
  if (!first) return
  const edge = findEdge(subject.machine, first.state as S, action)
  if (edge?.to !== null) throw new Error(`${action} deletes no ${subject.kind}`)
  const ends = rows.map((row) => {
    const entry = entryOf(context, subject.kind, { id: row.id, seq: row.historyLength + 1, action, from: row.state, to: null, facts: {} })
    return { id: row.id, seq: entry.seq, before: hexOf(row.historyHead), hash: hexOf(historyHash(row.historyHead, entry)), from: row.state }
  })
  const { now, tx } = context
  await tx.sql.unsafe(
    `with gone as (select * from jsonb_to_recordset($1::jsonb) as g (id uuid, seq int, before bytea, hash bytea, "from" text)),
      entries as (insert into history (subject_kind, subject_id, seq, at, actor_id, appointment_id, role, action, from_state, to_state, facts, commitments, previous_hash, hash)
        select $2::text, id, seq, $3::timestamptz, $4::uuid, $5::uuid, $6::text, $7::text, "from", null, '{}', '{}', before, hash from gone),
      events as (insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data)
        select $3, $8::text, $2, id, seq, $4, jsonb_build_object('action', $7, 'from', "from", 'to', null, 'version', seq) from gone),
      stopped as (update clocks set state = 'stopped', ended_at = $3, paused_at = null
        where subject_kind = $2 and subject_id in (select id from gone) and state in ('running', 'paused')),
      kept as (insert into ${keptIn} (id, history_length, history_head) select id, seq, hash from gone)
      delete from ${getTableName(subject.table)} where id in (select id from gone)`,
    [JSON.stringify(ends), subject.kind, now, context.actor.accountId, context.as?.appointmentId ?? null, roleOf(context), action, `${subject.kind}.${edge.event}`] as never[],
    { prepare: true },
  )
}

/** Bytes in the form that PostgreSQL reads from JSON. */
const hexOf = <B extends Buffer | null>(bytes: B): string | (B extends Buffer ? never : null) => (bytes === null ? null : `\\x${bytes.toString('hex')}`) as never

const roleOf = ({ as, actor }: CommandContext): string => as?.role ?? (actor.accountId === null ? 'system' : 'resident')

interface Step {
  id: string
  seq: number
  action: string
  from: string | null
  to: string | null
  facts: Facts
}

const entryOf = (context: CommandContext, kind: string, { id, seq, action, from, to, facts }: Step): HistoryEntry => ({
  subjectKind: kind, subjectId: id, seq, at: context.now, actorId: context.actor.accountId, appointmentId: context.as?.appointmentId ?? null,
  role: roleOf(context), action, fromState: from, toState: to, facts, commitments: {},
})

/** A row under its columns' names, as JSON that PostgreSQL reads back. */
function cellsOf(table: SubjectTable, values: Record<string, unknown>): Record<string, unknown> {
  const columns = columnsOf(table)
  const cells: Record<string, unknown> = {}
  for (const property in values) {
    const value = values[property]
    if (value === undefined) continue
    const column = columns[property]
    if (!column) throw new Error(`${getTableName(table)} has no column ${property}`)
    cells[column.name] = Buffer.isBuffer(value) ? hexOf(value) : value
  }
  return cells
}
