/** Roles and scopes. Rights come only from appointments in force; guest and resident need none. */
export const ROLES = [
  'guest',
  'resident',
  'member',
  'secretary',
  'gridLeader',
  'blockLeader',
  'regionLeader',
  'communityWorker',
  'serviceStaff',
  'callBackOfficer',
  'chair',
  'unitHandler',
  'streetOfficer',
  'countyOfficer',
  'auditor',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

/** Who an edge of a machine names: a role, or the clock, or another part of the system. */
export type EdgeActor = Role | 'clock' | 'system'

export const ROLE_LABELS: Record<Role, string> = {
  guest: '访客',
  resident: '居民',
  member: '党员',
  secretary: '支部书记',
  gridLeader: '片长',
  blockLeader: '大片区片长',
  regionLeader: '区域总长',
  communityWorker: '社区干部',
  serviceStaff: '服务人员',
  callBackOfficer: '回访员',
  chair: '轮值会长',
  unitHandler: '部门承办人',
  streetOfficer: '街道',
  countyOfficer: '县指挥部',
  auditor: '督查',
  administrator: '管理员',
}

/** What the scope of an appointment points at; `scopeId` is an area code for `area`, else an id. */
export const SCOPE_KINDS = ['area', 'partyOrganization', 'unit', 'association', 'place'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]
