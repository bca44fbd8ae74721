import type { DeadlineHandler } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import { steppingClock } from '../../kernel/stepping-clocks.ts'
import { remindedClock, warn } from '../../kernel/reminders.ts'
import { complaintSubject, limitsOf } from '../complaint/public.ts'
import { grantBySilence } from './commands/reopen-complaint.ts'
import { escalateDemand } from './commands/change-level.ts'
import { demandSubject } from './subject.ts'
import type { Level } from './table.ts'
import { fillWords } from './words.ts'

/** Nobody dispatched it in time: one level up, and its owner has a new limit; the county is reminded. */
const assignOverdue: DeadlineHandler = {
  ...steppingClock(demandSubject, 'assign', 'pending', 'assign_overdue', ({ kernel }, row) => {
    const level = Math.min(2, row.level + 1) as Level
    return { set: { level }, facts: { level }, start: [{ kind: 'assign', limit: limitsOf(kernel, row.urgency).assign }] }
  }),
  onWarn: warn,
}

/** Nobody verified it in time: from now on the street may. */
const verifyOverdue: DeadlineHandler = { ...steppingClock(demandSubject, 'verify', 'replied', 'verify_overdue'), onWarn: warn }

/** The limit has run once more: the next level owns it. */
const red: DeadlineHandler = {
  subjectKind: demandSubject.kind,
  kind: 'red',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, demandSubject, clock.subjectId)
    if (!(await takeClock(context, clock))) return
    await escalateDemand(context, row, 'red')
  },
}

/** A hold was not decided in time: the level above may decide too, and is told every working day. */
const holdOverdue: DeadlineHandler = {
  subjectKind: demandSubject.kind,
  kind: 'holdDecide',
  onWarn: warn,
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, demandSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || (row.holdState !== 'proposed' && row.holdState !== 'overdue')) return
    await transition(context, demandSubject, row, 'hold_overdue', { set: { holdState: 'overdue' }, start: [{ kind: 'holdDecide', limit: '1wd' }] })
  },
}

/** Silence on a request to reopen is consent. The demand is locked before its complaint. */
const reopenOverdue: DeadlineHandler = {
  subjectKind: complaintSubject.kind,
  kind: 'reopenDecide',
  onWarn: warn,
  onDue: grantBySilence,
}

/** Once, when words could be looked for: what there was before. */
const buildWords: DeadlineHandler = {
  subjectKind: 'ledgerWords',
  kind: 'build',
  async onDue(context, clock) {
    if (await takeClock(context, clock)) await fillWords(context.tx)
  },
}

export const demandDeadlines: readonly DeadlineHandler[] = [
  buildWords, assignOverdue, verifyOverdue, red, holdOverdue, reopenOverdue, remindedClock(demandSubject.kind, 'solve'),
]
