import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { complaintSubject } from '../subject.ts'
import { complaintContacts, type ContactChannel } from '../table.ts'
import { takeComplaint } from '../take.ts'

export interface ContactNote {
  channel: ContactChannel
  at: string
  isReached: boolean
  note?: string
}

/** Records one try to reach the reporter; success stops the contact clock, failure does not. */
export async function contactReporter(context: CommandContext, id: string, contact: ContactNote): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'contact')
  const at = new Date(contact.at)
  if (at > context.now || at < row.createdAt) throw complaintErrors.CONTACT_IN_FUTURE()
  await context.tx.q.insert(complaintContacts).values({
    id: uuidv7(context.now), complaintId: id, at, channel: contact.channel, isReached: contact.isReached, note: contact.note ?? null,
    authorId: accountOf(context), createdAt: context.now,
  })
  await transition(command, complaintSubject, row, 'contact', {
    set: contact.isReached && row.contactedAt === null ? { contactedAt: at } : {},
    facts: { channel: contact.channel, isReached: contact.isReached, at: at.toISOString() },
    words: { note: contact.note },
    stop: contact.isReached ? ['contact'] : [],
  })
  return { subject: { kind: complaintSubject.kind, id } }
}
