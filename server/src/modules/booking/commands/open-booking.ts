import { randomInt } from 'node:crypto'
import type { CommandContext } from '../../../kernel/context.ts'
import { create } from '../../../kernel/transition.ts'
import { approveStart, reminderStarts } from '../clocks.ts'
import { sealBehalf, type Guest } from '../guest.ts'
import type { BookingRow } from '../policy.ts'
import { bookingSubject } from '../subject.ts'
import type { Target } from '../target.ts'

interface Draft {
  id: string
  target: Target
  guest: Guest
  note?: string | null | undefined
  seriesId?: string | null
}

/** Digits that are read out at the desk. */
export const newPassCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/** A place for this person; whether there is a seat is the session's to say. Waits for an answer where the service wants one. */
export function openBooking(context: CommandContext, { id, target: { session, service }, guest, note, seriesId = null }: Draft): Promise<BookingRow> {
  const { needsApproval } = service
  return create({ ...context, as: guest.as }, bookingSubject, 'book', {
    id, ...guest.columns, ...sealBehalf(context, 'bookings', id, guest.behalf), ...placeOf(session), passCode: newPassCode(), seriesId, note: note ?? null, priceFen: service.priceFen,
  }, {
    to: needsApproval ? 'pending' : 'booked',
    facts: { sessionId: session.id, serviceId: service.id, placeId: session.placeId },
    words: { authority: guest.columns.authority },
    start: needsApproval ? [approveStart(context, session.startsAt)] : reminderStarts(context, session.startsAt),
  })
}

/** Where and when, as a booking repeats it of its session. */
export const placeOf = ({ id, serviceId, placeId, startsAt, endsAt }: Target['session']) => ({ sessionId: id, serviceId, placeId, startsAt, endsAt })
