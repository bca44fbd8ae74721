import { demandErrors } from '@huying/shared/demand/errors.ts'
import type { CommandContext, ReadContext } from '../../kernel/context.ts'
import { readDispatch } from './read.ts'
import { areRelated, escalateDemand, interestsOf, isChairRelated, readDemand, takeDemand } from '../demand/public.ts'

/**
 * A chair who picks their own unit (or one above or below it) is refused and the demand goes to the street at once.
 * The move has to outlive the refusal, so it is a transaction of its own, before the command's.
 */
export async function standAside(context: ReadContext, demandId: string, unitIds: readonly string[]): Promise<void> {
  const { row } = await readDemand(context, demandId)
  const isChair = context.actor.held.some((held) => held.role === 'chair' && held.scopeId === row.associationId)
  if (!isChair || row.associationId === null || !(await isChairRelated(context.db, row.associationId, unitIds, context.now))) return
  await context.kernel.db.transaction(async (tx) => {
    const command: CommandContext = { ...context, db: tx, tx }
    const taken = await takeDemand(command, demandId, row.state === 'pending' ? 'dispatch' : 'add_assist')
    if (taken.command.as?.role === 'chair') await escalateDemand(command, taken.row, 'conflict')
  })
  throw demandErrors.CONFLICT_OF_INTEREST()
}

/** Whoever else dispatches must not pick a unit they work for, nor one above or below it. */
export async function refuseOwnUnit({ db, actor }: ReadContext, unitIds: readonly string[]): Promise<void> {
  if (await areRelated(db, interestsOf(actor), unitIds)) throw demandErrors.MUST_STAND_ASIDE()
}

/** The same where another unit is asked in the act of taking a dispatch back. */
export async function standAsideAnew(context: ReadContext, dispatchId: string, unitIds: readonly string[]): Promise<void> {
  const { demand } = await readDispatch(context, dispatchId)
  const isChair = context.actor.held.some((held) => held.role === 'chair' && held.scopeId === demand.associationId)
  if (isChair && demand.associationId !== null && (await isChairRelated(context.db, demand.associationId, unitIds, context.now)))
    throw demandErrors.CONFLICT_OF_INTEREST(undefined, '涉及您自己的单位，需要回避：请先答复退单，再由街道派单')
}
