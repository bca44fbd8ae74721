import { WEEKDAYS } from '@huying/shared/kernel/calendar-day'

/** `['09:00', '11:00']`. */
export type Span = [open: string, close: string]

const SPAN = /^(\d{1,2})[:：]?(\d{2})?[-–—~到至](\d{1,2})[:：]?(\d{2})?$/

/** 9:00-11:00，14-16, as people write hours; null where it is none. Empty: no hours. */
export function parseHours(text: string): Span[] | null {
  const spans: Span[] = []
  for (const part of text.trim().split(/[，,、；;\s]+/).filter(Boolean)) {
    const found = SPAN.exec(part)
    if (!found) return null
    const [open, close] = [clockOf(found[1]!, found[2]), clockOf(found[3]!, found[4])]
    if (open === null || close === null) return null
    spans.push([open, close])
  }
  return spans
}

function clockOf(hour: string, minute = '00'): string | null {
  const [h, m] = [Number(hour), Number(minute)]
  return h < 24 && m < 60 || h === 24 && m === 0 ? `${String(h).padStart(2, '0')}:${minute}` : null
}

/** 09:00-11:00，14:00-16:00: as it stands in a field, and is read back. */
export const hoursText = (spans: readonly (readonly [string, string])[]): string => spans.map(([open, close]) => `${open}-${close}`).join('，')

/** Monday first, as people think of a week; positions in a list whose first is Sunday. */
export const WEEK_ORDER = [1, 2, 3, 4, 5, 6, 0] as const

/** 周一到周五 09:00-11:00；周六 14:00-16:00: a week in one line, days alike together; null where it is never open. */
export function weekWords(week: readonly (readonly (readonly [string, string])[])[]): string | null {
  const runs: { from: number; to: number; hours: string }[] = []
  for (const [place, weekday] of WEEK_ORDER.entries()) {
    const hours = hoursText(week[weekday] ?? [])
    const last = runs.at(-1)
    if (last && last.hours === hours && last.to === place - 1) last.to = place
    else if (hours !== '') runs.push({ from: place, to: place, hours })
  }
  const dayAt = (place: number) => WEEKDAYS[WEEK_ORDER[place]!]!
  const daysOf = ({ from, to }: { from: number; to: number }) => (from === to ? dayAt(from) : `${dayAt(from)}到${dayAt(to)}`)
  return runs.length === 0 ? null : runs.map((run) => `${daysOf(run)} ${run.hours}`).join('；')
}
