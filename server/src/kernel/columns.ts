import { getTableColumns, type InferSelectModel } from 'drizzle-orm'
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

export interface SubjectRow {
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

/** A row as the driver gives it (`select *`) → the table's typed row. */
export function toRow<T extends PgTable>(table: T, raw: Record<string, unknown>): InferSelectModel<T> {
  const row: Record<string, unknown> = {}
  for (const [property, column] of Object.entries(columnsOf(table))) {
    const value = raw[column.name]
    row[property] = value === null || value === undefined ? null : column.mapFromDriverValue(value)
  }
  return row as InferSelectModel<T>
}
