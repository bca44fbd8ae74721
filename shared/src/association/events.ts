/** Events of a chair term: `chairTerm.<event of its machine>`, and the reminder that nobody follows. */
export const CHAIR_TERM_EVENTS = {
  appointed: 'chairTerm.appointed',
  cancelled: 'chairTerm.cancelled',
  begun: 'chairTerm.begun',
  ended: 'chairTerm.ended',
  resigned: 'chairTerm.resigned',
  revoked: 'chairTerm.revoked',
  officeLost: 'chairTerm.officeLost',
  successorMissing: 'chairTerm.successorMissing',
} as const
