import { heldUntil } from '@huying/shared/booking/hold.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { toRow } from '../../kernel/columns.ts'
import type { CommandContext } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import { limitsOf } from './limits.ts'
import { waitlistSubject } from './subject.ts'
import { serviceSessions } from './table.ts'
import type { SessionRow } from './window.ts'

/**
 * Seats of a session. Taken = pending + booked + checked_in + offered. Order of locks: persons, bookings, sessions by
 * start, waiting lists. A session's row is hot: it is locked for as few statements as possible. Locked this way it still
 * lets bookings refer to it.
 */
export async function lockSession({ sql }: Tx, id: string): Promise<SessionRow> {
  const [row] = await sql`select * from service_sessions where id = ${id} for no key update`
  if (!row) throw kernelErrors.NOT_FOUND()
  return toRow(serviceSessions, row)
}

/** Screens that show a service's seats look anew. */
const TOLD = (sql: Tx['sql'], now: Date, actorId: string | null) => sql`insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data)
  select ${now}, 'service.seatsMoved', 'service', moved.service_id, 1, ${actorId}, jsonb_build_object('sessionId', moved.id, 'version', moved.version) from moved`

/** One seat of an open session, if there is one for whoever asks now; true where it was had. Nobody overtakes who waits. */
export async function takeSeat({ tx: { sql }, now, actor }: CommandContext, sessionId: string): Promise<boolean> {
  const had = await sql`with moved as (update service_sessions set taken = taken + 1, version = version + 1, updated_at = ${now}
      where id = ${sessionId} and state = 'open' and not is_off_rule and closes_at > ${now} and taken < seats
        and not exists (select 1 from waitlist_entries w where w.session_id = ${sessionId} and w.state in ('waiting', 'offered'))
      returning id, service_id, version), told as (${TOLD(sql, now, actor.accountId)}) select 1 from moved`
  return had.length > 0
}

/** One seat for somebody who stands at the desk: while it runs, or from `latestStart` on for one that is about to. */
export async function takeSeatAtDesk({ tx: { sql }, now, actor }: CommandContext, sessionId: string, latestStart: Date): Promise<boolean> {
  const had = await sql`with moved as (update service_sessions set taken = taken + 1, version = version + 1, updated_at = ${now}
      where id = ${sessionId} and taken < seats and (state = 'running' or (state = 'open' and starts_at <= ${latestStart}))
        and not exists (select 1 from waitlist_entries w where w.session_id = ${sessionId} and w.state = 'waiting' and service_sessions.closes_at > ${now})
      returning id, service_id, version), told as (${TOLD(sql, now, actor.accountId)}) select 1 from moved`
  return had.length > 0
}

/** Seats of people who are no longer there; nobody gets them. Call it with the session locked. */
export async function dropSeats({ tx: { sql }, now, actor }: CommandContext, sessionId: string, count: number): Promise<void> {
  if (count === 0) return
  await sql`with moved as (update service_sessions set taken = taken - ${count}, version = version + 1, updated_at = ${now}
      where id = ${sessionId} returning id, service_id, version), told as (${TOLD(sql, now, actor.accountId)}) select 1 from moved`
}

/** A seat became free: it passes to whoever waits longest, else it is open to everybody. Locks the session. */
export async function freeSeat(context: CommandContext, sessionId: string): Promise<void> {
  const session = await lockSession(context.tx, sessionId)
  if (!(await offerSeat(context, session))) await dropSeats(context, sessionId, 1)
}

/** Offers what is free to who waits, as far as it goes. Call it with the session locked, its seats as in `session`. */
export async function offerFreeSeats(context: CommandContext, session: SessionRow): Promise<void> {
  let offered = 0
  while (session.taken + offered < session.seats && (await offerSeat(context, session))) offered++
  await dropSeats(context, session.id, -offered)
}

/** The seat passes to the next; false where nobody waits or it is too late to offer it. */
async function offerSeat(context: CommandContext, session: SessionRow): Promise<boolean> {
  const { now, tx, kernel } = context
  if (session.state !== 'open' || session.isOffRule || session.closesAt <= now) return false
  for (;;) {
    const [oldest] = await tx.sql<{ id: string }[]>`select id from waitlist_entries where session_id = ${session.id} and state = 'waiting'
      order by created_at, id limit 1`
    if (!oldest) return false
    const entry = await lockSubject(tx, waitlistSubject, oldest.id)
    // Left in this very moment: the one behind.
    if (entry.state !== 'waiting') continue
    const until = heldUntil(now, limitsOf(kernel).holdMinutes, session.closesAt)
    await transition({ ...context, as: SYSTEM }, waitlistSubject, entry, 'offer', {
      set: { offeredAt: now, heldUntil: until },
      facts: { sessionId: session.id, heldUntil: until.toISOString() },
      start: [{ kind: 'hold', limit: `${limitsOf(kernel).holdMinutes}min`, dueAt: until }],
    })
    return true
  }
}

export const SYSTEM = { role: 'system', appointmentId: null } as const
