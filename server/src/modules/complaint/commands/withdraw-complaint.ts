import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { complaintSubject } from '../subject.ts'
import { takeComplaint } from '../take.ts'

/** The reporter takes it back; a demand it was part of goes on. */
export async function withdrawComplaint(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'withdraw')
  await transition(command, complaintSubject, row, 'withdraw', { set: { mergedIntoId: null }, facts: { demandId: row.demandId }, words: { reason }, stop: 'all' })
  return { subject: { kind: complaintSubject.kind, id } }
}
