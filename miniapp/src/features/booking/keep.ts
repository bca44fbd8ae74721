import { bookingCatalogueContract } from '@huying/shared/booking/catalogue-contract'
import { useQuery } from '@tanstack/react-query'
import { usePagedList } from '../../hooks/use-paged-list'
import { ApiError } from '../../platform/api-error'
import { call } from '../../platform/request'
import { useSession } from '../../platform/session'
import { BOOKING_KEYS } from './service'

/** What is stale once the catalogue has changed. */
export const KEEP_KEYS = [['kept-places'], ['kept-place'], ['kept-services'], ['service'], ...BOOKING_KEYS] as const

/** The places this identity keeps, also those out of use. */
export const useKeptPlaces = () => usePagedList(['kept-places'], bookingCatalogueContract.places, { view: 'kept' })

export function usePlace(id: string) {
  const appointmentId = useSession((session) => session.appointmentId)
  return useQuery({ queryKey: ['kept-place', id, appointmentId], queryFn: () => call(bookingCatalogueContract.place, { params: { id } }), enabled: id !== '', meta: { isKept: true } })
}

/** All services of a place with their rules, also those out of use. */
export const usePlaceServices = (placeId: string) => usePagedList(['kept-services', placeId], bookingCatalogueContract.placeServices, { limit: 50 }, { id: placeId })

interface NamedFault {
  field: string
  words: string
}

/** The server's faults by field; none where it refused for another reason. */
export function serverFaults(error: unknown): NamedFault[] {
  if (!(error instanceof ApiError) || error.code !== 'RULE_WRONG' || !Array.isArray(error.details)) return []
  return (error.details as { path: string; message: string }[]).map(({ path, message }) => ({ field: path, words: message }))
}

/** Where a field's fault stands, so that the page can be led there. */
export const anchorOf = (field: string): string => `field-${field.replaceAll('.', '-')}`
