import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Sql } from 'postgres'

/** What a cell may hold; plain objects and arrays of them become JSON, `PgArray` a PostgreSQL array. */
export type Cell = string | number | boolean | null | undefined | Date | Buffer | PgArray | Json

export class PgArray {
  constructor(readonly items: readonly string[]) {}
}
export class Json {
  constructor(readonly value: unknown) {}
}

/** Characters to collect before they go to the server: few writes, little memory. */
const CHUNK = 1 << 16

/** Rows of one table on their way through COPY, on a connection of their own. */
export class TableWriter {
  private chunk = ''
  private rows = 0
  private fault: Error | undefined
  private constructor(
    readonly table: string,
    private readonly stream: Writable,
  ) {
    stream.on('error', (error: Error) => (this.fault ??= new Error(`copy ${table}: ${error.message}`, { cause: error })))
  }

  static async open(sql: Sql, table: string, columns: readonly string[]): Promise<TableWriter> {
    return new TableWriter(table, await sql.unsafe(`copy ${table} (${columns.join(', ')}) from stdin`).writable())
  }

  get count(): number {
    return this.rows
  }

  /** In the order of the columns. */
  row(cells: readonly Cell[]): void {
    let line = ''
    for (let i = 0; i < cells.length; i++) line += (i === 0 ? '' : '\t') + cellText(cells[i])
    this.chunk += line + '\n'
    this.rows++
  }

  /** Sends what has gathered, and waits while the server is behind; call it between rows, often. */
  async breathe(): Promise<void> {
    if (this.chunk.length >= CHUNK) await this.send()
  }

  async close(): Promise<void> {
    await this.send()
    if (this.fault) throw this.fault
    this.stream.end()
    await once(this.stream, 'finish').catch((error: unknown) => { throw this.fault ?? error })
  }

  private async send(): Promise<void> {
    if (this.chunk === '') return
    const text = this.chunk
    this.chunk = ''
    if (this.fault) throw this.fault
    if (!this.stream.write(text)) await once(this.stream, 'drain')
  }
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escape = (text: string): string => (SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => ESCAPES[c]!) : text)

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '\\N'
  switch (typeof cell) {
    case 'string':
      return escape(cell)
    case 'number':
      return String(cell)
    case 'boolean':
      return cell ? 't' : 'f'
  }
  if (cell instanceof Date) return cell.toISOString()
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`
  if (cell instanceof PgArray) return escape(arrayText(cell.items))
  return escape(JSON.stringify(cell.value))
}

const PLAIN = /^[\w.\u4e00-\u9fff-]+$/
const arrayText = (items: readonly string[]): string =>
  `{${items.map((item) => (PLAIN.test(item) && item.toLowerCase() !== 'null' ? item : `"${item.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
