/** Events of a dispatch that other features act on: `dispatch.<event of its machine>`. */
export const DISPATCH_EVENTS = {
  sent: 'dispatch.sent',
  accepted: 'dispatch.accepted',
  acceptedBySilence: 'dispatch.acceptedBySilence',
  returnApproved: 'dispatch.returnApproved',
  replied: 'dispatch.replied',
  redone: 'dispatch.redone',
  verified: 'dispatch.verified',
  cancelled: 'dispatch.cancelled',
} as const
