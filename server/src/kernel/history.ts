import { createHash, randomBytes } from 'node:crypto'

/** The part of an entry that its hash covers. Facts hold only strings, integers, booleans, null, lists and maps of them. */
export interface HistoryEntry {
  subjectKind: string
  subjectId: string
  seq: number
  at: Date
  actorId: string | null
  appointmentId: string | null
  role: string
  action: string
  fromState: string | null
  toState: string | null
  facts: Facts
  commitments: Record<string, string>
}

export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact }
export type Facts = { readonly [key: string]: Fact }

/** JSON with sorted keys: the same text before and after a stay in jsonb. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.keys(value)
      .filter((key) => (value as Record<string, unknown>)[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`)
      .join(',')}}`
  return JSON.stringify(value ?? null)
}

/** SHA-256 over the hash before and the entry: 32 bytes. Changing, dropping or moving an entry breaks every later hash. */
export function historyHash(previous: Buffer | null, entry: HistoryEntry): Buffer {
  const body = canonicalJson([
    entry.subjectKind,
    entry.subjectId,
    entry.seq,
    entry.at.toISOString(),
    entry.actorId,
    entry.appointmentId,
    entry.role,
    entry.action,
    entry.fromState,
    entry.toState,
    entry.facts,
    entry.commitments,
  ])
  return createHash('sha256')
    .update(previous ?? Buffer.alloc(32))
    .update(body)
    .digest()
}

/** SHA-256 over salt and value, in hex: proves the value while it exists, tells nothing once the salt is gone. */
export const commitmentOf = (salt: Buffer, value: string): string =>
  createHash('sha256').update(salt).update(value).digest('hex')

export const newSalt = (): Buffer => randomBytes(16)
