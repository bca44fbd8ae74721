/** Events of a wish that other modules listen to. Those of its machine are `wish.<event>`; these are the ones besides. */
export const WISH_EVENTS = {
  submitted: 'wish.submitted',
  published: 'wish.published',
  claimed: 'wish.claimed',
  confirmed: 'wish.confirmed',
  /** One for each member asked: `{ memberId, ring, rank, why }`, `why` a Chinese sentence. */
  asked: 'wish.asked',
  /** Half of the claimer's time is over, or one day is left: `{ memberId, clock, dueAt }`. */
  claimRunningOut: 'wish.claimRunningOut',
  /** The resident has not answered yet, on day 3 and on day 6: `{ dueAt }`. */
  confirmReminded: 'wish.confirmReminded',
} as const
