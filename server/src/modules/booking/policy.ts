import { bookingErrors } from '@huying/shared/booking/errors.ts'
import type { BookingAction } from '@huying/shared/booking/machine.ts'
import type { SessionAction } from '@huying/shared/booking/session-machine.ts'
import type { WaitlistAction } from '@huying/shared/booking/waitlist-machine.ts'
import { dayOf, MINUTE_MS, startOfDay } from '@huying/shared/kernel/calendar-day.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { appointmentsIn, appointmentsOver, type Actor, type AppointmentInForce } from '../../kernel/actor.ts'
import { asHolder, asSelf, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import type { BookingLimits } from './limits.ts'
import type { bookings, places, waitlistEntries } from './table.ts'
import type { SessionRow } from './window.ts'

export type BookingRow = typeof bookings.$inferSelect
type PlaceRow = typeof places.$inferSelect
type EntryRow = typeof waitlistEntries.$inferSelect

/** A place where the actor is service staff. */
export interface Desk {
  placeId: string
  townCode: string
  appointment: AppointmentInForce
}

/** What rights depend on beside the booking's own row. */
export interface BookingFacts {
  place: PlaceRow
  /** The actor's own. */
  desks: readonly Desk[]
  limits: BookingLimits
}

const OVERSEERS = ['communityWorker', 'streetOfficer', 'countyOfficer', 'auditor'] as const

/** Whoever booked, and the account whose place it is. */
export const isOwn = (actor: Actor, row: Pick<BookingRow, 'bookerId' | 'personId'>): boolean =>
  actor.accountId !== null && (row.bookerId === actor.accountId || row.personId === actor.accountId)

export const staffOf = (actor: Actor, placeId: string): AppointmentInForce[] => appointmentsIn(actor, ['serviceStaff'], 'place', placeId)
const isAppealed = (row: BookingRow): boolean => row.state === 'no_show' && row.appealedAt !== null && row.appealDecidedAt === null

/** The desk that decides a contested no-show: one of the same town, never the place's own. */
const otherDesks = (row: BookingRow, { place, desks }: BookingFacts): AppointmentInForce[] =>
  desks.some(({ placeId }) => placeId === row.placeId) ? []
    : desks.filter(({ townCode }) => townCode === place.townCode).map(({ appointment }) => appointment)

/** Besides, the staff of the place, who oversees it, and the desk that has to decide about it. */
export const mayRead = (actor: Actor, row: BookingRow, facts: BookingFacts): boolean =>
  isOwn(actor, row) || staffOf(actor, row.placeId).length > 0 || appointmentsOver(actor, OVERSEERS, facts.place.communityCode).length > 0 ||
  (row.appealedAt !== null && otherDesks(row, facts).length > 0)

const own = (actor: Actor, row: BookingRow): Verdict => (isOwn(actor, row) ? asSelf() : forbidden())
const staff = (actor: Actor, row: BookingRow): Verdict => asHolder(staffOf(actor, row.placeId))
const ownOrStaff = (actor: Actor, row: BookingRow): Verdict => (isOwn(actor, row) ? asSelf() : staff(actor, row))
/** The verdict, unless something else stands against it. */
const unless = (verdict: Verdict, against: AppError | null): Verdict => (verdict instanceof AppError ? verdict : (against ?? verdict))

const started = (row: BookingRow, now: Date) =>
  row.startsAt <= now && (row.state === 'booked' || row.state === 'pending') ? bookingErrors.STARTED_ALREADY() : null

function againstCheckIn({ startsAt, endsAt, state }: BookingRow, { limits }: BookingFacts, now: Date): AppError | null {
  if (state !== 'booked' && state !== 'checked_in') return null
  if (now.getTime() < startsAt.getTime() - limits.checkInMinutesBefore * MINUTE_MS) return bookingErrors.CHECK_IN_EARLY()
  return now >= endsAt ? bookingErrors.CHECK_IN_LATE() : null
}

/** Seven days, the last to its end, counted from when the place looked who had not come. */
function againstAppeal({ state, endsAt, appealedAt }: BookingRow, { limits }: BookingFacts, now: Date): AppError | null {
  if (state !== 'no_show') return null
  if (appealedAt !== null) return bookingErrors.APPEALED_ALREADY()
  return now.getTime() >= startOfDay(dayOf(endsAt.getTime()) + limits.appealDays + 1) ? bookingErrors.APPEAL_OVER() : null
}

function asOtherDesk(actor: Actor, row: BookingRow, facts: BookingFacts): Verdict {
  const isConcerned = staffOf(actor, row.placeId).length > 0 || isOwn(actor, row)
  // Before there is anything to find, nobody need be told that they may not.
  if (isConcerned) return row.state === 'no_show' ? bookingErrors.OWN_DESK() : forbidden()
  const verdict = asHolder(otherDesks(row, facts))
  return unless(verdict, row.state === 'no_show' && !isAppealed(row) ? bookingErrors.NOT_APPEALED() : null)
}

/** Who may do what to a booking. */
export const bookingPolicy = (facts: BookingFacts) => ({
  approve: staff,
  decline: staff,
  cancel: (actor, row, now) => unless(ownOrStaff(actor, row), started(row, now)),
  move: (actor, row, now) => unless(own(actor, row), started(row, now)),
  check_in: (actor, row, now) => unless(ownOrStaff(actor, row), againstCheckIn(row, facts, now)),
  undo_check_in: (actor, row, now) => unless(staff(actor, row), row.state === 'checked_in' && now >= row.endsAt ? bookingErrors.CHECK_IN_LATE() : null),
  complete: staff,
  appeal: (actor, row, now) => unless(own(actor, row), againstAppeal(row, facts, now)),
  excuse: (actor, row) => asOtherDesk(actor, row, facts),
  uphold: (actor, row) => asOtherDesk(actor, row, facts),
}) satisfies Policy<BookingRow, BookingAction>

const ownEntry = (actor: Actor, row: EntryRow): Verdict => (isOwn(actor, row) ? asSelf() : forbidden())

export const mayReadEntry = (actor: Actor, row: EntryRow): boolean => isOwn(actor, row) || staffOf(actor, row.placeId).length > 0

/** Who may do what to a place in the line. */
export const waitlistPolicy = {
  take: (actor, row, now) => unless(ownEntry(actor, row), row.state === 'offered' && row.heldUntil !== null && row.heldUntil <= now ? bookingErrors.HOLD_OVER() : null),
  refuse: ownEntry,
  leave: ownEntry,
} satisfies Policy<EntryRow, WaitlistAction>

/** Who may do what to a session at this place. */
export const sessionPolicy = ({ communityCode }: Pick<PlaceRow, 'communityCode'>) => {
  const asStaff = (actor: Actor, row: SessionRow): Verdict => asHolder(staffOf(actor, row.placeId))
  return {
    keep(actor, row) {
      const editors = appointmentsOver(actor, ['communityWorker', 'administrator'], communityCode)
      return unless(asHolder(editors), row.state === 'open' && !row.isOffRule ? bookingErrors.NOT_OFF_RULE() : null)
    },
    change_seats: asStaff,
    close: asStaff,
    reopen: (actor, row, now) => unless(asStaff(actor, row), row.state === 'closed' && row.startsAt <= now ? bookingErrors.STARTED_ALREADY() : null),
  } satisfies Policy<SessionRow, SessionAction>
}
