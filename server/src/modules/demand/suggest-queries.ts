import type { Db } from '../../kernel/db.ts'
import type { CandidateUnit } from './suggestion.ts'

/** Units that rules may lead to: by code, and every town's own. */
export async function ruleUnits(db: Db, codes: readonly string[], now: Date): Promise<CandidateUnit[]> {
  return db.sql<CandidateUnit[]>`select u.id, u.code, u.name, u.kind, u.area_code as "areaCode", u.authority, u.is_active as "isActive",
      exists (select 1 from appointments p where p.role = 'unitHandler' and p.scope_kind = 'unit' and p.scope_id = u.id::text
        and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})) as "hasHandler"
    from units u where u.code = any(${[...new Set(codes)]}::text[]) or u.kind = 'town' order by u.code`
}

export interface LikeDemand {
  demandId: string
  number: string
  nature: string
  leadUnitId: string
  leadUnitName: string
  verifiedAt: Date
}

/** Past demands of the same category that a lead unit solved: same nature first, then same community, then the latest. */
export async function likeDemands(
  db: Db, { id = null, category, nature, communityCode }: { id?: string | null; category: string; nature: string; communityCode: string | null },
): Promise<LikeDemand[]> {
  return db.sql<LikeDemand[]>`select d.id as "demandId", d.number, d.nature, x.unit_id as "leadUnitId", u.name as "leadUnitName", d.verified_at as "verifiedAt"
    from demands d join dispatches x on x.demand_id = d.id and x.role = 'lead' and x.state = 'verified' join units u on u.id = x.unit_id
    where d.category = ${category} and d.state in ('verified', 'closed') and d.verify_outcome = 'solved' and d.id is distinct from ${id}::uuid
    order by (d.nature = ${nature}) desc, (d.community_code is not distinct from ${communityCode}) desc, d.verified_at desc, d.id limit 5`
}

/** Cases that are alike in all that rules look at; `areas` are those of the named ones in which they lie. */
export interface KindOfCase {
  category: string
  nature: string
  townCode: string
  isUrban: boolean
  month: number
  areas: string[]
}

export interface CaseSpan {
  from: Date
  to: Date
  /** Areas that rules name: nothing else of a place matters, except its town. */
  namedAreas: readonly string[]
}

/** Every demand of a span with what rules look at, as SQL for a `with`. */
const keyed = ({ sql }: Db, { from, to, namedAreas }: CaseSpan) => sql`keyed as (
  select d.id, d.number, d.category, d.nature, d.community_code, d.town_code, d.is_urban, d.created_at,
    extract(month from d.created_at at time zone 'Asia/Shanghai')::int as month,
    array(select n from unnest(${[...namedAreas]}::text[]) n where n in (left(d.town_code, 6), d.town_code, d.community_code, d.grid_code) order by n) as areas
  from demands d where d.created_at >= ${from} and d.created_at < ${to})`

/** The kinds of cases there were, each with how many. */
export async function kindsOfCases(db: Db, span: CaseSpan): Promise<(KindOfCase & { cases: number })[]> {
  return db.sql<(KindOfCase & { cases: number })[]>`with ${keyed(db, span)}
    select category, nature, town_code as "townCode", is_urban as "isUrban", month, areas, count(*)::int as cases
    from keyed group by category, nature, town_code, is_urban, month, areas`
}

export interface CaseOfKind {
  id: string
  number: string
  areaName: string
  createdAt: Date
  /** Which of the kinds asked for. */
  kind: number
}

/** The cases of these kinds, newest first. */
export async function casesOfKinds(
  db: Db, span: CaseSpan, kinds: readonly KindOfCase[], after: { at: Date; id: string } | null, limit: number,
): Promise<CaseOfKind[]> {
  const { sql } = db
  return sql<CaseOfKind[]>`with ${keyed(db, span)}
    select k.id, k.number, concat_ws(' ', t.name, c.name) as "areaName", k.created_at as "createdAt", (w.ordinality - 1)::int as kind
    from keyed k
    join jsonb_to_recordset(${JSON.stringify(kinds.map((one, ordinal) => ({ ...one, ordinality: ordinal + 1 })))}::jsonb)
      as w (category text, nature text, "townCode" text, "isUrban" boolean, month int, areas text[], ordinality int)
      on w.category = k.category and w.nature = k.nature and w."townCode" = k.town_code and w."isUrban" = k.is_urban and w.month = k.month and w.areas = k.areas
    join areas t on t.code = k.town_code left join areas c on c.code = k.community_code
    where ${after ? sql`(k.created_at, k.id) < (${after.at}, ${after.id}::uuid)` : sql`true`}
    order by k.created_at desc, k.id desc limit ${limit}`
}
