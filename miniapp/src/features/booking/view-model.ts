import type { ServiceLine, ServiceSession } from '@huying/shared/booking/contract'
import { PRICE_KIND_LABELS } from '@huying/shared/booking/labels'
import { civilDate, dayOf, isoDate, timeOfDay, WEEKDAYS, weekdayOf } from '@huying/shared/kernel/calendar-day'
import type { IconName } from '../../components/icon'

const ICONS: Record<ServiceLine['kind'], IconName> = {
  venueSeat: 'users', desk: 'file-text', class: 'book', dayCare: 'heart-handshake', legalAdvice: 'scale', jobAdvice: 'briefcase', errand: 'navigation',
}
export const iconOf = (kind: ServiceLine['kind']): IconName => ICONS[kind]

const yuan = (fen: number) => `¥${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}`

/** 公益免费, or 微利 with what it costs and what the market asks. */
export function priceWords({ priceKind, priceFen, marketPriceFen }: Pick<ServiceLine, 'priceKind' | 'priceFen' | 'marketPriceFen'>): string {
  if (priceKind === 'free') return PRICE_KIND_LABELS.free
  return [`${PRICE_KIND_LABELS.lowProfit} ${yuan(priceFen)}`, marketPriceFen === null ? null : `市场价约 ${yuan(marketPriceFen)}`].filter(Boolean).join('，')
}

/** 14:00, in Shanghai, wherever the phone is. */
export const clockOf = (at: string): string => new Date(timeOfDay(Date.parse(at))).toISOString().slice(11, 16)
const dateOf = (at: string): string => isoDate(dayOf(Date.parse(at)))

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
      words: own.length === 0 ? '休息' : left > 0 ? `余 ${left}` : '约满',
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
