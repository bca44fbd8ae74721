import { wishErrors } from '@huying/shared/wish/errors.ts'
import { pauseClocks, resumeClocks } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { wishSubject } from '../table.ts'
import { lockFor } from './open-wish.ts'

const RUNNING_LIMIT = 3
const ROUTING_CLOCKS = ['ring', 'assign']

/** The member first, the wish last: of many at once one wins, and nobody passes their limit by claiming in parallel. */
export async function claimWish(context: CommandContext, id: string): Promise<void> {
  const memberId = accountOf(context)
  const { tx, now } = context
  await tx.sql`select 1 from accounts where id = ${memberId} for update`
  const [held] = await tx.sql<{ running: number }[]>`select count(*)::int as running from wish_claims where member_id = ${memberId} and state = 'running'`
  const { wish, as } = await lockFor(context, id, 'claim')
  if (held!.running >= RUNNING_LIMIT) throw wishErrors.TOO_MANY_CLAIMS()
  const claimId = uuidv7(now)
  await pauseClocks(tx, { kind: 'wish', ids: [id] }, ROUTING_CLOCKS, now)
  await transition({ ...context, as }, wishSubject, wish, 'claim', {
    set: { claimId, claimerId: memberId, claimedAt: now },
    facts: { claimId },
    start: [{ kind: 'progress', limit: '72h' }, { kind: 'total', limit: '30d' }],
  })
  await tx.sql`insert into wish_claims (id, wish_id, member_id, organization_id, state, claimed_at)
    values (${claimId}, ${id}, ${memberId}, ${context.actor.member!.organizationId}, 'running', ${now})`
}

/** Back on the board; the ring goes on where it stood. */
export async function releaseWish(context: CommandContext, id: string, reason: string): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'release')
  await endClaim(context, wish.claimId!, 'released')
  await transition({ ...context, as }, wishSubject, wish, 'release', {
    set: { claimId: null, claimerId: null, claimedAt: null, contactOpenedAt: null }, words: { reason }, stop: ['progress', 'total'],
  })
  await resumeClocks(context.tx, context.kernel.calendar(), { kind: 'wish', ids: [id] }, ROUTING_CLOCKS, context.now)
}

/** Ends the running claim without a mark unless `state` says otherwise. */
export async function endClaim(context: CommandContext, claimId: string, state: 'released' | 'fulfilled' | 'ended'): Promise<void> {
  await context.tx.sql`update wish_claims set state = ${state}, ended_at = ${context.now} where id = ${claimId} and state = 'running'`
}
