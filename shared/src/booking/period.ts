import { civilDate, dayOf, parseIsoDate, startOfDay, weekdayOf } from '../kernel/calendar-day.ts'

export type QuotaPeriod = 'day' | 'week' | 'month'

/** The day, week (Monday to Sunday) or month in Shanghai that an instant lies in, `[from, to)`. */
export function periodOf(at: Date, period: QuotaPeriod): { from: Date; to: Date } {
  const day = dayOf(at.getTime())
  const span = (from: number, to: number) => ({ from: new Date(startOfDay(from)), to: new Date(startOfDay(to)) })
  switch (period) {
    case 'day':
      return span(day, day + 1)
    case 'week': {
      const monday = day - ((weekdayOf(day) + 6) % 7)
      return span(monday, monday + 7)
    }
    case 'month': {
      const { year, month } = civilDate(day)
      return span(firstOf(year, month), month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1))
    }
  }
}

const firstOf = (year: number, month: number): number => parseIsoDate(`${year}-${String(month).padStart(2, '0')}-01`)
