import type { Actor } from '../../kernel/actor.ts'

/** The organizations of which this person is a secretary. */
export const ledBy = (actor: Actor): string[] =>
  actor.appointments.filter((held) => held.role === 'secretary' && held.scopeKind === 'partyOrganization').map((held) => held.scopeId)

/** An organization knows its members: they know each other, and the secretaries at it or above it know them. */
export const mayReadMembers = (actor: Actor, organization: { id: string; path: readonly string[] }): boolean =>
  actor.member?.organizationPath.includes(organization.id) === true || ledBy(actor).some((id) => organization.path.includes(id))
