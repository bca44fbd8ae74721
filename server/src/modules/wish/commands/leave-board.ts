import type { CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../limits.ts'
import { wishSubject, type Wish } from '../table.ts'
import { endClaim, NOBODY } from './end-claim.ts'
import { lockFor } from './open-wish.ts'

/** The claimer is told and gets no mark. */
export async function withdrawWish(context: CommandContext, id: string, reason: string | undefined): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'withdraw')
  await endClaim(context, wish, 'ended', 'withdrawn')
  await transition({ ...context, as }, wishSubject, wish, 'withdraw', {
    set: { streetSince: null }, facts: { memberId: wish.claimerId }, words: { reason }, stop: 'all',
  })
}

export async function takeDownWish(context: CommandContext, id: string, reason: string): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'take_down')
  await takeDown({ ...context, as }, wish, reason)
}

/** Off the board until it is changed; a claim ends without a mark. */
export async function takeDown(context: CommandContext, wish: Wish, reason: string, facts: { uploadId?: string } = {}): Promise<void> {
  await endClaim(context, wish, 'ended', 'takenDown')
  await transition(context, wishSubject, wish, 'take_down', {
    set: { ...NOBODY, ring: null, reviewReason: reason, streetSince: null },
    facts: { memberId: wish.claimerId, ...facts }, words: { reason }, stop: 'all',
    start: [{ kind: 'resubmit', limit: limitsOf(context.kernel).resubmit }],
  })
}
