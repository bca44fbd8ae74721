import * as z from 'zod/mini'
import { endpoint, rawAnswer } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { areaCode, day, id, text } from '../kernel/schema.ts'
import {
  booking, bookingDetail, bookingState, checkInBody, forWhom, oneOfBoth, service, serviceKind, serviceLine, session, sessionDetail, waitlistEntry,
} from './schemas.ts'

export type {
  Booking, BookingDetail, CheckIn, Service, ServiceLine, ServiceSession, SessionDetail, WaitlistEntry,
} from './schemas.ts'

/** Three decimals, a hundred metres, are enough to say what is near; nobody need say where they stand. */
const lngLat = z.string().check(z.regex(/^(1[0-7]\d|\d{1,2})\.\d{1,3},[0-8]?\d\.\d{1,3}$/, '位置写成 110.913,33.532 这样'))
const byId = { params: z.object({ id }) }
const mayReason = z.object({ reason: z.optional(text(200)) })
const reason = z.object({ reason: text(200) })
const bookingVerb = { ...byId, method: 'POST' as const, who: 'account' as const, answer: bookingDetail }
const entryVerb = { ...byId, method: 'POST' as const, who: 'account' as const, answer: waitlistEntry }
/** Why somebody may not have a place, whatever the session. */
const PERSONAL = ['NOT_FOR_YOU', 'NOT_GUARDIAN', 'BEHALF_NOT_ALLOWED', 'BARRED', 'QUOTA_REACHED', 'TIME_OVERLAP'] as const
/** Why a session cannot be booked. */
const SESSION = ['SESSION_FULL', 'SESSION_WAITED_FOR', 'SESSION_OFF_RULE', 'SESSION_OVER', 'SESSION_CLOSED', 'BOOKING_ENDED', 'BOOKING_NOT_YET'] as const

export const bookingContract = {
  services: endpoint({
    name: 'service.list', method: 'GET', path: '/services', summary: '能预约的服务', who: 'guest',
    query: z.object({
      ...pageQuery, areaCode: z.optional(areaCode), kind: z.optional(serviceKind), placeId: z.optional(id),
      /** Only with a free seat within so many days, today included. */
      freeWithinDays: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(60))),
      /** `110.913,33.532` (GCJ-02): nearest first; newest first without. */
      near: z.optional(lngLat),
    }),
    answer: page(serviceLine),
  }),
  service: endpoint({ ...byId, name: 'service.get', method: 'GET', path: '/services/:id', summary: '一项服务和它的规则', who: 'guest', answer: service }),
  sessions: endpoint({
    ...byId, name: 'service.sessions', method: 'GET', path: '/services/:id/sessions', summary: '一项服务的场次，按日期', who: 'guest',
    /** Days in Shanghai, both included; today and a week on unless told. */
    query: z.object({ from: z.optional(day), to: z.optional(day) }),
    answer: page(session), errors: ['PERIOD_TOO_LONG'],
  }),
  session: endpoint({ ...byId, name: 'session.get', method: 'GET', path: '/sessions/:id', summary: '一场：还剩几个位子，几人候补', who: 'guest', answer: sessionDetail }),
  bookings: endpoint({
    name: 'booking.list', method: 'GET', path: '/bookings', summary: '我的预约，或等我答复的、等我认定的', who: 'account',
    /** `approve`: at my desks; `appeals`: of other desks in my town. Both oldest start first. */
    query: z.object({ ...pageQuery, state: z.optional(bookingState), view: z._default(z.enum(['mine', 'approve', 'appeals']), 'mine') }),
    answer: page(booking),
  }),
  booking: endpoint({ ...byId, name: 'booking.get', method: 'GET', path: '/bookings/:id', summary: '一次预约', who: 'account', answer: bookingDetail }),
  calendarFile: endpoint({
    ...byId, name: 'booking.calendarFile', method: 'GET', path: '/bookings/:id/calendar', summary: '一次预约的日历文件（ICS）', who: 'account', raw: 'text/calendar',
    answer: rawAnswer,
  }),
  book: endpoint({
    ...byId, name: 'booking.create', method: 'POST', path: '/sessions/:id/bookings', summary: '约一个位子', who: 'account', status: 201, answer: bookingDetail,
    body: z.object({
      ...forWhom,
      /** Besides this week, how many weeks on at the same time; weeks that cannot be had are named in the answer. */
      repeatWeeks: z.optional(z.int().check(z.minimum(1, '至少一周'), z.maximum(12, '最多连约 12 周'))),
    }).check(oneOfBoth),
    errors: [...PERSONAL, ...SESSION],
  }),
  approve: endpoint({ ...bookingVerb, name: 'booking.approve', path: '/bookings/:id/approve', summary: '同意预约' }),
  decline: endpoint({ ...bookingVerb, name: 'booking.decline', path: '/bookings/:id/decline', summary: '不同意预约', body: reason }),
  cancel: endpoint({
    ...bookingVerb, name: 'booking.cancel', path: '/bookings/:id/cancel', summary: '取消预约；工作人员取消要写原因', body: mayReason, errors: ['STARTED_ALREADY', 'REASON_NEEDED'],
  }),
  move: endpoint({
    ...bookingVerb, name: 'booking.move', path: '/bookings/:id/move', summary: '改到另一场', body: z.object({ sessionId: id }),
    errors: ['STARTED_ALREADY', 'OTHER_SERVICE', 'SAME_SESSION', ...PERSONAL, ...SESSION],
  }),
  checkIn: endpoint({
    ...bookingVerb, name: 'booking.checkIn', path: '/bookings/:id/check-in', summary: '签到：扫门口的码、扫屏幕上的动态码，或由工作人员核对凭证码', body: checkInBody,
    errors: ['CHECK_IN_EARLY', 'CHECK_IN_LATE', 'CODE_NEEDED', 'CODE_WRONG', 'CODE_USED', 'POINT_NEEDED', 'TOO_FAR'],
  }),
  undoCheckIn: endpoint({ ...bookingVerb, name: 'booking.undoCheckIn', path: '/bookings/:id/undo-check-in', summary: '撤销签到', body: mayReason, errors: ['CHECK_IN_LATE'] }),
  complete: endpoint({ ...bookingVerb, name: 'booking.complete', path: '/bookings/:id/complete', summary: '服务办完了' }),
  appeal: endpoint({ ...bookingVerb, name: 'booking.appeal', path: '/bookings/:id/appeal', summary: '没有来的记录不对，说明情况', body: reason, errors: ['APPEAL_OVER', 'APPEALED_ALREADY'] }),
  decideAppeal: endpoint({
    ...bookingVerb, name: 'booking.decideAppeal', path: '/bookings/:id/decide-appeal', summary: '认定爽约申诉，由别的窗口来定',
    body: z.object({ decision: z.enum(['excuse', 'uphold']), reason: z.optional(text(200)) }), errors: ['OWN_DESK', 'NOT_APPEALED', 'REASON_NEEDED'],
  }),
  contactReveal: endpoint({
    ...byId, name: 'booking.contactReveal', method: 'POST', path: '/bookings/:id/contact-reveal', summary: '查看约的人的联系方式，记录在案', who: 'account', body: reason,
    answer: z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  }),
  waitlist: endpoint({
    name: 'waitlist.list', method: 'GET', path: '/waitlist', summary: '我的候补', who: 'account', query: z.object(pageQuery), answer: page(waitlistEntry),
  }),
  waitlistEntry: endpoint({ ...byId, name: 'waitlist.get', method: 'GET', path: '/waitlist/:id', summary: '一条候补', who: 'account', answer: waitlistEntry }),
  join: endpoint({
    ...byId, name: 'waitlist.join', method: 'POST', path: '/sessions/:id/waitlist', summary: '排候补', who: 'account', status: 201, answer: waitlistEntry,
    body: z.object(forWhom).check(oneOfBoth), errors: [...PERSONAL, ...SESSION, 'SEAT_LEFT', 'WAITLIST_FULL', 'ALREADY_WAITING'],
  }),
  take: endpoint({ ...entryVerb, name: 'waitlist.take', path: '/waitlist/:id/take', summary: '要这个位子', errors: ['HOLD_OVER', ...PERSONAL] }),
  refuse: endpoint({ ...entryVerb, name: 'waitlist.refuse', path: '/waitlist/:id/refuse', summary: '不要这个位子了', body: mayReason }),
  leave: endpoint({ ...entryVerb, name: 'waitlist.leave', path: '/waitlist/:id/leave', summary: '退出候补', body: mayReason }),
}
