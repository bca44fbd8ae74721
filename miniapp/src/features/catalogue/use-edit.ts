import type { CatalogueFault } from '@huying/shared/catalogue/versions'
import { useMemo, useState } from 'react'
import { wordsFor } from '../../platform/api-error'
import { useDraft } from '../../platform/drafts'
import { faultsIn } from './service'

interface Kept<T> {
  content: T | null
  /** The version it was taken from. */
  basedOn: number
}

/**
 * An edit of a catalogue on this computer: it begins as the newest version and is kept until it is published or given up.
 * `isBehind`: somebody published since; what was kept cannot be published any more, and one begins anew.
 */
export function useEdit<T>(name: string, newest: { version: number; content: T }) {
  const empty = useMemo<Kept<T>>(() => ({ content: null, basedOn: newest.version }), [newest.version])
  const draft = useDraft<Kept<T>>(`catalogue-${name}`, empty)
  const { basedOn } = draft.value
  const content = draft.value.content ?? newest.content
  const [looked, setLooked] = useState<{ at: T; faults: readonly CatalogueFault[] } | null>(null)
  const isChanged = draft.value.content !== null
  const isBehind = isChanged && basedOn !== newest.version
  const setFaults = (faults: readonly CatalogueFault[]) => setLooked({ at: content, faults })
  return {
    content,
    isChanged,
    isBehind,
    basedOn: newest.version,
    /** Of the content as it is now; null: nobody looked since it changed. */
    faults: looked?.at === content ? looked.faults : null,
    setFaults,
    change: (next: T) => draft.change({ content: next, basedOn: isChanged ? basedOn : newest.version }),
    giveUp: draft.clear,
    /** For a refusal of the server: its faults are shown where they are, its words beside the button. */
    explain(error: unknown): string {
      const named = faultsIn(error)
      if (named.length > 0) setFaults(named)
      return wordsFor(error)
    },
  }
}
