import { restartClocks } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { complaintSubject } from '../subject.ts'

const LEAST_LEFT = '2wd'
const asSystem = (context: CommandContext): CommandContext => ({ ...context, as: { role: 'system', appointmentId: null } })

async function raisedOf({ tx }: CommandContext, demandId: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`select id from complaints where demand_id = ${demandId} and state = 'raised' order by id for update`
  return rows.map(({ id }) => id)
}

/** The demand was dismissed: its complaints are back at their desks, with two working days at least. Call it with the demand locked. */
export async function sendBack(context: CommandContext, demandId: string): Promise<void> {
  for (const id of await raisedOf(context, demandId)) {
    const row = await lockSubject(context.tx, complaintSubject, id)
    await transition(asSystem(context), complaintSubject, row, 'send_back', { set: { demandId: null }, facts: { demandId } })
    await restartClocks(context, { kind: complaintSubject.kind, ids: [id] }, ['solve'], LEAST_LEFT)
  }
}

/** The demand was dismissed as a duplicate: its complaints belong to the other one. Call it with both demands locked. */
export async function repoint(context: CommandContext, demandId: string, otherId: string): Promise<void> {
  for (const id of await raisedOf(context, demandId)) {
    const row = await lockSubject(context.tx, complaintSubject, id)
    await transition(asSystem(context), complaintSubject, row, 'repoint', { set: { demandId: otherId }, facts: { demandId: otherId, before: demandId } })
  }
}
