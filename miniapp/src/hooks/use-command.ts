import type { Answer, CallInput, Endpoint } from '@huying/shared/kernel/endpoint'
import { useRef, useState } from 'react'
import { ApiError, mayHaveArrived, wordsFor } from '../platform/api-error'
import { queryClient } from '../platform/query-client'
import { randomId } from '../platform/random-id'
import { type CallOptions, propose } from '../platform/request'

interface CommandOptions {
  /** Query keys that are stale once it was done, or once somebody else was faster. */
  refreshes: readonly (readonly unknown[])[]
  /** Words for a refusal where the server's own do not say enough. */
  explain?: (error: unknown) => string | Promise<string>
  /** A two-person act was taken down and now waits for its second person; `run` then gives null without a problem. */
  onProposed?: (approval: { id: string; expiresAt: string }) => void
}

const refresh = (keys: CommandOptions['refreshes']) => Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
const isLostRace = (error: unknown) => error instanceof ApiError && error.status === 409

/**
 * One act of the person. `run` gives the answer, or null after a refusal whose words are then in `problem`. However often
 * it is tapped it runs once, and the same act tried again after a lost network is still the same act for the server.
 */
export function useCommand<E extends Endpoint>(endpoint: E, { refreshes, explain = wordsFor, onProposed }: CommandOptions) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isRunning = useRef(false)
  const unsettled = useRef<{ key: string; input: string } | null>(null)

  function keyFor(input: CallInput<E>): string {
    const text = JSON.stringify(input)
    if (unsettled.current?.input !== text) unsettled.current = { key: randomId(), input: text }
    return unsettled.current.key
  }

  async function run(input: CallInput<E>): Promise<Answer<E> | null> {
    if (isRunning.current) return null
    isRunning.current = true
    setBusy(true)
    setProblem(null)
    try {
      const sent = await propose(endpoint, { ...input, idempotencyKey: keyFor(input) } as CallOptions<E>)
      unsettled.current = null
      void refresh(refreshes)
      if (sent.isDone) return sent.answer
      onProposed?.(sent.approval)
      return null
    } catch (error) {
      if (!mayHaveArrived(error)) unsettled.current = null
      if (isLostRace(error)) await refresh(refreshes)
      setProblem(await explain(error))
      return null
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return { run, isBusy, problem, setProblem }
}
