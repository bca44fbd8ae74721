import { CLOCK_COLUMNS, type ClockRow } from './clocks.ts'
import type { CommandContext, Kernel } from './context.ts'
import type { Tx } from './db.ts'
import { GUEST } from './actor.ts'
import type { DeadlineHandler } from './module.ts'

const BATCH = 100
/** A claimed clock whose worker died is claimed again after this time. */
const LEASE_MS = 60_000

/** Handlers by `<subject>.<kind>`; the module list builds it once. */
export type DeadlineTable = ReadonlyMap<string, DeadlineHandler>

export const deadlineTable = (handlers: readonly DeadlineHandler[]): DeadlineTable =>
  new Map(handlers.map((handler) => [`${handler.subjectKind}.${handler.kind}`, handler]))

/** Told of what could not be done: its clock stays claimed until the lease is over. Told too where only many together failed. */
type OnError = (error: unknown, clock: ClockRow) => void

/**
 * Fires clocks that are due (or warn) by now, each under its subject's lock, which it is checked again with: many of a kind in one
 * transaction where the handler can, else each in its own. Answers how many were handled; what fails is left to its lease and
 * reported. A clock that no module knows stays running until a version comes that does: a duty is never used up in silence.
 */
export async function sweepClocks(kernel: Kernel, table: DeadlineTable, onError: OnError): Promise<number> {
  const now = kernel.clock.now()
  const lease = new Date(now.getTime() + LEASE_MS)
  const due = await kernel.db.sql.unsafe<ClockRow[]>(
    `update clocks set claimed_until = $2 where id in (
       select id from clocks where state = 'running' and next_at <= $1 and (claimed_until is null or claimed_until <= $1)
         and subject_kind || '.' || kind = any($3::text[])
       order by next_at limit ${BATCH} for update skip locked)
     returning ${CLOCK_COLUMNS}`,
    [now, lease, [...table.keys()]] as never[],
    { prepare: true },
  )
  const sweep = { kernel, table, now }
  for (const clocks of togetherOf(sweep, [...due].sort((a, b) => instantOf(a) - instantOf(b)))) {
    const fault = clocks.length > 1 ? await fireTogether(sweep, clocks) : null
    if (clocks.length > 1 && fault === null) continue
    let areAllDone = true
    for (const clock of clocks)
      await fireOne(sweep, clock).catch((error: unknown) => {
        areAllDone = false
        onError(error, clock)
      })
    // None of them alone is to blame: it would go on unseen, and cost everything twice.
    if (fault !== null && areAllDone) onError(fault.cause, clocks[0]!)
  }
  return due.length
}

interface Sweep {
  kernel: Kernel
  table: DeadlineTable
  now: Date
}

const nameOf = ({ subjectKind, kind }: ClockRow): string => `${subjectKind}.${kind}`
const contextOf = ({ kernel, now }: Sweep, tx: Tx): CommandContext => ({ kernel, db: tx, tx, actor: GUEST, now, as: { role: 'clock', appointmentId: null } })

/** Clocks in order, those that can be handled together beside each other: of one handler that can, and the only ones of their subjects. */
function togetherOf({ table, now }: Sweep, inOrder: readonly ClockRow[]): ClockRow[][] {
  const subjects = new Map<string, number>()
  for (const { subjectId } of inOrder) subjects.set(subjectId, (subjects.get(subjectId) ?? 0) + 1)
  const groups: ClockRow[][] = []
  const open = new Map<string, ClockRow[]>()
  for (const clock of inOrder) {
    const name = `${nameOf(clock)} ${clock.dueAt > now}`
    const isAlone = subjects.get(clock.subjectId)! > 1 || (clock.dueAt <= now && table.get(nameOf(clock))!.onDueMany === undefined)
    const group = isAlone ? undefined : open.get(name)
    if (group) group.push(clock)
    else {
      const begun = [clock]
      groups.push(begun)
      if (!isAlone) open.set(name, begun)
    }
  }
  return groups
}

/** Why it failed, and then nothing of it happened; null where it was done. */
const fireTogether = (sweep: Sweep, clocks: readonly ClockRow[]): Promise<{ cause: unknown } | null> =>
  handle(sweep, clocks, (handler, context) => handler.onDueMany!(context, clocks)).then(() => null, (cause: unknown) => ({ cause }))

const fireOne = (sweep: Sweep, clock: ClockRow): Promise<void> => handle(sweep, [clock], (handler, context) => handler.onDue(context, clock))

/** Clocks of one handler, all due or all warning, in a transaction. */
async function handle(sweep: Sweep, clocks: readonly ClockRow[], fire: (handler: DeadlineHandler, context: CommandContext) => Promise<void>): Promise<void> {
  const { kernel, table, now } = sweep
  const [first] = clocks
  const handler = table.get(nameOf(first!))!
  const ids = clocks.map(({ id }) => id)
  await kernel.db.transaction(async (tx) => {
    const context = contextOf(sweep, tx)
    if (first!.dueAt <= now) await fire(handler, context)
    else {
      const warned = await tx.sql<{ id: string }[]>`update clocks set warned_at = ${now} where id = any(${ids}::uuid[]) and state = 'running'
        and warned_at is null and warn_at <= ${now} returning id`
      // Stopped or moved meanwhile: nobody is reminded of what is done.
      const reminded = new Set(warned.map(({ id }) => id))
      if (reminded.size > 0) await handler.onWarn?.(context, clocks.filter(({ id }) => reminded.has(id)))
    }
    await tx.sql`update clocks set claimed_until = null where id = any(${ids}::uuid[])`
  })
}

/** The first instant after now, at most `until`, at which the sweep will have something to do; what is due already does not count. */
export async function nextDue(kernel: Kernel, table: DeadlineTable, until: Date): Promise<Date | null> {
  const [next] = await kernel.db.sql.unsafe<{ at: Date }[]>(
    `select next_at as at from clocks where state = 'running' and next_at > $1 and next_at <= $2 and subject_kind || '.' || kind = any($3::text[])
      order by next_at limit 1`,
    [kernel.clock.now(), until, [...table.keys()]] as never[],
    { prepare: true },
  )
  return next?.at ?? null
}

const instantOf = (clock: ClockRow): number =>
  (clock.warnAt && !clock.warnedAt && clock.warnAt < clock.dueAt ? clock.warnAt : clock.dueAt).getTime()

/**
 * Under the subject's lock: true when the clock is still running and due, and marks it fired;
 * false when a command was quicker, then the handler does nothing.
 */
export async function takeClock(context: CommandContext, clock: ClockRow): Promise<boolean> {
  const rows = await context.tx.sql`update clocks set state = 'fired', ended_at = ${context.now}
    where id = ${clock.id} and state = 'running' and due_at <= ${context.now} returning id`
  return rows.length > 0
}

/** The same for many, in one statement: those that were still running and due. */
export async function takeClocks({ tx, now }: CommandContext, clocks: readonly ClockRow[]): Promise<ClockRow[]> {
  const rows = await tx.sql<{ id: string }[]>`update clocks set state = 'fired', ended_at = ${now}
    where id = any(${clocks.map(({ id }) => id)}::uuid[]) and state = 'running' and due_at <= ${now} returning id`
  const taken = new Set(rows.map(({ id }) => id))
  return clocks.filter(({ id }) => taken.has(id))
}
