import { areaContract, type AreaLine } from '@huying/shared/area/contract'
import { useQuery } from '@tanstack/react-query'
import type { MapArea } from '../components/place-picker/area-map'
import { call } from '../platform/request'

/** Borders change once in years. */
const FRESH_MS = 6 * 3_600_000

/** The grids of a community with their borders, to tap on; empty until known. */
export function useGridMap(communityCode: string | null): MapArea[] {
  const { data } = useQuery({
    queryKey: ['grid-map', communityCode],
    queryFn: async (): Promise<AreaLine[]> => (await call(areaContract.list, { query: { parent: communityCode!, kind: 'grid', shapes: 'true' } })).items,
    enabled: communityCode !== null,
    staleTime: FRESH_MS,
  })
  return (data ?? []).flatMap(({ code, name, polygon }) => (polygon ? [{ code, name, ring: polygon }] : []))
}
