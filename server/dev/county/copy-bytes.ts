/** What a cell may hold; `Json` wraps any value, `PgArray` an array of texts. */
export type Cell = string | number | boolean | null | undefined | Date | Buffer | PgArray | Json

export class PgArray {
  constructor(readonly items: readonly string[]) {}
}
export class Json {
  constructor(readonly value: unknown) {}
}

const TAB = 0x09
const NEWLINE = 0x0a
const BACKSLASH = 0x5c
/** What COPY's text format writes as a backslash and a letter. */
const LETTERS = new Uint8Array(128)
LETTERS[TAB] = 't'.charCodeAt(0)
LETTERS[NEWLINE] = 'n'.charCodeAt(0)
LETTERS[0x0d] = 'r'.charCodeAt(0)
LETTERS[BACKSLASH] = BACKSLASH
const HEX = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
/** No UTF-16 unit becomes more than three bytes; an escape takes two. */
const MOST_BYTES_A_UNIT = 3

/**
 * Rows in the text format of COPY (https://www.postgresql.org/docs/current/sql-copy.html), written as UTF-8 into one
 * growing buffer. Strings are encoded unit by unit here: to join them first and to encode the whole afterwards took a third of
 * the county's time, most of it flattening strings and collecting them.
 */
export class CopyBytes {
  private bytes: Buffer
  private at = 0

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafe(capacity)
  }

  get length(): number {
    return this.at
  }

  row(cells: readonly Cell[]): void {
    for (let i = 0; i < cells.length; i++) {
      if (i > 0) this.bytes[this.at++] = TAB
      this.cell(cells[i])
    }
    this.bytes[this.at++] = NEWLINE
  }

  /** Everything written so far; what comes next is written into a buffer of its own. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.at)
    this.bytes = Buffer.allocUnsafe(this.bytes.length)
    this.at = 0
    return taken
  }

  private cell(cell: Cell): void {
    if (cell === null || cell === undefined) return this.plain('\\N')
    switch (typeof cell) {
      case 'string':
        return this.text(cell)
      case 'number':
        return this.plain(String(cell))
      case 'boolean':
        return this.plain(cell ? 't' : 'f')
    }
    if (cell instanceof Date) return this.plain(cell.toISOString())
    if (Buffer.isBuffer(cell)) return this.hex(cell)
    if (cell instanceof PgArray) return this.text(arrayText(cell.items))
    return this.text(JSON.stringify(cell.value))
  }

  /** Escaped, as UTF-8. A surrogate without its other half becomes U+FFFD, as everywhere. */
  private text(text: string): void {
    this.room(text.length * MOST_BYTES_A_UNIT)
    const { bytes } = this
    let { at } = this
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit < 0x80) {
        const letter = LETTERS[unit]!
        if (letter !== 0) {
          bytes[at++] = BACKSLASH
          bytes[at++] = letter
        } else bytes[at++] = unit
      } else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6)
        bytes[at++] = 0x80 | (unit & 0x3f)
      } else if (unit < 0xd800 || unit > 0xdfff) {
        bytes[at++] = 0xe0 | (unit >> 12)
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f)
        bytes[at++] = 0x80 | (unit & 0x3f)
      } else {
        const point = text.codePointAt(i)!
        if (point > 0xffff) i++
        at += bytes.write(point > 0xffff ? String.fromCodePoint(point) : '\ufffd', at)
      }
    }
    this.at = at
  }

  /** ASCII that needs no escape. */
  private plain(text: string): void {
    this.room(text.length)
    const { bytes } = this
    let { at } = this
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i)
    this.at = at
  }

  private hex(cell: Buffer): void {
    this.room(cell.length * 2 + 3)
    const { bytes } = this
    let { at } = this
    bytes[at++] = BACKSLASH
    bytes[at++] = BACKSLASH
    bytes[at++] = 'x'.charCodeAt(0)
    for (let i = 0; i < cell.length; i++) {
      const byte = cell[i]!
      bytes[at++] = HEX[byte >> 4]!
      bytes[at++] = HEX[byte & 0xf]!
    }
    this.at = at
  }

  private room(more: number): void {
    if (this.at + more + 2 <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + more + 2))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
  }
}

const PLAIN = /^[\w.\u4e00-\u9fff-]+$/
const arrayText = (items: readonly string[]): string =>
  `{${items.map((item) => (PLAIN.test(item) && item.toLowerCase() !== 'null' ? item : `"${item.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
