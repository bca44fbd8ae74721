import { stopClocks } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { owedContacts } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'
import { takeDispatch } from '../take.ts'

export async function acceptDispatch(context: CommandContext, id: string): Promise<Written> {
  const { row, command } = await takeDispatch(context, id, 'accept')
  await transition(command, dispatchSubject, row, 'accept', {
    set: { handlerId: accountOf(context), acceptedAt: context.now },
    facts: { demandId: row.demandId, unitId: row.unitId },
    stop: ['returnLimit'],
  })
  // Whoever had it first is responsible for contact until another has accepted.
  if (row.role === 'lead')
    for (const former of await owedContacts(context.tx, row.demandId)) await stopClocks(context, { kind: dispatchSubject.kind, id: former }, ['contact'])
  return { subject: { kind: dispatchSubject.kind, id } }
}
