import { civilDate, dayOf, MINUTE_MS, timeOfDay, WEEKDAYS, weekdayOf } from './calendar-day.ts'

/** The parts from which dates are said; words-for-time.ts and the explanation of a deadline put them together. */

/** `9月24日`, with its year when that is not `year`: `2027年1月5日`. */
export function dateWords(day: number, year: number): string {
  const date = civilDate(day)
  return `${date.year === year ? '' : `${date.year}年`}${date.month}月${date.dayOfMonth}日`
}

/** `9月24日 周四`. */
export const dateAndWeekday = (day: number, year: number): string => `${dateWords(day, year)} ${WEEKDAYS[weekdayOf(day)]}`

/** `9月25日至27日`, `9月30日至10月7日`, `10月6日`. */
export function rangeWords(firstDay: number, lastDay: number, year: number): string {
  if (firstDay === lastDay) return dateWords(firstDay, year)
  const first = civilDate(firstDay)
  const last = civilDate(lastDay)
  const end = first.year === last.year && first.month === last.month ? `${last.dayOfMonth}日` : dateWords(lastDay, first.year)
  return `${dateWords(firstDay, year)}至${end}`
}

/** A moment as day and minutes since 00:00. As the end of something, midnight is 24:00 of the day before. */
export function momentParts(ms: number, isEnd: boolean): { day: number; minutes: number } {
  const day = dayOf(ms)
  const minutes = Math.floor(timeOfDay(ms) / MINUTE_MS)
  return isEnd && timeOfDay(ms) === 0 ? { day: day - 1, minutes: 1440 } : { day, minutes }
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** `16:20`. */
export const clockWords = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`

/** `下午 3 点`, `上午 9 点半`, `晚上 7 点 10 分`: the hour as an old person says it. */
export function elderClockWords(minutes: number): string {
  const hour = Math.floor(minutes / 60)
  const minute = minutes % 60
  const part = minute === 0 ? '点' : minute === 30 ? '点半' : `点 ${minute} 分`
  return `${partOfDay(hour)} ${hour > 12 ? hour - 12 : hour} ${part}`
}

function partOfDay(hour: number): string {
  if (hour < 6) return '凌晨'
  if (hour < 12) return '上午'
  if (hour === 12) return '中午'
  if (hour < 19) return '下午'
  return hour < 24 ? '晚上' : '夜里'
}
