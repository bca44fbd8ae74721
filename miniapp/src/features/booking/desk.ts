import type { SheetSession } from '@huying/shared/booking/staff-contract'
import { bookingStaffContract } from '@huying/shared/booking/staff-contract'
import { dayOf, isoDate, parseIsoDate } from '@huying/shared/kernel/calendar-day'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../hooks/use-me'
import { usePageParam } from '../../platform/page-events'
import { call } from '../../platform/request'

/** The place whose desk one holds under the identity in use: null without one, undefined while that is not known yet. */
export function usePlaceId(): string | null | undefined {
  const { me, current, hasAccount } = useMe()
  if (hasAccount && me === undefined) return undefined
  return me?.appointments.find(({ id, role, scopeKind }) => id === current.appointmentId && role === 'serviceStaff' && scopeKind === 'place')?.scopeId ?? null
}

/** The place a page was opened for, by who oversees it; else one's own desk's. */
export function useDeskPlace(): string | null | undefined {
  const asked = usePageParam('place')
  const own = usePlaceId()
  return asked === '' ? own : asked
}

/** A day's list of a place, `2026-11-25`; kept on the phone for when the network is gone. */
export const useDaySheet = (placeId: string, day: string) =>
  useQuery({ queryKey: ['day-sheet', placeId, day], queryFn: () => call(bookingStaffContract.daySheet, { params: { id: placeId }, query: { day } }), meta: { isKept: true } })

/** Monday to Sunday around a day. */
export const useWeek = (placeId: string, day: string) =>
  useQuery({ queryKey: ['desk-week', placeId, day], queryFn: () => call(bookingStaffContract.week, { params: { id: placeId }, query: { day } }), meta: { isKept: true } })

export const dayAt = (at: Date | string): string => isoDate(dayOf(new Date(at).getTime()))
export const daysOn = (day: string, count: number): string => isoDate(parseIsoDate(day) + count)

type Line = SheetSession['bookings'][number]

/** Of whom a paper sheet can still say that they came. */
export const canHaveCome = ({ state, isVerified }: Pick<Line, 'state' | 'isVerified'>): boolean => state === 'booked' || state === 'no_show' || (state === 'completed' && !isVerified)
