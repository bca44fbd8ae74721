import type { ClockRow } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { takeClock } from '../../../kernel/sweep.ts'
import { transition } from '../../../kernel/transition.ts'
import { recomputeBar } from '../bars.ts'
import { lockPersons } from '../guest.ts'
import { limitsOf } from '../limits.ts'
import { dropSeats, lockSession } from '../seats.ts'
import { bookingSubject, sessionSubject } from '../subject.ts'
import { keepGenerating } from './generate-sessions.ts'
import { completeBooking, expireBooking, lockBookings, sendAway } from './empty-session.ts'

/** The hour has come: who still waits for a seat or for an answer waits no more. */
export async function startSession(context: CommandContext, clock: ClockRow): Promise<void> {
  const { subjectId } = clock
  await lockBookings(context, subjectId, ['pending'])
  const session = await lockSession(context.tx, subjectId)
  if (!(await takeClock(context, clock)) || session.state !== 'open') return
  const held = await sendAway(context, subjectId)
  // Once more: a seat that was held may have been taken until a moment ago.
  const pending = await lockBookings(context, subjectId, ['pending'])
  for (const row of pending) await expireBooking(context, row)
  await transition(context, sessionSubject, session, 'start', {
    set: { taken: session.taken - held - pending.length, isOffRule: false }, facts: { serviceId: session.serviceId }, stop: ['closing', 'keep'],
  })
  await keepGenerating(context, session.serviceId)
}

export async function endSession(context: CommandContext, clock: ClockRow): Promise<void> {
  const { subjectId } = clock
  const present = await lockBookings(context, subjectId, ['checked_in'])
  const session = await lockSession(context.tx, subjectId)
  if (!(await takeClock(context, clock)) || session.state !== 'running') return
  for (const row of present) await completeBooking(context, row)
  await transition(context, sessionSubject, session, 'end', {
    set: { taken: session.taken - present.length }, facts: { serviceId: session.serviceId },
    start: [{ kind: 'noShow', limit: limitsOf(context.kernel).noShow, from: session.endsAt }],
  })
}

/**
 * Half an hour after the end. Where the day sheet was confirmed or somebody checked in, whoever is left did not come;
 * where nobody kept a sheet, they are taken to have come.
 */
export async function judgeNoShows(context: CommandContext, clock: ClockRow): Promise<void> {
  const { subjectId } = clock
  const { tx } = context
  const persons = await tx.sql<{ id: string | null }[]>`select distinct person_id as id from bookings where session_id = ${subjectId} and state = 'booked'`
  await lockPersons(tx, persons.map(({ id }) => id))
  const left = await lockBookings(context, subjectId, ['booked', 'checked_in'])
  const session = await lockSession(tx, subjectId)
  if (!(await takeClock(context, clock)) || session.state !== 'ended') return
  const [sheet] = await tx.sql<[{ isKept: boolean }]>`select exists (select 1 from bookings where session_id = ${subjectId} and checked_in_at is not null) as "isKept"`
  const isKept = sheet.isKept || session.daySheetConfirmedAt !== null
  const facts = { sessionId: subjectId }
  for (const row of left) {
    // Checked in at the very end, after those of the end had been completed.
    if (row.state === 'checked_in') await completeBooking(context, row)
    else if (isKept) await transition(context, bookingSubject, row, 'mark_no_show', { facts, stop: 'all' })
    else await transition(context, bookingSubject, row, 'presume', { set: { isVerified: false }, facts, stop: 'all' })
  }
  await dropSeats(context, subjectId, left.length)
  if (isKept) for (const { personId, state } of left) if (state === 'booked') await recomputeBar(context, personId)
}
