import { sql, and, desc, eq, inArray, isNull, or } from 'drizzle-orm'
import type { Actor } from '../../kernel/actor.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import { complaints, type ComplaintRow } from '../complaint/public.ts'
import { EXCLUSION_READERS, type Line } from './exclusion-policy.ts'
import { exclusions, type ExclusionRow, type ExclusionState } from './exclusion-table.ts'

/** The measured line of a case as it is counted now; null where it is no case. */
export async function lineOf({ sql: query }: Db, complaintId: string): Promise<Line | null> {
  const [found] = await query<Line[]>`select case when carrier_kind = 'unit' then carrier_id::uuid end as "unitId", community_code as "communityCode", town_code as "townCode"
    from rate_cases where complaint_id = ${complaintId} and state <> 'withdrawn'`
  return found ?? null
}

export async function caseByNumber({ sql: query }: Db, number: string): Promise<{ complaintId: string; category: string } | null> {
  const [found] = await query<{ complaintId: string; category: string }[]>`select id as "complaintId", category from complaints where number = ${number}`
  return found ?? null
}

export const isExcluded = async ({ sql: query }: Db, complaintId: string): Promise<boolean> =>
  (await query`select 1 from exclusions where complaint_id = ${complaintId}`).length > 0

/** Three tries on two days in Shanghai, as written down by whoever works on it, and nobody was ever reached. */
export async function isUnreachable({ sql: query }: Db, complaint: Pick<ComplaintRow, 'id' | 'demandId'>): Promise<boolean> {
  const [tries] = await query<[{ count: number; days: number; reached: number }]>`
    select count(*)::int as count, count(distinct (created_at at time zone 'Asia/Shanghai')::date)::int as days, (count(*) filter (where is_reached))::int as reached from (
      select created_at, is_reached from complaint_contacts where complaint_id = ${complaint.id}
      union all select n.created_at, n.is_reached from dispatch_contacts n join dispatches p on p.id = n.dispatch_id where p.demand_id = ${complaint.demandId}) t`
  return tries.count >= 3 && tries.days >= 2 && tries.reached === 0
}

export interface ExclusionPair {
  row: ExclusionRow
  complaint: ComplaintRow
}

/** What this person may read, newest first; the same people as `mayReadExclusion`. */
export async function listExclusions(
  db: Db,
  actor: Actor,
  { state, complaintId, after, limit }: { state?: ExclusionState | undefined; complaintId?: string | undefined; after: Position | null; limit: number },
): Promise<ExclusionPair[]> {
  const { accountId } = actor
  if (accountId === null) return []
  const areas = actor.appointments.filter(({ role, scopeKind }) => scopeKind === 'area' && EXCLUSION_READERS.includes(role)).map(({ scopeId }) => scopeId)
  const units = actor.appointments.filter(({ role, scopeKind }) => scopeKind === 'unit' && role === 'unitHandler').map(({ scopeId }) => scopeId)
  const rows = await db.q.select().from(exclusions).innerJoin(complaints, eq(complaints.id, exclusions.complaintId)).where(and(
    or(
      eq(complaints.reporterId, accountId), and(isNull(complaints.reporterId), eq(complaints.filerId, accountId)),
      units.length > 0 ? inArray(exclusions.unitId, units) : undefined,
      ...areas.map((code) => sql`starts_with(coalesce(${exclusions.communityCode}, ${exclusions.townCode}), ${code})`),
    ),
    state && eq(exclusions.state, state), complaintId ? eq(exclusions.complaintId, complaintId) : undefined,
    after ? sql`(${exclusions.createdAt}, ${exclusions.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)` : undefined,
  )).orderBy(desc(exclusions.createdAt), desc(exclusions.id)).limit(limit)
  return rows.map((found) => ({ row: found.exclusions, complaint: found.complaints }))
}
