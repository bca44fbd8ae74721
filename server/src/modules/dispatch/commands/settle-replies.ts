import type { CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import { demandSubject, type DemandRow } from '../../demand/public.ts'
import { isAllReplied } from '../progress.ts'
import { roundOf } from '../queries.ts'

/** After a reply or a cancellation: when no answer is owed any more, the demand is replied. Call it with the demand locked. */
export async function settleReplies(context: CommandContext, demand: DemandRow): Promise<void> {
  if (demand.state !== 'dispatched' || !isAllReplied(await roundOf(context.tx, demand))) return
  await transition({ ...context, as: { role: 'system', appointmentId: null } }, demandSubject, demand, 'all_replied', {
    set: { repliedAt: context.now },
    facts: { round: demand.round },
    stop: ['solve', 'red'],
    start: [{ kind: 'verify', limit: limitsOf(context.kernel, demand.urgency).verify }],
  })
}
