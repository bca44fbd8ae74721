import type { DeadlineHandler } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import { dispatchSubject } from './subject.ts'

/** The time to ask for a return is over: it counts as accepted, and says so. */
const returnLimit: DeadlineHandler = {
  subjectKind: dispatchSubject.kind,
  kind: 'returnLimit',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, dispatchSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'sent') return
    await transition(context, dispatchSubject, row, 'accept_by_silence', {
      set: { acceptedAt: context.now, isAcceptedBySilence: true },
      facts: { demandId: row.demandId, unitId: row.unitId },
    })
  },
}

export const dispatchDeadlines: readonly DeadlineHandler[] = [returnLimit]
