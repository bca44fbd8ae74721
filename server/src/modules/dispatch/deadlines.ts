import type { DeadlineHandler } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { lockSubject, readSubject } from '../../kernel/subject.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { remindedClock, warn } from '../../kernel/reminders.ts'
import { aroundDemand, demandSubject, type DemandRow } from '../demand/public.ts'
import { endHold } from './commands/end-hold.ts'
import { passExtensionOn } from './commands/extend-dispatch.ts'
import { passReturnOn } from './commands/return-dispatch.ts'
import { MILESTONE_CLOCKS } from './milestones.ts'
import type { DispatchRow } from './table.ts'
import { transition } from '../../kernel/transition.ts'
import { dispatchSubject } from './subject.ts'

/** The time to ask for a return is over: it counts as accepted, and says so. */
const returnLimit: DeadlineHandler = {
  subjectKind: dispatchSubject.kind,
  kind: 'returnLimit',
  onWarn: warn,
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, dispatchSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'sent') return
    await transition(context, dispatchSubject, row, 'accept_by_silence', {
      set: { acceptedAt: context.now, isAcceptedBySilence: true },
      facts: { demandId: row.demandId, unitId: row.unitId },
    })
  },
}

/** A request to hand it back was not answered in time. */
const decideOverdue: DeadlineHandler = {
  subjectKind: dispatchSubject.kind,
  kind: 'decide',
  onWarn: warn,
  async onDue(context, clock) {
    const { row, demand } = await lockBoth(context, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'return_requested') return
    await passReturnOn(context, row, demand)
  },
}

const extensionOverdue: DeadlineHandler = {
  subjectKind: dispatchSubject.kind,
  kind: 'extensionDecide',
  onWarn: warn,
  async onDue(context, clock) {
    const { row, demand } = await lockBoth(context, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'accepted' || row.extensionState !== 'asked') return
    await passExtensionOn(context, row, demand, await aroundDemand(context.tx, demand.id, context.now))
  },
}

/** The day on which a hold is looked at again went by. */
const reviewOverdue: DeadlineHandler = {
  subjectKind: demandSubject.kind,
  kind: 'review',
  onWarn: warn,
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, demandSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'on_hold') return
    await endHold(context, row)
  },
}

/** The demand before its dispatch, as everywhere. */
async function lockBoth(context: CommandContext, id: string): Promise<{ row: DispatchRow; demand: DemandRow }> {
  const { demandId } = await readSubject(context.tx, dispatchSubject, id)
  const demand = await lockSubject(context.tx, demandSubject, demandId)
  return { demand, row: await lockSubject(context.tx, dispatchSubject, id) }
}

export const dispatchDeadlines: readonly DeadlineHandler[] = [
  returnLimit, decideOverdue, extensionOverdue, reviewOverdue,
  ...['solve', 'contact', ...MILESTONE_CLOCKS].map((kind) => remindedClock(dispatchSubject.kind, kind)),
]
