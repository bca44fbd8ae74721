import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  /** A relative path with `/`; UTF-8. */
  name: string
  data: Uint8Array
  /** Pictures are compressed already. */
  isStored?: boolean
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const UTF8_NAMES = 0x0800
const DEFLATED = 8
const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const END_BYTES = 22
/** What 32-bit fields can say; a package is far below it. */
const LIMIT = 0xffff_ffff

/** Date and time in MS-DOS's fields, to two seconds, in Shanghai. */
function dosTime(at: Date): { time: number; date: number } {
  const local = new Date(at.getTime() + 8 * 3_600_000)
  return {
    time: (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | (local.getUTCSeconds() >> 1),
    date: ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate(),
  }
}

/** A ZIP file (PKWARE APPNOTE 6.3, without ZIP64): every entry deflated unless stored. Throws where 4 GB would be passed. */
export function zipOf(entries: readonly ZipEntry[], at: Date): Buffer {
  const { time, date } = dosTime(at)
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const { name, data, isStored = false } of entries) {
    const path = Buffer.from(name, 'utf8')
    const body = isStored ? Buffer.from(data) : deflateRawSync(data)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(VERSION, 0)
    common.writeUInt16LE(UTF8_NAMES, 2)
    common.writeUInt16LE(isStored ? 0 : DEFLATED, 4)
    common.writeUInt16LE(time, 6)
    common.writeUInt16LE(date, 8)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(body.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(path.length, 22)
    const local = Buffer.alloc(LOCAL_BYTES)
    local.writeUInt32LE(LOCAL, 0)
    common.copy(local, 4)
    const central = Buffer.alloc(CENTRAL_BYTES)
    central.writeUInt32LE(CENTRAL, 0)
    central.writeUInt16LE(VERSION, 4)
    common.copy(central, 6)
    central.writeUInt32LE(offset, 42)
    locals.push(local, path, body)
    centrals.push(central, path)
    offset += LOCAL_BYTES + path.length + body.length
    if (offset > LIMIT) throw new Error('a ZIP file beyond 4 GB')
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
