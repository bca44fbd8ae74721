import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { HOUR_MS, MINUTE_MS } from '@huying/shared/kernel/calendar-day.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import type { ClockStart } from '../../kernel/clocks.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { limitsOf } from './limits.ts'
import type { SessionRow } from './window.ts'

/** Clocks of a booking that say it comes near; those whose time is over already are not begun. */
export const REMINDERS = ['remindDay', 'remindSoon']
const REMIND_HOURS: Readonly<Record<string, number>> = { remindDay: 24, remindSoon: 2 }

export const reminderStarts = ({ now }: CommandContext, startsAt: Date): ClockStart[] =>
  REMINDERS.flatMap((kind) => {
    const hours = REMIND_HOURS[kind]!
    const due = new Date(startsAt.getTime() - hours * HOUR_MS)
    return due > now ? [{ kind, limit: `${hours}h`, dueAt: due }] : []
  })

/** An answer is owed within a working day, and well before the start. */
export function approveStart({ now, kernel }: CommandContext, startsAt: Date): ClockStart {
  const { approve, approveMinutesBefore } = limitsOf(kernel)
  const last = new Date(startsAt.getTime() - approveMinutesBefore * MINUTE_MS)
  const due = dueAt(kernel.calendar(), now, parseLimit(approve))
  return { kind: 'approve', limit: approve, dueAt: due < last ? due : last }
}

/** Of a session that is still to come. */
export const sessionStarts = ({ closesAt, startsAt, endsAt }: Pick<SessionRow, 'closesAt' | 'startsAt' | 'endsAt'>, now: Date): ClockStart[] => [
  ...(closesAt > now ? [{ kind: 'closing', limit: '1d', dueAt: closesAt }] : []),
  { kind: 'start', limit: '1d', dueAt: startsAt },
  { kind: 'end', limit: '1d', dueAt: endsAt },
]
