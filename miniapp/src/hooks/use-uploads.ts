import { uploadContract } from '@huying/shared/upload/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../platform/request'

/** Addresses are signed for an hour; they are asked for again well before that. */
const FRESH_MS = 20 * 60_000

/** The addresses of photos by their ids, in that order; those one may not see are left out. */
export function useUploads(ids: readonly string[]) {
  const { data } = useQuery({
    queryKey: ['uploads', ...ids],
    queryFn: () => call(uploadContract.list, { query: { ids: ids.join(',') } }),
    enabled: ids.length > 0,
    staleTime: FRESH_MS,
  })
  return ids.flatMap((id) => data?.items.find((item) => item.id === id) ?? [])
}
