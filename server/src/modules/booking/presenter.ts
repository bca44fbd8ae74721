import type { Booking, Service, ServiceLine, ServiceSession } from '@huying/shared/booking/contract.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { bookingPolicy, isOwn } from './policy.ts'
import type { BookingView, PlaceRow, ServiceRow, ServiceView, SessionView } from './queries.ts'
import { bookingSubject } from './subject.ts'
import { whyNotBookable } from './window.ts'

const presentPlace = ({ id, name, kind, address, phone, lng, lat, communityCode, townCode }: PlaceRow) =>
  ({ id, name, kind, address, phone, lng, lat, communityCode, townCode })

type Next = { id: string; startsAt: Date; left: number } | undefined

export const presentLine = ({ service, place }: ServiceView, next: Next): ServiceLine => ({
  id: service.id, name: service.name, kind: service.kind, summary: service.summary, audience: service.audience,
  priceKind: service.priceKind, priceFen: service.priceFen, marketPriceFen: service.marketPriceFen,
  place: presentPlace(place),
  next: next ? { id: next.id, startsAt: next.startsAt.toISOString(), left: next.left } : null,
})

export const presentService = (view: ServiceView, next: Next): Service => {
  const { service } = view
  return {
    ...presentLine(view, next),
    version: service.version, weeklyHours: service.weeklyHours, exceptions: service.exceptions, holidayRule: service.holidayRule,
    sessionMinutes: service.sessionMinutes, seats: service.seats, opensDaysAhead: service.opensDaysAhead,
    closesMinutesBefore: service.closesMinutesBefore, cancelMinutesBefore: service.cancelMinutesBefore,
    quota: service.quotaCount === null || service.quotaPeriod === null ? null : { count: service.quotaCount, period: service.quotaPeriod },
    needsApproval: service.needsApproval, uploadIds: view.place.uploadIds,
  }
}

export function presentSession({ session, hasWaiters }: SessionView, service: ServiceRow, now: Date): ServiceSession {
  const whyNot = whyNotBookable(session, hasWaiters, service, now)
  return {
    id: session.id, state: session.state, startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString(),
    closesAt: session.closesAt.toISOString(), seats: session.seats, left: session.seats - session.taken, isBookable: whyNot === null, whyNot,
  }
}

export function presentBooking({ actor, now }: ReadContext, { booking, service, place, personName }: BookingView): Booking {
  return {
    id: booking.id, state: booking.state, version: booking.version, sessionId: booking.sessionId,
    service: { id: service.id, name: service.name, kind: service.kind },
    place: presentPlace(place),
    startsAt: booking.startsAt.toISOString(), endsAt: booking.endsAt.toISOString(),
    forWhom: booking.personId === actor.accountId ? null : (personName ?? '没有账号的居民'),
    note: booking.note, reason: booking.reason,
    passCode: isOwn(actor, booking) ? booking.passCode : null,
    checkedInAt: booking.checkedInAt?.toISOString() ?? null,
    abilities: abilitiesOf(bookingSubject, bookingPolicy, actor, booking, now),
  }
}
