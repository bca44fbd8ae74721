import { AppError } from '@huying/shared/kernel/error.ts'
import { dayIn } from '@huying/shared/wish/ask-hours.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { record, transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { moveTotal } from '../clocks.ts'
import { limitsOf } from '../limits.ts'
import { mayReveal } from '../policy.ts'
import { readFacts } from '../queries.ts'
import { wishSubject } from '../table.ts'
import { lockFor, lockPersons, lockReadable } from './open-wish.ts'

/** The branch knows who of theirs helps: the claimer may see the resident's contact. */
export async function acknowledgeWish(context: CommandContext, id: string, reason: string | undefined): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'acknowledge')
  await transition({ ...context, as }, wishSubject, wish, 'acknowledge', {
    set: { acknowledgedAt: context.now, contactOpenedAt: wish.contactOpenedAt ?? context.now }, facts: { memberId: wish.claimerId }, words: { reason },
  })
}

/** The resident's own tap opens it too. */
export async function shareContact(context: CommandContext, id: string, reason: string | undefined): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'share_contact')
  await transition({ ...context, as }, wishSubject, wish, 'share_contact', {
    set: { contactSharedAt: context.now, contactOpenedAt: wish.contactOpenedAt ?? context.now }, facts: { memberId: wish.claimerId }, words: { reason },
  })
}

/** 30 days more for the claimer, once. */
export async function extendWish(context: CommandContext, id: string, reason: string | undefined): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'extend')
  const due = await moveTotal(context, id, limitsOf(context.kernel).total)
  await transition({ ...context, as }, wishSubject, wish, 'extend', {
    set: { extendedAt: context.now }, facts: { memberId: wish.claimerId, dueAt: due.toISOString() }, words: { reason },
  })
}

/** Each look stands in the wish's history with its reason; a member's are counted under their lock, who calls back does so all day. */
export async function revealContact(context: CommandContext, id: string, reason: string): Promise<void> {
  const memberId = accountOf(context)
  const { tx, now } = context
  const day = dayIn(now)
  await lockPersons(context, [memberId])
  const [seen] = await tx.sql<[{ today: number }]>`select count(*)::int as today from wish_reveals where member_id = ${memberId} and day = ${day}`
  const wish = await lockReadable(context, id)
  const as = mayReveal(context.actor, wish, await readFacts(tx, id), now)
  if (as instanceof AppError) throw as
  if (as.role === 'member') {
    if (seen.today >= limitsOf(context.kernel).revealsADay) throw wishErrors.TOO_MANY_REVEALS()
    await tx.sql`insert into wish_reveals (id, wish_id, claim_id, member_id, day, at) values (${uuidv7(now)}, ${id}, ${wish.claimId}, ${memberId}, ${day}, ${now})`
  }
  await record({ ...context, as }, wishSubject, wish, { action: 'contact_reveal', event: 'contactRevealed' }, { words: { reason } })
}
