import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day'

/** Whole months, both included, as the figures are asked for. */
export const PERIODS = [
  { value: 'quarter', label: '近三个月', back: 2, until: 0 },
  { value: 'month', label: '这个月', back: 0, until: 0 },
  { value: 'last', label: '上个月', back: 1, until: 1 },
  { value: 'year', label: '近一年', back: 11, until: 0 },
] as const
export type PeriodChoice = (typeof PERIODS)[number]['value']

/** So many months before that of `now`, in Shanghai: 2026-11. */
function monthBefore(now: Date, months: number): string {
  const [year, month] = isoDate(dayOf(now.getTime())).split('-').map(Number) as [number, number, number]
  const count = year * 12 + month - 1 - months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

export function monthsOf(choice: PeriodChoice, now: Date): { from: string; to: string } {
  const { back, until } = PERIODS.find(({ value }) => value === choice)!
  return { from: monthBefore(now, back), to: monthBefore(now, until) }
}

const monthWords = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`
/** 2026 年 9 月到 11 月. */
export function periodWords({ from, to }: { from: string; to: string }): string {
  if (from === to) return monthWords(from)
  return from.slice(0, 4) === to.slice(0, 4) ? `${monthWords(from)}到 ${Number(to.slice(5))} 月` : `${monthWords(from)}到 ${monthWords(to)}`
}
