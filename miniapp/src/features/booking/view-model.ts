import type { RulePreview } from '@huying/shared/booking/catalogue-contract'
import type { Booking, ServiceLine, ServiceSession, WaitlistEntry } from '@huying/shared/booking/contract'
import { bookingStateWords, PRICE_KIND_LABELS } from '@huying/shared/booking/labels'
import { sessionMachine } from '@huying/shared/booking/session-machine'
import type { SheetSession } from '@huying/shared/booking/staff-contract'
import { waitlistMachine } from '@huying/shared/booking/waitlist-machine'
import { civilDate, dayOf, isoDate, timeOfDay, WEEKDAYS, weekdayOf } from '@huying/shared/kernel/calendar-day'
import { elderClockWords, momentParts } from '@huying/shared/kernel/calendar-words'
import { sayMoment, type SayOptions } from '@huying/shared/kernel/words-for-time'
import type { Tone } from '../../components/chip'
import type { IconName } from '../../components/icon'
import type { Point } from '../../platform/location'

const ICONS: Record<ServiceLine['kind'], IconName> = {
  venueSeat: 'users', desk: 'file-text', class: 'book', dayCare: 'heart-handshake', legalAdvice: 'scale', jobAdvice: 'briefcase', errand: 'navigation',
}
export const iconOf = (kind: ServiceLine['kind']): IconName => ICONS[kind]

/** ¥3, ¥3.50: fen as people write money. */
export const yuan = (fen: number) => `¥${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}`

/** 公益免费, or 微利 with what it costs and what the market asks. */
export function priceWords({ priceKind, priceFen, marketPriceFen }: Pick<ServiceLine, 'priceKind' | 'priceFen' | 'marketPriceFen'>): string {
  if (priceKind === 'free') return PRICE_KIND_LABELS.free
  return [`${PRICE_KIND_LABELS.lowProfit} ${yuan(priceFen)}`, marketPriceFen === null ? null : `市场价约 ${yuan(marketPriceFen)}`].filter(Boolean).join('，')
}

/** 14:00, in Shanghai, wherever the phone is. */
export const clockOf = (at: string): string => new Date(timeOfDay(Date.parse(at))).toISOString().slice(11, 16)
/** 上午 9 点, as an old person says it; an end at midnight is 夜里 12 点. */
const elderClockOf = (at: string, isEnd = false): string => elderClockWords(momentParts(Date.parse(at), isEnd).minutes)
export const startWords = (at: string, { isElder }: SayOptions): string => (isElder ? elderClockOf(at) : clockOf(at))

/** 周五 09:00 到 11:00; in elder mode 周五上午 9 点到 11 点. */
export function periodWords({ startsAt, endsAt }: { startsAt: string; endsAt: string }, now: Date, { isElder = false }: SayOptions): string {
  const from = sayMoment(new Date(startsAt), now, { isElder })
  if (!isElder) return `${from} 到 ${clockOf(endsAt)}`
  const [part] = elderClockOf(startsAt).split(' ')
  const end = elderClockOf(endsAt, true)
  return `${from}到${end.startsWith(`${part} `) ? end.slice(part!.length) : end}`
}

export const dateOf = (at: string): string => isoDate(dayOf(Date.parse(at)))

/** Of a session to its desk: how full while it is to come, afterwards what became of it. */
export function fullnessWords({ state, taken, seats, waiting, isOffRule, daySheetConfirmedAt }: Omit<SheetSession, 'bookings'>): string {
  if (state === 'closed' || state === 'ended') return [sessionMachine.states[state].label, daySheetConfirmedAt !== null && '名单确认过了'].filter(Boolean).join(' · ')
  return [state === 'running' && sessionMachine.states.running.label, `约了 ${taken} / ${seats}`, waiting > 0 && `候补 ${waiting}`, isOffRule && '排班改了，等您定'].filter(Boolean).join(' · ')
}

export interface DayChoice {
  date: string
  weekday: string
  dayOfMonth: number
  /** 余 5, 约满, 休息. */
  words: string
  hasRoom: boolean
}

/** The next seven days with what is left on each; a day without a session rests. */
export function daysFrom(now: Date, sessions: readonly ServiceSession[]): DayChoice[] {
  return Array.from({ length: 7 }, (_, offset) => {
    const number = dayOf(now.getTime()) + offset
    const date = isoDate(number)
    const own = sessions.filter(({ startsAt }) => dateOf(startsAt) === date)
    const left = own.reduce((sum, { left: seats, isBookable }) => sum + (isBookable ? seats : 0), 0)
    return {
      date,
      weekday: offset === 0 ? '今天' : WEEKDAYS[weekdayOf(number)]!,
      dayOfMonth: civilDate(number).dayOfMonth,
      words: own.length === 0 ? '休息' : left > 0 ? `余 ${left}` : own.some((one) => isWaitable(one, now)) ? '约满' : '约不了',
      hasRoom: left > 0,
    }
  })
}

/** 上午 and 下午 of one day, each with its sessions in order. */
export function halvesOf(date: string, sessions: readonly ServiceSession[]): { word: string; sessions: ServiceSession[] }[] {
  const own = sessions.filter(({ startsAt }) => dateOf(startsAt) === date)
  const isMorning = ({ startsAt }: ServiceSession) => clockOf(startsAt) < '12:00'
  return [
    { word: '上午', sessions: own.filter(isMorning) },
    { word: '下午', sessions: own.filter((session) => !isMorning(session)) },
  ].filter((half) => half.sessions.length > 0)
}

/** Full, not over, not called off: one may queue for it. */
export const isWaitable = ({ state, left, isBookable, closesAt }: ServiceSession, now: Date): boolean =>
  state === 'open' && !isBookable && left === 0 && now < new Date(closesAt)

const BOOKING_TONES: Record<Booking['state'], Tone> = {
  pending: 'paused', booked: 'running', checked_in: 'done', completed: 'done', cancelled: 'closed', declined: 'closed', expired: 'closed', no_show: 'soon',
}
const ENTRY_TONES: Record<WaitlistEntry['state'], Tone> = { waiting: 'paused', offered: 'yourTurn', taken: 'done', lapsed: 'closed', left: 'closed' }

export const bookingChip = (booking: Pick<Booking, 'state' | 'checkedInAt'>) => ({ tone: BOOKING_TONES[booking.state], words: bookingStateWords(booking) })
export const entryChip = ({ state }: Pick<WaitlistEntry, 'state'>) => ({ tone: ENTRY_TONES[state], words: waitlistMachine.states[state].label })

const STANDS: ReadonlySet<Booking['state']> = new Set(['pending', 'booked', 'checked_in'])

/** What one still comes for, the next first; then what is over or off, as it came. */
export function nextFirst<T extends Pick<Booking, 'state' | 'startsAt' | 'endsAt'>>(bookings: readonly T[], now: Date): T[] {
  const isAhead = ({ state, endsAt }: T) => STANDS.has(state) && new Date(endsAt) > now
  const ahead = bookings.filter(isAhead).sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1))
  return [...ahead, ...bookings.filter((booking) => !isAhead(booking))]
}

const EARTH_RADIUS_M = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres on a sphere, exact enough to say which place is nearer. */
export function metresBetween(one: Point, other: Point): number {
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  const chord = half(other.lat - one.lat) + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * half(other.lng - one.lng)
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(chord))
}

const FIRST_METRES = 100
/** 约 300 米, 约 1.2 公里. */
export const distanceWords = (metres: number): string =>
  metres < 1000 ? `约 ${Math.max(FIRST_METRES, Math.round(metres / FIRST_METRES) * FIRST_METRES)} 米` : `约 ${(metres / 1000).toFixed(1)} 公里`

/** `110.913,33.532`: to a hundred metres, which is enough to say what is near. */
export const roughly = ({ lng, lat }: Point): string => `${lng.toFixed(3)},${lat.toFixed(3)}`

/** 还有 25 分钟: how long a seat is still held, rounded down; null once it is not. */
export function holdLeft(heldUntil: string | null, now: Date): string | null {
  if (heldUntil === null) return null
  const minutes = Math.floor((Date.parse(heldUntil) - now.getTime()) / 60_000)
  if (minutes < 0) return null
  return minutes === 0 ? '不到 1 分钟' : minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`
}

/** What a rule would change, a sentence each. */
export function previewWords({ total, added, dropped }: Pick<RulePreview, 'total' | 'added' | 'dropped'>, isNew: boolean): string[] {
  if (isNew) return [`接下来会排出 ${total} 场`]
  return [`改完以后，接下来一共 ${total} 场`, ...(added > 0 ? [`新排 ${added} 场`] : []), ...(dropped > 0 ? [`去掉 ${dropped} 场，都没有人约`] : []), ...(added + dropped === 0 ? ['场次不变'] : [])]
}

/** 周三 09:00：3 人约了，1 人候补. */
export function touchedWords({ startsAt, bookings, waiting }: RulePreview['touched'][number], now: Date, options: SayOptions): string {
  return `${sayMoment(new Date(startsAt), now, options)}：${[bookings > 0 && `${bookings} 人约了`, waiting > 0 && `${waiting} 人候补`].filter(Boolean).join('，')}`
}
