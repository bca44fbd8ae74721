import { dueAt, redAt } from '@huying/shared/kernel/calendar-clock.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import type { ClockStart } from '../../kernel/clocks.ts'
import type { CommandContext } from '../../kernel/context.ts'

/** The clock of the whole work, and the one that turns it red when the limit has run once more. */
export function solveClocks({ kernel, now }: CommandContext, limit: string): ClockStart[] {
  const parsed = parseLimit(limit)
  const calendar = kernel.calendar()
  return [
    { kind: 'solve', limit },
    { kind: 'red', limit, dueAt: redAt(calendar, dueAt(calendar, now, parsed), parsed) },
  ]
}
