import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { record } from '../../../kernel/transition.ts'
import { onDuty } from '../../area/public.ts'
import { mayRead, revealers } from '../policy.ts'
import { complaintSubject } from '../subject.ts'

/** A look at how to reach the reporter stands in the history, with its reason. */
export async function revealContact(context: CommandContext, id: string, reason: string): Promise<Written> {
  const row = await lockSubject(context.tx, complaintSubject, id)
  if (!mayRead(context.actor, row)) throw kernelErrors.NOT_FOUND()
  const as = revealers(context.actor, row, row.gridCode === null ? null : await onDuty(context.tx, row.gridCode, context.now))
  if (as instanceof AppError) throw as
  await record({ ...context, as }, complaintSubject, row, { action: 'contact_reveal', event: 'contactRevealed' }, { words: { reason } })
  return { subject: { kind: complaintSubject.kind, id } }
}
