import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import { clocksOf, latestClock, setDue } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import type { DemandRow } from '../../demand/public.ts'
import { resumeDispatch } from '../clocks.ts'
import { liveIds } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'
import type { DispatchRow } from '../table.ts'

const asSystem = (context: CommandContext): CommandContext => ({ ...context, as: { role: 'system', appointmentId: null } })

/** Assistants still at work after the lead left, locked. */
export async function assistsLeft(context: CommandContext, demandId: string): Promise<DispatchRow[]> {
  const rows: DispatchRow[] = []
  for (const id of await liveIds(context.tx, { id: demandId })) rows.push(await lockSubject(context.tx, dispatchSubject, id))
  return rows.filter(({ role }) => role === 'assist')
}

/** Those whom the next dispatch does not keep, and one that becomes the lead itself. */
export async function endAssists(context: CommandContext, assists: readonly DispatchRow[]): Promise<void> {
  for (const row of assists)
    await transition(asSystem(context), dispatchSubject, row, 'cancel', {
      set: { endedAt: context.now, endReason: '重新派单' }, facts: { demandId: row.demandId, unitId: row.unitId, role: row.role }, stop: 'all',
    })
}

/** Kept ones go on with what they had; they are due at the later of their own rest and the new lead's time. */
export async function keepAssists(context: CommandContext, demand: DemandRow, assists: readonly DispatchRow[]): Promise<void> {
  const calendar = context.kernel.calendar()
  const leadDue = dueAt(calendar, context.now, parseLimit(limitsOf(context.kernel, demand.urgency).solve))
  for (const row of assists) {
    const subject = { kind: dispatchSubject.kind, id: row.id }
    await transition(asSystem(context), dispatchSubject, row, 'resume', { facts: { demandId: demand.id, unitId: row.unitId } })
    await resumeDispatch(context, row)
    const solve = latestClock(await clocksOf(context.tx, subject.kind, [row.id]), 'solve')
    if (solve && row.state !== 'replied' && solve.dueAt < leadDue) await setDue(context, subject, 'solve', leadDue, '换了主办单位，和新的主办单位同时到期。')
  }
}
