import type { demandContract } from '@huying/shared/demand/contract.ts'
import { restartClocks } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { demandSubject, takeDemand } from '../../demand/public.ts'
import { refuseOwnUnit } from '../stand-aside.ts'
import { checkUnits, sendDispatch } from './send-dispatch.ts'
import { settleReplies } from './settle-replies.ts'

type Body = Input<typeof demandContract.addAssist>['body']

/** One more unit assists. A demand that had all its replies is under way again: its work clock runs on, and one that had run out stays overdue. */
export async function addAssist(context: CommandContext, id: string, body: Body): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'add_assist')
  await refuseOwnUnit(context, [body.unitId])
  await checkUnits(context, [body.unitId])
  const isResumed = row.state === 'replied'
  const dispatched = await transition(command, demandSubject, row, 'add_assist', {
    set: isResumed ? { repliedAt: null } : {},
    facts: { unitId: body.unitId, isRequired: body.isRequired },
    words: { reason: body.reason },
    stop: isResumed ? ['verify'] : [],
  })
  if (isResumed) await restartClocks(context, { kind: demandSubject.kind, ids: [id] }, ['solve', 'red'])
  await sendDispatch(command, dispatched, { unitId: body.unitId, role: 'assist', isRequired: body.isRequired })
  // Nobody waits for an answer that is not required.
  await settleReplies(context, dispatched)
  return { subject: { kind: demandSubject.kind, id } }
}
