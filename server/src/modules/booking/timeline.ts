import type { TimelineSource } from '../../kernel/module.ts'
import { mergeTimelines } from '../../kernel/timeline.ts'
import { isOwn, staffOf } from './policy.ts'
import { readableBooking } from './read.ts'
import { bookingSubject } from './subject.ts'

/** What happened to a booking, for whoever may read it; the words are for the booker and the desk. */
export const bookingTimeline: TimelineSource = {
  kind: bookingSubject.kind,
  async read(context, id) {
    const { view: { booking }, facts } = await readableBooking(context, id)
    const mayRead = isOwn(context.actor, booking) || staffOf(context.actor, booking.placeId).length > 0 || facts.desks.length > 0
    return mergeTimelines(context, [{ machine: bookingSubject.machine, id }], { mayReadWords: () => mayRead, resident: null })
  },
}
