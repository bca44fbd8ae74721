import { randomFillSync } from 'node:crypto'

const SEQUENCE_MAX = 0xfff
const pool = Buffer.alloc(16 * 256)
let used = pool.length
let lastMs = 0
let sequence = 0

/**
 * A UUID version 7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter, 62 random bits. Ids of one process sort in
 * the order they were made, also inside a millisecond and when the time given goes back: then they keep the latest
 * time seen. Give domain time where it runs ahead of the machine's.
 */
export function uuidv7(now?: Date): string {
  const nowMs = now?.getTime() ?? Date.now()
  const random = draw()
  if (nowMs > lastMs) {
    lastMs = nowMs
    // The upper half is left free to count in.
    sequence = random.readUInt16BE(6) & (SEQUENCE_MAX >> 1)
  } else if (++sequence > SEQUENCE_MAX) {
    lastMs++
    sequence = 0
  }
  random.writeUIntBE(lastMs, 0, 6)
  random.writeUInt16BE(0x7000 | sequence, 6)
  random[8] = 0x80 | (random[8]! & 0x3f)
  const hex = random.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function draw(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool.subarray(used, (used += 16))
}
