import { barOf } from '@huying/shared/booking/bar.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { limitsOf } from './limits.ts'

/**
 * What a person's no-shows amount to now: so many within so many days bar them from optional activities for a while; the
 * bar rests while one of them is contested. Call it with the person locked, whenever one of their no-shows changes.
 */
export async function recomputeBar({ tx: { sql }, kernel }: CommandContext, personId: string | null): Promise<void> {
  if (personId === null) return
  const rows = await sql<{ endsAt: Date; isContested: boolean }[]>`select ends_at as "endsAt", appealed_at is not null and appeal_decided_at is null as "isContested"
    from bookings where person_id = ${personId} and state = 'no_show' order by ends_at`
  const { noShowsUntilBar, noShowsWithinDays, barDays } = limitsOf(kernel)
  const bar = barOf(rows, { count: noShowsUntilBar, withinDays: noShowsWithinDays, lengthDays: barDays })
  if (bar === null) await sql`delete from booking_bars where person_id = ${personId}`
  else
    await sql`insert into booking_bars (person_id, from_at, until_at, is_suspended) values (${personId}, ${bar.from}, ${bar.until}, ${bar.isSuspended})
      on conflict on constraint booking_bars_pk do update set from_at = excluded.from_at, until_at = excluded.until_at, is_suspended = excluded.is_suspended`
}
