import { takeClock } from '../../kernel/sweep.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { steppingClock } from '../../kernel/stepping-clocks.ts'
import type { DeadlineHandler } from '../../kernel/module.ts'
import { remindedClock, warn, windowClock } from '../../kernel/reminders.ts'
import { endQuestion } from './commands/ask-reporter.ts'
import { passRaiseOn } from './commands/request-raise.ts'
import { deskAbove } from './desk.ts'
import { limitsOf, REOPEN_LIMIT } from './limits.ts'
import { complaintSubject } from './subject.ts'

/** Nobody took it on in time: the desk above has it, with a new limit. */
const acceptOverdue: DeadlineHandler = {
  ...steppingClock(complaintSubject, 'accept', 'submitted', 'accept_overdue', ({ kernel }, row) => {
    const desk = deskAbove(row)
    return { set: { desk }, facts: { desk }, start: [{ kind: 'accept', limit: limitsOf(kernel, row.urgency).accept }] }
  }),
  onWarn: warn,
}

/** No answer in time: closed, counted as unanswered and nothing else. */
const confirmOverdue: DeadlineHandler = {
  ...steppingClock(complaintSubject, 'confirm', 'resolved', 'auto_close', ({ now }, { demandId }) => ({
    set: { answeredBy: 'clock' as const, closedAt: now }, facts: { by: 'clock', demandId }, start: [{ kind: 'reopenWindow', limit: REOPEN_LIMIT }],
  })),
  onWarn: warn,
}

const answerOverdue: DeadlineHandler = {
  subjectKind: complaintSubject.kind,
  kind: 'answer',
  onWarn: warn,
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, complaintSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'awaiting_resident') return
    await endQuestion(context, row)
  },
}

const raiseOverdue: DeadlineHandler = {
  subjectKind: complaintSubject.kind,
  kind: 'raiseAnswer',
  onWarn: warn,
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, complaintSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'accepted') return
    await passRaiseOn(context, row)
  },
}

/** Silence on a request to reopen is answered in the demand module, which brings the demand back. */
export const complaintDeadlines: readonly DeadlineHandler[] = [
  acceptOverdue, confirmOverdue, answerOverdue, raiseOverdue, windowClock(complaintSubject.kind, 'reopenWindow'), windowClock(complaintSubject.kind, 'appeal'),
  remindedClock(complaintSubject.kind, 'contact'), remindedClock(complaintSubject.kind, 'solve'),
]
