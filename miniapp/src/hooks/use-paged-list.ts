import type { Answer, CallInput, Endpoint } from '@huying/shared/kernel/endpoint'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Page } from '@huying/shared/kernel/page'
import { call } from '../platform/request'
import { useSession } from '../platform/session'

type ItemOf<E extends Endpoint> = Answer<E> extends Page<infer T> ? T : never

/**
 * A cursor-paged list of any endpoint that answers `{ items, nextCursor }`. The key carries the identity: another hat
 * sees another list. Kept on the phone, so that it opens offline and says how old it is.
 */
export function usePagedList<E extends Endpoint>(key: readonly string[], endpoint: E, query: CallInput<E>['query'], params?: CallInput<E>['params']) {
  const appointmentId = useSession((session) => session.appointmentId)
  const list = useInfiniteQuery({
    queryKey: [...key, appointmentId, query, params],
    queryFn: async ({ pageParam }) =>
      (await call(endpoint, { params, query: { ...(query as object), ...(pageParam && { cursor: pageParam }) } } as CallInput<E>)) as unknown as Page<ItemOf<E>>,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    meta: { isKept: true },
  })
  return { ...list, items: list.data?.pages.flatMap(({ items }) => items) ?? [] }
}
