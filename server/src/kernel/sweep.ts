import { CLOCK_COLUMNS, type ClockRow } from './clocks.ts'
import type { CommandContext, Kernel } from './context.ts'
import { GUEST } from './actor.ts'
import type { DeadlineHandler } from './module.ts'

const BATCH = 100
/** A claimed clock whose worker died is claimed again after this time. */
const LEASE_MS = 60_000

/** Handlers by `<subject>.<kind>`; the module list builds it once. */
export type DeadlineTable = ReadonlyMap<string, DeadlineHandler>

export const deadlineTable = (handlers: readonly DeadlineHandler[]): DeadlineTable =>
  new Map(handlers.map((handler) => [`${handler.subjectKind}.${handler.kind}`, handler]))

/**
 * Fires clocks that are due (or warn) by now, each in a transaction of its own that re-checks it under its subject's lock.
 * Answers how many were handled; what fails is left to its lease and reported. A clock that no module knows stays
 * running until a version comes that does: a duty is never used up in silence.
 */
export async function sweepClocks(kernel: Kernel, table: DeadlineTable, onError: (error: unknown, clock: ClockRow) => void): Promise<number> {
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
  const inOrder = [...due].sort((a, b) => instantOf(a) - instantOf(b))
  for (const clock of inOrder) {
    const handler = table.get(`${clock.subjectKind}.${clock.kind}`)!
    try {
      await kernel.db.transaction(async (tx) => {
        const context: CommandContext = { kernel, db: tx, tx, actor: GUEST, now, as: { role: 'clock', appointmentId: null } }
        const isWarning = clock.dueAt > now
        if (isWarning) {
          const warned = await tx.sql`update clocks set warned_at = ${now} where id = ${clock.id} and state = 'running'
            and warned_at is null and warn_at <= ${now} returning id`
          // Stopped or moved meanwhile: nobody is reminded of what is done.
          if (warned.length > 0) await handler.onWarn?.(context, clock)
          await tx.sql`update clocks set claimed_until = null where id = ${clock.id}`
        } else {
          await handler.onDue(context, clock)
          await tx.sql`update clocks set claimed_until = null where id = ${clock.id}`
        }
      })
    } catch (error) {
      onError(error, clock)
    }
  }
  return due.length
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
