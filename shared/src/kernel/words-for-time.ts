import type { Calendar } from './calendar.ts'
import { civilDate, DAY_MS, dayOf, HOUR_MS, MINUTE_MS, WEEKDAYS, weekdayOf } from './calendar-day.ts'
import { clockWords, dateAndWeekday, dateWords, elderClockWords, momentParts } from './calendar-words.ts'
import type { LimitUnit } from './limit.ts'

/** An amount of a clock's own time, rounded down. `days` are working days for wd and wh clocks; `hours` likewise working hours. */
export interface TimeLength {
  amount: number
  unit: 'days' | 'hours' | 'minutes'
}

/**
 * How long is left until `due` (or, the other way round, how long ago it was), in the clock's own unit: working days
 * from a whole one on, then working hours; real hours for h and min; days from a whole one on for d. Under an hour,
 * minutes. What no working time is left for (due in the evening) is counted in real time.
 */
export function remaining(calendar: Calendar, now: Date, due: Date, unit: LimitUnit): TimeLength {
  const real = due.getTime() - now.getTime()
  if (unit === 'wd' || unit === 'wh') {
    const working = calendar.workedUntil(due.getTime()) - calendar.workedUntil(now.getTime())
    if (working >= MINUTE_MS) return inUnits(working, unit === 'wd' ? calendar.workdayMs : Number.POSITIVE_INFINITY)
  }
  return inUnits(real, unit === 'd' ? DAY_MS : Number.POSITIVE_INFINITY)
}

/** How long a due date has passed: as `remaining`, but whole days of the clock's own time are always days. */
function overdue(calendar: Calendar, now: Date, due: Date, unit: LimitUnit): TimeLength {
  const isWorkingTime = unit === 'wd' || unit === 'wh'
  const length = isWorkingTime
    ? calendar.workedUntil(now.getTime()) - calendar.workedUntil(due.getTime())
    : now.getTime() - due.getTime()
  return inUnits(length, isWorkingTime ? calendar.workdayMs : DAY_MS)
}

function inUnits(ms: number, dayMs: number): TimeLength {
  if (ms >= dayMs) return { amount: Math.floor(ms / dayMs), unit: 'days' }
  if (ms >= HOUR_MS) return { amount: Math.floor(ms / HOUR_MS), unit: 'hours' }
  return { amount: Math.floor(ms / MINUTE_MS), unit: 'minutes' }
}

export interface SayOptions {
  /** Elder mode: 下午 3 点 instead of 15:00. */
  isElder?: boolean
}

/** A moment as people say it: 今天 17:10, 昨天 09:00, 周五 15:10 (this week), 11月27日 周五 15:10. */
export const sayMoment = (at: Date, now: Date, options: SayOptions = {}): string => said(at, now, false, options)

/** A deadline as people say it: 明天 16:00 前, 周五下午 3 点前. Midnight is 24:00 of the day that ends. */
export function sayDeadline(due: Date, now: Date, options: SayOptions = {}): string {
  return `${said(due, now, true, options)}${options.isElder ? '' : ' '}前`
}

/** A date alone: 今天, 明天, 周五, 11月27日 周五. */
export const sayDate = (at: Date, now: Date): string => dayWords(dayOf(at.getTime()), dayOf(now.getTime()))

function said(at: Date, now: Date, isEnd: boolean, { isElder }: SayOptions): string {
  const { day, minutes } = momentParts(at.getTime(), isEnd)
  const date = dayWords(day, dayOf(now.getTime()))
  return isElder ? `${date}${elderClockWords(minutes)}` : `${date} ${clockWords(minutes)}`
}

function dayWords(day: number, today: number): string {
  if (day === today) return '今天'
  if (day === today + 1) return '明天'
  if (day === today - 1) return '昨天'
  return day > today && weekOf(day) === weekOf(today) ? WEEKDAYS[weekdayOf(day)]! : dateAndWeekday(day, civilDate(today).year)
}

/** Number of the Monday-to-Sunday week a day lies in. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7)

/** `已挂账，12月20日再看`. */
export const holdWords = (reviewAt: Date, now: Date): string =>
  `已挂账，${dateWords(dayOf(reviewAt.getTime()), civilDate(dayOf(now.getTime())).year)}再看`

export const AWAITING_RESIDENT_WORDS = '等您补充，暂停计时'

export interface ChipInput extends SayOptions {
  calendar: Calendar
  now: Date
  dueAt: Date
  warnAt: Date | null
  state: 'running' | 'paused' | 'fired' | 'stopped'
  unit: LimitUnit
  isProvisional: boolean
  /** What must be done by then: 接单, 办结. */
  act?: string
  /** When the limit has run a second time (`redAt`): red without anybody's doing. */
  redAt?: Date
  /** Who has stepped in, as 街道督办; red from then on. */
  supervision?: string
  /** Why the clock stands still: `AWAITING_RESIDENT_WORDS`, `holdWords`. */
  pausedWords?: string
  /** When a stopped clock was stopped. */
  stoppedAt?: Date
}

export type ChipTone = 'calm' | 'soon' | 'over' | 'supervised' | 'paused' | 'done'

export interface Chip {
  words: string
  tone: ChipTone
  isProvisional: boolean
}

/** What the deadline chip says; in elder mode the words make a sentence that names the date. */
export function chipFor(input: ChipInput): Chip {
  const tone = toneOf(input)
  const isProvisional = input.isProvisional && tone !== 'done'
  return { words: `${wordsOf(tone, input)}${isProvisional ? ' · 假期未公布，暂估' : ''}`, tone, isProvisional }
}

function toneOf({ now, dueAt, warnAt, state, redAt, supervision }: ChipInput): ChipTone {
  if (state === 'stopped') return 'done'
  if (state === 'paused') return 'paused'
  const isOver = now >= dueAt
  if (supervision !== undefined || (isOver && redAt && now >= redAt)) return 'supervised'
  if (isOver) return 'over'
  return warnAt && now >= warnAt ? 'soon' : 'calm'
}

function wordsOf(tone: ChipTone, input: ChipInput): string {
  switch (tone) {
    case 'done':
      return doneWords(input)
    case 'paused':
      return input.pausedWords ?? '暂停计时'
    case 'supervised':
      return `${input.supervision ?? '督办'} ${input.now < input.dueAt ? leftWords(input) : overWords(input, input.now)}`
    case 'over':
      return overWords(input, input.now)
    case 'soon':
      return `${leftWords(input, 'hours')}${input.isElder ? '，' : ' · '}${dueWords(input)}`
    case 'calm':
      return input.isElder ? `${leftWords(input)}，${dueWords(input)}` : leftWords(input)
  }
}

const dueWords = ({ dueAt, now, act, isElder }: ChipInput) => `${sayDeadline(dueAt, now, { isElder })}${act ?? ''}`

function doneWords(input: ChipInput): string {
  if (!input.stoppedAt) return '已结束'
  return input.stoppedAt < input.dueAt ? '按时完成' : `已完成，${overWords(input, input.stoppedAt)}`
}

/** On a clock's last day a working-day clock says hours, since a day is no longer whole. */
function leftWords({ calendar, now, dueAt, unit }: ChipInput, precision?: 'hours'): string {
  const ownUnit = precision === 'hours' && unit === 'wd' ? 'wh' : unit
  const { amount, unit: said } = remaining(calendar, now, dueAt, ownUnit)
  if (said === 'days') return `还剩 ${amount} ${unit === 'wd' ? '个工作日' : '天'}`
  if (said === 'hours') return `还剩 ${amount} 小时`
  return amount > 0 ? `还剩 ${amount} 分钟` : '还剩不到 1 分钟'
}

function overWords({ calendar, dueAt, unit }: ChipInput, at: Date): string {
  const { amount, unit: said } = overdue(calendar, at, dueAt, unit)
  if (said === 'minutes') return '超时不到 1 小时'
  return `超时 ${amount} ${said === 'days' ? '天' : '小时'}`
}
