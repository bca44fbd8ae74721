import { bookingErrors } from '@huying/shared/booking/errors.ts'
import type { Module } from '../../kernel/module.ts'
import { bookingCatalogueRoutes } from './catalogue-routes.ts'
import { bookingDeadlines } from './deadlines.ts'
import { mayReadEntry } from './policy.ts'
import { readEntry } from './queries.ts'
import { readableBooking } from './read.ts'
import { bookingRoutes } from './routes.ts'
import { bookingStaffRoutes } from './staff-routes.ts'
import { bookingSubject, sessionSubject, waitlistSubject } from './subject.ts'
import { bookingTimeline } from './timeline.ts'

/** Places and their services, sessions, bookings and waiting lists 预约服务. */
export const bookingModule: Module = {
  name: 'booking',
  subjects: [bookingSubject, sessionSubject, waitlistSubject],
  routes: [...bookingRoutes, ...bookingStaffRoutes, ...bookingCatalogueRoutes],
  deadlines: bookingDeadlines,
  timelines: [bookingTimeline],
  constraints: {
    bookings_no_overlap: bookingErrors.TIME_OVERLAP,
    // The rule was changed in this very moment and the session is gone.
    bookings_session_fk: bookingErrors.SESSION_CLOSED,
    waitlist_entries_one_live: bookingErrors.ALREADY_WAITING,
  },
  mayWatch: {
    booking: (context, id) => readableBooking(context, id).then(() => true),
    waitlist: async ({ actor, db }, id) => mayReadEntry(actor, (await readEntry(db, id)).entry),
    session: async () => true,
    service: async () => true,
  },
  /** Places are there for everybody to see. */
  maySeePhotos: { place: async () => true },
}
