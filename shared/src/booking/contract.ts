import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, areaCode, day, id } from '../kernel/schema.ts'
import { AUDIENCE_LABELS, PLACE_KIND_LABELS, PRICE_KIND_LABELS, QUOTA_PERIOD_LABELS, SERVICE_KIND_LABELS } from './labels.ts'
import { bookingMachine, type BookingState } from './machine.ts'
import { sessionMachine, type SessionState } from './session-machine.ts'

const codes = <T extends string>(labels: Readonly<Record<T, string>>) => Object.keys(labels) as [T, ...T[]]
const bookingState = z.enum(Object.keys(bookingMachine.states) as [BookingState, ...BookingState[]])
const sessionState = z.enum(Object.keys(sessionMachine.states) as [SessionState, ...SessionState[]])
const serviceKind = z.enum(codes(SERVICE_KIND_LABELS))

const place = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(codes(PLACE_KIND_LABELS)),
  address: z.string(),
  phone: z.nullable(z.string()),
  lng: z.number(),
  lat: z.number(),
  communityCode: z.string(),
  townCode: z.string(),
})

/** A session 场次. `isBookable`: open, inside its booking window, with a seat left and nobody waiting for one. */
const session = z.object({
  id: z.string(),
  state: sessionState,
  startsAt: z.string(),
  endsAt: z.string(),
  /** The last instant at which it can be booked. */
  closesAt: z.string(),
  seats: z.number(),
  left: z.number(),
  isBookable: z.boolean(),
  /** Why not, in words; null where it is. */
  whyNot: z.nullable(z.string()),
})
export type ServiceSession = z.infer<typeof session>

const serviceLine = z.object({
  id: z.string(),
  name: z.string(),
  kind: serviceKind,
  summary: z.string(),
  audience: z.enum(codes(AUDIENCE_LABELS)),
  priceKind: z.enum(codes(PRICE_KIND_LABELS)),
  priceFen: z.number(),
  marketPriceFen: z.nullable(z.number()),
  place,
  /** The next session that can be booked. */
  next: z.nullable(z.object({ id: z.string(), startsAt: z.string(), left: z.number() })),
})
export type ServiceLine = z.infer<typeof serviceLine>

const span = z.tuple([z.string(), z.string()])
const service = z.extend(serviceLine, {
  version: z.number(),
  /** Seven weekdays, Sunday first. */
  weeklyHours: z.array(z.array(span)),
  exceptions: z.array(z.object({ date: z.string(), hours: z.array(span), reason: z.string() })),
  holidayRule: z.enum(['closed', 'asUsual']),
  sessionMinutes: z.number(),
  seats: z.number(),
  opensDaysAhead: z.number(),
  closesMinutesBefore: z.number(),
  cancelMinutesBefore: z.number(),
  quota: z.nullable(z.object({ count: z.number(), period: z.enum(codes(QUOTA_PERIOD_LABELS)) })),
  needsApproval: z.boolean(),
  uploadIds: z.array(z.string()),
})
export type Service = z.infer<typeof service>

const booking = z.object({
  id: z.string(),
  state: bookingState,
  version: z.number(),
  service: z.object({ id: z.string(), name: z.string(), kind: serviceKind }),
  place,
  sessionId: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** 王*: whose place it is, null where it is the asker's own. */
  forWhom: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** Why it was declined or cancelled. */
  reason: z.nullable(z.string()),
  /** Shown at the desk where there is no network; only to whoever booked. */
  passCode: z.nullable(z.string()),
  checkedInAt: z.nullable(z.string()),
  abilities,
})
export type Booking = z.infer<typeof booking>

export const bookingContract = {
  services: endpoint({
    name: 'service.list', method: 'GET', path: '/services', summary: '能预约的服务', who: 'guest',
    query: z.object({ ...pageQuery, areaCode: z.optional(areaCode), kind: z.optional(serviceKind), placeId: z.optional(id) }),
    answer: page(serviceLine),
  }),
  service: endpoint({
    name: 'service.get', method: 'GET', path: '/services/:id', summary: '一项服务和它的规则', who: 'guest', params: z.object({ id }), answer: service,
  }),
  sessions: endpoint({
    name: 'service.sessions', method: 'GET', path: '/services/:id/sessions', summary: '一项服务的场次，按日期', who: 'guest',
    params: z.object({ id }),
    /** Days in Shanghai, both included; today and a week on unless told. */
    query: z.object({ from: z.optional(day), to: z.optional(day) }),
    answer: page(session), errors: ['PERIOD_TOO_LONG'],
  }),
  bookings: endpoint({
    name: 'booking.list', method: 'GET', path: '/bookings', summary: '我的预约', who: 'account',
    query: z.object({ ...pageQuery, state: z.optional(bookingState) }), answer: page(booking),
  }),
  booking: endpoint({
    name: 'booking.get', method: 'GET', path: '/bookings/:id', summary: '一次预约', who: 'account', params: z.object({ id }), answer: booking,
  }),
}
