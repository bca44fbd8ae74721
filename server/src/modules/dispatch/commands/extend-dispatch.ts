import type { dispatchContract } from '@huying/shared/dispatch/contract.ts'
import { dispatchErrors } from '@huying/shared/dispatch/errors.ts'
import { addWorkingDays } from '@huying/shared/kernel/calendar-clock.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import { latestClock, pauseClocks, setDue } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import { owningLevel, type Around, type DemandRow } from '../../demand/public.ts'
import { endWait } from '../clocks.ts'
import { dispatchSubject } from '../subject.ts'
import type { DispatchRow } from '../table.ts'
import { takeDispatch } from '../take.ts'

type Asking = Input<typeof dispatchContract.requestExtension>['body']
type Decision = Input<typeof dispatchContract.decideExtension>['body']

const MOST_DAYS = 10
const factsOf = (row: DispatchRow) => ({ demandId: row.demandId, unitId: row.unitId })

/** More time, once, asked for before the due time; until the answer nobody counts it as overdue. */
export async function requestExtension(context: CommandContext, id: string, { workingDays, reason }: Asking): Promise<Written> {
  const { row, clocks, command } = await takeDispatch(context, id, 'request_extension')
  const original = parseLimit(latestClock(clocks, 'solve')?.limitSpec ?? limitsOf(context.kernel, row.urgency).solve)
  const most = original.unit === 'wd' ? Math.min(MOST_DAYS, original.amount) : MOST_DAYS
  if (workingDays > most) throw dispatchErrors.EXTENSION_TOO_LONG({ most })
  await transition(command, dispatchSubject, row, 'request_extension', {
    set: { extensionDays: workingDays, extensionReason: reason, extensionState: 'asked' },
    facts: { ...factsOf(row), workingDays },
    words: { reason },
    start: [{ kind: 'extensionDecide', limit: limitsOf(context.kernel, row.urgency).decide }],
  })
  await pauseClocks(context.tx, { kind: dispatchSubject.kind, ids: [id] }, ['solve'], context.now)
  return { subject: { kind: dispatchSubject.kind, id } }
}

export async function decideExtension(context: CommandContext, id: string, { decision, reason }: Decision): Promise<Written> {
  const isGranted = decision === 'approve'
  const { row, clocks, command } = await takeDispatch(context, id, isGranted ? 'grant_extension' : 'refuse_extension')
  if (!isGranted && reason === undefined) throw dispatchErrors.REASON_NEEDED()
  const subject = { kind: dispatchSubject.kind, id }
  await transition(command, dispatchSubject, row, isGranted ? 'grant_extension' : 'refuse_extension', {
    set: { extensionState: isGranted ? 'granted' : 'refused' },
    facts: { ...factsOf(row), workingDays: row.extensionDays },
    words: { reason },
    stop: ['extensionDecide'],
  })
  await endWait(context, id, clocks)
  const solve = latestClock(clocks, 'solve')
  if (isGranted && solve) {
    const due = addWorkingDays(context.kernel.calendar(), solve.dueAt, row.extensionDays!)
    await setDue(context, subject, 'solve', due, `${solve.sentence}同意延期 ${row.extensionDays} 个工作日。`)
  }
  return { subject }
}

/** Nobody answered: one level up decides; the demand keeps its owner. Call it with the clock taken. */
export async function passExtensionOn(context: CommandContext, row: DispatchRow, demand: DemandRow, around: Around): Promise<void> {
  const level = Math.min(2, (row.extensionLevel ?? owningLevel(demand, around)) + 1) as 1 | 2
  await transition(context, dispatchSubject, row, 'extension_overdue', {
    set: { extensionLevel: level },
    facts: { ...factsOf(row), level },
    start: [{ kind: 'extensionDecide', limit: limitsOf(context.kernel, row.urgency).decide }],
  })
}
