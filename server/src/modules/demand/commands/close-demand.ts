import type { CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { hasOpenComplaint } from '../queries.ts'
import { demandSubject } from '../subject.ts'
import type { DemandRow } from '../table.ts'

/** Strikes a verified demand off once no reporter still has to answer; otherwise leaves it. Call it with the demand locked. */
export async function closeIfAnswered(context: CommandContext, row: DemandRow): Promise<void> {
  if (row.state !== 'verified' || (await hasOpenComplaint(context.tx, row.id))) return
  await transition({ ...context, as: { role: 'system', appointmentId: null } }, demandSubject, row, 'close', { set: { closedAt: context.now }, stop: 'all' })
}
