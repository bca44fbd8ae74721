import { CHAIR_TERM_EVENTS } from '@huying/shared/association/events.ts'
import { emit } from '../../kernel/event.ts'
import type { DeadlineHandler } from '../../kernel/module.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { transition } from '../../kernel/transition.ts'
import { beginTerm } from './commands/end-chair.ts'
import { hasSuccessor } from './queries.ts'
import { chairTermSubject } from './table.ts'

const begin: DeadlineHandler = {
  subjectKind: chairTermSubject.kind,
  kind: 'begin',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, chairTermSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'planned') return
    await beginTerm(context, row)
  },
}

const end: DeadlineHandler = {
  subjectKind: chairTermSubject.kind,
  kind: 'end',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, chairTermSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'running') return
    await transition(context, chairTermSubject, row, 'end', { facts: { associationId: row.associationId, accountId: row.accountId }, stop: 'all' })
  },
}

/** Seven days before the end: nobody follows yet. */
const remind: DeadlineHandler = {
  subjectKind: chairTermSubject.kind,
  kind: 'remind',
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, chairTermSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || (await hasSuccessor(context.tx, row.associationId, row.toAt))) return
    const data = { associationId: row.associationId, to: row.toAt.toISOString() }
    await emit(context, { kind: CHAIR_TERM_EVENTS.successorMissing, subject: { kind: chairTermSubject.kind, id: row.id }, seq: row.version, data })
  },
}

export const chairTermDeadlines: readonly DeadlineHandler[] = [begin, end, remind]
