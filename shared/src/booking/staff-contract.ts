import * as z from 'zod/mini'
import { endpoint, rawAnswer } from '../kernel/endpoint.ts'
import { day, id, phone, text } from '../kernel/schema.ts'
import { booking, bookingDetail, sessionDetail, sessionState } from './schemas.ts'

const byId = { params: z.object({ id }) }
/** Media type of an Excel file. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const sessionVerb = { ...byId, method: 'POST' as const, who: 'account' as const, answer: sessionDetail }

/** A line of the day sheet: what the desk needs to know of who comes, and where to sign. */
const sheetLine = z.pick(booking, { id: true, state: true, note: true, isWalkIn: true, checkedInAt: true, isVerified: true, priceFen: true, receiptNumber: true, abilities: true })
const sheetBooking = z.extend(sheetLine, { who: z.string() })
const sheetSession = z.object({
  id: z.string(), state: sessionState, startsAt: z.string(), endsAt: z.string(), seats: z.number(), taken: z.number(), waiting: z.number(), isOffRule: z.boolean(),
  daySheetConfirmedAt: z.nullable(z.string()), service: z.object({ id: z.string(), name: z.string() }), bookings: z.array(sheetBooking),
})
export type SheetSession = z.infer<typeof sheetSession>

const figures = z.object({
  sessions: z.number(), closed: z.number(), seats: z.number(), booked: z.number(), came: z.number(), noShow: z.number(), cancelled: z.number(), walkIns: z.number(),
  /** Places used of the seats offered, 0…1; null where none were. */
  occupancy: z.nullable(z.number()),
})
export type Figures = z.infer<typeof figures>

export const bookingStaffContract = {
  daySheet: endpoint({
    ...byId, name: 'place.daySheet', method: 'GET', path: '/places/:id/day-sheet', summary: '一天的到场名单', who: 'account',
    query: z.object({ day: z.optional(day) }), answer: z.object({ day: z.string(), place: z.string(), sessions: z.array(sheetSession) }),
  }),
  week: endpoint({
    ...byId, name: 'place.week', method: 'GET', path: '/places/:id/week', summary: '一周的场次，周一到周日', who: 'account',
    /** Any day of the week. */
    query: z.object({ day: z.optional(day) }),
    answer: z.object({ place: z.string(), days: z.array(z.object({ day: z.string(), sessions: z.array(z.omit(sheetSession, { bookings: true })) })) }),
  }),
  daySheetFile: endpoint({
    ...byId, name: 'place.daySheetFile', method: 'GET', path: '/places/:id/day-sheet/file', summary: '一天的到场名单（Excel），姓名同样打码', who: 'account', raw: XLSX,
    query: z.object({ day: z.optional(day) }), answer: rawAnswer,
  }),
  weekFile: endpoint({
    ...byId, name: 'place.weekFile', method: 'GET', path: '/places/:id/week/file', summary: '一周的场次（Excel）', who: 'account', raw: XLSX,
    query: z.object({ day: z.optional(day) }), answer: rawAnswer,
  }),
  occupancy: endpoint({
    ...byId, name: 'place.occupancy', method: 'GET', path: '/places/:id/occupancy', summary: '一个地点的使用情况，按服务', who: 'account',
    query: z.object({ from: day, to: day }),
    answer: z.object({ total: figures, services: z.array(z.extend(figures, { id: z.string(), name: z.string() })) }), errors: ['PERIOD_TOO_LONG'],
  }),
  code: endpoint({
    ...byId, name: 'session.code', method: 'GET', path: '/sessions/:id/code', summary: '屏幕上的动态签到码，30 秒换一次', who: 'account',
    /** How long it still counts, so that a screen whose own clock is wrong asks in time. */
    answer: z.object({ code: z.string(), validUntil: z.string(), endsInMs: z.number() }),
  }),
  walkIn: endpoint({
    ...byId, name: 'booking.walkIn', method: 'POST', path: '/sessions/:id/walk-ins', summary: '现场登记没有预约的居民', who: 'account', status: 201, answer: bookingDetail,
    body: z.object({
      onBehalfOf: z.optional(z.object({ name: text(20), phone: z.optional(phone), authority: z.optional(text(100)) })),
      note: z.optional(text(200)),
    }),
    errors: ['WALK_IN_EARLY', 'SESSION_OVER', 'SESSION_FULL', 'TIME_OVERLAP'],
  }),
  confirmDaySheet: endpoint({
    ...sessionVerb, name: 'session.confirmDaySheet', path: '/sessions/:id/confirm-day-sheet', summary: '确认到场名单，补录纸上签到的人',
    body: z.object({ cameBookingIds: z.optional(z.array(id).check(z.maxLength(1000))) }),
    errors: ['SHEET_TOO_EARLY', 'SHEET_TOO_LATE', 'NOT_OF_SESSION'],
  }),
  keep: endpoint({ ...sessionVerb, name: 'session.keep', path: '/sessions/:id/keep', summary: '排班改了，这一场照常办', errors: ['NOT_OFF_RULE'] }),
  seats: endpoint({
    ...sessionVerb, name: 'session.changeSeats', path: '/sessions/:id/seats', summary: '改一场的名额', body: z.object({ seats: z.int().check(z.minimum(1), z.maximum(1000)) }),
    errors: ['SEATS_BELOW_TAKEN'],
  }),
  close: endpoint({ ...sessionVerb, name: 'session.close', path: '/sessions/:id/close', summary: '这一场不办了，告诉所有约的人', body: z.object({ reason: text(200) }) }),
  reopen: endpoint({ ...sessionVerb, name: 'session.reopen', path: '/sessions/:id/reopen', summary: '恢复这一场；约过的人会收到通知，要自己再约', errors: ['STARTED_ALREADY'] }),
}
