/** Kind of subject → the table whose rows know how long their history is and what it ends with. */
export const historyTables: Readonly<Record<string, string>> = {
  accountClosing: 'account_closings',
  administration: 'administered_topics',
  appointment: 'appointments',
  approval: 'approvals',
  booking: 'bookings',
  chairTerm: 'chair_terms',
  complaint: 'complaints',
  demand: 'demands',
  dispatch: 'dispatches',
  exclusion: 'exclusions',
  legalHold: 'legal_holds',
  session: 'session_chains',
  waitlist: 'waitlist_entries',
  wish: 'wishes',
}
