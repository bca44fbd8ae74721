import { toRow } from '../../../kernel/columns.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import type { BookingRow } from '../policy.ts'
import type { EntryRow } from '../queries.ts'
import { SYSTEM } from '../seats.ts'
import { bookingSubject, waitlistSubject } from '../subject.ts'
import { bookings, waitlistEntries } from '../table.ts'

/** A session's bookings in these states, locked. They come before the session in the order of locks. */
export async function lockBookings({ tx }: CommandContext, sessionId: string, states: readonly BookingRow['state'][]): Promise<BookingRow[]> {
  const rows = await tx.sql`select * from bookings where session_id = ${sessionId} and state = any(${[...states]}::text[]) order by id for update`
  return rows.map((row) => toRow(bookings, row))
}

/** Nobody waits for a session any more that was closed or has started. Call it with the session locked; answers how many held a seat. */
export async function sendAway(context: CommandContext, sessionId: string): Promise<number> {
  const rows = await context.tx.sql`select * from waitlist_entries where session_id = ${sessionId} and state in ('waiting', 'offered') order by created_at, id for update`
  const entries: EntryRow[] = rows.map((row) => toRow(waitlistEntries, row))
  for (const entry of entries)
    await transition({ ...context, as: SYSTEM }, waitlistSubject, entry, 'session_gone', { facts: { sessionId }, stop: ['hold'] })
  return entries.filter(({ state }) => state === 'offered').length
}

/** The place answered nobody in time: its fault, no mark. */
export async function expireBooking(context: CommandContext, row: BookingRow): Promise<void> {
  await transition(context, bookingSubject, row, 'expire', { facts: { sessionId: row.sessionId, fault: 'place' }, stop: 'all' })
}

/** Whoever checked in is done. */
export async function completeBooking(context: CommandContext, row: BookingRow): Promise<void> {
  await transition(context, bookingSubject, row, 'complete', { facts: { sessionId: row.sessionId }, stop: 'all' })
}
