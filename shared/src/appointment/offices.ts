import type { Role, ScopeKind } from '../kernel/role.ts'
import type { AreaKind } from '../area/contract.ts'

export interface Office {
  scopeKind: ScopeKind
  /** For an area scope: the kinds of areas it may be. */
  areaKinds?: readonly AreaKind[]
  /** A or B; grid leaders only. */
  hasPost?: boolean
}

/** Offices that an administrator gives, and what each is over. Chairs have terms, members belong to an organization. */
export const OFFICES = {
  secretary: { scopeKind: 'partyOrganization' },
  gridLeader: { scopeKind: 'area', areaKinds: ['grid'], hasPost: true },
  blockLeader: { scopeKind: 'area', areaKinds: ['block'] },
  regionLeader: { scopeKind: 'area', areaKinds: ['region'] },
  communityWorker: { scopeKind: 'area', areaKinds: ['community'] },
  serviceStaff: { scopeKind: 'place' },
  callBackOfficer: { scopeKind: 'area', areaKinds: ['town'] },
  unitHandler: { scopeKind: 'unit' },
  streetOfficer: { scopeKind: 'area', areaKinds: ['town'] },
  countyOfficer: { scopeKind: 'area', areaKinds: ['county'] },
  auditor: { scopeKind: 'area', areaKinds: ['county', 'town', 'community'] },
  administrator: { scopeKind: 'area', areaKinds: ['county'] },
} as const satisfies Partial<Record<Role, Office>>
export type OfficeRole = keyof typeof OFFICES
export const OFFICE_ROLES = Object.keys(OFFICES) as [OfficeRole, ...OfficeRole[]]

/** Offices that are on duty for grids, and can therefore be away. */
export const DUTY_ROLES = ['gridLeader', 'blockLeader', 'regionLeader'] as const satisfies readonly OfficeRole[]
