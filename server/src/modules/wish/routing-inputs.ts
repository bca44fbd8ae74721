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

type Tag = Sql | TransactionSql

/** Members who live in a place: an index range over codes, since a code's descendants begin with it. */
const livesIn = (sql: Tag, code: string) => sql`select account_id from party_members where residence_grid_code >= ${code} and residence_grid_code < ${`${code}:`}`
const reportsTo = (sql: Tag, code: string) => sql`select account_id from party_members where report_in_codes @> array[${code}]::text[]`
const belongsTo = (sql: Tag, organizations: ReturnType<Tag>) =>
  sql`select m.account_id from party_members m join (${organizations}) o on o.id = m.organization_id`

/** Who each ring adds; every part begins at an index, so that a near ring never looks at all members. */
function reachedBy(sql: Tag, wish: Wish): ReturnType<Tag>[] {
  const { communityCode: community, townCode: town } = wish
  const grid = wish.gridCode ?? ''
  return [
    sql`select account_id, 1 as ring from (select account_id from party_members where residence_grid_code = ${grid} union all ${reportsTo(sql, grid)}) r1`,
    sql`select account_id, 2 from (${livesIn(sql, community)} union all ${reportsTo(sql, community)}
      union all select m.account_id from areas own join areas g on g.compound_id = own.compound_id join party_members m on m.residence_grid_code = g.code where own.code = ${grid}
      union all ${belongsTo(sql, sql`select id from party_organizations where area_code = ${community} and unit_id is null`)}) r2`,
    sql`select account_id, 3 from (${belongsTo(sql, sql`select distinct p.id from party_organizations p where p.unit_id in (
      select id from units where kind = 'stationed' and area_code = ${community}
      union all select paired_unit_id from compounds where community_code = ${community} and paired_unit_id is not null
      union all select k.unit_id from associations s join association_members k on k.association_id = s.id where s.community_code = ${community})`)}) r3`,
    sql`select account_id, 4 from (${livesIn(sql, town)} union all ${belongsTo(sql, sql`select id from party_organizations where starts_with(area_code, ${town})`)}
      union all select account_id from party_members where report_in_codes && array(select code from areas where code >= ${town} and code < ${`${town}:`})) r4`,
  ]
}

/**
 * Members up to this ring who may claim the wish, each with the innermost ring that reaches them. Through an array, so that the
 * planner looks up the few that are reached and does not judge everybody there is.
 */
async function readMembers({ db: { sql }, now }: ReadContext, wish: Wish, ring: Ring): Promise<RawMember[]> {
  const { townCode: town } = wish
  const [first, ...wider] = reachedBy(sql, wish).slice(0, ring)
  const reached = wider.reduce((all, part) => sql`${all} union all ${part}`, first!)
  const inReach = sql`((m.residence_grid_code >= ${town} and m.residence_grid_code < ${`${town}:`}) or starts_with(o.area_code, ${town})
    or exists (select 1 from unnest(m.report_in_codes) as r (code) where starts_with(r.code, ${town})))`
  return sql<RawMember[]>`
    with reached as materialized (select account_id, min(ring) as ring from (${reached}) r group by account_id)
    select m.account_id as id, reached.ring, m.skills,
      (select count(*)::int from wish_claims c where c.member_id = m.account_id and c.state = 'running') as running_claims,
      (select max(s.asked_at) from wish_asks s where s.member_id = m.account_id) as last_asked_at,
      (select count(*)::int from wish_asks s where s.member_id = m.account_id and s.asked_at >= ${weekStart(now)}) as asks_this_week,
      round(g.lng * 1e6)::int as lng, round(g.lat * 1e6)::int as lat,
      coalesce(m.barred_until > ${now}, false) as is_barred, coalesce((m.availability ->> 'away')::boolean, false) as is_away,
      m.account_id in (select member_id from wish_asks where wish_id = ${wish.id}) as was_asked,
      m.account_id in (select member_id from wish_claims where wish_id = ${wish.id}) as had_it, a.house_id
    from reached join party_members m on m.account_id = reached.account_id join accounts a on a.id = m.account_id join party_organizations o on o.id = m.organization_id
      left join areas g on g.code = coalesce(m.residence_grid_code, o.area_code)
    where m.account_id = any(array(select account_id from reached)) and a.state = 'active' and ${inReach} and ${isMemberStill(sql, sql`m.account_id`, now)}
    order by m.account_id`
}
