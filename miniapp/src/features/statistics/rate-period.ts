import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day'

export const RATE_PERIODS = [
  { value: 'last', label: '上个月' },
  { value: 'month', label: '这个月' },
  { value: 'quarter', label: '这个季度' },
  { value: 'year', label: '今年' },
] as const
export type RatePeriod = (typeof RATE_PERIODS)[number]['value']

/** As the rates are asked for, in Shanghai: 2026-11, 2026-Q4 or 2026. */
export function ratePeriodOf(choice: RatePeriod, now: Date): string {
  const [year, month] = isoDate(dayOf(now.getTime())).split('-').map(Number) as [number, number]
  const monthText = (count: number): string => `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
  switch (choice) {
    case 'month':
      return monthText(year * 12 + month - 1)
    case 'last':
      return monthText(year * 12 + month - 2)
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`
    case 'year':
      return String(year)
  }
}
