import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { dispatchSubject } from '../subject.ts'
import { takeDispatch } from '../take.ts'
import { loseLead } from './lead-lost.ts'
import { settleReplies } from './settle-replies.ts'

/** The owner takes a part back; what it still owed is owed no more. Without its lead the demand is dispatched anew. */
export async function cancelDispatch(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, demand, command } = await takeDispatch(context, id, 'cancel')
  await transition(command, dispatchSubject, row, 'cancel', {
    set: { endedAt: context.now, endReason: reason },
    facts: { demandId: row.demandId, unitId: row.unitId, role: row.role },
    words: { reason },
    stop: 'all',
  })
  if (row.role === 'lead') await loseLead(context, demand)
  else await settleReplies(context, demand)
  return { subject: { kind: dispatchSubject.kind, id } }
}
