import type { OpenSpan, PlaceKind, ServiceAudience, ServiceKind } from '../../src/modules/booking/table.ts'

/** A service as it is offered in many places; which weekdays, 0 Sunday. */
export interface ServiceOffer {
  name: string
  kind: ServiceKind
  summary: string
  audience: ServiceAudience
  /** Fen, with the usual market price beside it; null: free. */
  price: { fen: number; marketFen: number } | null
  days: readonly number[]
  spans: readonly OpenSpan[]
  sessionMinutes: number
  seats: number
  opensDaysAhead: number
  closesMinutesBefore: number
  cancelMinutesBefore: number
  quota: { count: number; period: 'day' | 'week' | 'month' } | null
  needsApproval: boolean
  isHolidayOpen: boolean
  /** How full it gets, of its seats. */
  demand: number
}

const plain = { price: null, quota: null, needsApproval: false, isHolidayOpen: false, opensDaysAhead: 14, closesMinutesBefore: 60, cancelMinutesBefore: 120 } as const

/** In the service centre of every urban community. */
export const CENTRE_OFFERS: readonly ServiceOffer[] = [
  { ...plain, name: '日间照料（午餐与午休）', kind: 'dayCare', summary: '60 岁以上老人白天来坐坐，中午有热饭，下午有人陪着下棋、量血压。', audience: 'elders', price: { fen: 800, marketFen: 1800 }, days: [1, 3, 5], spans: [['09:00', '16:00']], sessionMinutes: 420, seats: 20, demand: 0.62, quota: { count: 3, period: 'week' } },
  { ...plain, name: '四点半课堂', kind: 'class', summary: '放学后有老师看着写作业，六点半前接走。', audience: 'families', days: [2, 4], spans: [['16:30', '18:30']], sessionMinutes: 120, seats: 24, demand: 0.55 },
  { ...plain, name: '律师坐班咨询', kind: 'legalAdvice', summary: '法律援助律师当面解答，带上合同、票据等材料。', audience: 'everyone', days: [3], spans: [['14:30', '16:30']], sessionMinutes: 120, seats: 6, demand: 0.6 },
  { ...plain, name: '就业指导', kind: 'jobAdvice', summary: '帮着改简历、看岗位，也讲讲补贴怎么领。', audience: 'everyone', days: [5], spans: [['09:00', '11:00']], sessionMinutes: 120, seats: 8, demand: 0.45 },
  { ...plain, name: '医保社保代办窗口', kind: 'desk', summary: '异地备案、参保登记、待遇认证，约好时间不用排队。', audience: 'everyone', days: [2], spans: [['09:00', '11:30']], sessionMinutes: 150, seats: 10, demand: 0.55 },
]
/** In the function room of every urban community. */
export const ROOM_OFFERS: readonly ServiceOffer[] = [
  { ...plain, name: '多功能厅（排练、聚会）', kind: 'venueSeat', summary: '跳舞、唱歌、开家长会都可以约，用完把桌椅放回原处。', audience: 'everyone', days: [6], spans: [['09:00', '12:00'], ['14:00', '17:00']], sessionMinutes: 180, seats: 30, demand: 0.5, needsApproval: true, isHolidayOpen: true, closesMinutesBefore: 180 },
]
/** In the shared venue of a stationed unit. */
export const VENUE_OFFERS: readonly ServiceOffer[] = [
  { ...plain, name: '单位运动场地开放', kind: 'venueSeat', summary: '周末向居民开放乒乓球台和篮球场，自带球拍。', audience: 'everyone', price: { fen: 500, marketFen: 2000 }, days: [0, 6], spans: [['09:00', '11:00'], ['15:00', '17:00']], sessionMinutes: 120, seats: 16, demand: 0.6, isHolidayOpen: true, quota: { count: 2, period: 'week' } },
]
/** In the service centre of a village. */
export const VILLAGE_OFFERS: readonly ServiceOffer[] = [
  { ...plain, name: '村里代办日', kind: 'errand', summary: '帮着跑县里、镇里的手续，材料当天收、办好送回来。', audience: 'everyone', days: [4], spans: [['09:00', '11:00']], sessionMinutes: 120, seats: 6, demand: 0.4 },
]
/** Open at night, for those who work then; in the first community. */
export const NIGHT_OFFER: ServiceOffer = {
  ...plain, name: '暖心驿站夜间休息', kind: 'venueSeat', summary: '环卫工人、货车司机、外卖骑手夜里歇脚，有热水和躺椅。', audience: 'everyone', days: [0, 1, 2, 3, 4, 5, 6], spans: [['00:00', '06:00']], sessionMinutes: 360, seats: 12, demand: 0.5, isHolidayOpen: true, opensDaysAhead: 7, closesMinutesBefore: 30,
}

export const PLACE_NAMES: Record<PlaceKind, string> = { serviceCentre: '党群服务中心', sharedVenue: '共享场地', functionRoom: '居民活动室' }
export const BOOKING_NOTES = ['带轮椅来，请留个靠门的位置', '第一次来，找不到门请打电话', '和邻居一起来'] as const
export const CLOSE_REASONS = ['停电检修', '老师临时生病', '场地改作防汛物资点'] as const
export const DECLINE_BOOKING_REASONS = ['当天已安排换届选举', '人数超过消防核定'] as const
export const CANCEL_REASONS = ['场地检修，改到下周'] as const
export const UPHOLD_REASONS = ['核对过门口的签到记录，当天没有来'] as const
