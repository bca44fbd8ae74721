import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { dayOf, startOfDay } from '@huying/shared/kernel/calendar-day.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { readSubject } from '../../../kernel/subject.ts'
import { record } from '../../../kernel/transition.ts'
import { lockPersons } from '../guest.ts'
import { limitsOf } from '../limits.ts'
import { staffOf, type BookingRow } from '../policy.ts'
import { dropSeats, lockSession } from '../seats.ts'
import { bookingSubject, sessionSubject } from '../subject.ts'
import type { SessionRow } from '../window.ts'
import { excuse } from './appeal-booking.ts'
import { doneSession } from './close-session.ts'
import { present, receiptFor } from './check-in.ts'
import { completeBooking, lockBookings } from './empty-session.ts'

/**
 * Whoever kept the sheet says it is complete, and enters who came where that was written on paper: from the start on, and
 * for as many days after the end as a no-show may be appealed. Before no-shows are judged, whoever is left over did not
 * come; afterwards a sheet only helps: who is named came, nobody gets a mark for not being named.
 */
export async function confirmDaySheet(context: CommandContext, id: string, cameBookingIds: readonly string[]): Promise<Written> {
  const known = await readSubject(context.tx, sessionSubject, id)
  const [held] = staffOf(context.actor, known.placeId)
  if (!held) throw kernelErrors.FORBIDDEN()
  const command = { ...context, as: { role: held.role, appointmentId: held.id } }
  await lockMarked(context, id, cameBookingIds)
  const rows = await lockBookings(context, id, ['booked', 'checked_in', 'completed', 'no_show', 'cancelled'])
  const session = await lockSession(context.tx, id)
  const isLate = await comesLate(context, session)
  const strangers = cameBookingIds.filter((came) => !rows.some((row) => row.id === came && canHaveCome(row)))
  if (strangers.length > 0) throw bookingErrors.NOT_OF_SESSION({ bookingIds: strangers })
  const came = rows.filter((row) => cameBookingIds.includes(row.id))
  if (isLate) for (const row of came) await cameAfterAll(command, row, session)
  else await comeBySheet(command, came.filter(({ state }) => state === 'booked'), session)
  await record(command, sessionSubject, await lockSession(context.tx, id), { action: 'confirm_day_sheet', event: 'daySheetConfirmed' }, {
    set: { daySheetConfirmedAt: context.now, daySheetConfirmedBy: accountOf(context) }, facts: { came: came.length, isLate },
  })
  return doneSession(id)
}

/** Entered twice, the sheet says the same twice. */
const canHaveCome = ({ state, cancelledBy }: BookingRow): boolean => state !== 'cancelled' || cancelledBy === 'excused'

/** Whose no-show may be taken back; a bar hangs on it, so that they come before their bookings. */
async function lockMarked({ tx }: CommandContext, sessionId: string, ids: readonly string[]): Promise<void> {
  const marked = await tx.sql<{ personId: string | null }[]>`select person_id as "personId" from bookings
    where session_id = ${sessionId} and id = any(${[...ids]}::uuid[]) and state in ('booked', 'no_show')`
  await lockPersons(tx, marked.map(({ personId }) => personId))
}

async function comeBySheet(command: CommandContext, came: readonly BookingRow[], session: SessionRow): Promise<void> {
  for (const row of came) {
    const there = await present(command, row, { way: 'daySheet', window: null }, session.startsAt)
    if (session.state === 'ended') await completeBooking(command, there)
  }
  if (session.state === 'ended') await dropSeats(command, session.id, came.length)
}

/** Judged already: a mark is taken back, unless another desk upheld it; who was only taken to have come is now known to. */
async function cameAfterAll(command: CommandContext, row: BookingRow, { startsAt }: SessionRow): Promise<void> {
  const isMarked = row.state === 'no_show' && row.appealDecidedAt === null
  if (!isMarked && (row.state !== 'completed' || row.isVerified)) return
  const there = { checkedInAt: startsAt, checkedInBy: accountOf(command), receiptNumber: row.receiptNumber ?? (await receiptFor(command, row.priceFen)) }
  if (isMarked) await excuse(command, row, { set: there, reason: '补录的名单上有，来过' })
  else await record(command, bookingSubject, row, { action: 'verify_by_sheet', event: 'verifiedBySheet' }, { set: { ...there, isVerified: true }, facts: { sessionId: row.sessionId } })
}

/** Whether no-shows are judged already; refused before the start, for a session that was called off, and once appeals are over. */
async function comesLate({ tx, now, kernel }: CommandContext, { id, state, endsAt }: SessionRow): Promise<boolean> {
  if (state === 'open') throw bookingErrors.SHEET_TOO_EARLY()
  if (state === 'running') return false
  const [clock] = await tx.sql`select 1 from clocks where subject_kind = ${sessionSubject.kind} and subject_id = ${id} and kind = 'noShow' and state = 'running'`
  if (clock) return false
  const isOver = now.getTime() >= startOfDay(dayOf(endsAt.getTime()) + limitsOf(kernel).appealDays + 1)
  if (state === 'closed' || isOver) throw bookingErrors.SHEET_TOO_LATE()
  return true
}
