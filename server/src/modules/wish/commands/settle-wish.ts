import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { restOfTotal, resumeBoard } from '../clocks.ts'
import { limitsOf } from '../limits.ts'
import { wishSubject, type Wish } from '../table.ts'
import { endClaim, NOBODY, reviveClaim } from './end-claim.ts'
import { addNote } from './fulfil-wish.ts'
import { lockFor } from './open-wish.ts'

const CONFIRM_CLOCKS = ['confirm', 'remind']
const STREET_DISPUTE = 3

/** The first time the member works on; then the community settles it, and from the third time on the street. */
export async function disputeWish(context: CommandContext, id: string, missing: string): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'dispute')
  await addNote(context, wish, 'dispute', missing)
  const disputeCount = wish.disputeCount + 1
  const common = { facts: { disputeCount, memberId: wish.claimerId }, words: { note: missing }, stop: CONFIRM_CLOCKS }
  if (disputeCount === 1) {
    await reviveClaim(context, wish)
    const limits = limitsOf(context.kernel)
    await transition({ ...context, as }, wishSubject, wish, 'dispute', {
      ...common, to: 'claimed', set: { disputeCount, fulfilledAt: null },
      start: [{ kind: 'progress', limit: limits.progress }, { kind: 'total', limit: limits.again, dueAt: await longerTotal(context, wish) }],
    })
    return
  }
  await transition({ ...context, as }, wishSubject, wish, 'dispute', {
    ...common, to: 'disputed', set: { disputeCount, streetSince: disputeCount >= STREET_DISPUTE ? context.now : null },
    start: [{ kind: 'settle', limit: limitsOf(context.kernel).settle }],
  })
}

/** What was left of the claim's time, but at least 7 days. */
async function longerTotal(context: CommandContext, wish: Wish): Promise<Date> {
  const { now, kernel } = context
  const week = dueAt(kernel.calendar(), now, parseLimit(limitsOf(kernel).again))
  const rest = new Date(now.getTime() + (await restOfTotal(context, wish.id)))
  return rest > week ? rest : week
}

/** Done although the resident disagrees (no credit), once more by the same member, or somebody else. */
export async function settleWish(context: CommandContext, id: string, decision: 'done' | 'again' | 'release', reason: string): Promise<void> {
  const { wish, as } = await lockFor(context, id, `settle_${decision}`)
  const acting = { ...context, as }
  const common = { words: { reason }, facts: { memberId: wish.claimerId } }
  switch (decision) {
    case 'done':
      await transition(acting, wishSubject, wish, 'settle_done', {
        ...common, stop: 'all',
        set: { confirmedAt: context.now, confirmedBy: as.role === 'streetOfficer' ? 'street' : 'community', streetSince: null },
      })
      return
    case 'again': {
      await reviveClaim(context, wish)
      const limits = limitsOf(context.kernel)
      await transition(acting, wishSubject, wish, 'settle_again', {
        ...common, stop: ['settle'], set: { settledAgainAt: context.now, fulfilledAt: null, streetSince: null },
        start: [{ kind: 'progress', limit: limits.progress }, { kind: 'total', limit: limits.again }],
      })
      return
    }
    case 'release':
      await endClaim(context, wish, 'ended', 'settled')
      await transition(acting, wishSubject, wish, 'settle_release', { ...common, stop: ['settle'], set: { ...NOBODY, streetSince: null } })
      await resumeBoard(context, id)
  }
}
