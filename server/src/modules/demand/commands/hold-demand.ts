import { HOLD_REASONS, type HoldReasonCode } from '@huying/shared/demand/catalogue.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import { dayOf, parseIsoDate } from '@huying/shared/kernel/calendar-day.ts'
import type { ClockStart } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import { owningLevel } from '../policy.ts'
import { demandSubject } from '../subject.ts'
import { takeDemand } from '../take.ts'

const MOST_DAYS = 90

/** As a demand stands on which nothing is proposed. */
export const NO_HOLD = {
  holdState: null, holdReason: null, holdPlan: null, holdReviewOn: null, holdProposedBy: null, holdLevel: null, holdRenewals: 0,
} as const

export interface Hold {
  reasonCode: string
  plan: string
  /** `2026-12-31`, tomorrow or later, within 90 days. */
  reviewOn: string
}

/** The clock that ends with the day on which a hold is looked at again. */
export function reviewClock({ now }: CommandContext, reviewOn: string): ClockStart {
  const days = parseIsoDate(reviewOn) - dayOf(now.getTime())
  if (days < 1 || days > MOST_DAYS) throw demandErrors.HOLD_REVIEW_DATE()
  return { kind: 'review', limit: `${days}d` }
}

function reasonOf(code: string): HoldReasonCode {
  const found = HOLD_REASONS.find((reason) => reason.code === code)
  if (!found) throw demandErrors.HOLD_REASON_UNKNOWN()
  return found.code
}

/** It cannot be solved now: the owner says why, what is done meanwhile, and when it is looked at again; the next level decides. */
export async function proposeHold(context: CommandContext, id: string, hold: Hold): Promise<Written> {
  const { row, around, command } = await takeDemand(context, id, 'propose_hold')
  const holdReason = reasonOf(hold.reasonCode)
  reviewClock(context, hold.reviewOn)
  await transition(command, demandSubject, row, 'propose_hold', {
    set: {
      holdReason, holdPlan: hold.plan, holdReviewOn: hold.reviewOn, holdProposedBy: accountOf(context), holdState: 'proposed', holdRenewals: 0,
      holdLevel: owningLevel(row, around),
    },
    facts: { reason: holdReason, reviewOn: hold.reviewOn },
    words: { plan: hold.plan },
    start: [{ kind: 'holdDecide', limit: limitsOf(context.kernel, row.urgency).decide }],
  })
  return { subject: { kind: demandSubject.kind, id } }
}

/** What the hold waits for has not come: another date. The third time the county decides, and it is published. */
export async function renewHold(context: CommandContext, id: string, reviewOn: string, reason: string): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'renew_hold')
  await transition(command, demandSubject, row, 'renew_hold', {
    set: { holdReviewOn: reviewOn, holdRenewals: row.holdRenewals + 1 },
    facts: { reviewOn, renewals: row.holdRenewals + 1 },
    words: { reason },
    start: [reviewClock(context, reviewOn)],
  })
  return { subject: { kind: demandSubject.kind, id } }
}
