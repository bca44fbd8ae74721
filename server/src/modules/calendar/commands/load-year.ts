import type { calendarContract } from '@huying/shared/calendar/contract.ts'
import { calendarErrors } from '@huying/shared/calendar/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { administer } from '../../../kernel/administration.ts'
import { readCalendar } from '../../../kernel/calendar-source.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { presentMoved } from '../../../kernel/moved-clocks.ts'
import { recomputeClocks } from '../../../kernel/recompute-clocks.ts'
import { readYear } from '../queries.ts'

type Load = Input<typeof calendarContract.load>

/** Replaces a year's days, official and the county's own, and counts every open clock anew. */
export async function loadYear(context: CommandContext, { params: { year }, body }: Load): Promise<Written> {
  const { tx } = context
  const held = context.actor.appointments.find(({ role }) => role === 'administrator')
  if (!held) throw kernelErrors.FORBIDDEN()
  check(year, body.days)
  const topic = await administer({ ...context, as: { role: held.role, appointmentId: held.id } }, 'calendar')
  const before = await readCalendar(tx)
  await tx.sql`delete from calendar_days where day between ${`${year}-01-01`} and ${`${year}-12-31`}`
  await tx.sql`insert into calendar_days (day, kind, is_override, reason, hours)
    select date, kind, "isOverride", reason, nullif(hours, 'null') from jsonb_to_recordset(${JSON.stringify(body.days)}::jsonb)
      as d (date date, kind text, "isOverride" boolean, reason text, hours jsonb)`
  await tx.sql`insert into calendar_years (year, is_published, source) values (${year}, ${body.isPublished}, ${body.source})
    on conflict (year) do update set is_published = excluded.is_published, source = excluded.source`
  const moved = await recomputeClocks(tx, { before, after: await calendarOf(context) })
  await topic.note({ year, source: body.source, isPublished: body.isPublished, days: body.days.length, moved: moved.length })
  return { answer: { calendar: await readYear(tx, year), moved: presentMoved(moved) } }
}

function check(year: number, days: Load['body']['days']): void {
  const outside = days.filter(({ date }) => !date.startsWith(`${year}-`)).map(({ date }) => date)
  if (outside.length > 0) throw calendarErrors.DAY_NOT_IN_YEAR({ dates: outside })
  const seen = new Set<string>()
  for (const { date, isOverride } of days) {
    const key = `${date} ${isOverride}`
    if (seen.has(key)) throw calendarErrors.DAY_TWICE({ date })
    seen.add(key)
  }
}

/** The calendar refuses hours that are none. */
async function calendarOf({ tx }: CommandContext) {
  try {
    return await readCalendar(tx)
  } catch (error) {
    if (error instanceof RangeError) throw calendarErrors.HOURS_WRONG()
    throw error
  }
}
