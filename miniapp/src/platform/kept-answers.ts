import type { Query, QueryClient } from '@tanstack/react-query'
import { readStored, removeStored, writeStored } from './storage'

const STORAGE_KEY = 'kept-answers'
/** WeChat gives 10 MB in all; this many lists of 20 stay far below. */
const MOST_KEPT = 30
const WRITE_DELAY_MS = 2_000

interface KeptAnswer {
  key: readonly unknown[]
  data: unknown
  at: number
}

const isKept = (query: Query) => query.meta?.isKept === true && query.state.status === 'success'

function collect(client: QueryClient): KeptAnswer[] {
  return client
    .getQueryCache()
    .getAll()
    .filter(isKept)
    .map(({ queryKey, state }) => ({ key: queryKey, data: state.data, at: state.dataUpdatedAt }))
    .sort((one, other) => other.at - one.at)
    .slice(0, MOST_KEPT)
}

/**
 * Queries with `meta: { isKept: true }` survive a restart, so that a list opens without a network and can say how old
 * it is. Only lists a person reads anyway; a reveal is never kept.
 */
export function keepAnswers(client: QueryClient) {
  for (const { key, data, at } of readStored<KeptAnswer[]>(STORAGE_KEY) ?? []) {
    client.setQueryData(key, data, { updatedAt: at })
    // Shown at once, and asked for again: it may have changed since, however short ago.
    void client.invalidateQueries({ queryKey: key, exact: true, refetchType: 'none' })
  }
  let timer: ReturnType<typeof setTimeout> | null = null
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || !isKept(query) || timer) return
    timer = setTimeout(() => {
      timer = null
      writeStored(STORAGE_KEY, collect(client))
    }, WRITE_DELAY_MS)
  })
}

/** When somebody else signs in, nothing of the person before may remain on the phone. */
export function forgetAnswers(client: QueryClient) {
  client.clear()
  removeStored(STORAGE_KEY)
}
