import type { DemandState } from '@huying/shared/demand/machine.ts'
import type { DispatchState } from '@huying/shared/dispatch/machine.ts'
import type { Sql } from 'postgres'

export interface Clock {
  kind: string
  state: 'running' | 'paused' | 'stopped' | 'fired'
}
export interface Dispatch {
  id: string
  unitId: string
  role: 'lead' | 'assist'
  isRequired: boolean
  round: number
  state: DispatchState
  extensionState: 'asked' | 'granted' | 'refused' | 'lapsed' | null
  /** The latest of each kind. */
  clocks: Clock[]
}
export interface Demand {
  id: string
  communityCode: string
  state: DemandState
  round: number
  holdState: 'proposed' | 'overdue' | 'approved' | null
  dispatches: Dispatch[]
  clocks: Clock[]
}

/**
 * Of each kind the clock that runs or stands, else the latest, as JSON. Where time jumps while people wait for a lock, whoever came first
 * may start a clock at an earlier instant than the one it takes the place of.
 */
const clocksOf = (kind: 'demand' | 'dispatch', id: string): string =>
  `(select coalesce(json_agg(json_build_object('kind', k.kind, 'state', k.state)), '[]') from (
    select distinct on (kind) kind, state from clocks where subject_kind = '${kind}' and subject_id = ${id} order by kind, state in ('running', 'paused') desc, started_at desc, id desc) k)`

/** These demands as they stand, in one statement and so of one moment. */
export async function readWorld(sql: Sql, ids: readonly string[]): Promise<Demand[]> {
  return sql.unsafe<Demand[]>(`select d.id, d.community_code as "communityCode", d.state, d.round, d.hold_state as "holdState", ${clocksOf('demand', 'd.id')} as clocks,
      (select coalesce(json_agg(json_build_object('id', p.id, 'unitId', p.unit_id, 'role', p.role, 'isRequired', p.is_required, 'round', p.round, 'state', p.state,
        'extensionState', p.extension_state, 'clocks', ${clocksOf('dispatch', 'p.id')}) order by p.id), '[]') from dispatches p where p.demand_id = d.id) as dispatches
    from demands d where d.id = any($1::uuid[]) order by d.id`, [[...ids]] as never[])
}
