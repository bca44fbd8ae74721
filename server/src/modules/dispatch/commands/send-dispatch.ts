import { demandErrors } from '@huying/shared/demand/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { create } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { limitsOf } from '../../complaint/public.ts'
import type { DemandRow } from '../../demand/public.ts'
import { milestoneClock, milestonesOf } from '../milestones.ts'
import { readinessOf } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'
import type { DispatchRole } from '../table.ts'

export interface NewDispatch {
  unitId: string
  role: DispatchRole
  isRequired: boolean
}

/** Every unit exists, is active and has a handler, and is named once. */
export async function checkUnits({ tx, now }: CommandContext, unitIds: readonly string[]): Promise<void> {
  if (new Set(unitIds).size < unitIds.length) throw demandErrors.UNIT_TWICE()
  const found = await readinessOf(tx, unitIds, now)
  const unknown = unitIds.filter((id) => !found.some((unit) => unit.id === id))
  if (unknown.length > 0) throw demandErrors.UNIT_UNKNOWN({ unitIds: unknown })
  const notReady = found.filter((unit) => !unit.isReady).map((unit) => unit.id)
  if (notReady.length > 0) throw demandErrors.UNIT_NOT_READY({ unitIds: notReady })
}

/** Sends one unit its part. The lead owes the resident contact as well. */
export async function sendDispatch(context: CommandContext, demand: DemandRow, { unitId, role, isRequired }: NewDispatch): Promise<void> {
  const limits = limitsOf(context.kernel, demand.urgency)
  await create(context, dispatchSubject, 'send', {
    id: uuidv7(context.now), demandId: demand.id, round: demand.round, unitId, role, isRequired, urgency: demand.urgency, sentBy: accountOf(context),
  }, {
    facts: { demandId: demand.id, unitId, role, isRequired, round: demand.round, urgency: demand.urgency },
    start: [
      { kind: 'returnLimit', limit: limits.returnBy },
      { kind: 'solve', limit: limits.solve },
      ...(role === 'lead' ? [{ kind: 'contact', limit: limits.contact }] : []),
      ...(role === 'lead' ? milestonesOf(demand.category).map(({ code, limit }) => ({ kind: milestoneClock(code), limit })) : []),
    ],
  })
}
