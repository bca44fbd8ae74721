/**
 * A seeded generator (sfc32): the same seed gives the same county on every machine. Each part of the county draws from
 * a stream of its own, so that a change in one part leaves the others as they were.
 */
export class Random {
  private a = 0x9e3779b9
  private b = 0x243f6a88
  private c = 0xb7e15162
  private d: number

  constructor(seed: string) {
    this.d = hashOf(seed)
    for (let i = 0; i < 16; i++) this.uint32()
  }

  uint32(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + t | 0
    return t >>> 0
  }

  /** 0 ≤ x < 1. */
  float(): number {
    return this.uint32() / 0x1_0000_0000
  }

  /** 0 … n − 1. */
  below(n: number): number {
    return Math.floor(this.float() * n)
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(probability: number): boolean {
    return this.float() < probability
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** A key, by its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][]
    let rest = this.float() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) if ((rest -= weight) < 0) return key
    return entries[entries.length - 1]![0]
  }

  shuffle<T>(list: readonly T[]): T[] {
    const shuffled = [...list]
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
    }
    return shuffled
  }

  bytes(length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length)
    for (let i = 0; i < length; i++) buffer[i] = this.uint32() & 0xff
    return buffer
  }

  /** A UUID version 7 of that instant (epoch ms). */
  uuid(atMs: number): string {
    return uuidFrom(atMs, this.uint32(), this.uint32(), this.uint32())
  }
}

/** A UUID version 7 of an instant (epoch ms) and three random words of 32 bits. */
export function uuidFrom(atMs: number, x: number, y: number, z: number): string {
  const high = Math.floor(atMs / 0x1_0000)
  return `${HEX4[high >>> 16]}${HEX4[high & 0xffff]}-${HEX4[atMs % 0x1_0000]}-${HEX4[0x7000 | (x >>> 20)]}-${HEX4[0x8000 | (x & 0x3fff)]}-${HEX4[y >>> 16]}${HEX4[y & 0xffff]}${HEX4[z & 0xffff]}`
}

/** Four hex digits of every 16-bit number: half a million ids are made in a second's time, and looking up beats formatting. */
const HEX4 = Array.from({ length: 0x1_0000 }, (_, n) => n.toString(16).padStart(4, '0'))

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}
