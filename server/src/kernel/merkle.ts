import { createHash } from 'node:crypto'

/** A Merkle tree hash as in RFC 9162, section 2.1.1, fed leaf by leaf; it keeps only as many hashes as the tree is high. */
export interface MerkleTree {
  add(leaf: Buffer): void
  readonly size: number
  /** 32 bytes. More leaves may follow. */
  root(): Buffer
}

const sha256 = (...parts: Buffer[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)

export function createMerkleTree(): MerkleTree {
  /** Roots of perfect subtrees, largest first, one for each 1 in the binary writing of the size. */
  const peaks: Buffer[] = []
  let size = 0
  return {
    add(leaf) {
      peaks.push(sha256(LEAF, leaf))
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
        const [left, right] = peaks.splice(-2) as [Buffer, Buffer]
        peaks.push(sha256(NODE, left, right))
      }
      size++
    },
    get size() {
      return size
    },
    root: () => peaks.length === 0 ? sha256() : peaks.reduceRight((right, left) => sha256(NODE, left, right)),
  }
}
