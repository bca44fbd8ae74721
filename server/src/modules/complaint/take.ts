import type { ComplaintAction } from '@huying/shared/complaint/machine.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { clocksOf } from '../../kernel/clocks.ts'
import type { CommandContext, ReadContext } from '../../kernel/context.ts'
import { authorize } from '../../kernel/policy.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { onDuty } from '../area/public.ts'
import { complaintPolicy, mayRead, type Around } from './policy.ts'
import { levelOf } from './queries.ts'
import { complaintSubject } from './subject.ts'
import type { ComplaintRow } from './table.ts'

/** What decides over one complaint beside its row. */
export async function aroundComplaint({ db, now }: ReadContext, row: ComplaintRow): Promise<Around> {
  const [duty, clocks, level] = await Promise.all([
    row.gridCode === null ? null : onDuty(db, row.gridCode, now),
    clocksOf(db, complaintSubject.kind, [row.id]),
    row.demandId === null ? null : levelOf(db, row.demandId),
  ])
  return { duty, clocks, level }
}

/** Locks a complaint for an action of this person: 404 where they may not read it, 403 where they may not act, 409 in the wrong state. */
export async function takeComplaint(
  context: CommandContext,
  id: string,
  action: ComplaintAction,
): Promise<{ row: ComplaintRow; around: Around; command: CommandContext }> {
  const row = await lockSubject(context.tx, complaintSubject, id)
  if (!mayRead(context.actor, row)) throw kernelErrors.NOT_FOUND()
  const around = await aroundComplaint(context, row)
  const as = authorize(complaintSubject, complaintPolicy(around), context.actor, row, action, context.now)
  return { row, around, command: { ...context, as } }
}
