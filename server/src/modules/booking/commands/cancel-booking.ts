import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { MINUTE_MS } from '@huying/shared/kernel/calendar-day.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { isOwn } from '../policy.ts'
import { freeSeat } from '../seats.ts'
import { bookingSubject } from '../subject.ts'
import { takeBooking } from '../take.ts'

/** Until the start; after the deadline it is marked late, frees the seat all the same and is no no-show. */
export async function cancelBooking(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeBooking(context, id, 'cancel')
  const isBooker = isOwn(context.actor, row)
  if (!isBooker && reason === undefined) throw bookingErrors.REASON_NEEDED()
  const [service] = await context.tx.sql<[{ cancelMinutesBefore: number }]>`select cancel_minutes_before as "cancelMinutesBefore" from services where id = ${row.serviceId}`
  const isLate = isBooker && context.now.getTime() > row.startsAt.getTime() - service.cancelMinutesBefore * MINUTE_MS
  await transition(command, bookingSubject, row, 'cancel', {
    set: { cancelledBy: isBooker ? 'booker' : 'staff', isLateCancel: isLate, reason: reason ?? null },
    facts: { sessionId: row.sessionId, isLate },
    words: { reason },
    stop: 'all',
  })
  await freeSeat(context, row.sessionId)
  return { subject: { kind: bookingSubject.kind, id } }
}
