import { dayOf } from '@huying/shared/kernel/calendar-day'
import { dateAndWeekday, rangeWords } from '@huying/shared/kernel/calendar-words'

/** A day of an explained deadline, as the API gives it. */
export interface WhyDay {
  /** `2026-11-24`. */
  date: string
  counts: boolean
  reason: string
}

export interface WhyRow {
  dates: string
  reason: string
  /** 起算, 2 天, 不算, 到期. */
  sum: string
  kind: 'start' | 'counts' | 'free' | 'due'
}

const MIDDAY = 'T12:00:00+08:00'
const dayNumber = (date: string): number => dayOf(Date.parse(date + MIDDAY))

/** The days as a table that reads like a calendar: neighbours with one reason share a row; the first and the last stand alone. */
export function whyRows(days: readonly WhyDay[]): WhyRow[] {
  if (days.length === 0) return []
  const first = days[0]!
  const last = days.at(-1)!
  const year = Number(first.date.slice(0, 4))
  const alone = (day: WhyDay) => dateAndWeekday(dayNumber(day.date), year)
  if (days.length === 1) return [{ dates: alone(first), reason: first.reason, sum: '当天到期', kind: 'due' }]
  return [
    { dates: alone(first), reason: first.counts ? '' : first.reason, sum: '起算', kind: 'start' },
    ...middleRows(days.slice(1, -1), year),
    { dates: alone(last), reason: last.counts ? '' : last.reason, sum: '到期', kind: 'due' },
  ]
}

function middleRows(days: readonly WhyDay[], year: number): WhyRow[] {
  const rows: WhyRow[] = []
  for (let index = 0; index < days.length; ) {
    const { counts, reason } = days[index]!
    let end = index
    while (end + 1 < days.length && days[end + 1]!.counts === counts && days[end + 1]!.reason === reason) end++
    const length = end - index + 1
    rows.push({
      dates: rangeWords(dayNumber(days[index]!.date), dayNumber(days[end]!.date), year),
      reason,
      sum: counts ? `${length} 天` : '不算',
      kind: counts ? 'counts' : 'free',
    })
    index = end + 1
  }
  return rows
}
