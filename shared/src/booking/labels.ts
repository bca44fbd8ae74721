import { bookingMachine, type BookingState } from './machine.ts'

export const SERVICE_KIND_LABELS = {
  venueSeat: '场地座位', desk: '窗口预约', class: '课程活动', dayCare: '日间照料', legalAdvice: '法律咨询', jobAdvice: '就业咨询', errand: '代办',
} as const
export const AUDIENCE_LABELS = { everyone: '谁都可以', elders: '老人', families: '带孩子的家庭', members: '党员' } as const
export const PLACE_KIND_LABELS = { serviceCentre: '党群服务中心', sharedVenue: '共享场地', functionRoom: '功能室' } as const
export const PRICE_KIND_LABELS = { free: '公益免费', lowProfit: '微利' } as const
export const QUOTA_PERIOD_LABELS = { day: '每天', week: '每周', month: '每月' } as const

/** 约好了, 没有来; a no-show that a late day sheet took back is cancelled in the books and did come. */
export const bookingStateWords = ({ state, checkedInAt }: { state: BookingState; checkedInAt: string | null }): string =>
  state === 'cancelled' && checkedInAt !== null ? '来过（补录）' : bookingMachine.states[state].label
