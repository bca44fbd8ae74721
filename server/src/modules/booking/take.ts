import type { BookingAction } from '@huying/shared/booking/machine.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext, ReadContext } from '../../kernel/context.ts'
import { authorize } from '../../kernel/policy.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { limitsOf } from './limits.ts'
import { bookingPolicy, mayRead, type BookingFacts, type BookingRow } from './policy.ts'
import { desksOf, readPlace, type PlaceRow } from './queries.ts'
import { bookingSubject } from './subject.ts'

export async function factsOf({ db, actor, kernel }: ReadContext, place: PlaceRow): Promise<BookingFacts> {
  return { place, desks: await desksOf(db, actor), limits: limitsOf(kernel) }
}

/** Locks a booking for an action of this person: 404 where they may not read it, 403 where they may not act, 409 in the wrong state. */
export async function takeBooking(context: CommandContext, id: string, action: BookingAction): Promise<{ row: BookingRow; place: PlaceRow; command: CommandContext }> {
  const row = await lockSubject(context.tx, bookingSubject, id)
  const place = await readPlace(context.tx, row.placeId)
  const facts = await factsOf(context, place)
  if (!mayRead(context.actor, row, facts)) throw kernelErrors.NOT_FOUND()
  const as = authorize(bookingSubject, bookingPolicy(facts), context.actor, row, action, context.now)
  return { row, place, command: { ...context, as } }
}
