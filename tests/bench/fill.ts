import type { Sql } from 'postgres'

/** People of each kind, enough that no limit of three is met. */
export const PEOPLE = 20_000
export const TOWN = '611023001'
export const GRID = '611023001001001'

/** `member` claims, `resident` posts, `owner` has posted. A token is known by its kind and number. */
export const tokenOf = (kind: 'member' | 'resident', index: number): string => `bench-${kind}-${String(index).padStart(20, '0')}`

/** One town with people and `wishes` open wishes, each with its history and its running clock, straight in SQL. */
export async function fillBench(sql: Sql, wishes: number): Promise<void> {
  const organization = '5a7b8c9d-0000-4000-8000-000000000001'
  await sql.unsafe(`
    insert into areas (code, name, kind, parent_code, town_code, community_code, lng, lat, polygon) values
      ('611023', '商南县', 'county', null, null, null, 110.9, 33.5, null), ('${TOWN}', '城关街道', 'town', '611023', '${TOWN}', null, 110.9, 33.5, null),
      ('611023001001', '社区', 'community', '${TOWN}', '${TOWN}', '611023001001', 110.9, 33.5, null),
      ('${GRID}', '网格', 'grid', '611023001001', '${TOWN}', '611023001001', 110.9, 33.5, '((110,33),(111,33),(111,34),(110,34))');
    insert into party_organizations (id, level, name, path) values ('${organization}', 'generalBranch', '社区党总支', array['${organization}'::uuid]);
    create temporary table people as select gen_random_uuid() as id, kind, i from generate_series(1, ${PEOPLE}) i, unnest(array['member', 'resident', 'owner']) kind;
    create index on people (kind, i);
    insert into accounts (id, display_name, staff_name, grid_code, created_at) select id, '王*', '刘*平', '${GRID}', '2026-01-01' from people;
    insert into sessions (token_hash, account_id, is_staff, created_at, last_seen_at, expires_at)
      select sha256(('bench-' || kind || '-' || lpad(i::text, 20, '0'))::bytea), id, false, now(), now(), now() + interval '30 days' from people where kind <> 'owner';
    insert into party_members (account_id, organization_id, residence_grid_code) select id, '${organization}', '${GRID}' from people where kind = 'member';
    insert into wishes (id, state, version, history_length, history_head, created_at, updated_at, number, beneficiary_id, filer_id, category, is_sensitive,
        title, story, public_title, has_publication_consent, grid_code, community_code, town_code, check_verdict, published_at, published_by, ring, bigrams, dispute_count)
      select gen_random_uuid(), 'open', 2, 2, sha256(n::text::bytea), at, at, 'W' || n, p.id, p.id, 'repair', false, '换一盏厨房的灯', '灯坏了三天，够不着，晚上做饭看不清',
        '想换一盏灯', true, '${GRID}', '611023001001', '${TOWN}', 'pass', at, p.id, 1, array['想换', '换一', '一盏', '盏灯'], 0
      from generate_series(1, ${wishes}) n join people p on p.kind = 'owner' and p.i = 1 + n % ${PEOPLE}, lateral (select timestamptz '2026-01-01' + n * interval '20 seconds' as at) t;
    insert into history (subject_kind, subject_id, seq, at, actor_id, role, action, from_state, to_state, facts, commitments, previous_hash, hash)
      select 'wish', id, seq, created_at, filer_id, 'resident', 'submit', null, 'open', '{}', '{}', case when seq = 2 then history_head end, history_head
      from wishes, generate_series(1, 2) seq;
    insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
      select gen_random_uuid(), 'wish', id, 'ring', 'running', created_at, '24h', timestamptz '2090-01-01', timestamptz '2090-01-01', '一天以后' from wishes`)
  await sql.unsafe('vacuum analyze')
}
