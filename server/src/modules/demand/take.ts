import type { DemandAction } from '@huying/shared/demand/machine.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { authorize } from '../../kernel/policy.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { aroundDemand, type Around } from './around.ts'
import { demandPolicy, mayRead } from './policy.ts'
import { demandSubject } from './subject.ts'
import type { DemandRow } from './table.ts'

/** Locks a demand for an action of this person: 404 where they may not read it, 403 where they may not act, 409 in the wrong state. */
export async function takeDemand(
  context: CommandContext,
  id: string,
  action: DemandAction,
): Promise<{ row: DemandRow; around: Around; command: CommandContext }> {
  const row = await lockSubject(context.tx, demandSubject, id)
  const around = await aroundDemand(context.tx, id, context.now)
  if (!mayRead(context.actor, row, around)) throw kernelErrors.NOT_FOUND()
  const as = authorize(demandSubject, demandPolicy(around), context.actor, row, action, context.now)
  return { row, around, command: { ...context, as } }
}
