import { and, asc, desc, eq, inArray, or, sql, type SQL } from 'drizzle-orm'
import type { Actor } from '../../kernel/actor.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { withinScopes } from '../complaint/public.ts'
import { demands, onOwnLedger, ownedBy, unitsOf, type DemandRow } from '../demand/public.ts'
import { dispatchContacts, dispatches, dispatchNotes, type DispatchContactRow, type DispatchNoteRow, type DispatchRow } from './table.ts'

const LIVE = ['sent', 'accepted', 'return_requested', 'replied'] as const

export interface ListQuery {
  queue: 'unit' | 'decide' | 'all'
  state?: DispatchRow['state']
  demandId?: string
  limit: number
}
export interface Listed {
  row: DispatchRow
  demand: DemandRow
  at: Date
}

/** Dispatches this person may read, as one condition over dispatches joined to their demands; the same people as `mayRead`. */
export function visibleTo(actor: Actor): SQL {
  const units = unitsOf(actor)
  return or(units.length > 0 ? inArray(dispatches.unitId, units) : undefined, onOwnLedger(actor))!
}

const QUEUE_CLOCKS = { unit: ['solve'], decide: ['decide', 'extensionDecide'] } as const
const dueAt = (kinds: readonly string[]) => sql<Date>`coalesce((select k.due_at from clocks k where k.subject_kind = 'dispatch'
  and k.subject_id = ${dispatches.id} and k.kind in ${[...kinds]} order by k.started_at desc limit 1), ${dispatches.createdAt})`

/** SQL for whom a request waits: to hand back, the demand's owner; for more time, the officers that stand in for them, if any. */
function decidedBy(actor: Actor, now: Date): SQL {
  const officers = sql`coalesce(${dispatches.extensionLevel}, case when ${dispatches.urgency} = 'complex' and ${demands.level} <> 2 then 1 end)`
  const street = withinScopes(actor, ['streetOfficer'], demands)
  const county = withinScopes(actor, ['countyOfficer'], demands)
  const owner = ownedBy(actor, now)
  return or(
    and(eq(dispatches.state, 'return_requested'), owner),
    and(
      eq(dispatches.state, 'accepted'), eq(dispatches.extensionState, 'asked'),
      or(and(sql`${officers} is null`, owner), street && and(street, sql`${officers} = 1`), county && and(county, sql`${officers} = 2`)),
    ),
  )!
}

/** One page and one row more: queues most urgent first, everything else newest first. */
export async function listDispatches(db: Db, actor: Actor, now: Date, query: ListQuery, after: Position | null): Promise<Listed[]> {
  const isQueue = query.queue !== 'all'
  const units = unitsOf(actor)
  const key: SQL = query.queue === 'all' ? sql`${dispatches.createdAt}` : dueAt(QUEUE_CLOCKS[query.queue])
  const position = after && sql`(${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
  const where = and(
    visibleTo(actor),
    query.queue === 'unit' ? (units.length > 0 ? inArray(dispatches.unitId, units) : sql`false`) : undefined,
    query.queue === 'unit' && query.state === undefined ? inArray(dispatches.state, [...LIVE]) : undefined,
    query.queue === 'decide' ? decidedBy(actor, now) : undefined,
    query.state && eq(dispatches.state, query.state),
    query.demandId === undefined ? undefined : eq(dispatches.demandId, query.demandId),
    position ? (isQueue ? sql`(${key}, ${dispatches.id}) > ${position}` : sql`(${key}, ${dispatches.id}) < ${position}`) : undefined,
  )
  const order = isQueue ? [asc(key), asc(dispatches.id)] : [desc(key), desc(dispatches.id)]
  const found = await db.q.select({ row: dispatches, demand: demands, at: sql<Date>`${key}` }).from(dispatches)
    .innerJoin(demands, eq(demands.id, dispatches.demandId)).where(where).orderBy(...order).limit(query.limit + 1)
  return found.map(({ row, demand, at }) => ({ row, demand, at: new Date(at) }))
}

export const contactsOf = (db: Db, id: string): Promise<DispatchContactRow[]> =>
  db.q.select().from(dispatchContacts).where(eq(dispatchContacts.dispatchId, id)).orderBy(dispatchContacts.at, dispatchContacts.id)

export const notesOf = (db: Db, id: string): Promise<DispatchNoteRow[]> =>
  db.q.select().from(dispatchNotes).where(eq(dispatchNotes.dispatchId, id)).orderBy(dispatchNotes.at, dispatchNotes.id)

/** Tries that reached nobody. */
export async function failedContacts(db: Db, id: string): Promise<number> {
  const [row] = await db.sql<{ tries: number }[]>`select count(*)::int as tries from dispatch_contacts where dispatch_id = ${id} and not is_reached`
  return row!.tries
}

/** The ids of a demand's live dispatches in its round, in the order in which they are locked. */
export async function liveIds(tx: Tx, demand: Pick<DemandRow, 'id'>): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`select id from dispatches where demand_id = ${demand.id}
    and state in ('sent', 'accepted', 'return_requested', 'replied') order by id`
  return rows.map(({ id }) => id)
}

/** Leads of the demand's round that ended before the matter did: how many, and how many of them were handed back. */
export async function endedLeads(tx: Tx, demand: Pick<DemandRow, 'id' | 'round'>): Promise<{ returned: number; ended: number }> {
  const [row] = await tx.sql<{ returned: number; ended: number }[]>`select count(*) filter (where state = 'returned')::int as returned, count(*)::int as ended
    from dispatches where demand_id = ${demand.id} and round = ${demand.round} and role = 'lead' and state in ('returned', 'cancelled')`
  return row!
}

/** Handlers of the unit in office, by name; staff names are masked as they are kept. */
export async function handlersOf(db: Db, unitId: string, now: Date): Promise<{ accountId: string; name: string }[]> {
  return db.sql<{ accountId: string; name: string }[]>`select distinct a.id as "accountId", a.staff_name as name
    from appointments p join accounts a on a.id = p.account_id and a.state = 'active'
    where p.role = 'unitHandler' and p.scope_kind = 'unit' and p.scope_id = ${unitId} and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})
    order by a.staff_name, a.id`
}

export async function unitIsActive(db: Db, id: string): Promise<boolean> {
  return (await db.sql`select 1 from units where id = ${id} and is_active`).length > 0
}

/** Units that ended their lead of this demand and still owe the resident contact. */
export async function owedContacts(tx: Tx, demandId: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`select x.id from dispatches x join clocks k on k.subject_kind = 'dispatch' and k.subject_id = x.id
    and k.kind = 'contact' and k.state in ('running', 'paused') where x.demand_id = ${demandId} and x.state in ('returned', 'cancelled')`
  return rows.map(({ id }) => id)
}

export const roundOf = (db: Db, demand: Pick<DemandRow, 'id' | 'round'>): Promise<DispatchRow[]> =>
  db.q.select().from(dispatches).where(and(eq(dispatches.demandId, demand.id), eq(dispatches.round, demand.round)))

export interface UnitReadiness {
  id: string
  isReady: boolean
}

/** Which of these units can be given work: active, with a handler in office. Unknown ones are left out. */
export async function readinessOf(db: Db, ids: readonly string[], now: Date): Promise<UnitReadiness[]> {
  return db.sql<UnitReadiness[]>`select u.id, u.is_active and exists (select 1 from appointments p where p.role = 'unitHandler'
      and p.scope_kind = 'unit' and p.scope_id = u.id::text and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})) as "isReady"
    from units u where u.id = any(${[...ids]}::uuid[])`
}

export async function namesOf(db: Db, rows: readonly DispatchRow[]): Promise<{ units: Map<string, string>; handlers: Map<string, string> }> {
  const unitIds = [...new Set(rows.map((row) => row.unitId))]
  const handlerIds = [...new Set(rows.flatMap((row) => row.handlerId ?? []))]
  const [units, handlers] = await Promise.all([
    db.sql<{ id: string; name: string }[]>`select id, name from units where id = any(${unitIds}::uuid[])`,
    db.sql<{ id: string; name: string }[]>`select id, staff_name as name from accounts where id = any(${handlerIds}::uuid[])`,
  ])
  const byId = (found: readonly { id: string; name: string }[]) => new Map(found.map(({ id, name }) => [id, name]))
  return { units: byId(units), handlers: byId(handlers) }
}
