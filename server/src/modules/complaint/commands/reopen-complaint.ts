import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { pauseClocks, resumeClocks } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { halfLimit, limitsOf, REOPEN_DECIDE_LIMIT } from '../limits.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintRow } from '../table.ts'
import { takeComplaint } from '../take.ts'

export const halfSolve = (context: CommandContext, urgency: ComplaintRow['urgency']): string => halfLimit(limitsOf(context.kernel, urgency).solve)

/**
 * Works on it anew: on the ledger where it was solved there, else at its desk. What the reporter answered so far stays
 * beside it. Call it with the row locked, and with its demand where it has one.
 */
export async function reopenRow(
  context: CommandContext,
  row: ComplaintRow,
  action: 'reopen' | 'grant_reopen' | 'reopen_overdue',
  reason: string | undefined,
): Promise<ComplaintRow> {
  const isRaised = row.demandId !== null
  const round = {
    outcome: row.outcome, contacted: row.isContacted, solved: row.isSolved, satisfied: row.satisfaction, by: row.answeredBy,
    reopenedAt: context.now.toISOString(),
  }
  return transition(context, complaintSubject, row, action, {
    to: isRaised ? 'raised' : 'accepted',
    set: {
      reopenCount: row.reopenCount + 1, earlierAnswers: [...row.earlierAnswers, round], isContacted: null, isSolved: null, satisfaction: null,
      comment: null, answeredBy: null, closedAt: null, contactedAt: null,
    },
    facts: { demandId: row.demandId, reopenCount: row.reopenCount + 1 },
    words: { reason },
    stop: ['confirm', 'reopenWindow', 'reopenDecide'],
    start: [
      { kind: 'contact', limit: limitsOf(context.kernel, row.urgency).contact },
      ...(isRaised ? [] : [{ kind: 'solve', limit: halfSolve(context, row.urgency) }]),
    ],
  })
}

/** From the second time on it is asked for; closing by the clock waits for the answer. */
export async function requestReopen(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'request_reopen')
  await pauseClocks(context.tx, { kind: complaintSubject.kind, ids: [id] }, ['confirm', 'reopenWindow'], context.now)
  await transition(command, complaintSubject, row, 'request_reopen', {
    facts: { demandId: row.demandId }, words: { reason }, start: [{ kind: 'reopenDecide', limit: REOPEN_DECIDE_LIMIT }],
  })
  return { subject: { kind: complaintSubject.kind, id } }
}

export async function refuseReopen(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'refuse_reopen')
  if (reason === undefined) throw complaintErrors.REASON_NEEDED()
  await transition(command, complaintSubject, row, 'refuse_reopen', { facts: { demandId: row.demandId }, words: { reason }, stop: ['reopenDecide'] })
  await resumeClocks(context.tx, context.kernel.calendar(), { kind: complaintSubject.kind, ids: [id] }, ['confirm', 'reopenWindow'], context.now)
  return { subject: { kind: complaintSubject.kind, id } }
}
