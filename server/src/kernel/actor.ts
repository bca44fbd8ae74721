import type { Role, ScopeKind } from '@huying/shared/kernel/role.ts'

/** A right in force at the moment of asking. Chair terms appear here too, with role `chair`. */
export interface AppointmentInForce {
  id: string
  role: Role
  scopeKind: ScopeKind
  scopeId: string
  post: 'A' | 'B' | null
  from: Date
  to: Date | null
  /** Grid codes under a region or block scope; empty for other scopes, whose code is a prefix. */
  gridCodes: readonly string[]
}

/** Who asks. `accountId` null: a guest. Rights are those of `appointments` and nothing else. */
export interface Actor {
  accountId: string | null
  /** Masked as residents appear, 王*; staff and members as 刘*平. */
  displayName: string
  staffName: string
  /** What WeChat calls them, where they use it; shown to nobody. */
  openid: string | null
  gridCode: string | null
  houseId: string | null
  appointments: readonly AppointmentInForce[]
  /** All appointments in force, also those set aside for acting under a chosen one: conflicts of interest look at these. */
  held: readonly AppointmentInForce[]
  /** Claim data of a party member, null for anybody else. */
  member: Membership | null
}

export interface Membership {
  organizationId: string
  /** The organization and all above it. */
  organizationPath: readonly string[]
  organizationAreaCode: string | null
  residenceGridCode: string | null
  reportInCodes: readonly string[]
  barredUntil: Date | null
}

export const GUEST: Actor = {
  accountId: null,
  displayName: '访客',
  staffName: '访客',
  openid: null,
  gridCode: null,
  houseId: null,
  appointments: [],
  held: [],
  member: null,
}

/** Code `inner` is `outer` or lies below it (codes are prefixes: county 6, town 9, community 12, grid 15). */
export const isWithin = (outer: string, inner: string): boolean => inner.startsWith(outer)

/** The appointments of these roles whose area scope covers the place; a region or block covers its grids. */
export function appointmentsOver(actor: Actor, roles: readonly Role[], place: string): AppointmentInForce[] {
  return actor.appointments.filter(
    (held) =>
      roles.includes(held.role) &&
      held.scopeKind === 'area' &&
      (isWithin(held.scopeId, place) || held.gridCodes.includes(place)),
  )
}

/** The appointments of these roles in exactly this unit, association, organization or place. */
export function appointmentsIn(actor: Actor, roles: readonly Role[], kind: ScopeKind, id: string): AppointmentInForce[] {
  return actor.appointments.filter((held) => roles.includes(held.role) && held.scopeKind === kind && held.scopeId === id)
}

export const holds = (actor: Actor, role: Role): boolean => actor.appointments.some((held) => held.role === role)
