import type { DayFact } from '@huying/shared/kernel/calendar'
import type { Limit } from '@huying/shared/kernel/limit'

/**
 * The rules of working time a second time, as slowly and plainly as they read: a clock that walks minute by minute.
 * It shares no code with the engine; instants must be whole minutes. Office hours 08:00–12:00, 14:00–18:00, Monday to Friday.
 */
export interface Stop {
  from: Date
  to: Date
}

const MINUTE = 60_000
const DAY_MINUTES = 1440

/** Minutes since 1970 of the local wall clock. */
const wall = (at: Date) => at.getTime() / MINUTE + 480
const instant = (wallMinute: number) => new Date((wallMinute - 480) * MINUTE)
const dayAt = (wallMinute: number) => Math.floor(wallMinute / DAY_MINUTES)

export class NaiveCalendar {
  private readonly known = new Map<number, boolean>()

  constructor(private readonly facts: readonly DayFact[]) {}

  dueAt(from: Date, limit: Limit, stops: readonly Stop[] = []): Date {
    return instant(this.walk(wall(from), limit, stops))
  }

  warnAt(from: Date, limit: Limit, stops: readonly Stop[] = []): Date {
    const due = this.walk(wall(from), limit, stops)
    if (limit.unit === 'd') return instant(due - DAY_MINUTES)
    if (limit.unit !== 'wd') return instant(this.walkMinutes(wall(from), minutesOf(limit) / 2, limit.unit === 'wh', stops))
    let day = dayAt(due)
    if (limit.amount < 3) return instant(day * DAY_MINUTES + 8 * 60)
    do day--
    while (!this.isWorkday(day))
    return instant(day * DAY_MINUTES + 18 * 60)
  }

  workingMinutes(from: Date, to: Date): number {
    let minutes = 0
    for (let minute = wall(from); minute < wall(to); minute++) if (this.isWorking(minute)) minutes++
    return minutes
  }

  private walk(start: number, limit: Limit, stops: readonly Stop[]): number {
    if (limit.unit === 'wd') return this.walkDays(start, limit.amount, 18 * 60, (day) => this.isWorkday(day), stops)
    if (limit.unit === 'd') return this.walkDays(start, limit.amount, DAY_MINUTES, () => true, stops)
    return this.walkMinutes(start, minutesOf(limit), limit.unit === 'wh', stops)
  }

  private walkMinutes(start: number, needed: number, onlyWorking: boolean, stops: readonly Stop[]): number {
    let minute = start
    for (let run = 0; run < needed; minute++) if (!isStopped(minute, stops) && (!onlyWorking || this.isWorking(minute))) run++
    return minute
  }

  /** A day is completed `closesAt` minutes after its midnight; the day the walk begins on never counts. */
  private walkDays(start: number, amount: number, closesAt: number, counts: (day: number) => boolean, stops: readonly Stop[]): number {
    const firstDay = dayAt(start)
    let needed = amount
    let passed = 0
    for (let minute = start; ; minute++) {
      const ending = dayAt(minute - closesAt)
      if ((minute - closesAt) % DAY_MINUTES === 0 && ending > firstDay && counts(ending) && ++passed === needed) return minute
      if (!isStopped(minute, stops) || (minute > start && isStopped(minute - 1, stops))) continue
      let end = minute
      while (isStopped(end, stops)) end++
      for (let day = dayAt(minute) + 1; day <= dayAt(end); day++) if (counts(day)) needed++
    }
  }

  private isWorking(minute: number): boolean {
    const time = minute % DAY_MINUTES
    const isOpen = (time >= 480 && time < 720) || (time >= 840 && time < 1080)
    return isOpen && this.isWorkday(dayAt(minute))
  }

  private isWorkday(day: number): boolean {
    let answer = this.known.get(day)
    if (answer === undefined) this.known.set(day, (answer = this.decide(day)))
    return answer
  }

  private decide(day: number): boolean {
    const date = new Date(day * DAY_MINUTES * MINUTE)
    const facts = this.facts.filter((fact) => fact.date === date.toISOString().slice(0, 10))
    const override = facts.findLast((fact) => fact.isOverride)
    if (override) return override.kind === 'workday'
    if (facts.some((fact) => fact.kind === 'workday')) return true
    if (facts.some((fact) => fact.kind === 'holiday')) return false
    return date.getUTCDay() >= 1 && date.getUTCDay() <= 5
  }
}

function isStopped(minute: number, stops: readonly Stop[]): boolean {
  for (const stop of stops) if (wall(stop.from) <= minute && minute < wall(stop.to)) return true
  return false
}

function minutesOf({ amount, unit }: Limit): number {
  return unit === 'min' ? amount : amount * 60
}
