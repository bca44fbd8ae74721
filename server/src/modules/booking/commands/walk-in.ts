import { bookingErrors } from '@huying/shared/booking/errors.ts'
import type { bookingStaffContract } from '@huying/shared/booking/staff-contract.ts'
import { MINUTE_MS } from '@huying/shared/kernel/calendar-day.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { create } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { lockGuest, sealBehalf } from '../guest.ts'
import { limitsOf } from '../limits.ts'
import { staffOf } from '../policy.ts'
import { takeSeatAtDesk } from '../seats.ts'
import { bookingSubject } from '../subject.ts'
import { readTarget } from '../target.ts'
import { receiptFor } from './check-in.ts'
import { newPassCode, placeOf } from './open-booking.ts'

const UNNAMED = '到场居民'

/** Somebody came without a booking and there is a seat. Known by a number, they are the person of that number; else by a name alone. */
export async function walkIn(context: CommandContext, sessionId: string, { onBehalfOf, note }: Input<typeof bookingStaffContract.walkIn>['body']): Promise<Written> {
  const id = uuidv7(context.now)
  const { session, service, place } = await readTarget(context.tx, sessionId, { anyService: true })
  const [held] = staffOf(context.actor, place.id)
  if (!held) throw kernelErrors.FORBIDDEN()
  const as = { role: held.role, appointmentId: held.id }
  const latestStart = new Date(context.now.getTime() + limitsOf(context.kernel).checkInMinutesBefore * MINUTE_MS)
  if (session.state === 'open' && session.startsAt > latestStart) throw bookingErrors.WALK_IN_EARLY()
  if (session.state !== 'open' && session.state !== 'running') throw bookingErrors.SESSION_OVER()
  const behalf = { name: onBehalfOf?.name ?? UNNAMED, phone: onBehalfOf?.phone, authority: onBehalfOf?.authority }
  const guest = behalf.phone === undefined ? null : await lockGuest(context, place, { onBehalfOf: behalf })
  await create({ ...context, as }, bookingSubject, 'walk_in', {
    id, bookerId: accountOf(context), personId: guest?.personId ?? null, authority: behalf.authority ?? null, ...sealBehalf(context, 'bookings', id, behalf),
    ...placeOf(session), passCode: newPassCode(), note: note ?? null, isWalkIn: true, priceFen: service.priceFen,
    checkedInAt: context.now, checkedInBy: accountOf(context), receiptNumber: await receiptFor(context, service.priceFen),
  }, { facts: { sessionId, serviceId: service.id, placeId: place.id } })
  if (!(await takeSeatAtDesk(context, sessionId, latestStart))) throw bookingErrors.SESSION_FULL(undefined, '没有空位子了')
  return { subject: { kind: bookingSubject.kind, id } }
}
