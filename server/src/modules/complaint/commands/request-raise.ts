import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { RAISE_ANSWER_LIMIT } from '../limits.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintRow } from '../table.ts'
import { takeComplaint } from '../take.ts'

/** The reporter asks for the whistle: it is blown, or refused with a reason, in a working day. */
export async function requestRaise(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'request_raise')
  await transition(command, complaintSubject, row, 'request_raise', { words: { reason }, start: [{ kind: 'raiseAnswer', limit: RAISE_ANSWER_LIMIT }] })
  return { subject: { kind: complaintSubject.kind, id } }
}

export async function refuseRaise(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'refuse_raise')
  await transition(command, complaintSubject, row, 'refuse_raise', { words: { reason }, stop: ['raiseAnswer'] })
  return { subject: { kind: complaintSubject.kind, id } }
}

/** The community kept silent: the town desk raises or answers, in another working day. Call it with the clock taken. */
export async function passRaiseOn(context: CommandContext, row: ComplaintRow): Promise<void> {
  await transition(context, complaintSubject, row, 'raise_overdue', {
    set: { desk: 'town' }, facts: { desk: 'town' }, start: [{ kind: 'raiseAnswer', limit: RAISE_ANSWER_LIMIT }],
  })
}
