import type { ContactCard } from '@huying/shared/complaint/contract.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ActingAs, CommandContext, ReadContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { record } from '../../../kernel/transition.ts'
import { onDuty } from '../../area/public.ts'
import { contactCardOf } from '../contact-card.ts'
import { mayRead, revealers } from '../policy.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintRow } from '../table.ts'

/** A look at how to reach the reporter stands in the history, with its reason. */
export async function revealContact(context: CommandContext, id: string, reason: string): Promise<Written> {
  const row = await lockSubject(context.tx, complaintSubject, id)
  const as = await asRevealer(context, row)
  await record({ ...context, as }, complaintSubject, row, { action: 'contact_reveal', event: 'contactRevealed' }, { words: { reason } })
  return { subject: { kind: complaintSubject.kind, id } }
}

/** What a reveal answers; also to a repeated request only while the right lasts. */
export async function readContact(context: ReadContext, id: string): Promise<ContactCard> {
  const row = await readSubject(context.db, complaintSubject, id)
  await asRevealer(context, row)
  return contactCardOf(context, row)
}

async function asRevealer({ db, actor, now }: ReadContext, row: ComplaintRow): Promise<ActingAs> {
  if (!mayRead(actor, row)) throw kernelErrors.NOT_FOUND()
  const verdict = revealers(actor, row, row.gridCode === null ? null : await onDuty(db, row.gridCode, now))
  if (verdict instanceof AppError) throw verdict
  return verdict
}
