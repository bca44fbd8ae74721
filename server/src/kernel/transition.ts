import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { findEdge, nextState, type Edge } from '@huying/shared/kernel/machine.ts'
import { getTableName, type InferInsertModel } from 'drizzle-orm'
import { clockRecord, type ClockStart } from './clocks.ts'
import { columnsOf, toRow, type SubjectRow, type SubjectTable } from './columns.ts'
import type { CommandContext } from './context.ts'
import { commitmentOf, historyHash, newSalt, type Facts } from './history.ts'
import type { Subject } from './subject.ts'
import { uuidv7 } from './uuid.ts'

/** What goes with a change of state, all in one statement. */
export interface Change<T extends SubjectTable, S extends string> {
  /** Where the edge offers several targets: the one the guard chose. */
  to?: S
  /** Columns that change with it. */
  set?: Partial<InferInsertModel<T>>
  /** Plain facts for the history and the event: codes, ids, dates; never personal. */
  facts?: Facts
  /** Words and personal values: history keeps a salted commitment, the text itself can be erased. */
  words?: Readonly<Record<string, string | null | undefined>>
  start?: readonly ClockStart[]
  stop?: readonly string[] | 'all'
  role?: string
  appointmentId?: string | null
}

/** 409 with the state as it is now. */
export const wrongState = (subject: Subject, state: string, action: string) =>
  kernelErrors.WRONG_STATE({ state, action }, `现在是「${subject.machine.states[state]?.label ?? state}」，这一步做不了`)

/** The edge that allows the action in this state, or 409. Edges not built yet answer 422. */
export function edgeFor<S extends string, A extends string>(
  subject: Subject<SubjectTable, S, A>,
  state: S | null,
  action: A,
): Edge<S, A> {
  const edge = findEdge(subject.machine, state, action)
  if (!edge) throw wrongState(subject, state ?? '', action)
  if (edge.isBuilt === false) throw kernelErrors.NOT_AVAILABLE_YET({ action })
  return edge
}

/** Creates the thing in the state its first edge leads to, with the first entry of its history. */
export async function create<T extends SubjectTable, S extends string, A extends string>(
  context: CommandContext,
  subject: Subject<T, S, A>,
  action: A,
  values: Omit<T['$inferInsert'], keyof SubjectRow> & { id?: string },
  change: Omit<Change<T, S>, 'set' | 'stop'> = {},
): Promise<T['$inferSelect']> {
  const edge = edgeFor(subject, null, action)
  const state = nextState(edge, null, change.to)
  const id = values.id ?? uuidv7(context.now)
  const row = { ...values, id, createdAt: context.now, updatedAt: context.now } as Record<string, unknown>
  return write(context, subject, { id, state: null, version: 0, historyLength: 0, historyHead: null }, edge, state, row, change)
}

/**
 * The only writer of a state. Call it with a row locked in this transaction (`lockSubject`).
 * Checks the machine, writes state, history entry, event and clocks in one statement; answers the new row.
 */
export async function transition<T extends SubjectTable, S extends string, A extends string>(
  context: CommandContext,
  subject: Subject<T, S, A>,
  row: T['$inferSelect'],
  action: A,
  change: Change<T, S> = {},
): Promise<T['$inferSelect']> {
  const edge = edgeFor(subject, row.state as S, action)
  const state = nextState(edge, row.state as S, change.to)
  return write(context, subject, row, edge, state, { ...change.set, updatedAt: context.now }, change)
}

/**
 * Writes down what happened to a thing beside the steps of its machine: a reveal, a proposal that waits for a second person.
 * The state stays, the version moves, history and event are written as by `transition`. Call it with the row locked.
 */
export async function record<T extends SubjectTable, S extends string, A extends string>(
  context: CommandContext,
  subject: Subject<T, S, A>,
  row: T['$inferSelect'],
  happened: Happened,
  change: Omit<Change<T, S>, 'to'> = {},
): Promise<T['$inferSelect']> {
  return write(context, subject, row, happened, row.state as S, { ...change.set, updatedAt: context.now }, change)
}

/** `action` is kept in history, `event` (past tense) goes into the outbox as `<machine>.<event>`. */
export interface Happened {
  action: string
  event: string
}

interface Before {
  id: string
  state: string | null
  version: number
  historyLength: number
  historyHead: Buffer | null
}

async function write<T extends SubjectTable, S extends string, A extends string>(
  context: CommandContext,
  subject: Subject<T, S, A>,
  before: Before,
  edge: Happened,
  state: S,
  values: Record<string, unknown>,
  change: Change<T, S>,
): Promise<T['$inferSelect']> {
  const { now } = context
  const statement = new Statement()
  const seq = before.historyLength + 1
  const secrets = Object.entries(change.words ?? {}).flatMap(([field, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ field, value, salt: newSalt() }],
  )
  const role = change.role ?? context.as?.role ?? (context.actor.accountId === null ? 'system' : 'resident')
  const entry = {
    subjectKind: subject.kind,
    subjectId: before.id,
    seq,
    at: now,
    actorId: context.actor.accountId,
    appointmentId: change.appointmentId ?? context.as?.appointmentId ?? null,
    role,
    action: edge.action,
    fromState: before.state,
    toState: state,
    facts: change.facts ?? {},
    commitments: Object.fromEntries(secrets.map(({ field, value, salt }) => [field, commitmentOf(salt, value)])),
  }
  const hash = historyHash(before.historyHead, entry)
  const written = { ...values, state, version: before.version + 1, historyLength: seq, historyHead: hash }

  if (before.state === null) statement.insertRow('changed', subject.table, written)
  else statement.updateRow('changed', subject.table, before, written)
  statement.add('entry', (p) => `insert into history (subject_kind, subject_id, seq, at, actor_id, appointment_id, role, action,
    from_state, to_state, facts, commitments, previous_hash, hash) select ${[
      entry.subjectKind, entry.subjectId, seq, now, entry.actorId, entry.appointmentId, role, entry.action, entry.fromState,
      state, JSON.stringify(entry.facts), JSON.stringify(entry.commitments), before.historyHead, hash,
    ].map((value, index) => p(value, HISTORY_TYPES[index])).join(', ')} from changed`)
  if (secrets.length > 0)
    statement.add('secrets', (p) => `insert into history_values (subject_kind, subject_id, seq, field, salt, value)
      select ${p(subject.kind, 'text')}, ${p(before.id, 'uuid')}, ${p(seq, 'int')}, s.field, decode(s.salt, 'hex'), decode(s.value, 'hex')
      from jsonb_to_recordset(${p(JSON.stringify(secrets.map(({ field, value, salt }) => ({
        field,
        salt: salt.toString('hex'),
        value: context.kernel.cipher
          .seal({ table: 'history_values', column: 'value', row: `${before.id}/${seq}/${field}` }, value)
          .toString('hex'),
      }))), 'jsonb')}) as s (field text, salt text, value text)`)
  statement.add('event', (p) => `insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data) select
    ${p(now, 'timestamptz')}, ${p(`${subject.kind}.${edge.event}`, 'text')}, ${p(subject.kind, 'text')}, ${p(before.id, 'uuid')},
    ${p(seq, 'int')}, ${p(entry.actorId, 'uuid')},
    ${p(JSON.stringify({ ...entry.facts, action: edge.action, from: before.state, to: state, version: before.version + 1 }), 'jsonb')} from changed`)
  addClocks(statement, context, subject.kind, before.id, change)

  const [raw] = await context.tx.sql.unsafe(statement.text(), statement.params as never[], { prepare: true })
  if (!raw) throw kernelErrors.CONFLICT()
  return toRow(subject.table, raw)
}

const HISTORY_TYPES = ['text', 'uuid', 'int', 'timestamptz', 'uuid', 'uuid', 'text', 'text', 'text', 'text', 'jsonb', 'jsonb', 'bytea', 'bytea']

/** Stopped kinds end; started kinds are new, or begin anew where they still run. */
function addClocks(
  statement: Statement,
  context: CommandContext,
  kind: string,
  id: string,
  change: { start?: readonly ClockStart[]; stop?: readonly string[] | 'all' },
): void {
  const started = (change.start ?? []).map((start) => clockRecord(context.kernel.calendar(), start, context.now))
  const kinds = started.map((clock) => clock.kind)
  const stop = change.stop ?? []
  if (stop === 'all' || stop.length > 0)
    statement.add('stopped', (p) => `update clocks set state = 'stopped', ended_at = ${p(context.now, 'timestamptz')}, paused_at = null
      where subject_kind = ${p(kind, 'text')} and subject_id = ${p(id, 'uuid')} and state in ('running', 'paused')
        and ${stop === 'all' ? '' : `kind = any(${p([...stop], 'text[]')}) and`} kind <> all(${p(kinds, 'text[]')})`)
  if (started.length > 0)
    statement.add('started', (p) => `insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, warn_at,
        original_due_at, is_provisional, sentence)
      select c.id, ${p(kind, 'text')}, ${p(id, 'uuid')}, c.kind, 'running', c.started_at, c.limit_spec, c.due_at, c.warn_at, c.due_at,
        c.is_provisional, c.sentence
      from jsonb_to_recordset(${p(JSON.stringify(started), 'jsonb')}) as c (id uuid, kind text, started_at timestamptz, limit_spec text,
        due_at timestamptz, warn_at timestamptz, is_provisional boolean, sentence text)
      on conflict (subject_kind, subject_id, kind) where state in ('running', 'paused') do update set state = 'running',
        started_at = excluded.started_at, limit_spec = excluded.limit_spec, due_at = excluded.due_at, warn_at = excluded.warn_at,
        original_due_at = excluded.original_due_at, pauses = '[]', paused_at = null, warned_at = null,
        is_provisional = excluded.is_provisional, sentence = excluded.sentence`)
}

/** A `with` of several writes whose text depends only on its shape, so that PostgreSQL plans it once. */
class Statement {
  readonly params: unknown[] = []
  private readonly parts: string[] = []

  add(name: string, body: (p: (value: unknown, type?: string) => string) => string): void {
    this.parts.push(`${name} as (${body((value, type) => {
      this.params.push(value ?? null)
      return type ? `$${this.params.length}::${type}` : `$${this.params.length}`
    })})`)
  }

  insertRow(name: string, table: SubjectTable, values: Record<string, unknown>): void {
    const cells = cellsOf(table, values)
    this.add(name, (p) => `insert into ${getTableName(table)} (${cells.map((cell) => cell.name).join(', ')})
      values (${cells.map((cell) => p(cell.value)).join(', ')}) returning *`)
  }

  updateRow(name: string, table: SubjectTable, before: Before, values: Record<string, unknown>): void {
    const cells = cellsOf(table, values)
    this.add(name, (p) => `update ${getTableName(table)} set ${cells.map((cell) => `${cell.name} = ${p(cell.value)}`).join(', ')}
      where id = ${p(before.id, 'uuid')} and version = ${p(before.version, 'int')} returning *`)
  }

  text(): string {
    return `with ${this.parts.join(',\n')} select * from changed`
  }
}

function cellsOf(table: SubjectTable, values: Record<string, unknown>): { name: string; value: unknown }[] {
  const columns = columnsOf(table)
  return Object.entries(values).flatMap(([property, value]) => {
    if (value === undefined) return []
    const column = columns[property]
    if (!column) throw new Error(`${getTableName(table)} has no column ${property}`)
    return [{ name: column.name, value: value === null ? null : column.mapToDriverValue(value) }]
  })
}
