import { bookingContract } from '@huying/shared/booking/contract.ts'
import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { dayOf, parseIsoDate, startOfDay } from '@huying/shared/kernel/calendar-day.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { calendarFile } from './calendar-file.ts'
import { approveBooking, declineBooking } from './commands/answer-booking.ts'
import { leaveWaitlist, refuseOffer, takeOffer } from './commands/answer-offer.ts'
import { appealNoShow, decideAppeal } from './commands/appeal-booking.ts'
import { bookSession } from './commands/book-session.ts'
import { cancelBooking } from './commands/cancel-booking.ts'
import { checkIn, completeNow, undoCheckIn } from './commands/check-in.ts'
import { joinWaitlist } from './commands/join-waitlist.ts'
import { moveBooking } from './commands/move-booking.ts'
import { readContact, revealContact } from './commands/reveal-contact.ts'
import { findServices, nextSessions } from './find-services.ts'
import { limitsOf } from './limits.ts'
import { presentBooking, presentEntry, presentLine, presentService, presentSession } from './presenter.ts'
import { desksOf, listBookings, listEntries, listSessions, listWaiting, neighbourPlaces, readService } from './queries.ts'
import { getBooking, getEntry, getSession, readableBooking } from './read.ts'

const WEEK_DAYS = 7
const MAX_DAYS = 60

const present = getBooking

/** `110.913,33.532`. */
function pointIn(text: string): { lng: number; lat: number } {
  const [lng, lat] = text.split(',').map(Number)
  return { lng: lng!, lat: lat! }
}

/** What residents read and do; staff answer with the same verbs. */
export const bookingRoutes: readonly Route[] = [
  read(bookingContract.services, async ({ db, now }, { query }) => {
    const rows = await findServices(db, { ...query, near: query.near === undefined ? undefined : pointIn(query.near), after: decodeCursor(query.cursor) }, now)
    return pageOf(rows, query.limit, ({ service }) => ({ at: service.createdAt, id: service.id }), presentLine)
  }),
  read(bookingContract.service, async ({ db, now }, { params: { id } }) =>
    presentService(await readService(db, id), (await nextSessions(db, [id], now)).get(id))),
  read(bookingContract.sessions, async ({ db, now }, { params: { id }, query }) => {
    const from = query.from === undefined ? dayOf(now.getTime()) : parseIsoDate(query.from)
    const to = query.to === undefined ? from + WEEK_DAYS - 1 : parseIsoDate(query.to)
    if (to - from >= MAX_DAYS) throw bookingErrors.PERIOD_TOO_LONG()
    const { service } = await readService(db, id)
    const sessions = await listSessions(db, id, new Date(startOfDay(from)), new Date(startOfDay(to + 1)))
    return { items: sessions.map((session) => presentSession(session, service, now)), nextCursor: null }
  }),
  read(bookingContract.session, (context, { params }) => getSession(context, params.id)),
  read(bookingContract.bookings, async (context, { query }) => {
    const filter = { ...query, after: decodeCursor(query.cursor) }
    const desks = await desksOf(context.db, context.actor)
    const rows = query.view === 'mine' ? await listBookings(context.db, context.actor, filter)
      : await listWaiting(context.db, query.view, query.view === 'approve' ? desks.map(({ placeId }) => placeId) : await neighbourPlaces(context.db, desks), filter)
    const limits = limitsOf(context.kernel)
    return pageOf(rows, query.limit, ({ booking }) => ({ at: booking.startsAt, id: booking.id }), (row) => presentBooking(context, row, { place: row.place, desks, limits }))
  }),
  read(bookingContract.booking, (context, { params }) => getBooking(context, params.id)),
  read(bookingContract.calendarFile, async (context, { params }) => {
    const { view } = await readableBooking(context, params.id)
    return { type: 'text/calendar', body: calendarFile(view), headers: { 'content-disposition': `attachment; filename="${params.id}.ics"` } }
  }),
  write(bookingContract.book, { run: (context, { params, body }) => bookSession(context, params.id, body), present }),
  write(bookingContract.approve, { run: (context, { params }) => approveBooking(context, params.id), present }),
  write(bookingContract.decline, { run: (context, { params, body }) => declineBooking(context, params.id, body.reason), present }),
  write(bookingContract.cancel, { run: (context, { params, body }) => cancelBooking(context, params.id, body.reason), present }),
  write(bookingContract.move, { run: (context, { params, body }) => moveBooking(context, params.id, body.sessionId), present }),
  write(bookingContract.checkIn, { run: (context, { params, body }) => checkIn(context, params.id, body), present }),
  write(bookingContract.undoCheckIn, { run: (context, { params, body }) => undoCheckIn(context, params.id, body.reason), present }),
  write(bookingContract.complete, { run: (context, { params }) => completeNow(context, params.id), present }),
  write(bookingContract.appeal, { run: (context, { params, body }) => appealNoShow(context, params.id, body.reason), present }),
  write(bookingContract.decideAppeal, { run: (context, { params, body }) => decideAppeal(context, params.id, body.decision, body.reason), present }),
  write(bookingContract.contactReveal, { run: (context, { params, body }) => revealContact(context, params.id, body.reason), present: readContact }),
  read(bookingContract.waitlist, async (context, { query }) => {
    const rows = await listEntries(context.db, context.actor, decodeCursor(query.cursor), query.limit)
    return pageOf(rows, query.limit, ({ entry }) => ({ at: entry.createdAt, id: entry.id }), (row) => presentEntry(context, row))
  }),
  read(bookingContract.waitlistEntry, (context, { params }) => getEntry(context, params.id)),
  write(bookingContract.join, { run: (context, { params, body }) => joinWaitlist(context, params.id, body), present: getEntry }),
  write(bookingContract.take, { run: (context, { params }) => takeOffer(context, params.id), present: getEntry }),
  write(bookingContract.refuse, { run: (context, { params, body }) => refuseOffer(context, params.id, body.reason), present: getEntry }),
  write(bookingContract.leave, { run: (context, { params, body }) => leaveWaitlist(context, params.id, body.reason), present: getEntry }),
]
