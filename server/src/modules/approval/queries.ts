import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { approvals, type Approval } from '../../kernel/approvals.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'

export interface Listed {
  row: Approval
  /** What the list is sorted by. */
  at: Date
}

const BATCH = 50
const positionOf = (after: Position) => sql`(${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`

/** The next ones that wait, oldest first. */
export async function listWaiting(db: Db, after: Position | null): Promise<Listed[]> {
  const rows = await db.q.select().from(approvals)
    .where(and(inArray(approvals.state, ['waiting']), after ? sql`(${approvals.createdAt}, ${approvals.id}) > ${positionOf(after)}` : undefined))
    .orderBy(asc(approvals.createdAt), asc(approvals.id)).limit(BATCH)
  return rows.map((row) => ({ row, at: row.createdAt }))
}

/** What this person proposed, newest first. */
export async function listProposed(db: Db, accountId: string, after: Position | null, limit: number): Promise<Listed[]> {
  const rows = await db.q.select().from(approvals)
    .where(and(eq(approvals.proposedBy, accountId), after ? sql`(${approvals.createdAt}, ${approvals.id}) < ${positionOf(after)}` : undefined))
    .orderBy(desc(approvals.createdAt), desc(approvals.id)).limit(limit)
  return rows.map((row) => ({ row, at: row.createdAt }))
}

/** Masked names as staff appear, by account. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.sql<{ id: string; name: string }[]>`select id, staff_name as name from accounts where id = any(${[...new Set(ids)]}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Whether this person had a part in deciding it, also where it then went on to somebody else. */
export async function hasDecided(db: Db, id: string, accountId: string | null): Promise<boolean> {
  if (accountId === null) return false
  return (await db.sql`select 1 from history where subject_kind = 'approval' and subject_id = ${id} and actor_id = ${accountId} limit 1`).length > 0
}
