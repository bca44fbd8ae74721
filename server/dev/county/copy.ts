import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Sql } from 'postgres'
import { CopyBytes, type Cell } from './copy-bytes.ts'

/** Bytes to collect before they go to the server: few writes, little memory. */
const CHUNK = 1 << 16
/** What a row may add beyond a chunk before the buffer grows. */
const SLACK = 1 << 13

/** Rows of one table on their way through COPY, on a connection of their own. */
export class TableWriter {
  private readonly bytes = new CopyBytes(CHUNK + SLACK)
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
    this.bytes.row(cells)
    this.rows++
  }

  /** Sends what has gathered, and waits while the server is behind; call it between rows, often. */
  async breathe(): Promise<void> {
    if (this.isFull) await this.send()
  }

  /** Whether it is time to breathe: to ask costs less than to wait for nothing. */
  get isFull(): boolean {
    return this.bytes.length >= CHUNK
  }

  async close(): Promise<void> {
    await this.send()
    if (this.fault) throw this.fault
    this.stream.end()
    await once(this.stream, 'finish').catch((error: unknown) => { throw this.fault ?? error })
  }

  private async send(): Promise<void> {
    if (this.fault) throw this.fault
    if (this.bytes.length === 0) return
    if (!this.stream.write(this.bytes.take())) await once(this.stream, 'drain')
  }
}
