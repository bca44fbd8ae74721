import { getTableColumns } from 'drizzle-orm'
import { customType, integer, text, timestamp, uuid, type PgTable } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** What every table has whose rows have a state: `transition` is their only writer. */
export const subjectColumns = <S extends string>() => ({
  id: uuid('id').primaryKey(),
  state: text('state').$type<S>().notNull(),
  version: integer('version').notNull(),
  historyLength: integer('history_length').notNull(),
  historyHead: bytea('history_head'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export type SubjectTable = PgTable & { $inferSelect: SubjectRow }

/** A type, not an interface, so that a row counts as a row of any table. */
export type SubjectRow = {
  id: string
  state: string
  version: number
  historyLength: number
  historyHead: Buffer | null
  createdAt: Date
  updatedAt: Date
}

interface Codec {
  name: string
  mapToDriverValue(value: unknown): unknown
  mapFromDriverValue(value: unknown): unknown
}

/** Property name → column, as drizzle declares them. */
export const columnsOf = (table: PgTable): Record<string, Codec> => getTableColumns(table) as unknown as Record<string, Codec>

/** Of each table once: a list of rows asks for them with every row. */
const known = new WeakMap<PgTable, readonly (readonly [property: string, column: Codec])[]>()

function entriesOf(table: PgTable): readonly (readonly [property: string, column: Codec])[] {
  const entries = known.get(table) ?? Object.entries(columnsOf(table))
  known.set(table, entries)
  return entries
}

/** A row as the driver gives it (`select *`, whatever stands beside it) → the table's typed row. */
export function toRow<T extends PgTable>(table: T, raw: object): T['$inferSelect'] {
  const values = raw as Record<string, unknown>
  const row: Record<string, unknown> = {}
  for (const [property, column] of entriesOf(table)) {
    const value = values[column.name]
    row[property] = value === null || value === undefined ? null : column.mapFromDriverValue(value)
  }
  return row as T['$inferSelect']
}
