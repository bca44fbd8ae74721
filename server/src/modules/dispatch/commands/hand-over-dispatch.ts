import { dispatchErrors } from '@huying/shared/dispatch/errors.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { handlersOf } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'
import { takeDispatch } from '../take.ts'

/** To a colleague in the same unit; the unit stays responsible and all clocks run on. */
export async function handOverDispatch(context: CommandContext, id: string, accountId: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeDispatch(context, id, 'hand_over')
  const colleagues = await handlersOf(context.tx, row.unitId, context.now)
  if (!colleagues.some((colleague) => colleague.accountId === accountId)) throw dispatchErrors.NOT_COLLEAGUE()
  await transition(command, dispatchSubject, row, 'hand_over', {
    set: { handlerId: accountId }, facts: { demandId: row.demandId, unitId: row.unitId, handlerId: accountId }, words: { reason },
  })
  return { subject: { kind: dispatchSubject.kind, id } }
}
