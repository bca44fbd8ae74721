import type { CalendarYear } from '@huying/shared/calendar/contract.ts'
import type { Db } from '../../kernel/db.ts'

/** A year as it is loaded; without days and unpublished where nothing is. */
export async function readYear({ sql }: Db, year: number): Promise<CalendarYear> {
  const [loaded] = await sql<{ isPublished: boolean; source: string }[]>`
    select is_published as "isPublished", source from calendar_years where year = ${year}`
  const days = await sql<CalendarYear['days']>`select day as date, kind, reason, is_override as "isOverride", hours from calendar_days
    where day between ${`${year}-01-01`} and ${`${year}-12-31`} order by day, is_override`
  return { year, isPublished: loaded?.isPublished ?? false, source: loaded?.source ?? null, days: [...days] }
}
