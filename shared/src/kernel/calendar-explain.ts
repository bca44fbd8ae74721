import type { Calendar, DayReading } from './calendar.ts'
import { dueMs, effectivePauses, provisionalYear, warnMs, type Pause, type PauseMs } from './calendar-clock.ts'
import { civilDate, dayOf, MINUTE_MS, startOfDay } from './calendar-day.ts'
import { clockWords, dateAndWeekday, momentParts, rangeWords } from './calendar-words.ts'
import { sayLimit, type Limit } from './limit.ts'

/** One day of a deadline: whether it counts towards the limit, and why or why not. */
export interface ExplainedDay {
  date: string
  counts: boolean
  reason: string
}

export interface Explanation {
  dueAt: Date
  warnAt: Date
  /** Every day from the one the limit began on to the one it is due on. */
  days: ExplainedDay[]
  /** One Chinese sentence a resident understands. */
  sentence: string
  isProvisional: boolean
}

/**
 * A deadline with its reasons, by the rules of `dueAt` and `warnAt`. Of a limit in days exactly as many days count as
 * it has. `act` is what must be done by then.
 */
export function explain(calendar: Calendar, from: Date, limit: Limit, pauses: readonly Pause[] = [], act = '办结'): Explanation {
  const start = from.getTime()
  const stops = effectivePauses(start, pauses)
  const due = dueMs(calendar, start, limit, stops)
  const dueDate = new Date(due)
  const year = provisionalYear(calendar, from, dueDate, limit)
  const clock: Clock = { calendar, start, due, limit, pauses: stops.filter((pause) => pause.from < due) }
  const days = explainedDays(clock)
  return {
    dueAt: dueDate,
    warnAt: new Date(warnMs(calendar, start, limit, stops)),
    days,
    sentence: sentenceOf(clock, days, act, year),
    isProvisional: year !== null,
  }
}

interface Clock {
  calendar: Calendar
  start: number
  due: number
  limit: Limit
  pauses: readonly PauseMs[]
}

function explainedDays(clock: Clock): ExplainedDay[] {
  const firstDay = dayOf(clock.start)
  const lastDay = momentParts(clock.due, true).day
  const days: ExplainedDay[] = []
  for (let day = firstDay; day <= lastDay; day++) days.push(explainDay(clock, day, firstDay))
  return days
}

function explainDay(clock: Clock, day: number, firstDay: number): ExplainedDay {
  const reading = clock.calendar.read(day)
  const { date, reason } = reading
  switch (clock.limit.unit) {
    case 'wd':
      if (day === firstDay) return { date, counts: false, reason: '当天不算' }
      if (!reading.isWorkday) return { date, counts: false, reason }
      return isPausedDay(clock, day) ? { date, counts: false, reason: '暂停计时' } : { date, counts: true, reason }
    case 'd':
      if (day === firstDay) return { date, counts: false, reason: '当天不算' }
      return isPausedDay(clock, day) ? { date, counts: false, reason: '暂停计时' } : { date, counts: true, reason }
    case 'wh':
      return explainWorkingHours(clock, day, reading)
    case 'h':
    case 'min':
      return runsIn(clock, day, (from, to) => to - from) ? { date, counts: true, reason } : { date, counts: false, reason: '暂停计时' }
  }
}

function explainWorkingHours(clock: Clock, day: number, reading: DayReading): ExplainedDay {
  const { date, reason, isWorkday } = reading
  if (!isWorkday) return { date, counts: false, reason }
  const worked = (from: number, to: number) => clock.calendar.workedUntil(to) - clock.calendar.workedUntil(from)
  if (runsIn(clock, day, worked)) return { date, counts: true, reason }
  return { date, counts: false, reason: clock.start >= clock.calendar.closing(day) ? '已过下班时间' : '暂停计时' }
}

/** Whether a pause that began on an earlier day covers this one: it then does not count, the day the pause ended included. */
function isPausedDay(clock: Clock, day: number): boolean {
  return clock.pauses.some((pause) => dayOf(pause.from) < day && day <= dayOf(pause.to))
}

/** Whether the clock ran at all on a day, by a measure of the time between two instants. */
function runsIn(clock: Clock, day: number, measure: (from: number, to: number) => number): boolean {
  const from = Math.max(clock.start, startOfDay(day))
  const to = Math.min(clock.due, startOfDay(day + 1))
  let running = measure(from, to)
  for (const pause of clock.pauses) {
    const stops = Math.max(from, pause.from)
    const goesOn = Math.min(to, pause.to)
    if (stops < goesOn) running -= measure(stops, goesOn)
  }
  return running > 0
}

function sentenceOf(clock: Clock, days: readonly ExplainedDay[], act: string, provisional: number | null): string {
  const year = civilDate(dayOf(clock.start)).year
  const begin = momentParts(clock.start, false)
  const end = momentParts(clock.due, true)
  const opening = `从 ${dateAndWeekday(begin.day, year)} ${clockWords(begin.minutes)} 起算 ${sayLimit(clock.limit)}：`
  const reasons = [...rules(clock, days), ...freeDays(clock, days, year), ...madeUpDays(clock, days, year), ...pausedTime(clock, days, year)]
  const result = `所以 ${dateAndWeekday(end.day, year)} ${clockWords(end.minutes)} 前${act}`
  const doubt = provisional === null ? '' : `（${provisional}年的放假安排还没公布，这是暂估）`
  return `${opening}${[...reasons, result].join('，')}${doubt}。`
}

/** How the unit counts. */
function rules(clock: Clock, days: readonly ExplainedDay[]): string[] {
  switch (clock.limit.unit) {
    case 'wd':
      return ['当天不算']
    case 'd':
      return ['当天不算', '周末和节假日也算']
    case 'wh':
      return days[0]?.reason === '已过下班时间' ? ['只算上班时间', '当天已经下班不算'] : ['只算上班时间']
    case 'h':
    case 'min':
      return ['不分昼夜连续计时']
  }
}

/** `周末、9月25日至27日中秋节放假不算`, for clocks that run in working time. */
function freeDays(clock: Clock, days: readonly ExplainedDay[], year: number): string[] {
  if (clock.limit.unit !== 'wd' && clock.limit.unit !== 'wh') return []
  const counted = clock.limit.unit === 'wd' ? 1 : 0
  const first = dayOf(clock.start)
  const parts: string[] = []
  let hasPlainFreeDay = false
  for (let index = counted; index < days.length; index++) {
    const { fact, isWorkday } = clock.calendar.read(first + index)
    if (isWorkday) continue
    if (!fact) {
      hasPlainFreeDay = true
      continue
    }
    let last = index
    while (last + 1 < days.length && days[last + 1]!.reason === days[index]!.reason) last++
    const range = rangeWords(first + index, first + last, year)
    parts.push(fact.isOverride ? `${range}县里安排不上班（${fact.name}）` : `${range}${fact.name}放假`)
    index = last
  }
  if (hasPlainFreeDay) parts.unshift('周末')
  return parts.length > 0 ? [`${parts.join('、')}不算`] : []
}

/** `10月10日 周六调休上班算`: working days that a weekday alone would not make one. */
function madeUpDays(clock: Clock, days: readonly ExplainedDay[], year: number): string[] {
  if (clock.limit.unit !== 'wd' && clock.limit.unit !== 'wh') return []
  const first = dayOf(clock.start)
  const parts: string[] = []
  days.forEach((day, index) => {
    const { fact } = clock.calendar.read(first + index)
    if (!day.counts || !fact) return
    const why = fact.isOverride ? `县里安排上班（${fact.name}）` : '调休上班'
    parts.push(`${dateAndWeekday(first + index, year)}${why}`)
  })
  return parts.length > 0 ? [`${parts.join('、')}算`] : []
}

/** `其中 9月28日至30日暂停计时不算` for days, `中间暂停的 2 小时不算` for hours. */
function pausedTime(clock: Clock, days: readonly ExplainedDay[], year: number): string[] {
  if (clock.limit.unit === 'wd' || clock.limit.unit === 'd') return pausedDays(clock, days, year)
  const { calendar } = clock
  const isWorkingTime = clock.limit.unit === 'wh'
  const measure = (pause: PauseMs) => (isWorkingTime ? calendar.workedUntil(pause.to) - calendar.workedUntil(pause.from) : pause.to - pause.from)
  const minutes = Math.floor(clock.pauses.reduce((sum, pause) => sum + measure(pause), 0) / MINUTE_MS)
  return minutes > 0 ? [`中间暂停的 ${lengthWords(minutes)}不算`] : []
}

function pausedDays(clock: Clock, days: readonly ExplainedDay[], year: number): string[] {
  const first = dayOf(clock.start)
  const parts: string[] = []
  for (let index = 0; index < days.length; index++) {
    if (days[index]!.reason !== '暂停计时') continue
    let last = index
    while (days[last + 1]?.reason === '暂停计时') last++
    parts.push(rangeWords(first + index, first + last, year))
    index = last
  }
  return parts.length > 0 ? [`其中 ${parts.join('、')}暂停计时不算`] : []
}

function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return [hours > 0 ? `${hours} 小时` : '', rest > 0 ? `${rest} 分钟` : ''].filter(Boolean).join(' ')
}
