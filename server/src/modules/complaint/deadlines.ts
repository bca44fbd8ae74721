import { takeClock } from '../../kernel/sweep.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import type { DeadlineHandler } from '../../kernel/module.ts'
import { deskAbove } from './desk.ts'
import { limitsOf, REOPEN_LIMIT } from './limits.ts'
import { complaintSubject } from './subject.ts'

/** Nobody took it on in time: the desk above has it, with a new limit. */
const acceptOverdue: DeadlineHandler = {
  subjectKind: complaintSubject.kind,
  kind: 'accept',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, complaintSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'submitted') return
    const desk = deskAbove(row)
    await transition(context, complaintSubject, row, 'accept_overdue', {
      set: { desk },
      facts: { desk },
      start: [{ kind: 'accept', limit: limitsOf(context.kernel, row.urgency).accept }],
    })
  },
}

/** No answer in time: closed, counted as unanswered and nothing else. */
const confirmOverdue: DeadlineHandler = {
  subjectKind: complaintSubject.kind,
  kind: 'confirm',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, complaintSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'resolved') return
    await transition(context, complaintSubject, row, 'auto_close', {
      set: { answeredBy: 'clock', closedAt: context.now },
      facts: { by: 'clock', demandId: row.demandId },
      start: [{ kind: 'reopenWindow', limit: REOPEN_LIMIT }],
    })
  },
}

export const complaintDeadlines: readonly DeadlineHandler[] = [acceptOverdue, confirmOverdue]
