import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { readSubject } from '../../../kernel/subject.ts'
import { record } from '../../../kernel/transition.ts'
import { staffOf } from '../policy.ts'
import { dropSeats, lockSession } from '../seats.ts'
import { sessionSubject } from '../subject.ts'
import { doneSession } from './close-session.ts'
import { present } from './check-in.ts'
import { completeBooking, lockBookings } from './empty-session.ts'

/**
 * Whoever kept the sheet says it is complete, and enters who came where that was written on paper: from the start until
 * no-shows are judged. Whoever is then left over did not come.
 */
export async function confirmDaySheet(context: CommandContext, id: string, cameBookingIds: readonly string[]): Promise<Written> {
  const known = await readSubject(context.tx, sessionSubject, id)
  const [held] = staffOf(context.actor, known.placeId)
  if (!held) throw kernelErrors.FORBIDDEN()
  const command = { ...context, as: { role: held.role, appointmentId: held.id } }
  const rows = await lockBookings(context, id, ['booked', 'checked_in', 'completed'])
  const session = await lockSession(context.tx, id)
  await checkTime(context, id, session.state)
  const strangers = cameBookingIds.filter((came) => !rows.some((row) => row.id === came))
  if (strangers.length > 0) throw bookingErrors.NOT_OF_SESSION({ bookingIds: strangers })
  const came = rows.filter((row) => row.state === 'booked' && cameBookingIds.includes(row.id))
  for (const row of came) {
    const there = await present(command, row, { way: 'daySheet', window: null }, session.startsAt)
    if (session.state === 'ended') await completeBooking(command, there)
  }
  if (session.state === 'ended') await dropSeats(command, id, came.length)
  await record(command, sessionSubject, await lockSession(context.tx, id), { action: 'confirm_day_sheet', event: 'daySheetConfirmed' }, {
    set: { daySheetConfirmedAt: context.now, daySheetConfirmedBy: accountOf(context) }, facts: { came: came.length },
  })
  return doneSession(id)
}

async function checkTime({ tx }: CommandContext, id: string, state: string): Promise<void> {
  if (state === 'open') throw bookingErrors.SHEET_TOO_EARLY()
  const [clock] = await tx.sql`select 1 from clocks where subject_kind = ${sessionSubject.kind} and subject_id = ${id} and kind = 'noShow' and state = 'running'`
  if (state !== 'running' && !clock) throw bookingErrors.SHEET_TOO_LATE()
}
