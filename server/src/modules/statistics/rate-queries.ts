import type { RateCounts } from '@huying/shared/statistics/rates.ts'
import type { Db } from '../../kernel/db.ts'
import type { Period } from './period.ts'
import { SUMS } from './rate-store.ts'

const BY_KIND = {
  complaint: `select $1::uuid as id`,
  demand: `select id from complaints where demand_id = $1 union select complaint_id from rate_cases where demand_id = $1`,
  dispatch: `select c.id from dispatches p join complaints c on c.demand_id = p.demand_id where p.id = $1
    union select r.complaint_id from dispatches p join rate_cases r on r.demand_id = p.demand_id where p.id = $1`,
} as const

/**
 * The complaints whose rows a change of this thing may change, in order of id: its own, those that follow them now or were solved with
 * them, and what the same reporters answered, of which the last counts.
 */
export async function casesAround({ sql }: Db, kind: keyof typeof BY_KIND, id: string): Promise<string[]> {
  const rows = await sql.unsafe<{ id: string }[]>(`
    with touched as (${BY_KIND[kind]}),
    together as (select id from touched union select c.id from complaints c where c.merged_into_id in (select id from touched)
      union select complaint_id from rate_cases where target_id in (select id from touched)),
    answered as (select c.id from complaints c where c.answered_by in ('reporter', 'callBack')
      and c.reporter_id in (select reporter_id from complaints where id in (select id from together)))
    select c.id from complaints c where c.id in (select id from together union select id from answered) order by c.id`,
  [id] as never[], { prepare: true })
  return rows.map((row) => row.id)
}

export const openCases = async ({ sql }: Db): Promise<string[]> =>
  (await sql<{ id: string }[]>`select complaint_id as id from rate_cases where is_open order by complaint_id`).map(({ id }) => id)

/** Who carries cases and may be ranked. */
export type CarrierKind = 'unit' | 'community' | 'town'

export interface CarrierLine extends RateCounts {
  id: string
  name: string
  place: string | null
}

const NAMES: Record<CarrierKind, string> = {
  unit: `select u.id::text as id, u.name, a.name as place, u.area_code as code from units u left join areas a on a.code = u.area_code`,
  community: `select a.code as id, a.name, t.name as place, a.code from areas a left join areas t on t.code = a.town_code where a.kind = 'community'`,
  town: `select a.code as id, a.name, null as place, a.code from areas a where a.kind = 'town'`,
}

/** Every carrier of a kind below an area with its sums; units without a case left out. Cost follows the number of carriers and months. */
export async function carriersOf({ sql }: Db, { by, areaCode, from, to }: Period & { by: CarrierKind; areaCode: string }): Promise<CarrierLine[]> {
  const rows = await sql.unsafe<CarrierLine[]>(`
    select n.id, n.name, n.place, ${SUMS} from (${NAMES[by]}) n
    ${by === 'unit' ? 'join' : 'left join'} rate_figures f on f.scope_kind = $1 and f.scope_id = n.id and f.month between $3 and $4
    where starts_with(n.code, $2) group by n.id, n.name, n.place ${by === 'unit' ? 'having sum(f.cases + f.withdrawn) > 0' : ''}`, [by, areaCode, from, to] as never[], { prepare: true })
  return [...rows]
}

/** All cases that lie in an area, whoever carries them. */
export async function ratesOfArea({ sql }: Db, areaCode: string, { from, to }: Period): Promise<RateCounts> {
  const [sum] = await sql.unsafe<[RateCounts]>(`select ${SUMS} from rate_figures f
    where f.scope_kind = 'place' and f.month between $2 and $3 and starts_with(f.scope_id, $1)`, [areaCode, from, to] as never[], { prepare: true })
  return sum
}

/** Open ones first: they are few, whatever a month holds. */
const OPEN = 'with open as materialized (select month, due_at, carrier_kind, carrier_id, coalesce(community_code, town_code) as place from rate_cases where is_open)'
const IS_OVERDUE = 'r.due_at <= $1 and r.month between $2 and $3'

/** Cases that are open beyond their due, by carrier of a kind. Looks at open ones only. */
export async function overdueByCarrier({ sql }: Db, by: CarrierKind, { from, to }: Period, now: Date): Promise<Map<string, number>> {
  const rows = await sql.unsafe<{ id: string; count: number }[]>(
    `${OPEN} select r.carrier_id as id, count(*)::int as count from open r where ${IS_OVERDUE} and r.carrier_kind = $4 group by r.carrier_id`,
    [now, from, to, by] as never[], { prepare: true })
  return new Map(rows.map(({ id, count }) => [id, count]))
}

export async function overdueInArea({ sql }: Db, areaCode: string, { from, to }: Period, now: Date): Promise<number> {
  const [row] = await sql.unsafe<[{ count: number }]>(
    `${OPEN} select count(*)::int as count from open r where ${IS_OVERDUE} and starts_with(r.place, $4)`,
    [now, from, to, areaCode] as never[], { prepare: true })
  return row.count
}
