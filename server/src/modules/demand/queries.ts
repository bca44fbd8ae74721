import { and, asc, desc, eq, inArray, or, sql, type SQL } from 'drizzle-orm'
import type { LedgerFilter } from '@huying/shared/demand/ledger-filter.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import { complaints, withinScopes, type ComplaintRow } from '../complaint/public.ts'
import { chairInTerm, INVOLVED, RELATED } from './around.ts'
import { filteredBy, withUnits } from './ledger-filter.ts'
import { unitsOf } from './policy.ts'
import { demands, type DemandRow } from './table.ts'
import { associationsOf, keepsLedger, visibleTo } from './visible.ts'

export interface ListQuery extends LedgerFilter {
  queue: 'owner' | 'verify' | 'holds' | 'all'
  limit: number
}
export interface Listed {
  row: DemandRow
  at: Date
}

const QUEUE_CLOCKS = { owner: 'assign', verify: 'verify', holds: 'holdDecide' } as const
const dueAt = (kind: 'assign' | 'verify' | 'holdDecide') => sql<Date>`coalesce((select k.due_at from clocks k where k.subject_kind = 'demand'
  and k.subject_id = ${demands.id} and k.kind = ${kind} and k.state in ('running', 'paused', 'fired') order by k.started_at desc limit 1), ${demands.createdAt})`

/** One page and one row more. Queues most urgent first, the ledger newest first. */
export async function listDemands(db: Db, actor: Actor, now: Date, query: ListQuery, after: Position | null): Promise<Listed[]> {
  const isQueue = query.queue !== 'all'
  const key: SQL = query.queue === 'all' ? sql`${demands.createdAt}` : dueAt(QUEUE_CLOCKS[query.queue])
  const position = after && sql`(${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
  const where = and(
    await seenBy(db, actor),
    query.queue === 'owner' ? and(eq(demands.state, 'pending'), ownedBy(actor, now)) : undefined,
    query.queue === 'verify' ? and(eq(demands.state, 'replied'), verifiedBy(actor)) : undefined,
    query.queue === 'holds' ? and(inArray(demands.holdState, ['proposed', 'overdue']), holdDecidedBy(actor)) : undefined,
    await filteredBy(db, query, now),
    position ? (isQueue ? sql`(${key}, ${demands.id}) > ${position}` : sql`(${key}, ${demands.id}) < ${position}`) : undefined,
  )
  const order = isQueue ? [asc(key), asc(demands.id)] : [desc(key), desc(demands.id)]
  const found = await db.q.select({ row: demands, at: sql<Date>`${key}` }).from(demands).where(where).orderBy(...order).limit(query.limit + 1)
  return found.map(({ row, at }) => ({ row, at: new Date(at) }))
}

/** `visibleTo`, for a list: whoever reads the ledger for a unit alone is found by what that unit does. */
async function seenBy(db: Db, actor: Actor): Promise<SQL> {
  const units = unitsOf(actor)
  return units.length > 0 && !keepsLedger(actor) ? withUnits(db, units, true) : visibleTo(actor)
}

/** SQL for `ownerOf`: level 0 the chair, or the street where there is no chair in term or the chair has to stand aside. */
export function ownedBy(actor: Actor, now: Date): SQL {
  const associations = associationsOf(actor)
  const chair = sql.raw(chairInTerm(`'${now.toISOString()}'::timestamptz`))
  const isWithChair = sql`exists (select 1 from demands d, lateral ${chair} t where d.id = ${demands.id}
    and not exists (select 1 from units b join units r on ${sql.raw(RELATED)} where r.id = t.unit_id and b.id in ${sql.raw(INVOLVED)}))`
  const street = withinScopes(actor, ['streetOfficer'], demands)
  const county = withinScopes(actor, ['countyOfficer'], demands)
  return or(
    associations.length > 0 ? and(eq(demands.level, 0), inArray(demands.associationId, associations), isWithChair) : undefined,
    street && and(street, or(eq(demands.level, 1), and(eq(demands.level, 0), sql`not ${isWithChair}`))),
    county && and(county, eq(demands.level, 2)),
    sql`false`,
  )!
}

function verifiedBy(actor: Actor): SQL {
  const isOverdue = sql`(select k.state = 'fired' from clocks k where k.subject_kind = 'demand' and k.subject_id = ${demands.id} and k.kind = 'verify'
    order by k.started_at desc limit 1)`
  const street = withinScopes(actor, ['streetOfficer'], demands)
  return or(withinScopes(actor, ['communityWorker'], demands), street && and(street, or(sql`${demands.communityCode} is null`, isOverdue)), sql`false`)!
}

/** SQL for whom a proposed hold waits: the level next to the proposer's, once overdue the one above too; never the proposer. */
function holdDecidedBy(actor: Actor): SQL {
  const next = sql`coalesce(${demands.holdLevel}, ${demands.level}) + 1`
  const street = withinScopes(actor, ['streetOfficer'], demands)
  const county = withinScopes(actor, ['countyOfficer'], demands)
  return and(
    sql`${demands.holdProposedBy} is distinct from ${actor.accountId}`,
    or(
      street && and(street, sql`${next} <= 1`),
      county && and(county, or(sql`${next} >= 2`, eq(demands.holdState, 'overdue'))),
      sql`false`,
    ),
  )!
}

export async function complaintsOf(db: Db, demandId: string): Promise<ComplaintRow[]> {
  return db.q.select().from(complaints).where(and(eq(complaints.demandId, demandId), sql`${complaints.state} <> 'withdrawn'`)).orderBy(complaints.createdAt, complaints.id)
}

export interface Place {
  gridCode: string | null
  communityCode: string | null
  townCode: string
  isUrban: boolean
  associationId: string | null
}

/** A place of the ledger by its area's code (grid, community or town), with its association; null where there is none. */
export async function placeBy(db: Db, code: string): Promise<Place | null> {
  const [found] = await db.sql<Place[]>`select case when a.kind = 'grid' then a.code end as "gridCode",
      coalesce(case when a.kind = 'community' then a.code end, a.community_code) as "communityCode",
      coalesce(case when a.kind = 'town' then a.code end, a.town_code) as "townCode",
      coalesce(c.is_urban, a.is_urban) as "isUrban", s.id as "associationId"
    from areas a left join areas c on c.code = coalesce(case when a.kind = 'community' then a.code end, a.community_code)
    left join associations s on s.community_code = c.code
    where a.code = ${code} and a.kind in ('grid', 'community', 'town')`
  return found ?? null
}

/** Whether a unit of this list is the chair's own, above it or below it. */
export async function isChairRelated(db: Db, associationId: string, unitIds: readonly string[], now: Date): Promise<boolean> {
  if (unitIds.length === 0) return false
  const found = await db.sql.unsafe(
    `select 1 from chair_terms t join units r on r.id = t.unit_id join units b on ${RELATED}
      where t.association_id = $1 and t.from_at <= $3 and t.to_at > $3 and t.state <> 'cancelled' and b.id = any($2::uuid[]) limit 1`,
    [associationId, [...unitIds], now] as never[],
    { prepare: true },
  )
  return found.length > 0
}

/** Whether a unit of one list is a unit of the other, above it or below it. */
export async function areRelated(db: Db, one: readonly string[], other: readonly string[]): Promise<boolean> {
  if (one.length === 0 || other.length === 0) return false
  const found = await db.sql.unsafe(
    `select 1 from units r join units b on ${RELATED} where r.id = any($1::uuid[]) and b.id = any($2::uuid[]) limit 1`,
    [[...one], [...other]] as never[],
    { prepare: true },
  )
  return found.length > 0
}

/** A reporter still has to answer, or waits for an answer about working on it again. */
export async function hasOpenComplaint(db: Db, demandId: string): Promise<boolean> {
  return (await db.sql`select 1 from complaints c where c.demand_id = ${demandId} and (c.state in ('raised', 'resolved') or exists (
    select 1 from clocks k where k.subject_kind = 'complaint' and k.subject_id = c.id and k.kind = 'reopenDecide' and k.state = 'running')) limit 1`).length > 0
}
