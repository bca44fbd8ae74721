import type { Machine } from '@huying/shared/kernel/machine.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { getTableName } from 'drizzle-orm'
import { toRow, type SubjectTable } from './columns.ts'
import type { Db, Tx } from './db.ts'

/** A kind of thing with a state: its word, its table and its machine. */
export interface Subject<T extends SubjectTable = SubjectTable, S extends string = string, A extends string = string> {
  kind: string
  table: T
  machine: Machine<S, A>
}

export const defineSubject = <T extends SubjectTable, S extends string, A extends string>(
  table: T,
  machine: Machine<S, A>,
): Subject<T, S, A> => ({ kind: machine.name, table, machine })

/** The row, locked until the transaction ends, or 404. Lock order: persons, demand, dispatches, complaints, wish, session. */
export async function lockSubject<T extends SubjectTable>(tx: Tx, subject: Subject<T>, id: string): Promise<T['$inferSelect']> {
  const [row] = await tx.sql.unsafe(`select * from ${getTableName(subject.table)} where id = $1 for update`, [id], { prepare: true })
  if (!row) throw kernelErrors.NOT_FOUND()
  return toRow(subject.table, row)
}

/** Rows by id, locked one after the other in the order of their ids; those that are gone are left out. */
export async function lockSubjects<T extends SubjectTable>(tx: Tx, subject: Subject<T>, ids: readonly string[]): Promise<Map<string, T['$inferSelect']>> {
  const rows = await tx.sql.unsafe(`select * from ${getTableName(subject.table)} where id = any($1::uuid[]) order by id for update`, [[...ids]] as never[], { prepare: true })
  return new Map(rows.map((raw) => {
    const row = toRow(subject.table, raw)
    return [row.id, row]
  }))
}

/** The row without a lock, or 404. */
export async function readSubject<T extends SubjectTable>(db: Db, subject: Subject<T>, id: string): Promise<T['$inferSelect']> {
  const [row] = await db.sql.unsafe(`select * from ${getTableName(subject.table)} where id = $1`, [id], { prepare: true })
  if (!row) throw kernelErrors.NOT_FOUND()
  return toRow(subject.table, row)
}
