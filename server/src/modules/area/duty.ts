import type { Role } from '@huying/shared/kernel/role.ts'
import type { Db } from '../../kernel/db.ts'

/** Who answers for a grid at an instant: a person under an appointment, or the community's desk. */
export type Duty =
  | { kind: 'person'; appointmentId: string; accountId: string; staffName: string; role: Role; post: 'A' | 'B' | null }
  | { kind: 'community'; communityCode: string }

interface DutyRow {
  grid: string
  community: string
  appointmentId: string | null
  accountId: string | null
  staffName: string | null
  role: Role | null
  post: 'A' | 'B' | null
}

/**
 * On duty for each grid: the A post unless absent, else B, else block, then region leader, else the community desk.
 * An absence counts from its beginning up to, not including, its end; an unknown grid is left out.
 */
export async function dutiesOf(db: Db, gridCodes: readonly string[], now: Date): Promise<Map<string, Duty>> {
  if (gridCodes.length === 0) return new Map()
  const rows = await db.sql<DutyRow[]>`
    select g.code as grid, g.community_code as community, d.id as "appointmentId", d.account_id as "accountId",
      d.staff_name as "staffName", d.role, d.post
    from areas g
    left join lateral (
      select p.id, p.account_id, a.staff_name, p.role, p.post
      from appointments p join accounts a on a.id = p.account_id
      where p.scope_kind = 'area' and a.state <> 'closed'
        and ((p.role = 'gridLeader' and p.scope_id = g.code)
          or (p.role = 'blockLeader' and p.scope_id = g.block_code)
          or (p.role = 'regionLeader' and p.scope_id = g.region_code))
        and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})
        and not exists (select 1 from absences x where x.appointment_id = p.id and x.from_at <= ${now} and x.to_at > ${now})
      order by case when p.role = 'gridLeader' then case p.post when 'A' then 1 else 2 end when p.role = 'blockLeader' then 3 else 4 end,
        p.from_at, p.id
      limit 1) d on true
    where g.kind = 'grid' and g.code = any(${[...new Set(gridCodes)]}::text[])`
  return new Map(rows.map((row) => [row.grid, toDuty(row)]))
}

function toDuty({ appointmentId, accountId, staffName, role, post, community }: DutyRow): Duty {
  if (appointmentId === null || accountId === null || role === null) return { kind: 'community', communityCode: community }
  return { kind: 'person', appointmentId, accountId, staffName: staffName ?? '', role, post }
}

/** Who is on duty for one grid now; null where there is no such grid. */
export async function onDuty(db: Db, gridCode: string, now: Date): Promise<Duty | null> {
  return (await dutiesOf(db, [gridCode], now)).get(gridCode) ?? null
}
