import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { dispatchSubject } from '../subject.ts'
import { takeDispatch } from '../take.ts'

export async function acceptDispatch(context: CommandContext, id: string): Promise<Written> {
  const { row, command } = await takeDispatch(context, id, 'accept')
  await transition(command, dispatchSubject, row, 'accept', {
    set: { handlerId: accountOf(context), acceptedAt: context.now },
    facts: { demandId: row.demandId, unitId: row.unitId },
    stop: ['returnLimit'],
  })
  return { subject: { kind: dispatchSubject.kind, id } }
}
