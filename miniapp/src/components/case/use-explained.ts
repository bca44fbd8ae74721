import { formatLimit, type Limit } from '@huying/shared/kernel/limit'
import { systemContract } from '@huying/shared/system/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../platform/request'

/** When a limit that begins at `from` ends, and day by day why, as the server counts; null while unknown. Null limit: nothing is asked. */
export function useExplained(from: string, limit: Limit | null) {
  const { data } = useQuery({
    queryKey: ['explained', from, limit],
    queryFn: () => call(systemContract.explain, { query: { from, limit: formatLimit(limit!) } }),
    enabled: limit !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? null
}
