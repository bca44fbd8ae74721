import { useCallback, useEffect, useRef, useState } from 'react'
import { randomId } from './random-id'
import { useSession } from './session'
import { readStored, removeStored, writeStored } from './storage'

const SAVE_DELAY_MS = 400

interface Draft<T> {
  value: T
  savedAt: number
  /** The Idempotency-Key it will be sent under: taken up again after a crash it is still the same letter. */
  key: string
}

const GUEST = 'guest'
const keyUnder = (owner: string, name: string) => `draft:${owner}:${name}`
/** A draft is its writer's: whoever signs in next does not find it. What a guest began goes on once they have signed in. */
const keyOf = (name: string) => keyUnder(useSession.getState().accountId ?? GUEST, name)

/** A form's content, saved soon after each change (also of who writes without a pause) and kept until it is sent. `T` is plain data. */
export function useDraft<T extends object>(name: string, empty: T) {
  const [stored] = useState(() => readStored<Draft<T>>(keyOf(name)) ?? readStored<Draft<T>>(keyUnder(GUEST, name)))
  const [value, setValue] = useState<T>(() => ({ ...empty, ...stored?.value }))
  const key = useRef(stored?.key ?? randomId())
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef<T | null>(null)

  const save = useCallback(() => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    if (latest.current) writeStored(keyOf(name), { value: latest.current, savedAt: Date.now(), key: key.current } satisfies Draft<T>)
    latest.current = null
  }, [name])

  const change = useCallback(
    (part: Partial<T>) =>
      setValue((before) => {
        const next = { ...before, ...part }
        latest.current = next
        timer.current ??= setTimeout(save, SAVE_DELAY_MS)
        return next
      }),
    [save],
  )

  const clear = useCallback(() => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    latest.current = null
    removeStored(keyOf(name))
    removeStored(keyUnder(GUEST, name))
    key.current = randomId()
    setValue(empty)
  }, [name, empty])

  /** The server has refused it: what is sent next is another letter. */
  const renewKey = useCallback(() => {
    key.current = randomId()
    change({})
  }, [change])

  useEffect(() => save, [save])
  return { value, change, clear, key, renewKey, restoredAt: stored?.savedAt ?? null }
}
