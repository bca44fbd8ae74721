import type { BookingDetail, SessionDetail, WaitlistEntry } from '@huying/shared/booking/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { nextSessions } from './find-services.ts'
import { limitsOf } from './limits.ts'
import { mayRead, mayReadEntry, type BookingFacts } from './policy.ts'
import { presentBookingDetail, presentEntry, presentSessionDetail } from './presenter.ts'
import { desksOf, readBooking, readEntry, readSeries, type BookingView } from './queries.ts'
import { readTarget } from './target.ts'

/** The booking for whoever may read it, else 404. */
export async function readableBooking(context: ReadContext, id: string): Promise<{ view: BookingView; facts: BookingFacts }> {
  const view = await readBooking(context.db, id)
  const facts = { place: view.place, desks: await desksOf(context.db, context.actor), limits: limitsOf(context.kernel) }
  if (!mayRead(context.actor, view.booking, facts)) throw kernelErrors.NOT_FOUND()
  return { view, facts }
}

export async function getBooking(context: ReadContext, id: string): Promise<BookingDetail> {
  const { view, facts } = await readableBooking(context, id)
  const { seriesId, cancelledBy, serviceId } = view.booking
  return presentBookingDetail(context, view, facts, {
    series: seriesId === null ? null : await readSeries(context.db, seriesId),
    instead: cancelledBy === 'place' ? (await nextSessions(context.db, [serviceId], context.now)).get(serviceId) : undefined,
  })
}

export async function getEntry(context: ReadContext, id: string): Promise<WaitlistEntry> {
  const view = await readEntry(context.db, id)
  if (!mayReadEntry(context.actor, view.entry)) throw kernelErrors.NOT_FOUND()
  return presentEntry(context, view)
}

export const getSession = async (context: ReadContext, id: string): Promise<SessionDetail> =>
  presentSessionDetail(context, await readTarget(context.db, id, { anyService: true }))
