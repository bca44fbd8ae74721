import { catalogueContract } from '@huying/shared/catalogue/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../platform/request'

export interface Unit {
  id: string
  name: string
}

const FRESH_MS = 30 * 60_000

/** All units by name; in their catalogue the code is the id. */
export function useUnits(): readonly Unit[] {
  const { data } = useQuery({
    queryKey: ['catalogue', 'units'],
    queryFn: () => call(catalogueContract.get, { params: { name: 'units' } }),
    staleTime: FRESH_MS,
  })
  return (data?.items ?? []).map(({ code, label }) => ({ id: code, name: label }))
}
