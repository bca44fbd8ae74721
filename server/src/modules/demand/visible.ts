import { inArray, or, sql, type SQL } from 'drizzle-orm'
import type { Actor } from '../../kernel/actor.ts'
import { withinScopes } from '../complaint/public.ts'
import { LEDGER_READERS, unitsOf } from './policy.ts'
import { demands } from './table.ts'

export const associationsOf = (actor: Actor): string[] =>
  actor.appointments.filter((held) => held.role === 'chair' && held.scopeKind === 'association').map((held) => held.scopeId)

/** Whether this person keeps or oversees any ledger: by area, or as chair in term. */
export const keepsLedger = (actor: Actor): boolean =>
  associationsOf(actor).length > 0 || actor.appointments.some(({ role, scopeKind }) => scopeKind === 'area' && LEDGER_READERS.some((reader) => reader === role))

/** Demands of the ledgers this person keeps or oversees: by area, or as chair in term. */
export function onOwnLedger(actor: Actor): SQL {
  const associations = associationsOf(actor)
  return or(
    withinScopes(actor, LEDGER_READERS, demands),
    associations.length > 0 ? inArray(demands.associationId, associations) : undefined,
    sql`false`,
  )!
}

/** Demands this person may read, as one condition; the same people as `mayRead`. */
export function visibleTo(actor: Actor): SQL {
  const units = unitsOf(actor)
  if (units.length === 0) return onOwnLedger(actor)
  const list = sql.join(units.map((unit) => sql`${unit}::uuid`), sql`, `)
  return or(onOwnLedger(actor), sql`exists (select 1 from dispatches x where x.demand_id = ${demands.id} and x.unit_id in (${list})
    and x.state not in ('returned', 'cancelled'))`)!
}
