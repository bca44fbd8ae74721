import type { dispatchContract } from '@huying/shared/dispatch/contract.ts'
import { dispatchErrors } from '@huying/shared/dispatch/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { dispatchSubject } from '../subject.ts'
import { dispatchContacts } from '../table.ts'
import { takeDispatch } from '../take.ts'

type Body = Input<typeof dispatchContract.contact>['body']

/** The lead records one try to reach the resident; success stops the contact clock, failure does not. */
export async function contactReporters(context: CommandContext, id: string, contact: Body): Promise<Written> {
  const { row, command } = await takeDispatch(context, id, 'contact')
  const at = new Date(contact.at)
  if (at > context.now || at < row.createdAt) throw dispatchErrors.CONTACT_IN_FUTURE()
  await context.tx.q.insert(dispatchContacts).values({
    id: uuidv7(context.now), dispatchId: id, at, channel: contact.channel, isReached: contact.isReached, note: contact.note ?? null,
    authorId: accountOf(context), createdAt: context.now,
  })
  await transition(command, dispatchSubject, row, 'contact', {
    set: contact.isReached && row.contactedAt === null ? { contactedAt: at } : {},
    facts: { demandId: row.demandId, channel: contact.channel, isReached: contact.isReached, at: at.toISOString() },
    words: { note: contact.note },
    stop: contact.isReached ? ['contact'] : [],
  })
  return { subject: { kind: dispatchSubject.kind, id } }
}
