/** Events of a complaint that other features act on: `complaint.<event of its machine>`. */
export const COMPLAINT_EVENTS = {
  submitted: 'complaint.submitted',
  raised: 'complaint.raised',
  resolvedByDemand: 'complaint.resolvedByDemand',
  confirmed: 'complaint.confirmed',
  autoClosed: 'complaint.autoClosed',
  withdrawn: 'complaint.withdrawn',
  resolved: 'complaint.resolved',
  resolvedWithTarget: 'complaint.resolvedWithTarget',
  reopened: 'complaint.reopened',
  reopenRefused: 'complaint.reopenRefused',
  accountClosed: 'complaint.accountClosed',
} as const
