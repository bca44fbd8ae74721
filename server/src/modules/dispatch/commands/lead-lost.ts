import type { CommandContext } from '../../../kernel/context.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import { demandSubject, escalateDemand, type DemandRow } from '../../demand/public.ts'
import { pauseDispatch } from '../clocks.ts'
import { endedLeads, liveIds } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'

const MANY_RETURNS = 2
const MANY_LEADS = 3

/**
 * The lead is gone: the demand waits to be dispatched anew, its assistants keep state and work while their clocks stand.
 * Leads that come and go put it one level up. Call it with the demand locked and the lead ended; answers the demand as it is then.
 */
export async function loseLead(context: CommandContext, demand: DemandRow): Promise<DemandRow> {
  const system: CommandContext = { ...context, as: { role: 'system', appointmentId: null } }
  const pending = await transition(system, demandSubject, demand, 'lead_lost', {
    set: { dispatchedAt: null, ruleCode: null, overrideReason: null },
    facts: { round: demand.round },
    start: [{ kind: 'assign', limit: limitsOf(context.kernel, demand.urgency).assign }],
  })
  for (const id of await liveIds(context.tx, demand)) {
    const row = await lockSubject(context.tx, dispatchSubject, id)
    await transition(system, dispatchSubject, row, 'pause', { facts: { demandId: demand.id, unitId: row.unitId } })
    await pauseDispatch(context, id)
  }
  const { returned, ended } = await endedLeads(context.tx, demand)
  const raised = returned >= MANY_RETURNS ? await escalateDemand(context, pending, 'returns') : pending
  return ended >= MANY_LEADS ? escalateDemand(context, raised, 'leads') : raised
}
