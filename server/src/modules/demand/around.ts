import type { Db } from '../../kernel/db.ts'

/** The chair whose term is in force, and the unit they belong to. */
export interface Chair {
  accountId: string
  unitId: string
}

/** One unit's part in a demand, as the ledger shows it. */
export interface DispatchBrief {
  id: string
  demandId: string
  unitId: string
  unitName: string
  role: 'lead' | 'assist'
  isRequired: boolean
  round: number
  state: 'sent' | 'accepted' | 'return_requested' | 'replied' | 'verified' | 'returned' | 'cancelled'
  dueAt: Date | null
}

/** What decides who may do what to a demand, beside its row. */
export interface Around {
  chair: Chair | null
  associationName: string | null
  /** Units with a part in it or complained of, with their superiors and subordinates: whoever belongs to one stands aside. */
  conflictUnitIds: readonly string[]
  reporterIds: readonly string[]
  complaintCount: number
  /** A community worker in office who neither reported it nor works for a dispatched unit. */
  hasFreeVerifier: boolean
  isVerifyOverdue: boolean
  dispatches: readonly DispatchBrief[]
}

/** A row of units `b` related to a unit `r`: itself, its superior, its subordinates. */
export const RELATED = `(r.id = b.id or r.id = b.parent_unit_id or r.parent_unit_id = b.id)`
/** Units with a part in demand `d` now, and the one complained of. */
export const INVOLVED = `(select x.unit_id from dispatches x where x.demand_id = d.id and x.state not in ('returned', 'cancelled')
  union all select d.about_unit_id where d.about_unit_id is not null)`
/** The term in force of demand `d`'s association at $now, as a lateral row. */
export const chairInTerm = (now: string) => `(select t.account_id, t.unit_id from chair_terms t
  where t.association_id = d.association_id and t.from_at <= ${now} and t.to_at > ${now} and t.state <> 'cancelled' limit 1)`

interface Row extends Omit<Around, 'chair' | 'dispatches'> {
  id: string
  chairId: string | null
  chairUnitId: string | null
}

/** The surroundings of these demands, in two queries. */
export async function aroundOf(db: Db, ids: readonly string[], now: Date): Promise<Map<string, Around>> {
  if (ids.length === 0) return new Map()
  const [rows, briefs] = await Promise.all([
    db.sql.unsafe<Row[]>(
      `select d.id, t.account_id as "chairId", t.unit_id as "chairUnitId", s.name as "associationName",
        array(select distinct r.id from units b join units r on ${RELATED} where b.id in ${INVOLVED}) as "conflictUnitIds",
        array(select c.reporter_id from complaints c where c.demand_id = d.id and c.reporter_id is not null) as "reporterIds",
        (select count(*)::int from complaints c where c.demand_id = d.id and c.state <> 'withdrawn') as "complaintCount",
        exists (select 1 from appointments p where p.role = 'communityWorker' and p.scope_id = d.community_code
          and p.from_at <= $2 and (p.to_at is null or p.to_at > $2)
          and not exists (select 1 from complaints c where c.demand_id = d.id and c.reporter_id = p.account_id)
          and not exists (select 1 from appointments h join ${INVOLVED} v (unit_id) on h.scope_id = v.unit_id::text
            where h.account_id = p.account_id and h.role = 'unitHandler')) as "hasFreeVerifier",
        coalesce((select k.state = 'fired' from clocks k where k.subject_kind = 'demand' and k.subject_id = d.id and k.kind = 'verify'
          order by k.started_at desc limit 1), false) as "isVerifyOverdue"
      from demands d left join associations s on s.id = d.association_id left join lateral ${chairInTerm('$2')} t on true
      where d.id = any($1::uuid[])`,
      [[...ids], now] as never[],
      { prepare: true },
    ),
    dispatchesOf(db, ids),
  ])
  return new Map(
    rows.map(({ id, chairId, chairUnitId, ...row }) => [id, {
      ...row,
      chair: chairId === null || chairUnitId === null ? null : { accountId: chairId, unitId: chairUnitId },
      dispatches: briefs.filter((brief) => brief.demandId === id),
    }]),
  )
}

/** Every unit's part in these demands, oldest first; its due time is that of its latest clock. */
async function dispatchesOf(db: Db, demandIds: readonly string[]): Promise<DispatchBrief[]> {
  return db.sql<DispatchBrief[]>`select x.id, x.demand_id as "demandId", x.unit_id as "unitId", u.name as "unitName", x.role,
      x.is_required as "isRequired", x.round, x.state, (select k.due_at from clocks k where k.subject_kind = 'dispatch'
        and k.subject_id = x.id and k.kind = 'solve' order by k.started_at desc limit 1) as "dueAt"
    from dispatches x join units u on u.id = x.unit_id where x.demand_id = any(${[...demandIds]}::uuid[]) order by x.created_at, x.id`
}

export async function aroundDemand(db: Db, id: string, now: Date): Promise<Around> {
  return (await aroundOf(db, [id], now)).get(id)!
}
