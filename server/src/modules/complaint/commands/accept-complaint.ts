import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { complaintSubject } from '../subject.ts'
import { takeComplaint } from '../take.ts'

/** Takes a complaint on. A community worker who takes it from a grid's desk takes it to the community's. */
export async function acceptComplaint(context: CommandContext, id: string): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'accept')
  const desk = row.desk === 'grid' && command.as?.role === 'communityWorker' ? 'community' : row.desk
  await transition(command, complaintSubject, row, 'accept', {
    set: { handlerId: accountOf(context), acceptedAt: context.now, desk },
    facts: { desk },
    stop: ['accept'],
  })
  return { subject: { kind: complaintSubject.kind, id } }
}
