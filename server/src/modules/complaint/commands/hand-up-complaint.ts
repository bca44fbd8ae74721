import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { deskAbove } from '../desk.ts'
import { complaintSubject } from '../subject.ts'
import { takeComplaint } from '../take.ts'

/** Gives a complaint to the desk above; its clocks run on. */
export async function handUpComplaint(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'hand_up')
  const desk = deskAbove(row)
  await transition(command, complaintSubject, row, 'hand_up', { set: { desk }, facts: { desk }, words: { reason } })
  return { subject: { kind: complaintSubject.kind, id } }
}
