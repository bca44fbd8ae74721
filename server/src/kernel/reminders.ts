import type { ClockRow } from './clocks.ts'
import type { CommandContext } from './context.ts'
import { emitAll } from './event.ts'
import type { DeadlineHandler } from './module.ts'
import { takeClocks } from './sweep.ts'

/** Says that clocks warn, or that their time is over: `<subject>.clockWarned`, `<subject>.clockFellDue`. */
const tellClocks = (context: CommandContext, clocks: readonly ClockRow[], what: 'clockWarned' | 'clockFellDue'): Promise<void> =>
  emitAll(context, clocks.map(({ subjectKind, subjectId, kind, dueAt }) => ({
    kind: `${subjectKind}.${what}`, subject: { kind: subjectKind, id: subjectId }, data: { clock: kind, dueAt: dueAt.toISOString() },
  })))

/** The warning of clocks, for handlers that do more than that when they are due. */
export const warn = (context: CommandContext, clocks: readonly ClockRow[]): Promise<void> => tellClocks(context, clocks, 'clockWarned')

/** A clock that reminds and, when its time is over, says so; nothing else happens to the thing. */
export const remindedClock = (subjectKind: string, kind: string): DeadlineHandler => ({
  ...together(subjectKind, kind, async (context, clocks) => tellClocks(context, await takeClocks(context, clocks), 'clockFellDue')),
  onWarn: warn,
})

/** A clock whose end only shuts a window. */
export const windowClock = (subjectKind: string, kind: string): DeadlineHandler =>
  together(subjectKind, kind, async (context, clocks) => void (await takeClocks(context, clocks)))

/** A handler to which one clock is many of one. */
export const together = (subjectKind: string, kind: string, onDueMany: NonNullable<DeadlineHandler['onDueMany']>): DeadlineHandler => ({
  subjectKind, kind, onDueMany, onDue: (context, clock) => onDueMany(context, [clock]),
})
