import { desc, sql, type SQL } from 'drizzle-orm'
import { holds, type Actor } from '../../src/kernel/actor.ts'
import { toRow } from '../../src/kernel/columns.ts'
import type { Db } from '../../src/kernel/db.ts'
import { complaints } from '../../src/modules/complaint/table.ts'
import { visibleTo as complaintsVisibleTo } from '../../src/modules/complaint/visible.ts'
import { demands } from '../../src/modules/demand/table.ts'
import { visibleTo as demandsVisibleTo } from '../../src/modules/demand/visible.ts'
import { visibleTo as dispatchesVisibleTo } from '../../src/modules/dispatch/queries.ts'
import { dispatches } from '../../src/modules/dispatch/table.ts'
import { mayRead as mayReadWish } from '../../src/modules/wish/policy.ts'
import { wishes } from '../../src/modules/wish/table.ts'

/** State → the id of one thing in it. */
type Samples = Record<string, string>
type Sampler = (db: Db, actor: Actor) => Promise<Samples>

interface Found {
  state: string
  id: string
}

const byState = (found: readonly Found[]): Samples => Object.fromEntries(found.map(({ state, id }) => [state, id]))
/** The person's own first, then what lies where they live or at the desk they keep, the newest of those. */
const firstOf = (...preferred: (SQL | false)[]): SQL[] => preferred.filter((one) => one !== false).map((one) => desc(one))
const areaScopes = (actor: Actor): string[] => actor.appointments.filter(({ scopeKind }) => scopeKind === 'area').map(({ scopeId }) => scopeId)
const placesOf = (actor: Actor): string[] => actor.appointments.filter(({ scopeKind }) => scopeKind === 'place').map(({ scopeId }) => scopeId)
/** How many of each state are looked at before the policy finds one that may be read. */
const TRIES = 20

const sampleWishes: Sampler = async ({ sql: run }, actor) => {
  const rows = await run<Record<string, unknown>[]>`
    select w.* from (
      select id, row_number() over (partition by state order by ${actor.accountId} in (beneficiary_id, filer_id, claimer_id) desc nulls last,
        coalesce(grid_code, community_code) ^@ any(${areaScopes(actor)}::text[]) desc, grid_code is not distinct from ${actor.gridCode} desc,
        created_at desc, id) as place
      from wishes
    ) ranked join wishes w on w.id = ranked.id where ranked.place <= ${TRIES} order by ranked.place`
  const readable = rows.map((row) => toRow(wishes, row)).filter((wish) => mayReadWish(actor, wish))
  return byState(readable.toReversed())
}

/** The desk whose queue this person keeps. */
const deskOf = (actor: Actor): string | undefined =>
  holds(actor, 'streetOfficer') ? 'town' : holds(actor, 'communityWorker') ? 'community' : holds(actor, 'gridLeader') ? 'grid' : undefined

const sampleComplaints: Sampler = async ({ q }, actor) =>
  byState(await q.selectDistinctOn([complaints.state], { state: complaints.state, id: complaints.id }).from(complaints).where(complaintsVisibleTo(actor))
    .orderBy(complaints.state, ...firstOf(
      sql`${complaints.reporterId} is not distinct from ${actor.accountId}::uuid`,
      sql`${complaints.desk} is not distinct from ${deskOf(actor) ?? null}`,
      sql`${complaints.gridCode} is not distinct from ${actor.gridCode}`,
      sql`${complaints.createdAt}`,
    ), complaints.id))

/** The level at which this person owns demands. */
const levelOf = (actor: Actor): number => (holds(actor, 'countyOfficer') ? 2 : holds(actor, 'streetOfficer') ? 1 : 0)

const sampleDemands: Sampler = async ({ q }, actor) =>
  byState(await q.selectDistinctOn([demands.state], { state: demands.state, id: demands.id }).from(demands).where(demandsVisibleTo(actor))
    .orderBy(demands.state, ...firstOf(sql`${demands.level} = ${levelOf(actor)}`, sql`${demands.createdAt}`), demands.id))

const sampleDispatches: Sampler = async ({ q }, actor) =>
  byState(await q.selectDistinctOn([dispatches.state], { state: dispatches.state, id: dispatches.id }).from(dispatches)
    .innerJoin(demands, sql`${demands.id} = ${dispatches.demandId}`).where(dispatchesVisibleTo(actor))
    .orderBy(dispatches.state, ...firstOf(
      sql`${dispatches.handlerId} is not distinct from ${actor.accountId}::uuid`, sql`${dispatches.role} = 'lead'`, sql`${dispatches.createdAt}`,
    ), dispatches.id))

/** One's own, one's dependents', and those at the place one works at. */
const sampleBookings: Sampler = async ({ sql: run }, actor) =>
  byState(await run<Found[]>`select distinct on (state) state, id from bookings
    where booker_id = ${actor.accountId} or place_id = any(${placesOf(actor)}::uuid[])
    order by state, booker_id = ${actor.accountId} desc, starts_at desc, id`)

const sampleWaiters: Sampler = async ({ sql: run }, actor) =>
  byState(await run<Found[]>`select distinct on (state) state, id from waitlist_entries
    where booker_id = ${actor.accountId} or place_id = any(${placesOf(actor)}::uuid[])
    order by state, booker_id = ${actor.accountId} desc, created_at desc, id`)

/** Everybody sees what can be booked: the nearest first. */
const sampleSessions: Sampler = async ({ sql: run }, actor) =>
  byState(await run<Found[]>`select distinct on (s.state) s.state, s.id from service_sessions s join places p on p.id = s.place_id
    order by s.state, s.place_id = any(${placesOf(actor)}::uuid[]) desc, coalesce(starts_with(${actor.gridCode}, p.community_code), false) desc, s.starts_at desc, s.id`)

/** One's own terms, those of one's association and those under one's area. */
const sampleTerms: Sampler = async ({ sql: run }, actor) =>
  byState(await run<Found[]>`select distinct on (t.state) t.state, t.id from chair_terms t join associations a on a.id = t.association_id
    where t.account_id = ${actor.accountId}
      or t.association_id = any(${actor.appointments.filter(({ scopeKind }) => scopeKind === 'association').map(({ scopeId }) => scopeId)}::uuid[])
      or a.community_code ^@ any(${areaScopes(actor)}::text[])
    order by t.state, t.account_id = ${actor.accountId} desc, t.from_at desc, t.id`)

const SAMPLERS: Readonly<Record<string, Sampler>> = {
  wish: sampleWishes,
  complaint: sampleComplaints,
  demand: sampleDemands,
  dispatch: sampleDispatches,
  booking: sampleBookings,
  session: sampleSessions,
  waitlist: sampleWaiters,
  chairTerm: sampleTerms,
}

/** For every machine and state, the id of one thing this person may read, where there is one. */
export async function samplesFor(db: Db, actor: Actor): Promise<Record<string, Samples>> {
  const found = await Promise.all(Object.entries(SAMPLERS).map(async ([machine, sample]) => [machine, await sample(db, actor)] as const))
  return Object.fromEntries(found)
}
