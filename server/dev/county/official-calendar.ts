import { officialDayRows } from '../../src/kernel/calendar-source.ts'
import { openDatabase } from '../../src/kernel/db.ts'
import { OFFICIAL_YEARS } from './calendar-data.ts'

/** Writes the published holidays and make-up workdays where they are missing; what the county decided itself stays. */
export async function loadOfficialCalendar(url: string, schema: string): Promise<void> {
  const db = openDatabase(url, { schema, max: 1 })
  try {
    await db.transaction(async ({ sql }) => {
      for (const { year, source } of OFFICIAL_YEARS)
        await sql`insert into calendar_years (year, is_published, source) values (${year}, true, ${source}) on conflict do nothing`
      const days = officialDayRows(OFFICIAL_YEARS.flatMap(({ holidays }) => holidays))
      await sql`insert into calendar_days (day, kind, is_override, reason)
        select day, kind, false, reason from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d (day date, kind text, reason text) on conflict do nothing`
    })
  } finally {
    await db.close()
  }
}
