import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { approvals, type Approval } from '../../kernel/approvals.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'

const positionOf = (after: Position) => sql`(${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`

/** The next ones that wait for somebody of these roles, or are one of these acts (`demand.verify`), oldest first. */
export async function listWaiting(db: Db, { roles, acts }: { roles: readonly string[]; acts: readonly string[] }, after: Position | null, limit: number): Promise<Approval[]> {
  const isAsked = sql`exists (select 1 from jsonb_array_elements(${approvals.asked}) as w where w ->> 'role' in ${[...roles]})`
  const isAct = acts.length === 0 ? undefined : inArray(sql`${approvals.subjectKind} || '.' || ${approvals.action}`, [...acts])
  return db.q.select().from(approvals)
    .where(and(eq(approvals.state, 'waiting'), or(isAsked, isAct), after ? sql`(${approvals.createdAt}, ${approvals.id}) > ${positionOf(after)}` : undefined))
    .orderBy(asc(approvals.createdAt), asc(approvals.id)).limit(limit)
}

/** What this person proposed, newest first. */
export async function listProposed(db: Db, accountId: string, after: Position | null, limit: number): Promise<Approval[]> {
  return db.q.select().from(approvals)
    .where(and(eq(approvals.proposedBy, accountId), after ? sql`(${approvals.createdAt}, ${approvals.id}) < ${positionOf(after)}` : undefined))
    .orderBy(desc(approvals.createdAt), desc(approvals.id)).limit(limit)
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
