import { bookingContract } from '@huying/shared/booking/contract'
import { useQuery } from '@tanstack/react-query'
import { useLive } from '../../platform/live'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'

/** What is stale once a seat has changed hands: bookings, the line, what is left, the desk's sheet. */
export const BOOKING_KEYS = [['booking'], ['bookings'], ['waitlist'], ['waitlist-entry'], ['services'], ['sessions'], ['day-sheet'], ['desk-week'], ['service-session']] as const

/** Seats are taken by others while one looks. */
const SEATS_FRESH_MS = 15_000

/** The sessions of a service in the next seven days, asked for again while the page is open. */
export function useSessions(serviceId: string) {
  return useQuery({
    queryKey: ['sessions', serviceId],
    queryFn: () => call(bookingContract.sessions, { params: { id: serviceId } }),
    enabled: serviceId !== '',
    refetchInterval: SEATS_FRESH_MS,
  })
}

/** One booking as this person may see it; kept on the phone, so that its pass code can be shown without a network. */
export function useBooking(id: string) {
  const appointmentId = useSession((session) => session.appointmentId)
  const query = useQuery({ queryKey: ['booking', id, appointmentId], queryFn: () => call(bookingContract.booking, { params: { id } }), enabled: id !== '', meta: { isKept: true } })
  useLive('booking', id, query.refetch)
  return query
}

/** One place in a line; a seat that is offered appears by itself. */
export function useEntry(id: string) {
  const query = useQuery({ queryKey: ['waitlist-entry', id], queryFn: () => call(bookingContract.waitlistEntry, { params: { id } }), enabled: id !== '', meta: { isKept: true } })
  useLive('waitlist', id, query.refetch)
  return query
}
