import type { Cipher } from './cipher.ts'
import type { Database } from './db.ts'

type Row = Record<string, unknown>

/** A table with sealed cells. */
export interface SealedTable {
  table: string
  /** Columns that find one row. */
  keys: readonly string[]
  /** What names the row when its cells are sealed. */
  nameOf(keys: Row): string
  columns: readonly string[]
  /** A blind index over what is sealed; `text` gives null where there is none to be. `beside` are plain columns that it needs. */
  index?: { column: string; keyedFor: string; beside?: readonly string[]; text(opened: Readonly<Record<string, string | null>>, row: Row): string | null }
}

export interface Resealed {
  table: string
  rows: number
  resealed: number
  /** Rows whose cells cannot be opened, by their names: they stay as they are. */
  faults: string[]
}

const BATCH = 500

/**
 * Seals anew, under the current key and suite, every cell of a table that is sealed under another, with its blind index. Nobody has to
 * stop for it: the table is read once as a stream, and a row is written only where its cells are still what was read. What was
 * changed meanwhile is sealed under the current key already. Running it again finds what is left.
 */
export async function resealTable(db: Database, cipher: Cipher, sealed: SealedTable): Promise<Resealed> {
  const result: Resealed = { table: sealed.table, rows: 0, resealed: 0, faults: [] }
  const read = [...sealed.keys, ...sealed.columns, ...(sealed.index?.beside ?? [])].join(', ')
  const some = sealed.columns.map((column) => `${column} is not null`).join(' or ')
  for await (const rows of db.sql.unsafe<Row[]>(`select ${read} from ${sealed.table} where ${some}`).cursor(BATCH)) {
    result.rows += rows.length
    const old = rows.filter((row) => sealed.columns.some((column) => row[column] !== null && !cipher.isCurrent(row[column] as Buffer)))
    const written = await Promise.all(old.map((row) => resealRow(db, cipher, sealed, row)))
    result.resealed += written.filter((fault) => fault === null).length
    result.faults.push(...written.filter((fault) => fault !== null))
  }
  return result
}

/** Null where it is done; else the row's name. */
async function resealRow(db: Database, cipher: Cipher, { table, keys, nameOf, columns, index }: SealedTable, row: Row): Promise<string | null> {
  const name = nameOf(row)
  const set: [column: string, value: Buffer | null][] = []
  const opened: Record<string, string | null> = {}
  try {
    for (const column of columns) {
      const place = { table, column, row: name }
      const bytes = row[column] as Buffer | null
      const text = (opened[column] = bytes === null ? null : cipher.open(place, bytes))
      if (text !== null) set.push([column, cipher.seal(place, text)])
    }
  } catch {
    return `${table} ${name}`
  }
  if (index) {
    const text = index.text(opened, row)
    if (text !== null) set.push([index.column, cipher.blindIndex(table, index.keyedFor, text)])
  }
  const values: unknown[] = []
  const p = (value: unknown): string => `$${values.push(value)}`
  const assignments = set.map(([column, value]) => `${column} = ${p(value)}`)
  const same = [...keys.map((key) => `${key} = ${p(row[key])}`), ...columns.map((column) => `${column} is not distinct from ${p(row[column])}`)]
  await db.sql.unsafe(`update ${table} set ${assignments.join(', ')} where ${same.join(' and ')}`, values as never[], { prepare: true })
  return null
}
