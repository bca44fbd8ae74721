import { wishErrors } from '@huying/shared/wish/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { isMemberStill } from '../../account/public.ts'
import { limitsOf } from '../limits.ts'
import { mayHelp } from '../policy.ts'
import { wishSubject, type Wish } from '../table.ts'
import { lockFor, lockPersons, runningClaims } from './open-wish.ts'

export interface Team {
  organizationId: string
  contactId: string
  members: readonly { memberId: string; share: string }[]
}

/** Its contact claims in person; contact and members are members still, of the organization or below it, and none of them is concerned. */
export async function checkTeam(context: CommandContext, wish: Wish, team: Team): Promise<void> {
  const ids = team.members.map((member) => member.memberId)
  const isUnique = new Set(ids).size === ids.length
  if (team.contactId !== accountOf(context) || !isUnique || !(await areOf(context, wish, team.organizationId, [team.contactId, ...ids]))) throw wishErrors.TEAM_NOT_VALID()
}

async function areOf({ tx, now }: CommandContext, wish: Wish, organizationId: string, memberIds: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(memberIds)]
  const found = await tx.sql<{ id: string; houseId: string | null }[]>`select a.id, a.house_id as "houseId" from party_members m
    join accounts a on a.id = m.account_id join party_organizations o on o.id = m.organization_id
    where m.account_id = any(${wanted}::uuid[]) and ${organizationId} = any(o.path) and a.state = 'active' and ${isMemberStill(tx.sql, tx.sql`m.account_id`, now)}`
  return found.length === wanted.length && found.every((person) => mayHelp(person, wish))
}

/** The old contact loses the resident's contact at once; the new one waits for the branch or the resident again. */
export async function replaceContact(context: CommandContext, id: string, contactId: string, reason: string | undefined): Promise<void> {
  await lockPersons(context, [contactId])
  const running = await runningClaims(context, contactId)
  const { wish, as } = await lockFor(context, id, 'replace_contact')
  const [claim] = await context.tx.sql<[{ organizationId: string }]>`select organization_id as "organizationId" from wish_claims where id = ${wish.claimId}`
  if (contactId === wish.claimerId || !(await areOf(context, wish, claim.organizationId, [contactId]))) throw wishErrors.TEAM_NOT_VALID()
  if (running >= limitsOf(context.kernel).runningClaims) throw wishErrors.TOO_MANY_CLAIMS()
  await context.tx.sql`update wish_claims set member_id = ${contactId} where id = ${wish.claimId} and state = 'running'`
  await transition({ ...context, as }, wishSubject, wish, 'replace_contact', {
    set: { claimerId: contactId, contactOpenedAt: null, acknowledgedAt: null, contactSharedAt: null },
    facts: { memberId: contactId, previousMemberId: wish.claimerId }, words: { reason },
  })
}
