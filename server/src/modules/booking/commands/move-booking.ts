import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { readSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { reminderStarts } from '../clocks.ts'
import { lockPersons } from '../guest.ts'
import { bookedPerson } from '../queries.ts'
import { freeSeat, takeSeat } from '../seats.ts'
import { bookingSubject } from '../subject.ts'
import { takeBooking } from '../take.ts'
import { readTarget } from '../target.ts'
import { againstSeat } from './book-session.ts'
import { againstPlace } from './checks.ts'
import { placeOf } from './open-booking.ts'

/** To another session of the same service. The old seat is let go only with the new one in hand, in one transaction. */
export async function moveBooking(context: CommandContext, id: string, sessionId: string): Promise<Written> {
  const { personId } = await readSubject(context.tx, bookingSubject, id)
  await lockPersons(context.tx, [personId])
  const { row, command } = await takeBooking(context, id, 'move')
  if (row.sessionId === sessionId) throw bookingErrors.SAME_SESSION()
  const target = await readTarget(context.tx, sessionId)
  if (target.session.serviceId !== row.serviceId) throw bookingErrors.OTHER_SERVICE()
  const person = await bookedPerson(context.tx, row, context.now)
  const against = againstSeat(context, target) ?? (await againstPlace(context, person, target.service, target.session, id))
  if (against) throw against
  await transition(command, bookingSubject, row, 'move', {
    set: placeOf(target.session), facts: { fromSessionId: row.sessionId, sessionId }, stop: ['remindDay', 'remindSoon'],
    start: reminderStarts(context, target.session.startsAt),
  })
  const take = async () => {
    if (!(await takeSeat(context, sessionId))) throw againstSeat(context, await readTarget(context.tx, sessionId)) ?? kernelErrors.CONFLICT()
  }
  // Sessions are locked by their start, so that two who change places never wait for each other.
  if (target.session.startsAt < row.startsAt) {
    await take()
    await freeSeat(context, row.sessionId)
  } else {
    await freeSeat(context, row.sessionId)
    await take()
  }
  return { subject: { kind: bookingSubject.kind, id } }
}
