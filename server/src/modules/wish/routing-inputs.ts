import { weekStart } from '@huying/shared/wish/ask-hours.ts'
import type { Exclusion, Ring, RoutedMember, RoutingInput } from '@huying/shared/wish/routing.ts'
import type { Sql, TransactionSql } from 'postgres'
import type { ReadContext } from '../../kernel/context.ts'
import { isMemberStill } from '../account/public.ts'
import { limitsOf } from './limits.ts'
import type { Wish } from './table.ts'

interface RawMember {
  id: string
  ring: Ring
  skills: string[]
  running_claims: number
  last_asked_at: Date | null
  asks_this_week: number
  lng: number | null
  lat: number | null
  is_barred: boolean
  is_away: boolean
  was_asked: boolean
  had_it: boolean
  house_id: string | null
}

/** All a ranking of this ring depends on, as the database has it now. Two statements. */
export async function readRoutingInput(context: ReadContext, wish: Wish): Promise<RoutingInput> {
  const { db, kernel, now } = context
  const ring = wish.ring as Ring
  const limits = limitsOf(kernel)
  const [middle] = await db.sql<{ lng: number; lat: number }[]>`select round(lng * 1e6)::int as lng, round(lat * 1e6)::int as lat
    from areas where code = ${wish.gridCode ?? wish.communityCode}`
  const members = await readMembers(context, wish, ring)
  return {
    version: 1, wishId: wish.id, category: wish.category, ring, at: now.toISOString(), lng: middle!.lng, lat: middle!.lat,
    claimLimit: limits.runningClaims, weeklyCap: limits.asksAWeek, members: members.map((raw) => toMember(raw, wish)),
  }
}

const toMember = (raw: RawMember, wish: Wish): RoutedMember => ({
  id: raw.id, ring: raw.ring, skills: raw.skills, runningClaims: raw.running_claims, lastAskedAt: raw.last_asked_at?.toISOString() ?? null,
  asksThisWeek: raw.asks_this_week, lng: raw.lng, lat: raw.lat, exclusion: exclusionOf(raw, wish),
})

function exclusionOf(raw: RawMember, wish: Wish): Exclusion | null {
  if ([wish.beneficiaryId, wish.filerId, wish.publishedBy].includes(raw.id) || (wish.houseId !== null && raw.house_id === wish.houseId)) return 'own'
  if (raw.had_it) return 'hadIt'
  if (raw.was_asked) return 'askedBefore'
  if (raw.is_barred) return 'barred'
  return raw.is_away ? 'away' : null
}

/** Members who live in or report to a place: index ranges over codes, since a code's descendants begin with it. */
const livesIn = (sql: Sql | TransactionSql, code: string) => sql`(m.residence_grid_code >= ${code} and m.residence_grid_code < ${`${code}:`})`
const reportsTo = (sql: Sql | TransactionSql, code: string) => sql`exists (select 1 from unnest(m.report_in_codes) as r (code) where starts_with(r.code, ${code}))`

/** Members up to this ring who may claim the wish, each with the innermost ring that reaches them. */
async function readMembers({ db: { sql }, now }: ReadContext, wish: Wish, ring: Ring): Promise<RawMember[]> {
  const { communityCode: community, townCode: town } = wish
  const grid = wish.gridCode ?? ''
  const inGrid = sql`(m.residence_grid_code = ${grid} or m.report_in_codes @> array[${grid}]::text[])`
  const near = sql`(${livesIn(sql, community)} or m.report_in_codes @> array[${community}]::text[]
    or m.residence_grid_code in (select g.code from areas g where g.compound_id = (select compound_id from areas where code = ${grid}))
    or m.organization_id in (select id from party_organizations where area_code = ${community} and unit_id is null))`
  const paired = sql`m.organization_id in (select id from party_organizations where unit_id in (
    select id from units where kind = 'stationed' and area_code = ${community}
    union all select paired_unit_id from compounds where community_code = ${community} and paired_unit_id is not null
    union all select k.unit_id from associations s join association_members k on k.association_id = s.id where s.community_code = ${community}))`
  const inReach = sql`(${livesIn(sql, town)} or starts_with(o.area_code, ${town}) or ${reportsTo(sql, town)})`
  const upTo = [sql`${inGrid}`, sql`(${inGrid} or ${near})`, sql`(${inGrid} or ${near} or ${paired})`, sql`true`][ring - 1]!
  return sql<RawMember[]>`
    select m.account_id as id, case when ${inGrid} then 1 when ${near} then 2 when ${paired} then 3 else 4 end as ring, m.skills,
      (select count(*)::int from wish_claims c where c.member_id = m.account_id and c.state = 'running') as running_claims,
      (select max(s.asked_at) from wish_asks s where s.member_id = m.account_id) as last_asked_at,
      (select count(*)::int from wish_asks s where s.member_id = m.account_id and s.asked_at >= ${weekStart(now)}) as asks_this_week,
      round(g.lng * 1e6)::int as lng, round(g.lat * 1e6)::int as lat,
      coalesce(m.barred_until > ${now}, false) as is_barred, coalesce((m.availability ->> 'away')::boolean, false) as is_away,
      m.account_id in (select member_id from wish_asks where wish_id = ${wish.id}) as was_asked,
      m.account_id in (select member_id from wish_claims where wish_id = ${wish.id}) as had_it, a.house_id
    from party_members m join accounts a on a.id = m.account_id join party_organizations o on o.id = m.organization_id
      left join areas g on g.code = coalesce(m.residence_grid_code, o.area_code)
    where a.state = 'active' and ${inReach} and ${upTo} and ${isMemberStill(sql, sql`m.account_id`, now)}
    order by m.account_id`
}
