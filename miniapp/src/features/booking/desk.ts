import type { SheetSession } from '@huying/shared/booking/staff-contract'
import { bookingStaffContract } from '@huying/shared/booking/staff-contract'
import { dayOf, isoDate, parseIsoDate } from '@huying/shared/kernel/calendar-day'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../hooks/use-me'
import { call } from '../../platform/request'

/** The place whose desk one holds under the identity in use; empty without one. */
export function usePlaceId(): string {
  const { me, current } = useMe()
  return me?.appointments.find(({ id, role, scopeKind }) => id === current.appointmentId && role === 'serviceStaff' && scopeKind === 'place')?.scopeId ?? ''
}

/** A day's list of a place, `2026-11-25`; kept on the phone for when the network is gone. */
export const useDaySheet = (placeId: string, day: string) =>
  useQuery({
    queryKey: ['day-sheet', placeId, day], queryFn: () => call(bookingStaffContract.daySheet, { params: { id: placeId }, query: { day } }), enabled: placeId !== '', meta: { isKept: true },
  })

/** Monday to Sunday around a day. */
export const useWeek = (placeId: string, day: string) =>
  useQuery({ queryKey: ['desk-week', placeId, day], queryFn: () => call(bookingStaffContract.week, { params: { id: placeId }, query: { day } }), enabled: placeId !== '', meta: { isKept: true } })

export const dayAt = (at: Date | string): string => isoDate(dayOf(new Date(at).getTime()))
export const daysOn = (day: string, count: number): string => isoDate(parseIsoDate(day) + count)

type Line = SheetSession['bookings'][number]

/** Of whom a paper sheet can still say that they came. */
export const canHaveCome = ({ state, isVerified }: Pick<Line, 'state' | 'isVerified'>): boolean => state === 'booked' || state === 'no_show' || (state === 'completed' && !isVerified)
