import type { wishContract } from '@huying/shared/wish/contract.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { isMemberStill } from '../../account/public.ts'
import { BOARD_CLOCKS } from '../clocks.ts'
import { limitsOf } from '../limits.ts'
import { isInReach, mayHelp } from '../policy.ts'
import { wishSubject, type Wish } from '../table.ts'
import { lockFor, lockPersons, runningClaims } from './open-wish.ts'
import { checkTeam, type Team } from './team.ts'

/** The member first, the wish last: of many at once one wins, and nobody passes their limit by claiming in parallel. */
export async function claimWish(context: CommandContext, id: string, { team }: Input<typeof wishContract.claim>['body']): Promise<void> {
  const memberId = accountOf(context)
  // Sent together, done one after another: the count is taken under the lock.
  const [, running, { wish, as }] = await Promise.all([lockPersons(context, [memberId]), runningClaims(context, memberId), lockFor(context, id, 'claim')])
  if (running >= limitsOf(context.kernel).runningClaims) throw wishErrors.TOO_MANY_CLAIMS()
  if (team) await checkTeam(context, wish, team)
  await beginClaim({ ...context, as }, wish, 'claim', { memberId, organizationId: team?.organizationId ?? context.actor.member!.organizationId, team })
}

/** The backstop: nobody came forward, so the branch or the community asks one; they may have one claim more than others. */
export async function assignWish(context: CommandContext, id: string, memberId: string, reason: string | undefined): Promise<void> {
  await lockPersons(context, [memberId])
  const running = await runningClaims(context, memberId)
  const { wish, as } = await lockFor(context, id, 'assign')
  const [member] = await context.tx.sql<Helper[]>`select a.id, a.house_id as "houseId", m.organization_id as "organizationId",
      o.area_code as "organizationAreaCode", m.residence_grid_code as "residenceGridCode", m.report_in_codes as "reportInCodes"
    from party_members m join accounts a on a.id = m.account_id join party_organizations o on o.id = m.organization_id
    where m.account_id = ${memberId} and a.state = 'active' and ${isMemberStill(context.tx.sql, context.tx.sql`m.account_id`, context.now)}`
  if (!member || !isInReach(member, wish) || !mayHelp(member, wish)) throw wishErrors.HELPER_NOT_VALID()
  if (running > limitsOf(context.kernel).runningClaims) throw wishErrors.TOO_MANY_CLAIMS()
  await beginClaim({ ...context, as }, wish, 'assign', { memberId, organizationId: member.organizationId, reason })
}

interface Helper {
  id: string
  houseId: string | null
  organizationId: string
  organizationAreaCode: string | null
  residenceGridCode: string | null
  reportInCodes: string[]
}

interface Claim {
  memberId: string
  organizationId: string
  team?: Team | undefined
  reason?: string | undefined
}

/** The board's clocks are held, the claim's begin. */
async function beginClaim(context: CommandContext, wish: Wish, action: 'claim' | 'assign', { memberId, organizationId, team, reason }: Claim): Promise<void> {
  const { tx, now } = context
  const limits = limitsOf(context.kernel)
  const claimId = uuidv7(now)
  // The small statement first: the driver then sends both in one packet.
  const begun = tx.sql<{ dueAt: Date }[]>`with held as (update clocks set state = 'paused', paused_at = ${now}
      where subject_kind = 'wish' and subject_id = ${wish.id} and kind = any(${BOARD_CLOCKS}::text[]) and state = 'running' returning kind, due_at),
    claim as (insert into wish_claims (id, wish_id, member_id, organization_id, state, claimed_at)
      values (${claimId}, ${wish.id}, ${memberId}, ${organizationId}, 'running', ${now}))
    select due_at as "dueAt" from held where kind = 'unmet' and due_at <= ${now}`.execute()
  const claimed = transition(context, wishSubject, wish, action, {
    set: { claimId, claimerId: memberId, claimedAt: now, streetSince: null },
    facts: { claimId, memberId, organizationId, teamSize: team?.members.length ?? 0 },
    words: { reason },
    stop: ['wave'],
    start: [{ kind: 'progress', limit: limits.progress }, { kind: 'total', limit: limits.total }],
  })
  const [[over]] = await Promise.all([begun, claimed])
  if (over) throw wishErrors.TIME_OVER({ state: wish.state, clock: 'unmet', dueAt: over.dueAt.toISOString() })
  if (team)
    await tx.sql`insert into wish_claim_members (claim_id, member_id, share)
      select ${claimId}, m."memberId", m.share from jsonb_to_recordset(${JSON.stringify(team.members)}::jsonb) as m ("memberId" uuid, share text)`
}
