/** Events of a two-person act: both persons are told. */
export const APPROVAL_EVENTS = {
  proposed: 'approval.proposed',
  approved: 'approval.approved',
  refused: 'approval.refused',
  passedOn: 'approval.passedOn',
  lapsed: 'approval.lapsed',
} as const
