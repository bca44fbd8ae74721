import { demandErrors } from '@huying/shared/demand/errors.ts'
import { RETURN_REASONS } from '@huying/shared/dispatch/catalogue.ts'
import type { dispatchContract } from '@huying/shared/dispatch/contract.ts'
import { dispatchErrors } from '@huying/shared/dispatch/errors.ts'
import { addPause } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import { escalateDemand, type DemandRow } from '../../demand/public.ts'
import { endWait, standWith } from '../clocks.ts'
import { unitIsActive } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'
import type { DispatchRow } from '../table.ts'
import { takeDispatch } from '../take.ts'
import { dispatchDemand } from './dispatch-demand.ts'
import { loseLead } from './lead-lost.ts'
import { settleReplies } from './settle-replies.ts'

type Asking = Input<typeof dispatchContract.requestReturn>['body']
type Decision = Input<typeof dispatchContract.decideReturn>['body']

/**
 * The unit holds that it is not theirs: a listed reason with its basis, once, in the time for it. The work's clock runs on, also
 * where it waited for more time that was asked for: whoever hands a thing back asks for no more.
 */
export async function requestReturn(context: CommandContext, id: string, { reasonCode, basis, proposedUnitId }: Asking): Promise<Written> {
  const { row, demand, clocks, command } = await takeDispatch(context, id, 'request_return')
  const isAsking = row.extensionState === 'asked'
  const reason = RETURN_REASONS.find(({ code }) => code === reasonCode)
  if (!reason) throw dispatchErrors.RETURN_REASON_UNKNOWN()
  if (proposedUnitId !== undefined && !(await unitIsActive(context.tx, proposedUnitId))) throw demandErrors.UNIT_UNKNOWN()
  await transition(command, dispatchSubject, row, 'request_return', {
    set: {
      returnCount: row.returnCount + 1, returnReason: reason.code, returnBasis: basis, returnUnitId: proposedUnitId ?? null, returnAskedAt: context.now,
      handlerId: row.handlerId ?? accountOf(context), ...(isAsking && { extensionState: 'lapsed' as const }),
    },
    facts: { demandId: row.demandId, unitId: row.unitId, reason: reason.code, proposedUnitId: proposedUnitId ?? null },
    words: { reason: basis },
    stop: ['returnLimit', 'extensionDecide'],
    start: [{ kind: 'decide', limit: limitsOf(context.kernel, row.urgency).decide }],
  })
  if (isAsking) await endWait(context, id, clocks)
  await standWith(context, demand, id)
  return { subject: { kind: dispatchSubject.kind, id } }
}

export async function withdrawReturn(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeDispatch(context, id, 'withdraw_return')
  await transition(command, dispatchSubject, row, 'withdraw_return', {
    set: { acceptedAt: row.acceptedAt ?? context.now }, facts: { demandId: row.demandId, unitId: row.unitId }, words: { reason }, stop: ['decide'],
  })
  return { subject: { kind: dispatchSubject.kind, id } }
}

/** The owner agrees, and may ask another unit in the same act, or does not agree and says why. */
export async function decideReturn(context: CommandContext, id: string, decision: Decision): Promise<Written> {
  if (decision.decision === 'refuse') return refuseReturn(context, id, decision.reason)
  const { row, demand, command } = await takeDispatch(context, id, 'approve_return')
  await transition(command, dispatchSubject, row, 'approve_return', {
    set: { endedAt: context.now, endReason: decision.reason ?? null },
    facts: { demandId: row.demandId, unitId: row.unitId, role: row.role },
    words: { reason: decision.reason },
    // The first lead owes the resident contact until another unit has accepted.
    stop: row.role === 'lead' ? ['returnLimit', 'solve', 'decide', 'extensionDecide'] : 'all',
  })
  if (row.role === 'assist') await settleReplies(context, demand)
  else await loseLead(context, demand)
  if (row.role === 'lead' && decision.dispatch) await dispatchDemand(context, demand.id, decision.dispatch)
  return { subject: { kind: dispatchSubject.kind, id } }
}

/** The unit keeps it, with the time that it waited for the answer besides. */
async function refuseReturn(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeDispatch(context, id, 'refuse_return')
  if (reason === undefined) throw dispatchErrors.REASON_NEEDED()
  await transition(command, dispatchSubject, row, 'refuse_return', {
    set: { acceptedAt: row.acceptedAt ?? context.now }, facts: { demandId: row.demandId, unitId: row.unitId }, words: { reason }, stop: ['decide'],
  })
  await addPause(context, { kind: dispatchSubject.kind, id }, 'solve', row.returnAskedAt!)
  return { subject: { kind: dispatchSubject.kind, id } }
}

/** The owner did not answer: the next level owns the demand, and answers. Call it with both locked and the clock taken. */
export async function passReturnOn(context: CommandContext, row: DispatchRow, demand: DemandRow): Promise<void> {
  await transition(context, dispatchSubject, row, 'decide_overdue', {
    facts: { demandId: row.demandId, unitId: row.unitId }, start: [{ kind: 'decide', limit: limitsOf(context.kernel, row.urgency).decide }],
  })
  await escalateDemand(context, demand, `decide:${row.id}:${row.version}`)
}
