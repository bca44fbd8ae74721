import type { ClockRow } from './clocks.ts'
import type { CommandContext } from './context.ts'
import { emit } from './event.ts'
import type { DeadlineHandler } from './module.ts'
import { takeClock } from './sweep.ts'

/** Says that a clock warns, or that its time is over: `<subject>.clockWarned`, `<subject>.clockFellDue`. */
export async function tellClock(context: CommandContext, clock: ClockRow, what: 'clockWarned' | 'clockFellDue'): Promise<void> {
  const data = { clock: clock.kind, dueAt: clock.dueAt.toISOString() }
  await emit(context, { kind: `${clock.subjectKind}.${what}`, subject: { kind: clock.subjectKind, id: clock.subjectId }, data })
}

/** A clock's warning, for handlers that do more than that when it is due. */
export const warn = (context: CommandContext, clock: ClockRow): Promise<void> => tellClock(context, clock, 'clockWarned')

/** A clock that reminds and, when its time is over, says so; nothing else happens to the thing. */
export const remindedClock = (subjectKind: string, kind: string): DeadlineHandler => ({
  subjectKind,
  kind,
  onWarn: warn,
  async onDue(context, clock) {
    if (await takeClock(context, clock)) await tellClock(context, clock, 'clockFellDue')
  },
})
