import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { CLAIM_CLOCKS, resumeBoard } from '../clocks.ts'
import { daysBefore, limitsOf } from '../limits.ts'
import { wishSubject, type Wish } from '../table.ts'
import { endClaim, NOBODY } from './end-claim.ts'
import { lockFor, lockPersons } from './open-wish.ts'

/** Back on the board; the ring goes on where it stood. */
export async function releaseWish(context: CommandContext, id: string, reason: string): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'release')
  await endClaim(context, wish, 'released')
  await transition({ ...context, as }, wishSubject, wish, 'release', {
    set: NOBODY, facts: { memberId: wish.claimerId }, words: { reason }, stop: CLAIM_CLOCKS,
  })
  await resumeBoard(context, id)
}

/** The claim's time ran out. Called with the claimer and the wish locked, in this order; the third lapse in 90 days bars for 30. */
export async function lapseClaim(context: CommandContext, wish: Wish, clock: 'progress' | 'total'): Promise<void> {
  await endClaim(context, wish, 'lapsed', clock)
  const barredUntil = await barAfterLapses(context, wish.claimerId!)
  await transition(context, wishSubject, wish, 'auto_release', {
    set: NOBODY, facts: { memberId: wish.claimerId, clock, barredUntil: barredUntil?.toISOString() ?? null }, stop: CLAIM_CLOCKS,
  })
  await resumeBoard(context, wish.id)
}

/** Somebody is no member any more: what they had is free again, without a mark. The person is locked first, then each wish. */
export async function releaseFormerMember(context: CommandContext, memberId: string): Promise<void> {
  await lockPersons(context, [memberId])
  const held = await context.tx.sql<{ id: string }[]>`select id from wishes where claimer_id = ${memberId} and state = 'claimed' order by id`
  for (const { id } of held) {
    const wish = await lockSubject(context.tx, wishSubject, id)
    if (wish.state !== 'claimed' || wish.claimerId !== memberId) continue
    await endClaim(context, wish, 'ended', 'membershipEnded')
    await transition(context, wishSubject, wish, 'auto_release', { set: NOBODY, facts: { memberId, clock: null, barredUntil: null }, stop: CLAIM_CLOCKS })
    await resumeBoard(context, id)
  }
}

async function barAfterLapses({ tx, now, kernel }: CommandContext, memberId: string): Promise<Date | null> {
  const limits = limitsOf(kernel)
  const [lapses] = await tx.sql<[{ count: number }]>`select count(*)::int as count from wish_claims
    where member_id = ${memberId} and state = 'lapsed' and ended_at > ${daysBefore(now, limits.lapsesWithinDays)}`
  if (lapses.count < limits.lapsesUntilBar) return null
  const until = dueAt(kernel.calendar(), now, parseLimit(limits.bar))
  await tx.sql`update party_members set barred_until = greatest(barred_until, ${until}::timestamptz) where account_id = ${memberId}`
  return until
}
