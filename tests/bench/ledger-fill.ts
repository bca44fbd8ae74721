import type { Sql } from 'postgres'
import { bigrams } from '../../server/src/kernel/bigrams.ts'
import { recountCases } from '../../server/src/modules/statistics/rate-store.ts'

export const COUNTY = '611023'
export const TOWN = '611023001'
export const COMMUNITY = '611023001001'
/** Of the first community; its chair is in term. */
export const ASSOCIATION = '00000000-0000-4000-8000-000000000001'
/** A unit with few parts, and one with every third. */
export const SMALL_UNIT = '00000000-0000-4000-8000-000000000101'
export const LARGE_UNIT = '00000000-0000-4000-8000-000000000102'
/** A word of exactly so many entries, however many there are. */
export const RARE = { words: '唢呐', hits: 100 }
/** In two of a hundred entries. */
export const COMMON = { words: '井盖', share: 0.02 }

const TOWNS = 10
const COMMUNITIES = 128
const UNITS = 40
/** What is under way does not grow with what is past. */
const LIVE_DEMANDS = 600
const LIVE_COMPLAINTS = 1_400
/** One demand for so many complaints. */
const PER_DEMAND = 5
const END = '2027-03-01T00:00:00Z'

const TEXTS: readonly (readonly [text: string, perTenThousand: number])[] = [
  ['桥头的井盖翘起来了，晚上看不见', 200], ['楼道里的路灯坏了很久没有人修', 2_800], ['小区门口的垃圾堆了三天', 2_500], ['楼上半夜装修太吵', 2_000], ['广场舞声音太大', 1_500], ['污水流到马路上', 1_000],
]

/** So many complaints, a fifth as many demands with their dispatches and clocks, over three years; the same number under way whatever the size. */
export async function fillLedger(sql: Sql, complaints: number): Promise<void> {
  const demands = complaints / PER_DEMAND
  let upTo = 0
  const texts = TEXTS.map(([text, share]) => ({ text, words: bigrams(text), from: upTo, to: (upTo += share) }))
  await sql.unsafe(`
    insert into areas (code, name, kind, parent_code, lng, lat) values ('${COUNTY}', '商南县', 'county', null, 110.88, 33.53);
    insert into areas (code, name, kind, parent_code, town_code, is_urban, lng, lat)
      select '${COUNTY}' || lpad(t::text, 3, '0'), '镇' || t, 'town', '${COUNTY}', '${COUNTY}' || lpad(t::text, 3, '0'), true, 110.7, 33.4 from generate_series(1, ${TOWNS}) t;
    create temporary table c as select n, '${COUNTY}' || lpad((1 + n % ${TOWNS})::text, 3, '0') || lpad((n / ${TOWNS} + 1)::text, 3, '0') as code from generate_series(0, ${COMMUNITIES - 1}) n;
    insert into areas (code, name, kind, parent_code, town_code, community_code, is_urban, lng, lat) select code, '社区' || n, 'community', left(code, 9), left(code, 9), code, true, 110.7, 33.4 from c;
    create temporary table a as select case when n = 0 then '${ASSOCIATION}'::uuid else md5('association' || n)::uuid end as id, n, code from c;
    insert into associations (id, community_code, name) select id, code, '联合会' || n from a;
    create temporary table u as select case n when 0 then '${SMALL_UNIT}'::uuid when 1 then '${LARGE_UNIT}'::uuid else md5('unit' || n)::uuid end as id, n from generate_series(0, ${UNITS - 1}) n;
    insert into units (id, code, kind, name, area_code) select id, 'bench-' || n, 'department', '第' || n || '局', '${COUNTY}' from u;
    insert into accounts (id, display_name, staff_name, created_at) values (md5('owner')::uuid, '王*', '王*', '2020-01-01');
    insert into chair_terms (id, state, created_at, updated_at, association_id, account_id, unit_id, from_at, to_at)
      values (md5('term')::uuid, 'running', '2020-01-01', '2020-01-01', '${ASSOCIATION}', md5('owner')::uuid, md5('unit9')::uuid, '2020-01-01', '2040-01-01')`)
  await sql`create temporary table texts as select text, array(select jsonb_array_elements_text(words)) as words, "from", "to"
    from jsonb_to_recordset(${sql.json(texts)}) as t (text text, words jsonb, "from" int, "to" int)`
  // The newest are under way, by turns in each state; what is past is closed.
  await sql.unsafe(`
    drop index demands_bigrams;
    create temporary table d as select md5('demand' || n)::uuid as id, n, ((n::bigint * 104729) % 9973) % ${COMMUNITIES} as place, n > ${demands - LIVE_DEMANDS} as is_live, (n::bigint * 7919) % 10000 as luck,
        timestamptz '${END}' - (${demands} - n) * (interval '3 years' / ${demands}) as at from generate_series(1, ${demands}) n;
    insert into demands (id, state, version, history_length, history_head, created_at, updated_at, number, association_id, community_code, town_code, is_urban, category, nature, urgency,
        summary, reason, opened_by, level, verified_at, verified_by, verify_outcome, verify_note, closed_at, dispatched_at, replied_at, bigrams)
      select d.id, case when is_live then (array['pending', 'dispatched', 'dispatched', 'replied'])[1 + d.n % 4] else 'closed' end, 3, 3, '\\x00', at, at, 'B' || d.n, a.id, a.code, left(a.code, 9), true,
        (array['road-damage', 'road-manhole', 'nuisance-noise', 'sanitation-garbage', 'utility-drain'])[1 + (luck / 7 % 5)::int], (array['facility', 'safety', 'service', 'legacy'])[1 + (luck / 3 % 4)::int],
        case when luck < 20 then 'emergency' when luck < 2000 then 'urgent' else 'normal' end, t.text, '社区没有力量', md5('owner')::uuid, case when luck % 50 = 0 then 1 else 0 end,
        case when not is_live then at + interval '5 days' end, case when not is_live then md5('owner')::uuid end, case when not is_live then 'solved' end, case when not is_live then '好了' end,
        case when not is_live then at + interval '9 days' end, at + interval '1 hour', case when is_live and d.n % 4 = 3 or not is_live then at + interval '3 days' end, t.words
      from d join a on a.n = d.place join texts t on d.luck >= t."from" and d.luck < t."to";
    insert into dispatches (id, state, version, history_length, history_head, created_at, updated_at, demand_id, round, unit_id, role, is_required, urgency, sent_by, accepted_at, contacted_at,
        outcome, account, replied_at, replied_by, ended_at)
      select md5('dispatch' || d.n)::uuid, case when not is_live then 'verified' when d.n % 4 = 3 then 'replied' else 'accepted' end, 3, 3, '\\x00', at, at, d.id, 1, u.id, 'lead', true, 'normal', md5('owner')::uuid, at, at,
        case when not is_live or d.n % 4 = 3 then 'solved' end, case when not is_live or d.n % 4 = 3 then '修好了' end, case when not is_live or d.n % 4 = 3 then at + interval '3 days' end,
        case when not is_live or d.n % 4 = 3 then md5('owner')::uuid end, case when not is_live then at + interval '5 days' end
      from d join u on u.n = case when d.n % (${demands} / 50) = 0 then 0 when d.n % 3 = 0 then 1 else 2 + d.n % ${UNITS - 2} end where not is_live or d.n % 4 > 0;
    insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, ended_at, sentence)
      select gen_random_uuid(), 'demand', d.id, k.kind, case when not is_live or not k.runs[1 + d.n % 4] then 'stopped' when k.kind = 'solve' and d.n % 8 = 1 then 'fired' else 'running' end, at, '7wd', at + interval '9 days', at + interval '9 days',
        case when not is_live or not k.runs[1 + d.n % 4] or (k.kind = 'solve' and d.n % 8 = 1) then at + interval '3 days' end, '七个工作日。'
      from d, (values ('assign', array[true, false, false, false]), ('solve', array[true, true, true, false]), ('verify', array[false, false, false, true])) k (kind, runs);
    insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, ended_at, sentence)
      select gen_random_uuid(), 'dispatch', p.id, 'solve', case when state = 'accepted' then 'running' else 'stopped' end, created_at, '7wd', created_at + interval '9 days', created_at + interval '9 days',
        case when state = 'accepted' then null else created_at + interval '3 days' end, '七个工作日。' from dispatches p;
    insert into complaints (id, state, version, history_length, history_head, created_at, updated_at, number, reporter_id, filer_id, kind, category, urgency, text, community_code, town_code, first_line, desk, check_verdict,
        demand_id, accepted_at, contacted_at, outcome, resolution, resolved_at, is_contacted, is_solved, satisfaction, answered_by, closed_at)
      select gen_random_uuid(), case when s.is_live then 'accepted' when d.is_live then 'raised' else 'closed' end, 3, 3, '\\x00', d.at, d.at, 'C' || s.n, md5('owner')::uuid, md5('owner')::uuid, 'complaint', 'road-damage', 'normal', '路坏了',
        a.code, left(a.code, 9), '[]', 'community', 'pass', case when s.is_live then null else d.id end, d.at, d.at + interval '1 hour', case when s.is_live or d.is_live then null else 'done' end,
        case when s.is_live or d.is_live then null else '修好了' end, case when s.is_live or d.is_live then null else d.at + interval '5 days' end,
        case when s.is_live or d.is_live then null else true end, case when s.is_live or d.is_live then null else s.n % 7 > 0 end, case when s.is_live or d.is_live then null else (array['very', 'basically', 'not'])[1 + s.n % 3] end,
        case when s.is_live or d.is_live then null else 'reporter' end, case when s.is_live or d.is_live then null else d.at + interval '9 days' end
      from (select n, n > ${complaints - LIVE_COMPLAINTS} as is_live from generate_series(1, ${complaints}) n) s join d on d.n = 1 + (s.n - 1) / ${PER_DEMAND} join a on a.n = d.place;
    insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, ended_at, sentence)
      select gen_random_uuid(), 'complaint', id, k.kind, 'stopped', created_at, '7wd', created_at + interval '9 days', created_at + interval '9 days', created_at + interval '3 days', '七个工作日。' from complaints, (values ('solve'), ('contact')) k (kind)`)
  const words = '想学吹唢呐的地方漏雨'
  await sql`update demands set summary = ${words}, bigrams = ${bigrams(words)}::text[] where number in (select 'B' || (n * ${demands / RARE.hits})::int from generate_series(1, ${RARE.hits}) n)`
  await sql.unsafe('create index demands_bigrams on demands using gin (bigrams); drop table a, c, d, u, texts')
  await sql.unsafe('vacuum analyze')
  await sql.begin((tx) => recountCases({ sql: tx, q: undefined as never }))
  await sql.unsafe('vacuum analyze')
}
