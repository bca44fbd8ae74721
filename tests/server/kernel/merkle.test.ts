import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMerkleTree } from '../../../server/src/kernel/merkle.ts'

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** RFC 9162, section 2.1.1, word for word. */
function hashOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return sha256(Buffer.of(0), leaves[0]!)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(Buffer.of(1), hashOf(leaves.slice(0, k)), hashOf(leaves.slice(k)))
}

test('the root is the one the RFC defines, at every size, while leaves are still being added', () => {
  const tree = createMerkleTree()
  const leaves: Buffer[] = []
  for (let size = 0; size <= 70; size++) {
    expect(tree.size).toBe(size)
    expect(tree.root().equals(hashOf(leaves)), `size ${size}`).toBe(true)
    leaves.push(Buffer.from(`leaf ${size}`))
    tree.add(leaves.at(-1)!)
  }
})

test('two lists have one root only if they are the same list', () => {
  const list = fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 20 })
  fc.assert(fc.property(list, list, (a, b) => {
    const root = (leaves: readonly Uint8Array[]) => {
      const tree = createMerkleTree()
      for (const leaf of leaves) tree.add(Buffer.from(leaf))
      return tree.root().toString('hex')
    }
    return (root(a) === root(b)) === (JSON.stringify(a.map((leaf) => [...leaf])) === JSON.stringify(b.map((leaf) => [...leaf])))
  }))
})
