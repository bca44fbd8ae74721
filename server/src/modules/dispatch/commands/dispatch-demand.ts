import type { demandContract } from '@huying/shared/demand/contract.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { demandSubject, suggestFor, takeDemand } from '../../demand/public.ts'
import { refuseOwnUnit } from '../stand-aside.ts'
import { assistsLeft, endAssists, keepAssists } from './surviving-assists.ts'
import { checkUnits, sendDispatch } from './send-dispatch.ts'

type Body = Input<typeof demandContract.dispatch>['body']

/** The owner asks exactly one unit to lead and others to assist; against the catalogue only with a reason. */
export async function dispatchDemand(context: CommandContext, id: string, body: Body): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'dispatch')
  const assists = body.assists ?? []
  const unitIds = [body.leadUnitId, ...assists.map(({ unitId }) => unitId)]
  const left = await assistsLeft(context, id)
  if ((body.keepAssists ?? []).some((kept) => !left.some((assist) => assist.id === kept))) throw demandErrors.ASSIST_UNKNOWN()
  await refuseOwnUnit(context, unitIds)
  await checkUnits(context, unitIds)
  const { rule, lead, rulesVersion } = await suggestFor(context, row)
  const isOverride = lead !== null && lead.id !== body.leadUnitId
  if (isOverride && body.overrideReason === undefined) throw demandErrors.OVERRIDE_REASON_NEEDED({ leadUnitId: lead.id })
  const dispatched = await transition(command, demandSubject, row, 'dispatch', {
    set: { dispatchedAt: context.now, ruleCode: rule?.code ?? null, rulesVersion, overrideReason: isOverride ? body.overrideReason! : null },
    facts: { leadUnitId: body.leadUnitId, assistUnitIds: assists.map(({ unitId }) => unitId), rule: rule?.code ?? null, rulesVersion, isOverride, round: row.round },
    words: { reason: isOverride ? body.overrideReason : null },
    stop: ['assign'],
  })
  await endAssists(context, left.filter((assist) => !(body.keepAssists ?? []).includes(assist.id) || assist.unitId === body.leadUnitId))
  await sendDispatch(command, dispatched, { unitId: body.leadUnitId, role: 'lead', isRequired: true })
  await keepAssists(context, dispatched, left.filter((assist) => (body.keepAssists ?? []).includes(assist.id) && assist.unitId !== body.leadUnitId))
  for (const { unitId, isRequired } of assists) await sendDispatch(command, dispatched, { unitId, role: 'assist', isRequired })
  return { subject: { kind: demandSubject.kind, id } }
}
