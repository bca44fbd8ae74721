import { bookingErrors } from '@huying/shared/booking/errors.ts'
import type { bookingContract } from '@huying/shared/booking/contract.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { create } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { lockGuest, sealBehalf } from '../guest.ts'
import { limitsOf } from '../limits.ts'
import { lockSession, offerFreeSeats } from '../seats.ts'
import { waitlistSubject } from '../subject.ts'
import { readTarget } from '../target.ts'
import { againstSession, type SessionRow } from '../window.ts'
import { againstGuest, againstPlace } from './checks.ts'

/**
 * At the end of the line, in the order of asking; 409 while there is a seat, and when the line is as long as it may be.
 * Quota and overlap are asked when a seat is taken; whoever has a place in this very session needs none.
 */
export async function joinWaitlist(context: CommandContext, sessionId: string, body: Input<typeof bookingContract.join>['body']): Promise<Written> {
  const id = uuidv7(context.now)
  const { place, service, session } = await readTarget(context.tx, sessionId)
  const guest = await lockGuest(context, place, body)
  const against = againstGuest(guest, service) ?? againstSession(session, service, context.now) ?? (await againstPlace(context, guest, service, session))
  // Behind a quota somebody else's cancelling may let them in later; a bar or another booking at that time will not go away.
  if (against && against.code !== 'QUOTA_REACHED') throw against
  const line = await haveRoom(context, sessionId)
  await create({ ...context, as: guest.as }, waitlistSubject, 'join', {
    id, ...guest.columns, personId: guest.personId!, ...sealBehalf(context, 'waitlist_entries', id, guest.behalf),
    sessionId, serviceId: service.id, placeId: place.id, note: body.note ?? null,
  }, { facts: { sessionId }, words: { authority: guest.columns.authority } })
  // Seats may be free while an offer before this one stands: whoever joins then need not wait.
  await offerFreeSeats(context, line)
  return { subject: { kind: waitlistSubject.kind, id } }
}

/** Under the session's lock, so that the line never gets longer than it may. */
async function haveRoom(context: CommandContext, sessionId: string): Promise<SessionRow> {
  const session = await lockSession(context.tx, sessionId)
  const [line] = await context.tx.sql<[{ waiting: number; offered: number }]>`select count(*) filter (where state = 'waiting')::int as waiting,
    count(*) filter (where state = 'offered')::int as offered from waitlist_entries where session_id = ${sessionId} and state in ('waiting', 'offered')`
  if (session.taken < session.seats && line.waiting + line.offered === 0) throw bookingErrors.SEAT_LEFT()
  const limit = limitsOf(context.kernel).waitlistFactor * session.seats
  if (line.waiting >= limit) throw bookingErrors.WAITLIST_FULL({ limit })
  return session
}
