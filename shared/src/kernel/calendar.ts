import { DAY_MS, dayOf, civilDate, isoDate, MINUTE_MS, parseIsoDate, startOfDay, WEEKDAYS, weekdayOf } from './calendar-day.ts'

/** One stretch of work inside a day, `['08:00', '12:00']`; `24:00` ends a day. */
export type WorkingSpan = readonly [open: string, close: string]

export interface WorkingHours {
  /** Spans of each weekday, Sunday first; an empty list is a free day. */
  week: readonly (readonly WorkingSpan[])[]
  /** The hours of an ordinary working day; a make-up workday has them whatever its weekday. */
  workday: readonly WorkingSpan[]
}

const OFFICE: readonly WorkingSpan[] = [['08:00', '12:00'], ['14:00', '18:00']]
export const DEFAULT_HOURS: WorkingHours = { week: [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []], workday: OFFICE }

/**
 * What is known about one date beyond its weekday. Official facts: a public holiday (`name` 国庆节) or a make-up
 * workday 调休 for it. A county override outranks both; `name` then says why (防汛值守).
 */
export interface DayFact {
  date: string
  kind: 'holiday' | 'workday'
  isOverride: boolean
  name: string
  /** The hours of an override workday that differ from an ordinary one's (a morning only). */
  hours?: readonly WorkingSpan[]
}

export interface CalendarFacts {
  hours?: WorkingHours
  days: readonly DayFact[]
  /** Years whose official calendar is loaded. Any other year makes what depends on it provisional. */
  publishedYears: readonly number[]
}

/** The years a calendar answers for; instants outside throw a RangeError. */
export const FIRST_YEAR = 2020
export const LAST_YEAR = 2069

/** Milliseconds since 00:00. */
interface Span {
  readonly open: number
  readonly close: number
}

interface OpeningHours {
  readonly spans: readonly Span[]
  readonly opensAt: number
  readonly closesAt: number
  readonly workMs: number
}

export interface DayReading {
  /** `2026-10-10`. */
  date: string
  isWorkday: boolean
  /** In Chinese: 周四, 国庆节放假, 调休上班, 县里安排：…. */
  reason: string
  /** Null where only the weekday decides. */
  fact: DayFact | null
}

/**
 * The county's working time, indexed by day number so that every question is a table look-up or a binary search.
 * Immutable; build one per set of facts and keep it. Instants are epoch milliseconds.
 */
export class Calendar {
  /** Working time of an ordinary working day, ms. */
  readonly workdayMs: number
  private readonly first = parseIsoDate(`${FIRST_YEAR}-01-01`)
  private readonly last = parseIsoDate(`${LAST_YEAR}-12-31`)
  private readonly facts: ReadonlyMap<number, DayFact>
  private readonly published: ReadonlySet<number>
  private readonly hours: (OpeningHours | null)[] = []
  /** Working days, and working milliseconds, before day `first + i`. */
  private readonly daysBefore: Int32Array
  private readonly msBefore: Float64Array
  /** Day numbers of all working days, ascending. */
  private readonly workdays: number[] = []
  private readonly readings: (DayReading | undefined)[] = []

  constructor(facts: CalendarFacts) {
    const { week, workday } = facts.hours ?? DEFAULT_HOURS
    if (week.length !== 7) throw new RangeError('working hours need seven weekdays')
    const weekHours = week.map(openingHours)
    const workdayHours = openingHours(workday)
    if (!workdayHours) throw new RangeError('a working day needs hours')
    this.workdayMs = workdayHours.workMs
    this.facts = strongestFacts(facts.days)
    this.published = new Set(facts.publishedYears)

    const count = this.last - this.first + 1
    this.daysBefore = new Int32Array(count + 1)
    this.msBefore = new Float64Array(count + 1)
    for (let index = 0; index < count; index++) {
      const day = this.first + index
      const fact = this.facts.get(day)
      const usual = weekHours[weekdayOf(day)] ?? null
      const hours = fact ? factHours(fact, workdayHours) : usual
      this.hours.push(hours)
      if (hours) this.workdays.push(day)
      this.daysBefore[index + 1] = this.daysBefore[index]! + (hours ? 1 : 0)
      this.msBefore[index + 1] = this.msBefore[index]! + (hours?.workMs ?? 0)
    }
    if (this.workdays.length === 0) throw new RangeError('a calendar needs working days')
  }

  /** What a day is and why; cached, do not change it. */
  read(day: number): DayReading {
    const index = this.index(day)
    return (this.readings[index] ??= {
      date: isoDate(day),
      isWorkday: this.hours[index] !== null,
      reason: dayReason(day, this.facts.get(day)),
      fact: this.facts.get(day) ?? null,
    })
  }

  isWorkday(day: number): boolean {
    return this.hours[this.index(day)] !== null
  }

  /** Working days after `from` up to and including `to`; negative when `to` is earlier. */
  workdaysAfter(from: number, to: number): number {
    return this.daysBefore[this.index(to) + 1]! - this.daysBefore[this.index(from) + 1]!
  }

  /** The n-th working day after a day (n ≥ 1), or counted back from it (n ≤ −1, the day itself excluded). */
  workdayFrom(day: number, n: number): number {
    const index = this.index(day)
    const found = this.workdays[n > 0 ? this.daysBefore[index + 1]! + n - 1 : this.daysBefore[index]! + n]
    if (found === undefined) throw outOfRange()
    return found
  }

  /** The instant a working day's hours begin. */
  opening(workday: number): number {
    return startOfDay(workday) + this.hoursOf(workday).opensAt
  }

  /** The instant a working day's hours end. */
  closing(workday: number): number {
    return startOfDay(workday) + this.hoursOf(workday).closesAt
  }

  /** Working milliseconds between the calendar's first instant and this one: differences measure working time. */
  workedUntil(ms: number): number {
    const day = dayOf(ms)
    const index = this.index(day)
    let worked = this.msBefore[index]!
    const time = ms - startOfDay(day)
    for (const span of this.hours[index]?.spans ?? [])
      if (time > span.open) worked += Math.min(time, span.close) - span.open
    return worked
  }

  /** The earliest instant by which `worked` milliseconds (> 0, as `workedUntil` counts) are complete. */
  instantWorked(worked: number): number {
    const day = this.workdays[this.workdayReaching(worked)]
    if (day === undefined) throw outOfRange()
    let missing = worked - this.msBefore[this.index(day)]!
    for (const span of this.hoursOf(day).spans) {
      const length = span.close - span.open
      if (missing <= length) return startOfDay(day) + span.open + missing
      missing -= length
    }
    throw new Error('prefix sums and spans disagree')
  }

  isPublished(year: number): boolean {
    return this.published.has(year)
  }

  /** The first year of these days, both included, whose official calendar is not loaded. */
  unpublishedYear(fromDay: number, toDay: number): number | null {
    const lastYear = civilDate(toDay).year
    for (let year = civilDate(fromDay).year; year <= lastYear; year++) if (!this.published.has(year)) return year
    return null
  }

  private index(day: number): number {
    if (!(day >= this.first && day <= this.last)) throw outOfRange()
    return day - this.first
  }

  private hoursOf(day: number): OpeningHours {
    const hours = this.hours[this.index(day)]
    if (!hours) throw new RangeError(`${isoDate(day)} is not a working day`)
    return hours
  }

  /** Position in `workdays` of the first one whose end completes `worked`. */
  private workdayReaching(worked: number): number {
    let low = 0
    let high = this.workdays.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.msBefore[this.workdays[middle]! - this.first + 1]! < worked) low = middle + 1
      else high = middle
    }
    return low
  }
}

const outOfRange = () => new RangeError(`calendars answer for ${FIRST_YEAR}–${LAST_YEAR}`)
/** County override > make-up workday > public holiday. */
const strength = (fact: DayFact): number => (fact.isOverride ? 2 : fact.kind === 'workday' ? 1 : 0)

/** One fact a day, by strength; of two equally strong the later in the list, which is the later decision. */
function strongestFacts(days: readonly DayFact[]): Map<number, DayFact> {
  const facts = new Map<number, DayFact>()
  for (const fact of days) {
    const day = parseIsoDate(fact.date)
    const known = facts.get(day)
    if (!known || strength(fact) >= strength(known)) facts.set(day, fact)
  }
  return facts
}

function factHours(fact: DayFact, ordinary: OpeningHours): OpeningHours | null {
  if (fact.kind === 'holiday') return null
  return (fact.hours && openingHours(fact.hours)) ?? ordinary
}

function dayReason(day: number, fact: DayFact | undefined): string {
  if (!fact) return WEEKDAYS[weekdayOf(day)]!
  if (fact.isOverride) return `县里安排：${fact.name}`
  return fact.kind === 'holiday' ? `${fact.name}放假` : '调休上班'
}

function openingHours(spans: readonly WorkingSpan[]): OpeningHours | null {
  const [firstSpan] = spans
  if (!firstSpan) return null
  const parsed = spans.map(([open, close]) => ({ open: clockTime(open), close: clockTime(close) }))
  let end = -1
  for (const span of parsed) {
    if (span.open <= end || span.close <= span.open) throw new RangeError('spans of work follow each other with a break between')
    end = span.close
  }
  return {
    spans: parsed,
    opensAt: parsed[0]!.open,
    closesAt: end,
    workMs: parsed.reduce((sum, span) => sum + span.close - span.open, 0),
  }
}

/** Milliseconds since 00:00 of `14:00`. */
function clockTime(text: string): number {
  const match = /^(\d{2}):([0-5]\d)$/.exec(text)
  const ms = match ? (Number(match[1]) * 60 + Number(match[2])) * MINUTE_MS : Number.NaN
  if (!(ms <= DAY_MS)) throw new RangeError(`not a time of day: ${text}`)
  return ms
}
