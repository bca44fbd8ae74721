import { randomFillSync } from 'node:crypto'
import { CIPHER_SUITES, type CipherSuite, type CipherSuiteName, type SuiteKeys } from './cipher-suite.ts'

/** The cell a value lives in. A value opens only where it was sealed: copied to another row it is refused. */
export interface Place {
  table: string
  column: string
  /** The row's id. */
  row: string
}

/** Personal data at rest (phone, ID number, exact address, real name). */
export interface Cipher {
  seal(place: Place, text: string): Buffer
  /** Throws a CipherError where the bytes were changed, moved, or sealed under a key that PII_KEYS no longer has. */
  open(place: Place, bytes: Uint8Array): string
  /** Sealed as `seal` would now, with the current key and suite; says nothing of whether it opens. */
  isCurrent(bytes: Uint8Array): boolean
  /** What equal texts of a column have in common, 32 bytes, under the current key: to be stored beside the value. */
  blindIndex(table: string, column: string, normalizedText: string): Buffer
  /** The same under every key, current first: to search with (`= any`), so that rows from before a rotation are found. */
  blindIndexes(table: string, column: string, normalizedText: string): Buffer[]
}

/** Names the cell and the fault, never a value. */
export class CipherError extends Error {
  override name = 'CipherError'
}

/** A root key: 32 bytes and the name that sealed values carry. */
export interface PiiKey {
  id: string
  key: Buffer
}

const KEY_ID = /^[\w-]{1,32}$/
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/

/** `k2:base64,k1:base64`, 32 bytes each; the first is current. Throws a CipherError that quotes no key. */
export function parsePiiKeys(text: string): PiiKey[] {
  return text.split(',').map((pair) => {
    const [id = '', base64 = ''] = pair.trim().split(':')
    return { id, key: BASE64.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0) }
  })
}

/**
 * A cipher over `piiKeys`, written as in the environment or parsed already. `suite` seals; every suite opens, told by
 * the value itself. Layout: suite (1) · length of key id (1) · key id · nonce · tag · encrypted UTF-8.
 * Subkeys are derived per table and column and kept; the row is associated data.
 */
export function createCipher(piiKeys: string | readonly PiiKey[], suiteName: CipherSuiteName = 'aes-256-gcm'): Cipher {
  const roots = checkedKeys(typeof piiKeys === 'string' ? parsePiiKeys(piiKeys) : piiKeys)
  const suite = CIPHER_SUITES[suiteName]
  const current = roots[0]
  const header = Buffer.concat([Buffer.from([suite.id, current.id.length]), Buffer.from(current.id, 'ascii')])
  const keysOf = createKeyring()
  const nextNonce = createNonces(suite.nonceBytes)

  return {
    seal(place, text) {
      const nonce = nextNonce()
      const { tag, body } = suite.seal(keysOf(suite, current, place.table, place.column), nonce, contextOf(header, place), text)
      return Buffer.concat([header, nonce, tag, body])
    },
    open(place, bytes) {
      const { suite, root, header, sealed } = dissect(bytes, place, roots)
      try {
        return suite.open(keysOf(suite, root, place.table, place.column), sealed, contextOf(header, place))
      } catch {
        throw fault(place, 'changed, or moved from another cell')
      }
    },
    isCurrent: (bytes) => header.equals(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(header.length, bytes.byteLength))),
    blindIndex: (table, column, text) => suite.hash(keysOf(suite, current, table, column), text),
    blindIndexes: (table, column, text) => roots.map((root) => suite.hash(keysOf(suite, root, table, column), text)),
  }
}

function checkedKeys(keys: readonly PiiKey[]): readonly [PiiKey, ...PiiKey[]] {
  const isSound = keys.length > 0 && keys.every(({ id, key }) => KEY_ID.test(id) && key.length === 32)
  if (!isSound) throw new CipherError('PII_KEYS must be id:key pairs, each key 32 bytes in base64')
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new CipherError('PII_KEYS names a key id twice')
  return keys as readonly PiiKey[] as readonly [PiiKey, ...PiiKey[]]
}

/** Derives the keys of a column once in the life of the process. */
function createKeyring() {
  const known = new Map<string, SuiteKeys>()
  return (suite: CipherSuite, root: PiiKey, table: string, column: string): SuiteKeys => {
    const name = `${suite.id}\0${root.id}\0${table}\0${column}`
    let keys = known.get(name)
    if (!keys) known.set(name, (keys = suite.derive(root.key, `${table}\0${column}`)))
    return keys
  }
}

/** Random nonces, drawn a thousand at a time: drawing each by itself costs more than encrypting. */
function createNonces(bytes: number): () => Buffer {
  const pool = Buffer.alloc(bytes * 1024)
  let used = pool.length
  return () => {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    return pool.subarray(used, (used += bytes))
  }
}

const contextOf = (header: Buffer, { table, column, row }: Place): Buffer =>
  Buffer.concat([header, Buffer.from(`${table}\0${column}\0${row}`)])

function dissect(bytes: Uint8Array, place: Place, roots: readonly PiiKey[]) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const suite = Object.values(CIPHER_SUITES).find(({ id }) => id === buffer[0])
  if (!suite) throw fault(place, 'not a sealed value')
  const nonceAt = 2 + (buffer[1] ?? 0)
  const tagAt = nonceAt + suite.nonceBytes
  const bodyAt = tagAt + suite.tagBytes
  if (buffer.length < bodyAt) throw fault(place, 'cut short')
  const id = buffer.toString('latin1', 2, nonceAt)
  const root = roots.find((root) => root.id === id)
  if (!root) throw fault(place, `sealed under key ${JSON.stringify(id)}, which PII_KEYS does not have`)
  return {
    suite,
    root,
    header: buffer.subarray(0, nonceAt),
    sealed: { nonce: buffer.subarray(nonceAt, tagAt), tag: buffer.subarray(tagAt, bodyAt), body: buffer.subarray(bodyAt) },
  }
}

const fault = ({ table, column, row }: Place, what: string) => new CipherError(`${table}.${column} of ${row}: ${what}`)
