import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { REOPEN_LIMIT } from '../limits.ts'
import { complaintSubject } from '../subject.ts'
import type { Satisfaction } from '../table.ts'
import { takeComplaint } from '../take.ts'

export interface Confirmation {
  contacted: boolean
  solved: boolean
  satisfied: Satisfaction
  comment?: string
}

/** The reporter's answer, by themselves or noted by a call-back officer. It cannot be changed; the answer stays out of the event. */
export async function confirmComplaint(context: CommandContext, id: string, answer: Confirmation): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'confirm')
  const answeredBy = command.as?.role === 'callBackOfficer' ? 'callBack' : 'reporter'
  await transition(command, complaintSubject, row, 'confirm', {
    set: {
      isContacted: answer.contacted, isSolved: answer.solved, satisfaction: answer.satisfied, comment: answer.comment ?? null,
      answeredBy, closedAt: context.now,
    },
    facts: { by: answeredBy, demandId: row.demandId },
    words: { contacted: String(answer.contacted), solved: String(answer.solved), satisfied: answer.satisfied, comment: answer.comment },
    stop: ['confirm'],
    start: [{ kind: 'reopenWindow', limit: REOPEN_LIMIT }],
  })
  return { subject: { kind: complaintSubject.kind, id } }
}
