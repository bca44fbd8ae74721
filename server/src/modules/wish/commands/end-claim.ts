import type { CommandContext } from '../../../kernel/context.ts'
import type { Wish } from '../table.ts'

export type ClaimEnd = 'released' | 'fulfilled' | 'lapsed' | 'ended'

/** What a wish looks like with nobody on it. */
export const NOBODY = {
  claimId: null, claimerId: null, claimedAt: null, contactOpenedAt: null, acknowledgedAt: null, contactSharedAt: null, fulfilledAt: null,
} satisfies Partial<Wish>

/** Ends the claim: `lapsed` is a mark, `ended` none. A claim that was reported fulfilled can still end otherwise. */
export async function endClaim({ tx, now }: CommandContext, wish: Wish, state: ClaimEnd, reason?: string): Promise<void> {
  if (wish.claimId !== null)
    await tx.sql`update wish_claims set state = ${state}, ended_at = ${now}, end_reason = ${reason ?? null} where id = ${wish.claimId}`
}

/** The same member works on. */
export async function reviveClaim({ tx }: CommandContext, wish: Wish): Promise<void> {
  await tx.sql`update wish_claims set state = 'running', ended_at = null, end_reason = null where id = ${wish.claimId}`
}
