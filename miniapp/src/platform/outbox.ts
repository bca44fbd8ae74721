import type { Endpoint } from '@huying/shared/kernel/endpoint'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { ApiError, wordsFor } from './api-error'
import { onNetworkChange } from './network'
import { queryClient } from './query-client'
import { randomId } from './random-id'
import { type CallOptions, call, send, wireRequest } from './request'
import { useSession } from './session'
import { stateStorage } from './storage'
import type { WireRequest } from './wire'

/** Something a person has written and sent, that has not reached the server yet. */
export interface Waiting {
  /** Also its Idempotency-Key: however often it is tried, the server does it once. */
  id: string
  /** What the person reads: 南街路口红绿灯不亮. */
  title: string
  request: WireRequest
  /** Who wrote it; null for a guest, whose letter leaves once they have signed in. Nobody else sends or sees it. */
  accountId: string | null
  /** Query keys to refetch once it has arrived. */
  refreshes: readonly (readonly string[])[]
  writtenAt: number
  /** Why the server will not take it; then only the person can decide. */
  refusal: string | null
}

interface Outbox {
  items: Waiting[]
}

const useOutbox = create<Outbox>()(
  persist((): Outbox => ({ items: [] }), { name: 'outbox', storage: createJSONStorage(() => stateStorage) }),
)

const update = (change: (items: Waiting[]) => Waiting[]) => useOutbox.setState(({ items }) => ({ items: change(items) }))
const remove = (id: string) => update((items) => items.filter((item) => item.id !== id))
/** The person gives it up. */
export const dropWaiting = remove
/** The person sends once more what the server had refused: under the same key it still happens only once. */
export async function retryWaiting(id: string): Promise<void> {
  update((items) => items.map((item) => (item.id === id ? { ...item, refusal: null } : item)))
  await flushOutbox()
}

export interface Letter {
  title: string
  refreshes: readonly (readonly string[])[]
}

export type Sent<A> = { isQueued: false; answer: A } | { isQueued: true }

/**
 * Sends now, or keeps it to send by itself when the network is back. A refusal by the server is thrown: it needs the
 * person. Sent once, whatever happens in between.
 */
export async function sendOrQueue<E extends Endpoint>(
  endpoint: E,
  options: CallOptions<E>,
  letter: Letter,
): Promise<Sent<Awaited<ReturnType<typeof call<E>>>>> {
  const keyed = { ...options, idempotencyKey: options.idempotencyKey ?? randomId() }
  try {
    const answer = await call(endpoint, keyed)
    refresh(letter.refreshes)
    return { isQueued: false, answer }
  } catch (error) {
    if (!(error instanceof ApiError) || !error.isOffline) throw error
    const waiting: Waiting = {
      ...letter,
      id: keyed.idempotencyKey,
      request: { ...wireRequest(endpoint, keyed), appointmentId: useSession.getState().appointmentId },
      accountId: useSession.getState().accountId,
      writtenAt: Date.now(),
      refusal: null,
    }
    update((items) => [...items.filter((item) => item.id !== waiting.id), waiting])
    return { isQueued: true }
  }
}

function refresh(keys: Letter['refreshes']) {
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey })
}

/** True when it need not be tried again now. */
async function deliver(item: Waiting): Promise<boolean> {
  try {
    await send(item.request)
    remove(item.id)
    refresh(item.refreshes)
    return true
  } catch (error) {
    if (error instanceof ApiError && error.isPassing) return false
    const refusal = wordsFor(error)
    update((items) => items.map((each) => (each.id === item.id ? { ...each, refusal } : each)))
    return true
  }
}

const isOf = (accountId: string | null) => (item: Waiting) => item.accountId === null || item.accountId === accountId

/** What waits of whoever is signed in on this phone. */
export function useWaitingLetters(): Waiting[] {
  const accountId = useSession((session) => session.accountId)
  const items = useOutbox((outbox) => outbox.items)
  return items.filter(isOf(accountId))
}

let isFlushing = false

/** Sends what waits of this person, oldest first, and stops at the first that finds no network. */
export async function flushOutbox(): Promise<void> {
  if (isFlushing) return
  isFlushing = true
  try {
    const own = useOutbox.getState().items.filter(isOf(useSession.getState().accountId))
    for (const item of own) if (item.refusal === null && !(await deliver(item))) return
  } finally {
    isFlushing = false
  }
}

/** Flushes at launch, whenever the network comes back, and when the writer has signed in again. */
export function watchOutbox() {
  useSession.subscribe((now, before) => {
    if (now.token !== null && before.token === null) void flushOutbox()
  })
  onNetworkChange((isOnline) => {
    if (isOnline) void flushOutbox()
  })
  void flushOutbox()
}
