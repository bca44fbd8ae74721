import type { demandContract } from '@huying/shared/demand/contract.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import { dueAt, redAt } from '@huying/shared/kernel/calendar-clock.ts'
import { formatLimit, half, parseLimit } from '@huying/shared/kernel/limit.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import { demandSubject, escalateDemand, takeDemand, type DemandRow } from '../../demand/public.ts'
import { roundOf } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'
import { loseLead } from './lead-lost.ts'
import { noteDispatch } from './note-dispatch.ts'

type Body = Input<typeof demandContract.redo>['body']
const MOST_REDOS = 2
const LEAST = parseLimit('1wd')

/** Not solved on the spot: the named units work again, for half the limit and at least a working day. The 2nd time goes one level up, the 3rd time the owner dispatches anew. */
export async function redoDemand(context: CommandContext, id: string, { dispatchIds, reason }: Body): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'redo')
  const solve = parseLimit(limitsOf(context.kernel, row.urgency).solve)
  const limit = half(solve, LEAST)
  const isLast = row.redoCount >= MOST_REDOS
  for (const dispatchId of [...new Set(dispatchIds)].sort()) await redoOne(context, id, dispatchId, formatLimit(limit), reason)
  const calendar = context.kernel.calendar()
  const due = dueAt(calendar, context.now, limit)
  const dispatched = await transition(command, demandSubject, row, 'redo', {
    set: { redoCount: row.redoCount + 1, repliedAt: null },
    facts: { dispatchIds, redoCount: row.redoCount + 1 },
    words: { reason },
    stop: ['verify'],
    start: [{ kind: 'solve', limit: formatLimit(limit) }, { kind: 'red', limit: formatLimit(solve), dueAt: redAt(calendar, due, solve) }],
  })
  if (dispatched.redoCount === MOST_REDOS) await escalateDemand(context, dispatched, 'redo')
  if (isLast) await releaseLead(context, dispatched, reason)
  return { subject: { kind: demandSubject.kind, id } }
}

/** Twice was enough: the lead is let go, and the owner has to dispatch anew. */
async function releaseLead(context: CommandContext, demand: DemandRow, reason: string): Promise<void> {
  const lead = (await roundOf(context.tx, demand)).find(({ role, state }) => role === 'lead' && (state === 'replied' || state === 'accepted'))
  if (!lead) return
  await transition({ ...context, as: { role: 'system', appointmentId: null } }, dispatchSubject, lead, 'cancel', {
    set: { endedAt: context.now, endReason: reason }, facts: { demandId: demand.id, unitId: lead.unitId, role: lead.role }, stop: 'all',
  })
  await loseLead(context, demand)
}

async function redoOne(context: CommandContext, demandId: string, id: string, limit: string, reason: string): Promise<void> {
  const row = await lockSubject(context.tx, dispatchSubject, id)
  if (row.demandId !== demandId || row.state !== 'replied') throw demandErrors.NOT_REPLIED({ dispatchId: id })
  await noteDispatch(context, id, { kind: 'redo', note: reason, uploadIds: [] })
  await transition({ ...context, as: { role: 'system', appointmentId: null } }, dispatchSubject, row, 'redo', {
    // Who is named owes an answer, whatever it owed before.
    set: { redoCount: row.redoCount + 1, isRequired: true },
    facts: { demandId, unitId: row.unitId },
    words: { reason },
    start: [{ kind: 'solve', limit }],
  })
}
