import type { BookingAction } from '@huying/shared/booking/machine.ts'
import { appointmentsIn, type Actor } from '../../kernel/actor.ts'
import { asSelf, forbidden, type Policy } from '../../kernel/policy.ts'
import type { bookings } from './table.ts'

export type BookingRow = typeof bookings.$inferSelect

/** Whoever booked, and the account whose place it is. */
export const isOwn = (actor: Actor, row: Pick<BookingRow, 'bookerId' | 'personId'>): boolean =>
  actor.accountId !== null && (row.bookerId === actor.accountId || row.personId === actor.accountId)

/** Besides, the staff of the place. */
export const mayRead = (actor: Actor, row: BookingRow): boolean =>
  isOwn(actor, row) || appointmentsIn(actor, ['serviceStaff'], 'place', row.placeId).length > 0

const own: (actor: Actor, row: BookingRow) => ReturnType<typeof asSelf> | ReturnType<typeof forbidden> = (actor, row) =>
  isOwn(actor, row) ? asSelf() : forbidden()

export const bookingPolicy = { cancel: own, move: own } satisfies Policy<BookingRow, BookingAction>
