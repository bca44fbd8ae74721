import { historyHash, type HistoryEntry } from './history.ts'

/** An entry as it is stored. */
export interface StoredEntry extends HistoryEntry {
  previousHash: Buffer | null
  hash: Buffer
}

/** What the subject's own row says of its chain. */
export interface ChainEnd {
  length: number
  head: Buffer | null
}

/** The first entry of a chain at which something is wrong. */
export interface ChainFault {
  kind: 'changed' | 'dropped' | 'cut off' | 'moved' | 'added'
  seq: number
  /** What lies at this place, where something does. */
  entry?: StoredEntry
}

/**
 * Follows a chain from its beginning, entries in the order of `seq`; undefined: all is well. `end` null: its subject is gone.
 * Every hash covers the entry, its place and the hash before, so the first break shows which entry is not what was written.
 */
export function checkChain(entries: readonly StoredEntry[], end: ChainEnd | null): ChainFault | undefined {
  let previous: StoredEntry | undefined
  for (const [index, entry] of entries.entries()) {
    const seq = index + 1
    if (entry.seq !== seq) return { kind: 'dropped', seq }
    if (!historyHash(entry.previousHash, entry).equals(entry.hash))
      return { kind: isFromElsewhereIn(entries, entry) ? 'moved' : 'changed', seq, entry }
    // This one is whole and follows another: the one before was written anew, hash and all.
    if (previous && !previous.hash.equals(entry.previousHash ?? Buffer.alloc(0))) return { kind: 'changed', seq: seq - 1, entry: previous }
    previous = entry
  }
  if (end === null) return entries.length > 0 ? { kind: 'added', seq: 1, entry: entries[0]! } : undefined
  if (entries.length < end.length) return { kind: 'cut off', seq: entries.length + 1 }
  if (entries.length > end.length) return { kind: 'added', seq: end.length + 1, entry: entries[end.length]! }
  if (previous && !previous.hash.equals(end.head ?? Buffer.alloc(0))) return { kind: 'changed', seq: previous.seq, entry: previous }
  return undefined
}

/** Whether the entry was written for this place. */
export const belongsAt = (entry: StoredEntry, place: Pick<HistoryEntry, 'subjectKind' | 'subjectId' | 'seq'>): boolean =>
  historyHash(entry.previousHash, { ...entry, subjectKind: place.subjectKind, subjectId: place.subjectId, seq: place.seq }).equals(entry.hash)

const isFromElsewhereIn = (entries: readonly StoredEntry[], entry: StoredEntry): boolean =>
  entries.some((_other, index) => index + 1 !== entry.seq && belongsAt(entry, { ...entry, seq: index + 1 }))
