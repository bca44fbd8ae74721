import type { ComplaintAction } from '@huying/shared/complaint/machine.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { authorize } from '../../kernel/policy.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { onDuty } from '../area/public.ts'
import { complaintPolicy, mayRead } from './policy.ts'
import { complaintSubject } from './subject.ts'
import type { ComplaintRow } from './table.ts'

/** Locks a complaint for an action of this person: 404 where they may not read it, 403 where they may not act, 409 in the wrong state. */
export async function takeComplaint(
  context: CommandContext,
  id: string,
  action: ComplaintAction,
): Promise<{ row: ComplaintRow; command: CommandContext }> {
  const row = await lockSubject(context.tx, complaintSubject, id)
  if (!mayRead(context.actor, row)) throw kernelErrors.NOT_FOUND()
  const duty = row.gridCode === null ? null : await onDuty(context.tx, row.gridCode, context.now)
  const as = authorize(complaintSubject, complaintPolicy(duty), context.actor, row, action, context.now)
  return { row, command: { ...context, as } }
}
