import { sessionsOf, type SessionTimes } from '@huying/shared/booking/generate.ts'
import type { Calendar } from '@huying/shared/kernel/calendar.ts'
import { dayOf, MINUTE_MS, startOfDay } from '@huying/shared/kernel/calendar-day.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { createMany } from '../../../kernel/many.ts'
import { sessionStarts } from '../clocks.ts'
import { limitsOf } from '../limits.ts'
import { servicesInUse, type ServiceRow } from '../queries.ts'
import { SYSTEM } from '../seats.ts'
import { sessionSubject } from '../subject.ts'

/** Five past midnight: the day that comes into reach gets its sessions. */
const GENERATE_AT_MS = 5 * MINUTE_MS
const CONFLICT = 'service_sessions_start_unique'

/**
 * Every session these services' rules make from now until `untilDay` (their own reach unless told) and that is not there
 * yet; answers how many. A session is made once: one that was closed, kept or given other seats stays as it is.
 */
export async function generateSessions(context: CommandContext, serviceIds: readonly string[], untilDay?: number): Promise<number> {
  const services = await servicesInUse(context.tx, serviceIds)
  const today = dayOf(context.now.getTime())
  function* births() {
    for (const service of services)
      for (const times of timesOf(service, context.kernel.calendar(), today, untilDay ?? today + reachOf(context, service), context.now))
        yield {
          values: { serviceId: service.id, placeId: service.placeId, ...times, seats: service.seats, taken: 0 },
          facts: { serviceId: service.id, startsAt: times.startsAt.toISOString() },
          start: sessionStarts(times, context.now),
        }
  }
  return createMany({ ...context, as: SYSTEM }, sessionSubject, 'generate', births(), CONFLICT)
}

/** How many days ahead a service has its sessions: as far as they can be booked, and four weeks at least. */
export const reachOf = ({ kernel }: Pick<CommandContext, 'kernel'>, { opensDaysAhead }: Pick<ServiceRow, 'opensDaysAhead'>): number =>
  Math.max(opensDaysAhead, limitsOf(kernel).generateDaysAhead)

/** The sessions of those days that have not begun. */
export const timesOf = (rule: Parameters<typeof sessionsOf>[0], calendar: Calendar, fromDay: number, toDay: number, now: Date): SessionTimes[] =>
  sessionsOf(rule, calendar, fromDay, toDay).filter(({ startsAt }) => startsAt > now)

/** Lets a service's sessions be made day by day from the next midnight on, where that is not under way yet. */
export async function keepGenerating({ tx: { sql }, now }: CommandContext, serviceId: string): Promise<void> {
  const due = new Date(startOfDay(dayOf(now.getTime()) + 1) + GENERATE_AT_MS)
  await sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
    values (gen_random_uuid(), 'service', ${serviceId}, 'generate', 'running', ${now}, '1d', ${due}, ${due}, '每天零点过后排出新的场次。')
    on conflict (subject_kind, subject_id, kind) where state in ('running', 'paused') do nothing`
}
