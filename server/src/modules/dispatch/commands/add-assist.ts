import type { demandContract } from '@huying/shared/demand/contract.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import { demandSubject, solveClocks, takeDemand } from '../../demand/public.ts'
import { refuseOwnUnit } from '../stand-aside.ts'
import { checkUnits, sendDispatch } from './send-dispatch.ts'

type Body = Input<typeof demandContract.addAssist>['body']

/** One more unit assists. A demand that had all its replies is under way again, and its work clock with it. */
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
    start: isResumed ? solveClocks(context, limitsOf(context.kernel, row.urgency).solve) : [],
  })
  await sendDispatch(command, dispatched, { unitId: body.unitId, role: 'assist', isRequired: body.isRequired })
  return { subject: { kind: demandSubject.kind, id } }
}
