import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ClockRow } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { authorize } from '../../../kernel/policy.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { takeClock } from '../../../kernel/sweep.ts'
import { transition } from '../../../kernel/transition.ts'
import { complaintSubject } from '../../complaint/public.ts'
import { exclusionPolicy, mayReadExclusion } from '../exclusion-policy.ts'
import { exclusionSubject, type ExclusionAction, type ExclusionRow } from '../exclusion-table.ts'

/** How long the county may take to answer an objection; silence counts the case again. */
const DECIDE_LIMIT = '5wd'

async function take(context: CommandContext, id: string, action: ExclusionAction): Promise<{ row: ExclusionRow; command: CommandContext }> {
  const row = await lockSubject(context.tx, exclusionSubject, id)
  const complaint = await readSubject(context.tx, complaintSubject, row.complaintId)
  if (!mayReadExclusion(context.actor, row, complaint)) throw kernelErrors.NOT_FOUND()
  return { row, command: { ...context, as: authorize(exclusionSubject, exclusionPolicy(complaint), context.actor, row, action, context.now) } }
}

/** The reporter wants the case to count; it does from now on, until somebody outside decides otherwise. */
export async function objectToExclusion(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await take(context, id, 'object')
  await transition(command, exclusionSubject, row, 'object', {
    set: { objection: reason, objectedAt: context.now }, facts: { complaintId: row.complaintId }, words: { reason }, start: [{ kind: 'decide', limit: DECIDE_LIMIT }],
  })
  return { subject: { kind: exclusionSubject.kind, id } }
}

export async function decideExclusion(context: CommandContext, id: string, action: 'uphold' | 'lift', reason: string): Promise<Written> {
  const { row, command } = await take(context, id, action)
  await transition(command, exclusionSubject, row, action, {
    set: { decidedBy: accountOf(context), decision: reason, decidedAt: context.now }, facts: { complaintId: row.complaintId }, words: { reason }, stop: ['decide'],
  })
  return { subject: { kind: exclusionSubject.kind, id } }
}

/** Nobody answered the objection in time. */
export async function liftBySilence(context: CommandContext, clock: ClockRow): Promise<void> {
  const row = await lockSubject(context.tx, exclusionSubject, clock.subjectId)
  if (!(await takeClock(context, clock)) || row.state !== 'objected') return
  await transition(context, exclusionSubject, row, 'decide_overdue', { set: { decidedAt: context.now }, facts: { complaintId: row.complaintId } })
}
