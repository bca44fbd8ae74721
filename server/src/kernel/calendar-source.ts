import { Calendar, DEFAULT_HOURS, type DayFact, type WorkingHours, type WorkingSpan } from '@huying/shared/kernel/calendar'
import { isoDate, parseIsoDate } from '@huying/shared/kernel/calendar-day'
import type { Db } from './db.ts'

/** The setting that replaces the default hours. */
export const WORKING_HOURS = 'workingHours'

/** A row of `calendar_days`; `day` as `2026-10-10`. Official facts and county overrides of a day are two rows. */
export interface CalendarDayRow {
  day: string
  kind: 'holiday' | 'workday'
  isOverride: boolean
  /** The holiday's name, or why the county decided otherwise. */
  reason: string
  /** Hours of an override workday that differ from the ordinary. */
  hours: readonly WorkingSpan[] | null
}

/** A row of `calendar_years`. */
export interface CalendarYearRow {
  year: number
  isPublished: boolean
}

/** The calendar those rows describe. Throws a RangeError on a date or hours that are none. */
export function buildCalendar(
  days: readonly CalendarDayRow[],
  years: readonly CalendarYearRow[],
  hours: WorkingHours = DEFAULT_HOURS,
): Calendar {
  return new Calendar({
    hours,
    days: days.map(dayFact),
    publishedYears: years.filter((row) => row.isPublished).map((row) => row.year),
  })
}

function dayFact(row: CalendarDayRow): DayFact {
  return { date: row.day, kind: row.kind, isOverride: row.isOverride, name: row.reason, ...(row.hours && { hours: row.hours }) }
}

/** The calendar as the database has it, also inside the transaction that changes it. */
export async function readCalendar({ sql }: Db): Promise<Calendar> {
  const days = await sql<CalendarDayRow[]>`select day, kind, is_override as "isOverride", reason, hours from calendar_days order by day`
  const years = await sql<CalendarYearRow[]>`select year, is_published as "isPublished" from calendar_years`
  const [hours] = await sql<{ value: WorkingHours }[]>`select value from settings where key = ${WORKING_HOURS}`
  return buildCalendar(days, years, hours?.value)
}

/** A public holiday as its notice words it: all days from `from` to `to` are free, those of `makeUp` are worked instead. */
export interface HolidayNotice {
  name: string
  from: string
  to: string
  makeUp: readonly string[]
}

/** The rows an official notice becomes. */
export function officialDayRows(notices: readonly HolidayNotice[]): CalendarDayRow[] {
  return notices.flatMap((notice) => [
    ...daysFromTo(notice.from, notice.to).map((day) => officialRow(day, 'holiday', notice.name)),
    ...notice.makeUp.map((day) => officialRow(day, 'workday', notice.name)),
  ])
}

function officialRow(day: string, kind: CalendarDayRow['kind'], reason: string): CalendarDayRow {
  return { day, kind, isOverride: false, reason, hours: null }
}

function daysFromTo(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = parseIsoDate(from); day <= parseIsoDate(to); day++) days.push(isoDate(day))
  return days
}
