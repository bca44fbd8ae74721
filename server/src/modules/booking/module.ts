import { bookingContract } from '@huying/shared/booking/contract.ts'
import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { dayOf, parseIsoDate, startOfDay } from '@huying/shared/kernel/calendar-day.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { read, type Module } from '../../kernel/module.ts'
import { mayRead } from './policy.ts'
import { presentBooking, presentLine, presentService, presentSession } from './presenter.ts'
import { listBookings, listServices, listSessions, nextSessions, readBooking, readService } from './queries.ts'
import { bookingSubject, sessionSubject } from './subject.ts'

const WEEK_DAYS = 7
const MAX_DAYS = 60

/** Services, their sessions, and one's own bookings 预约服务. */
export const bookingModule: Module = {
  name: 'booking',
  subjects: [bookingSubject, sessionSubject],
  routes: [
    read(bookingContract.services, async ({ db, now }, { query }) => {
      const rows = await listServices(db, { ...query, after: decodeCursor(query.cursor) })
      const next = await nextSessions(db, rows.map(({ service }) => service.id), now)
      return pageOf(rows, query.limit, ({ service }) => ({ at: service.createdAt, id: service.id }), (row) => presentLine(row, next.get(row.service.id)))
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
    read(bookingContract.bookings, async (context, { query }) => {
      const rows = await listBookings(context.db, context.actor, { ...query, after: decodeCursor(query.cursor) })
      return pageOf(rows, query.limit, ({ booking }) => ({ at: booking.startsAt, id: booking.id }), (row) => presentBooking(context, row))
    }),
    read(bookingContract.booking, async (context, { params }) => {
      const view = await readBooking(context.db, params.id)
      if (!mayRead(context.actor, view.booking)) throw kernelErrors.NOT_FOUND()
      return presentBooking(context, view)
    }),
  ],
  mayWatch: { booking: async ({ actor, db }, id) => mayRead(actor, (await readBooking(db, id)).booking) },
  /** Places are there for everybody to see. */
  maySeePhotos: { place: async () => true },
}
