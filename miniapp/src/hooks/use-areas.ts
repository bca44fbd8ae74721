import { areaContract, type AreaKind, type AreaLine } from '@huying/shared/area/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../platform/request'

/** Divisions change once in years. */
const FRESH_MS = 6 * 3_600_000
/** Who is on duty changes with a record of absence. */
const DUTY_FRESH_MS = 60_000

const areaQuery = (code: string) => ({
  queryKey: ['area', code],
  queryFn: () => call(areaContract.get, { params: { code } }),
  staleTime: FRESH_MS,
  meta: { isKept: true },
})

/** A place with the names above it; null code: nothing is asked. */
export const useArea = (code: string | null) => useQuery({ ...areaQuery(code ?? ''), enabled: code !== null })

interface AreaQuestion {
  parent?: string
  kind?: AreaKind
  name?: string
}

/** The areas below a parent, or those of a name; nothing is asked while `question` is null. */
export function useAreas(question: AreaQuestion | null) {
  return useQuery({
    queryKey: ['areas', question],
    queryFn: async (): Promise<AreaLine[]> => (await call(areaContract.list, { query: { ...question } })).items,
    enabled: question !== null,
    staleTime: FRESH_MS,
  })
}

/** Who answers for a place now, and the desk's number. */
export function useDuty(code: string | null) {
  return useQuery({
    queryKey: ['duty', code],
    queryFn: () => call(areaContract.duty, { params: { code: code ?? '' } }),
    enabled: code !== null,
    staleTime: DUTY_FRESH_MS,
    meta: { isKept: true },
  })
}
