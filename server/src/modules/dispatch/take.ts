import type { DispatchAction } from '@huying/shared/dispatch/machine.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { clocksOf, type ClockRow } from '../../kernel/clocks.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { authorize } from '../../kernel/policy.ts'
import { lockSubject, readSubject } from '../../kernel/subject.ts'
import { aroundDemand, demandSubject, type DemandRow } from '../demand/public.ts'
import { dispatchPolicy, mayRead } from './policy.ts'
import { dispatchSubject } from './subject.ts'
import type { DispatchRow } from './table.ts'

/**
 * Locks a dispatch, and before it its demand (the lock order), for an action of this person: 404 where they may not
 * read it, 403 where they may not act, 409 in the wrong state.
 */
export async function takeDispatch(
  context: CommandContext,
  id: string,
  action: DispatchAction,
): Promise<{ row: DispatchRow; demand: DemandRow; clocks: readonly ClockRow[]; command: CommandContext }> {
  const { demandId } = await readSubject(context.tx, dispatchSubject, id)
  const demand = await lockSubject(context.tx, demandSubject, demandId)
  const row = await lockSubject(context.tx, dispatchSubject, id)
  if (!mayRead(context.actor, row, demand)) throw kernelErrors.NOT_FOUND()
  const around = await aroundDemand(context.tx, demandId, context.now)
  const clocks = await clocksOf(context.tx, dispatchSubject.kind, [id])
  const as = authorize(dispatchSubject, dispatchPolicy(demand, around, clocks), context.actor, row, action, context.now)
  return { row, demand, clocks, command: { ...context, as } }
}
