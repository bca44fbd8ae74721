import type { RankedBy } from '@huying/shared/statistics/contract.ts'
import type { Sql, TransactionSql } from 'postgres'
import type { Db } from '../../kernel/db.ts'
import type { Period } from './period.ts'
import type { Measure, ScopeKind } from './tally.ts'

export type Sums = Record<Measure, number> & { medianHours: number | null }
export interface Ranked extends Sums {
  rank: number
  id: string
  name: string
  place: string | null
}

/** Where a page of a ranking goes on: after this count and id. */
export interface RankPosition {
  fulfilled: number
  id: string
}

type Tag = Sql | TransactionSql

const sums = (sql: Tag) => sql`coalesce(sum(f.posted), 0)::int as posted, coalesce(sum(f.published), 0)::int as published, coalesce(sum(f.claimed), 0)::int as claimed,
  coalesce(sum(f.claimed_within_day), 0)::int as "claimedWithinDay", coalesce(sum(f.fulfilled), 0)::int as fulfilled,
  coalesce(sum(f.not_counted), 0)::int as "notCounted", coalesce(sum(f.rated), 0)::int as rated, coalesce(sum(f.rating_sum), 0)::int as "ratingSum"`

/** All communities below an area together. */
export async function sumOfArea({ sql }: Db, areaCode: string, { from, to }: Period): Promise<Sums> {
  const [sum] = await sql<[Omit<Sums, 'medianHours'>]>`select ${sums(sql)} from wish_figures f
    where f.scope_kind = 'community' and f.month between ${from} and ${to} and starts_with(f.scope_id, ${areaCode})`
  const [median] = await medians(sql, sql`'all'`, sql`scope_kind = 'community' and month between ${from} and ${to} and starts_with(scope_id, ${areaCode})`)
  return { ...sum, medianHours: median?.hours ?? null }
}

export async function sumOfMember({ sql }: Db, memberId: string, { from, to }: Period): Promise<Sums> {
  const [sum] = await sql<[Omit<Sums, 'medianHours'>]>`select ${sums(sql)} from wish_figures f
    where f.scope_kind = 'member' and f.month between ${from} and ${to} and f.scope_id = ${memberId}`
  return { ...sum, medianHours: (await mediansOf(sql, 'member', [memberId], { from, to })).get(memberId) ?? null }
}

/** Who stands in a ranking: every community, whatever its count; organizations and members who took a wish. */
const STANDING: Record<RankedBy, (sql: Tag, areaCode: string) => ReturnType<Tag>> = {
  community: (sql, areaCode) => sql`select a.code as id, a.name, t.name as place from areas a left join areas t on t.code = a.town_code
    where a.kind = 'community' and starts_with(a.code, ${areaCode})`,
  organization: (sql, areaCode) => sql`select o.id::text as id, o.name, t.name as place from party_organizations o left join areas t on t.code = left(o.area_code, 9)
    where ${areaCode.length === 6 ? sql`true` : sql`starts_with(o.area_code, ${areaCode})`}`,
  member: (sql, areaCode) => sql`select p.id::text as id, p.staff_name as name, o.name as place from party_members m
    join accounts p on p.id = m.account_id and p.state = 'active' join party_organizations o on o.id = m.organization_id
    where ${areaCode.length === 6 ? sql`true` : sql`starts_with(o.area_code, ${areaCode})`}`,
}

/** One line more than `limit`. Cost follows the number of those who are ranked and of months, never that of wishes. */
export async function rankWishes(
  { sql }: Db,
  { by, areaCode, from, to, after, limit }: Period & { by: RankedBy; areaCode: string; after: RankPosition | null; limit: number },
): Promise<Ranked[]> {
  const rows = await sql<Omit<Ranked, 'medianHours'>[]>`
    with s as (${STANDING[by](sql, areaCode)}),
      f as (select f.scope_id, ${sums(sql)} from wish_figures f where f.scope_kind = ${by} and f.month between ${from} and ${to} group by f.scope_id),
      ranked as (select s.id, s.name, s.place, coalesce(f.posted, 0) as posted, coalesce(f.published, 0) as published, coalesce(f.claimed, 0) as claimed,
          coalesce(f."claimedWithinDay", 0) as "claimedWithinDay", coalesce(f.fulfilled, 0) as fulfilled, coalesce(f."notCounted", 0) as "notCounted",
          coalesce(f.rated, 0) as rated, coalesce(f."ratingSum", 0) as "ratingSum", (rank() over (order by coalesce(f.fulfilled, 0) desc))::int as rank
        from s ${by === 'community' ? sql`left join` : sql`join`} f on f.scope_id = s.id
        ${by === 'community' ? sql`` : sql`where f.claimed > 0 or f.fulfilled > 0`})
    select * from ranked ${after ? sql`where fulfilled < ${after.fulfilled} or (fulfilled = ${after.fulfilled} and id > ${after.id})` : sql``}
    order by fulfilled desc, id limit ${limit + 1}`
  const found = await mediansOf(sql, by, rows.map(({ id }) => id), { from, to })
  return rows.map((row) => ({ ...row, medianHours: found.get(row.id) ?? null }))
}

async function mediansOf(sql: Tag, kind: ScopeKind, ids: readonly string[], { from, to }: Period): Promise<Map<string, number>> {
  const rows = await medians(sql, sql`scope_id`, sql`scope_kind = ${kind} and month between ${from} and ${to} and scope_id = any(${[...ids]}::text[])`)
  return new Map(rows.map(({ id, hours }) => [id, hours]))
}

/** By `key`, the least time that half of the wishes did not exceed. */
const medians = (sql: Tag, key: ReturnType<Tag>, where: ReturnType<Tag>) => sql<{ id: string; hours: number }[]>`
  select id, min(hours)::int as hours from (
    select id, hours, sum(wishes) over (partition by id order by hours) as up_to, sum(wishes) over (partition by id) as total
    from (select ${key} as id, hours, sum(wishes) as wishes from wish_figure_times where ${where} group by 1, 2) t) c
  where total > 0 and up_to * 2 >= total group by id`
