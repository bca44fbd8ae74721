import type { Sql } from 'postgres'
import { bigrams } from '../../server/src/kernel/bigrams.ts'

/** The county's real size. */
export const MEMBERS = 3_247
const TOWNS = 10
const COMMUNITIES = 128
const GRIDS = 3_343

/** Areas, branches and members as the county has them; `inOneTown` puts every member into the first town, where one ring then holds them all. */
export async function fillMembers(sql: Sql, { inOneTown }: { inOneTown: boolean }): Promise<void> {
  await sql.unsafe(`
    insert into areas (code, name, kind, parent_code, lng, lat) values ('611023', '商南县', 'county', null, 110.88, 33.53);
    insert into areas (code, name, kind, parent_code, town_code, lng, lat)
      select '611023' || lpad(t::text, 3, '0'), '镇' || t, 'town', '611023', '611023' || lpad(t::text, 3, '0'), 110.7 + t * 0.03, 33.4 from generate_series(1, ${TOWNS}) t;
    create temporary table c as select n, 1 + n % ${TOWNS} as t, '611023' || lpad((1 + n % ${TOWNS})::text, 3, '0') || lpad((n / ${TOWNS} + 1)::text, 3, '0') as code from generate_series(0, ${COMMUNITIES - 1}) n;
    insert into areas (code, name, kind, parent_code, town_code, community_code, lng, lat)
      select code, '社区' || n, 'community', left(code, 9), left(code, 9), code, 110.7 + t * 0.03 + n * 0.0001, 33.4 + n * 0.0002 from c;
    create temporary table g as select s.n, c.code || lpad((s.n / ${COMMUNITIES} + 1)::text, 3, '0') as code, c.code as community from generate_series(0, ${GRIDS - 1}) s (n) join c on c.n = s.n % ${COMMUNITIES};
    insert into areas (code, name, kind, parent_code, town_code, community_code, lng, lat, polygon)
      select code, '网格' || n, 'grid', community, left(code, 9), community, 110.7 + n * 0.00005, 33.4 + n * 0.00003, '((0,0),(1,0),(1,1),(0,1))' from g;
    insert into party_organizations (id, level, name, path, area_code)
      select id, 'generalBranch', '总支' || n, array[id], code from (select md5(code)::uuid as id, n, code from c) b;
    create temporary table p as select gen_random_uuid() as id, s.n, g.code, md5(g.community)::uuid as branch from generate_series(0, ${MEMBERS - 1}) s (n)
      join (select row_number() over (order by n) - 1 as i, code, community, count(*) over () as total from g ${inOneTown ? "where code like '611023001%'" : ''}) g on g.i = s.n % g.total;
    insert into accounts (id, display_name, staff_name, grid_code, created_at) select id, '刘*', '刘*平', code, '2026-01-01' from p;
    insert into party_members (account_id, organization_id, residence_grid_code, skills)
      select id, branch, code, (array['{plumbing}', '{driving,goods}', '{tutoring}', '{}'])[1 + n % 4]::text[] from p;
    insert into accounts (id, display_name, staff_name, created_at) values (md5('owner')::uuid, '王*', '王*', '2026-01-01');
    drop table c, g, p`)
}

/** Open wishes in all grids and rings, each with its wave due. */
export async function fillOpenWishes(sql: Sql, count: number, at: Date): Promise<void> {
  await sql`insert into wishes (id, state, version, history_length, history_head, created_at, updated_at, number, beneficiary_id, filer_id, category, is_sensitive,
      title, story, public_title, has_publication_consent, grid_code, community_code, town_code, check_verdict, published_at, published_by, ring, bigrams, dispute_count)
    select gen_random_uuid(), 'open', 2, 2, '\\x00', ${at}, ${at}, 'R' || n, md5('owner')::uuid, md5('owner')::uuid, (array['repair', 'transport', 'learning', 'haircut'])[1 + n % 4], false,
      '灯', '灯坏了', '想换一盏灯', true, g.code, left(g.code, 12), left(g.code, 9), 'pass', ${at}, md5('owner')::uuid, 1 + n % 4, '{}', 0
    from generate_series(1, ${count}) n join (select row_number() over (order by code) - 1 as i, code, count(*) over () as total from areas where kind = 'grid') g on g.i = n % g.total`
  await sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
    select gen_random_uuid(), 'wish', id, 'wave', 'running', ${at}, '2h', ${at}, ${at}, '两小时以后' from wishes`
}

/** What people wish for, and in how many of ten thousand titles: the search looks for words of these. */
const TITLES: readonly (readonly [title: string, share: number])[] = [
  ['想借一把轮椅出门晒太阳', 200], ['想换一盏厨房的灯', 1_500], ['孩子想要一套数学辅导书', 1_500], ['想请人教用手机视频', 1_500],
  ['想请人上门理发', 1_500], ['想要一床过冬的棉被', 1_500], ['想搭便车去县医院复查', 1_200], ['想请人修一修门锁', 1_000],
]
/** A word of exactly so many titles, however many there are. */
export const RARE = { words: '唢呐', hits: 100 }
/** In two of a hundred titles. */
export const COMMON = { words: '轮椅', share: 0.02 }

/** Published wishes with titles that can be searched, all over the county. */
export async function fillBoard(sql: Sql, count: number): Promise<void> {
  const titles = TITLES.flatMap(([title, share]) => [{ title, share, terms: bigrams(title) }])
  const total = titles.reduce((sum, { share }) => sum + share, 0)
  let upTo = 0
  const spans = titles.map(({ title, share, terms }) => ({ title, terms, from: upTo, to: (upTo += (share / total) * 10_000) }))
  await sql`create temporary table titles as select title, array(select jsonb_array_elements_text(terms)) as terms, "from", "to"
    from jsonb_to_recordset(${sql.json(spans)}) as t (title text, terms jsonb, "from" numeric, "to" numeric)`
  await sql.unsafe('drop index wishes_bigrams')
  await sql`insert into wishes (id, state, version, history_length, history_head, created_at, updated_at, number, beneficiary_id, filer_id, category, is_sensitive,
      title, story, public_title, has_publication_consent, grid_code, community_code, town_code, check_verdict, published_at, published_by, ring, bigrams, dispute_count)
    select gen_random_uuid(), 'open', 2, 2, '\\x00', at, at, 'S' || n, md5('owner')::uuid, md5('owner')::uuid, 'repair', false,
      t.title, '说说为什么', t.title, true, g.code, left(g.code, 12), left(g.code, 9), 'pass', at, md5('owner')::uuid, 1, t.terms, 0
    from generate_series(1, ${count}) n
      join (select row_number() over (order by code) - 1 as i, code, count(*) over () as total from areas where kind = 'grid') g on g.i = n % g.total
      join titles t on (n::bigint * 7919) % 10000 >= t."from" and (n::bigint * 7919) % 10000 < t."to",
      lateral (select timestamptz '2020-01-01' + n * interval '3 minutes' as at) moment`
  await sql`update wishes set public_title = '想学吹唢呐', bigrams = ${bigrams('想学吹唢呐')}::text[] where number in (select 'S' || (n * ${count / RARE.hits})::int from generate_series(1, ${RARE.hits}) n)`
  await sql.unsafe('create index wishes_bigrams on wishes using gin (bigrams)')
  await sql.unsafe('vacuum analyze')
}
