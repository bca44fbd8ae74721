import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { dayOf } from '@huying/shared/kernel/calendar-day.ts'
import type { AppError } from '@huying/shared/kernel/error.ts'
import type { serviceSessions, services } from './table.ts'

export type SessionRow = typeof serviceSessions.$inferSelect
type Window = Pick<typeof services.$inferSelect, 'opensDaysAhead'>

/** Why a session takes nobody at this instant, seats apart; null where it does. A day opens at midnight in Shanghai. */
export function againstSession(session: SessionRow, { opensDaysAhead }: Window, now: Date): AppError | null {
  if (session.state === 'closed') return bookingErrors.SESSION_CLOSED(undefined, session.closeReason ?? undefined)
  if (session.state !== 'open' || session.startsAt <= now) return bookingErrors.SESSION_OVER()
  if (session.isOffRule) return bookingErrors.SESSION_OFF_RULE()
  if (session.closesAt <= now) return bookingErrors.BOOKING_ENDED()
  const isTooFar = dayOf(session.startsAt.getTime()) - dayOf(now.getTime()) > opensDaysAhead
  return isTooFar ? bookingErrors.BOOKING_NOT_YET({ opensDaysAhead }, `提前 ${opensDaysAhead} 天开始预约`) : null
}

/** Why a session cannot be booked at this instant; null where it can. Whoever waits comes first. */
export function againstBooking(session: SessionRow, hasWaiters: boolean, window: Window, now: Date): AppError | null {
  const against = againstSession(session, window, now)
  if (against) return against
  if (session.taken >= session.seats) return bookingErrors.SESSION_FULL()
  return hasWaiters ? bookingErrors.SESSION_WAITED_FOR() : null
}
