import type { DeadlineHandler } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import { limitsOf } from '../complaint/public.ts'
import { escalateDemand } from './commands/change-level.ts'
import { demandSubject } from './subject.ts'
import type { Level } from './table.ts'

/** Nobody dispatched it in time: one level up, and its owner has a new limit; the county is reminded. */
const assignOverdue: DeadlineHandler = {
  subjectKind: demandSubject.kind,
  kind: 'assign',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, demandSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'pending') return
    const level = Math.min(2, row.level + 1) as Level
    await transition(context, demandSubject, row, 'assign_overdue', {
      set: { level },
      facts: { level },
      start: [{ kind: 'assign', limit: limitsOf(context.kernel, row.urgency).assign }],
    })
  },
}

/** Nobody verified it in time: from now on the street may. */
const verifyOverdue: DeadlineHandler = {
  subjectKind: demandSubject.kind,
  kind: 'verify',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, demandSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'replied') return
    await transition(context, demandSubject, row, 'verify_overdue')
  },
}

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

export const demandDeadlines: readonly DeadlineHandler[] = [assignOverdue, verifyOverdue, red]
