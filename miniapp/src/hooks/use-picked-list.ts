import { useEffect } from 'react'

/** What `usePagedList` gives, as far as picking from it needs. */
interface Paged<T> {
  items: readonly T[]
  isPending: boolean
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** A screenful of what was picked is enough until one scrolls. */
const ENOUGH = 10

/**
 * Of a paged list only what `isPicked` says: where the API has no filter of its own, pages are fetched on until there is a
 * screenful. Pending until something was found or all was seen.
 */
export function usePickedList<T, L extends Paged<T>>(list: L & Paged<T>, isPicked: (item: T) => boolean): L {
  const items = list.items.filter(isPicked)
  const goesOn = items.length < ENOUGH && list.hasNextPage && !list.isFetchingNextPage && !list.error
  const { fetchNextPage } = list
  useEffect(() => {
    if (goesOn) void fetchNextPage()
  }, [goesOn, fetchNextPage])
  return { ...list, items, isPending: list.isPending || (items.length === 0 && list.hasNextPage) }
}
