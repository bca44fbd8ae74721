/** Events of a wish that other modules listen to. Those of its machine are `wish.<event>`; these are the ones besides. */
export const WISH_EVENTS = {
  submitted: 'wish.submitted',
  published: 'wish.published',
  claimed: 'wish.claimed',
  confirmed: 'wish.confirmed',
  /** One for each member asked: `{ memberId, ring, rank, why }`, `why` a Chinese sentence. */
  asked: 'wish.asked',
  /** Nobody in all four rings: branch and community find somebody. */
  assignBegun: 'wish.assignBegun',
  /** A date comes near: `{ clock, dueAt }`, `clock` one of review, resubmit, assign, unmet, progress, total, confirm, settle. */
  clockWarned: 'wish.clockWarned',
  /** The resident has not answered yet, on day 3 and on day 6: `{ dueAt }`. */
  confirmReminded: 'wish.confirmReminded',
} as const
