import { ROLES, ROLE_LABELS, type Role, type ScopeKind } from '@huying/shared/kernel/role.ts'

/** Who asks: every role, and whoever the thing is about. */
export const ASKERS = ['guest', 'resident', 'self', ...ROLES.filter((role) => role !== 'guest' && role !== 'resident')] as const
export type Asker = Role | 'self'
export type OfficeRole = Exclude<Role, 'guest' | 'resident'>
export const OFFICES = ROLES.filter((role): role is OfficeRole => role !== 'guest' && role !== 'resident')

export const ASKER_LABELS: Record<Asker, string> = { ...ROLE_LABELS, self: '本人' }

/** How an office stands to the thing and to the moment. `outOfScope` covers another community, town, unit, place, organization, association, and another county's. */
export const STANDINGS = ['inScope', 'outOfScope', 'expired', 'future'] as const
export type Standing = (typeof STANDINGS)[number]

/** What an office's scope is a kind of. A chair's is their term, a member's the roll of their organization. */
export const SCOPE_OF: Record<OfficeRole, ScopeKind> = {
  member: 'partyOrganization', secretary: 'partyOrganization', gridLeader: 'area', blockLeader: 'area', regionLeader: 'area', communityWorker: 'area',
  serviceStaff: 'place', callBackOfficer: 'area', chair: 'association', unitHandler: 'unit', streetOfficer: 'area', countyOfficer: 'area', auditor: 'area', administrator: 'area',
}
