import { takeClock } from '../../kernel/sweep.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import type { DeadlineHandler } from '../../kernel/module.ts'
import { remindedClock, warn } from '../../kernel/reminders.ts'
import { endQuestion } from './commands/ask-reporter.ts'
import { passRaiseOn } from './commands/request-raise.ts'
import { deskAbove } from './desk.ts'
import { limitsOf, REOPEN_LIMIT } from './limits.ts'
import { complaintSubject } from './subject.ts'

/** Nobody took it on in time: the desk above has it, with a new limit. */
const acceptOverdue: DeadlineHandler = {
  subjectKind: complaintSubject.kind,
  kind: 'accept',
  onWarn: warn,
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
  onWarn: warn,
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

/** Windows that only close. */
const windowOver = (kind: string): DeadlineHandler => ({
  subjectKind: complaintSubject.kind,
  kind,
  onDue: async (context, clock) => void (await takeClock(context, clock)),
})

/** Silence on a request to reopen is answered in the demand module, which brings the demand back. */
export const complaintDeadlines: readonly DeadlineHandler[] = [
  acceptOverdue, confirmOverdue, answerOverdue, raiseOverdue, windowOver('reopenWindow'), windowOver('appeal'),
  remindedClock(complaintSubject.kind, 'contact'), remindedClock(complaintSubject.kind, 'solve'),
]
