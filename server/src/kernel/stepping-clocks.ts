import type { SubjectTable } from './columns.ts'
import type { CommandContext } from './context.ts'
import { transitionMany, type ManyChange } from './many.ts'
import type { DeadlineHandler } from './module.ts'
import { together } from './reminders.ts'
import { lockSubjects, type Subject } from './subject.ts'
import { takeClocks } from './sweep.ts'

/**
 * A clock whose end is one step of the machine, from a state of the subject's. Locks the subjects, checks clock and state again,
 * then steps; where a command was quicker nothing happens. Many step together.
 */
export const steppingClock = <T extends SubjectTable, S extends string, A extends string>(
  subject: Subject<T, S, A>,
  kind: string,
  state: S,
  action: A,
  changeOf: (context: CommandContext, row: T['$inferSelect']) => ManyChange<T, S> = () => ({}),
): DeadlineHandler =>
  together(subject.kind, kind, async (context, clocks) => {
    const rows = await lockSubjects(context.tx, subject, clocks.map(({ subjectId }) => subjectId))
    const due = (await takeClocks(context, clocks)).flatMap(({ subjectId }) => rows.get(subjectId) ?? [])
    await transitionMany(context, subject, due.filter((row) => row.state === state), action, (row) => changeOf(context, row))
  })
