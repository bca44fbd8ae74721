import { and, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Role } from '@huying/shared/kernel/role.ts'
import type { Actor } from '../../kernel/actor.ts'
import { FIRST_LINE_READERS, UPPER_READERS } from './policy.ts'
import { complaints } from './table.ts'

interface PlaceColumns {
  gridCode: PgColumn
  communityCode: PgColumn
  townCode: PgColumn
}

const GRID_DIGITS = 15
const COMMUNITY_DIGITS = 12
const TOWN_DIGITS = 9
const COUNTY_DIGITS = 6

/** SQL for `appointmentsOver` on rows that carry their place's codes; undefined: no such appointment. */
export function withinScopes(actor: Actor, roles: readonly Role[], columns: PlaceColumns): SQL | undefined {
  const held = actor.appointments.filter((one) => roles.includes(one.role) && one.scopeKind === 'area')
  const scopes = (digits: number) => held.map((one) => one.scopeId).filter((code) => code.length === digits && /^\d+$/.test(code))
  const grids = [...scopes(GRID_DIGITS), ...held.flatMap((one) => one.gridCodes)]
  const prefixes = scopes(COUNTY_DIGITS)
  const parts = [
    grids.length > 0 && inArray(columns.gridCode, grids),
    scopes(COMMUNITY_DIGITS).length > 0 && inArray(columns.communityCode, scopes(COMMUNITY_DIGITS)),
    scopes(TOWN_DIGITS).length > 0 && inArray(columns.townCode, scopes(TOWN_DIGITS)),
    ...prefixes.map((prefix) => sql`starts_with(${columns.townCode}, ${prefix})`),
  ].filter((part): part is SQL => Boolean(part))
  return parts.length > 0 ? or(...parts) : undefined
}

/** Complaints this person may read, as one condition; the same people as `mayRead`. */
export function visibleTo(actor: Actor): SQL {
  if (actor.accountId === null) return sql`false`
  const firstLine = withinScopes(actor, FIRST_LINE_READERS, complaints)
  return or(
    eq(complaints.reporterId, actor.accountId),
    eq(complaints.filerId, actor.accountId),
    firstLine && and(isNull(complaints.aboutRole), firstLine),
    withinScopes(actor, UPPER_READERS, complaints),
  )!
}
