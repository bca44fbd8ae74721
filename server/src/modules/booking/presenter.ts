import type { Booking, BookingDetail, Service, ServiceLine, ServiceSession, SessionDetail, WaitlistEntry } from '@huying/shared/booking/contract.ts'
import { MINUTE_MS } from '@huying/shared/kernel/calendar-day.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { withDecisions } from '../../kernel/decisions.ts'
import { residentName } from '../../kernel/mask.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import type { FoundService, NextSession } from './find-services.ts'
import { limitsOf } from './limits.ts'
import { bookingPolicy, isOwn, sessionPolicy, waitlistPolicy, type BookingFacts } from './policy.ts'
import type { BookingView, EntryView, ServiceRow, ServiceView, SessionView } from './queries.ts'
import { bookingSubject, sessionSubject, waitlistSubject } from './subject.ts'
import type { Clash } from './table.ts'
import type { Target } from './target.ts'
import { againstBooking } from './window.ts'

export const presentPlace = ({ id, name, kind, address, phone, lng, lat, communityCode, townCode }: FoundService['place']) =>
  ({ id, name, kind, address, phone, lng, lat, communityCode, townCode })
const presentNext = (next: NextSession | undefined) => (next ? { id: next.id, startsAt: next.startsAt.toISOString(), left: next.left } : null)
const nameOf = ({ id, name, kind }: ServiceRow) => ({ id, name, kind })

export const presentLine = ({ service, place, next }: FoundService): ServiceLine => ({
  id: service.id, name: service.name, kind: service.kind, summary: service.summary, audience: service.audience,
  priceKind: service.priceKind, priceFen: service.priceFen, marketPriceFen: service.marketPriceFen,
  place: presentPlace(place), next: presentNext(next),
})

export const presentService = (view: ServiceView, next: NextSession | undefined): Service => {
  const { service } = view
  return {
    ...presentLine({ ...view, next }),
    version: service.version, weeklyHours: service.weeklyHours, exceptions: service.exceptions, holidayRule: service.holidayRule,
    sessionMinutes: service.sessionMinutes, seats: service.seats, opensDaysAhead: service.opensDaysAhead,
    closesMinutesBefore: service.closesMinutesBefore, cancelMinutesBefore: service.cancelMinutesBefore,
    quota: service.quotaCount === null || service.quotaPeriod === null ? null : { count: service.quotaCount, period: service.quotaPeriod },
    needsApproval: service.needsApproval, isActive: service.isActive, uploadIds: view.place.uploadIds, placeHours: view.place.openingHours,
  }
}

export function presentSession({ session, hasWaiters }: SessionView, service: ServiceRow, now: Date): ServiceSession {
  const whyNot = againstBooking(session, hasWaiters, service, now)?.message ?? null
  return {
    id: session.id, state: session.state, startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString(),
    closesAt: session.closesAt.toISOString(), seats: session.seats, left: session.seats - session.taken, isBookable: whyNot === null, whyNot,
  }
}

export function presentSessionDetail({ actor, now, kernel }: ReadContext, target: Target): SessionDetail {
  const { session, service, place, waiting } = target
  return {
    ...presentSession(target, service, now), version: session.version, service: nameOf(service), place: presentPlace(place), waiting,
    waitlistLimit: limitsOf(kernel).waitlistFactor * session.seats, isOffRule: session.isOffRule, closeReason: session.closeReason,
    daySheetConfirmedAt: session.daySheetConfirmedAt?.toISOString() ?? null,
    abilities: abilitiesOf(sessionSubject, sessionPolicy(place), actor, session, now),
  }
}

interface Named {
  table: 'bookings' | 'waitlist_entries'
  row: { id: string; personId: string | null; onBehalfName: Buffer | null }
  /** Of the account or the dependent. */
  personName: string | null
}

/** 王*: by the name given for somebody who was booked for, else by their own. */
export const guestName = ({ kernel: { cipher } }: ReadContext, { table, row: { id, onBehalfName }, personName }: Named): string =>
  onBehalfName === null ? (personName ?? '一位居民') : residentName(cipher.open({ table, column: 'on_behalf_name', row: id }, onBehalfName))

/** Null where it is one's own. */
const forWhom = (context: ReadContext, named: Named): string | null =>
  named.row.personId !== null && named.row.personId === context.actor.accountId ? null : guestName(context, named)

export const bookingAbilities = ({ actor, now }: ReadContext, { booking }: BookingView, facts: BookingFacts) =>
  withDecisions(abilitiesOf(bookingSubject, bookingPolicy(facts), actor, booking, now), { 'decide-appeal': ['excuse', 'uphold'] })

export function presentBooking(context: ReadContext, view: BookingView, facts: BookingFacts): Booking {
  const { booking, service, place, personName } = view
  const { actor } = context
  return {
    id: booking.id, state: booking.state, version: booking.version, sessionId: booking.sessionId, service: nameOf(service), place: presentPlace(place),
    startsAt: booking.startsAt.toISOString(), endsAt: booking.endsAt.toISOString(), forWhom: forWhom(context, { table: 'bookings', row: booking, personName }),
    note: booking.note, reason: booking.reason, cancelledBy: booking.cancelledBy, isLateCancel: booking.isLateCancel,
    cancelBy: new Date(booking.startsAt.getTime() - service.cancelMinutesBefore * MINUTE_MS).toISOString(), isWalkIn: booking.isWalkIn,
    passCode: isOwn(actor, booking) ? booking.passCode : null,
    checkedInAt: booking.checkedInAt?.toISOString() ?? null, isVerified: booking.isVerified,
    priceFen: booking.priceFen, receiptNumber: booking.receiptNumber,
    appealedAt: booking.appealedAt?.toISOString() ?? null, appealDecidedAt: booking.appealDecidedAt?.toISOString() ?? null,
    abilities: bookingAbilities(context, view, facts),
  }
}

interface Around {
  series: { clashes: readonly Clash[]; bookings: readonly { id: string; startsAt: Date; state: Booking['state'] }[] } | null
  instead: NextSession | undefined
}

export const presentBookingDetail = (context: ReadContext, view: BookingView, facts: BookingFacts, { series, instead }: Around): BookingDetail => ({
  ...presentBooking(context, view, facts),
  series: series && { bookings: series.bookings.map((one) => ({ ...one, startsAt: one.startsAt.toISOString() })), clashes: [...series.clashes] },
  instead: presentNext(instead),
})

export function presentEntry(context: ReadContext, { entry, session, service, place, personName, before }: EntryView): WaitlistEntry {
  const { actor, now } = context
  return {
    id: entry.id, state: entry.state, version: entry.version, sessionId: entry.sessionId, service: nameOf(service), place: presentPlace(place),
    startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString(), forWhom: forWhom(context, { table: 'waitlist_entries', row: entry, personName }), note: entry.note,
    position: entry.state === 'waiting' ? before + 1 : null, heldUntil: entry.state === 'offered' ? entry.heldUntil!.toISOString() : null, bookingId: entry.bookingId,
    abilities: abilitiesOf(waitlistSubject, waitlistPolicy, actor, entry, now),
  }
}
