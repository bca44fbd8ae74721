/** Events of a demand that other features act on: `demand.<event of its machine>`. */
export const DEMAND_EVENTS = {
  opened: 'demand.opened',
  dispatched: 'demand.dispatched',
  allReplied: 'demand.allReplied',
  verified: 'demand.verified',
  closed: 'demand.closed',
  broughtBack: 'demand.broughtBack',
  escalated: 'demand.escalated',
} as const
