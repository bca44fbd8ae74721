import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Squares on a side, the white rim included. */
const SIDE = 18
const RIM = 1

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** Dark squares by the hash of what the code says: two codes never look alike, one always does. */
function isDark(hash: Buffer, column: number, row: number): boolean {
  const [x, y, inner] = [column - RIM, row - RIM, SIDE - 2 * RIM]
  if (x < 0 || y < 0 || x >= inner || y >= inner) return false
  const bit = y * inner + x
  return (((hash[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1
}

/**
 * A PNG in the place of a mini-program code, `width` pixels wide. Nothing can scan it: only WeChat draws the
 * real pattern. Scene and page stand in its text chunk, where a test can read them.
 */
export function drawCode(scene: string, page: string, width: number): Buffer {
  const hash = createHash('sha256').update(`${page}?${scene}`).digest()
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(width, 4)
  header[8] = 8
  const rows = Array.from({ length: width }, (_, y) => {
    const line = Buffer.alloc(width + 1, 0xff)
    line[0] = 0
    for (let x = 0; x < width; x++)
      if (isDark(hash, Math.floor((x * SIDE) / width), Math.floor((y * SIDE) / width))) line[x + 1] = 0
    return line
  })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`scene\0${scene}`, 'latin1')),
    chunk('tEXt', Buffer.from(`page\0${page}`, 'latin1')),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
