import * as z from 'zod/mini'
import { abilities, id, phone, point, text } from '../kernel/schema.ts'
import { AUDIENCE_LABELS, PLACE_KIND_LABELS, PRICE_KIND_LABELS, QUOTA_PERIOD_LABELS, SERVICE_KIND_LABELS } from './labels.ts'
import { bookingMachine, type BookingState } from './machine.ts'
import { sessionMachine, type SessionState } from './session-machine.ts'
import { waitlistMachine, type WaitlistState } from './waitlist-machine.ts'

const codes = <T extends string>(labels: Readonly<Record<T, string>>) => Object.keys(labels) as [T, ...T[]]
export const bookingState = z.enum(Object.keys(bookingMachine.states) as [BookingState, ...BookingState[]])
export const sessionState = z.enum(Object.keys(sessionMachine.states) as [SessionState, ...SessionState[]])
const waitlistState = z.enum(Object.keys(waitlistMachine.states) as [WaitlistState, ...WaitlistState[]])
export const serviceKind = z.enum(codes(SERVICE_KIND_LABELS))
export const placeKind = z.enum(codes(PLACE_KIND_LABELS))
export const audience = z.enum(codes(AUDIENCE_LABELS))
export const priceKind = z.enum(codes(PRICE_KIND_LABELS))
export const quotaPeriod = z.enum(codes(QUOTA_PERIOD_LABELS))

export const place = z.object({
  id: z.string(),
  name: z.string(),
  kind: placeKind,
  address: z.string(),
  phone: z.nullable(z.string()),
  lng: z.number(),
  lat: z.number(),
  communityCode: z.string(),
  townCode: z.string(),
})

/** A session 场次. `isBookable`: open, inside its booking window, with a seat left and nobody waiting for one. */
export const session = z.object({
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

/** A session as its screens and verbs answer it. */
export const sessionDetail = z.extend(session, {
  version: z.number(),
  service: z.object({ id: z.string(), name: z.string(), kind: serviceKind }),
  place,
  /** How many wait, offers not counted; and how many may. */
  waiting: z.number(),
  waitlistLimit: z.number(),
  isOffRule: z.boolean(),
  closeReason: z.nullable(z.string()),
  daySheetConfirmedAt: z.nullable(z.string()),
  abilities,
})
export type SessionDetail = z.infer<typeof sessionDetail>

export const serviceLine = z.object({
  id: z.string(),
  name: z.string(),
  kind: serviceKind,
  summary: z.string(),
  audience,
  priceKind,
  priceFen: z.number(),
  marketPriceFen: z.nullable(z.number()),
  place,
  /** The next session that can be booked. */
  next: z.nullable(z.object({ id: z.string(), startsAt: z.string(), left: z.number() })),
})
export type ServiceLine = z.infer<typeof serviceLine>

export const span = z.tuple([z.string(), z.string()])
export const service = z.extend(serviceLine, {
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
  quota: z.nullable(z.object({ count: z.number(), period: quotaPeriod })),
  needsApproval: z.boolean(),
  isActive: z.boolean(),
  uploadIds: z.array(z.string()),
  /** When the doors of its place are open, Sunday first; null where nobody has said. */
  placeHours: z.nullable(z.array(z.array(span))),
})
export type Service = z.infer<typeof service>

/** What a booking and a place in the line have in common: which service, where and when, and for whom. */
const placeInSession = {
  id: z.string(),
  version: z.number(),
  service: z.object({ id: z.string(), name: z.string(), kind: serviceKind }),
  place,
  sessionId: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** 王*: whose place it is, null where it is the asker's own. */
  forWhom: z.nullable(z.string()),
  note: z.nullable(z.string()),
  abilities,
}

export const booking = z.object({
  ...placeInSession,
  state: bookingState,
  /** Why it was declined or cancelled. */
  reason: z.nullable(z.string()),
  cancelledBy: z.nullable(z.enum(['booker', 'staff', 'place', 'excused', 'accountClosed'])),
  /** Cancelled after the deadline. */
  isLateCancel: z.boolean(),
  /** Until when one may cancel without being late. */
  cancelBy: z.string(),
  isWalkIn: z.boolean(),
  /** Shown at the desk where there is no network; only to whoever booked. */
  passCode: z.nullable(z.string()),
  checkedInAt: z.nullable(z.string()),
  /** False: counted as come only because nobody took the day sheet. */
  isVerified: z.boolean(),
  /** Fen, as promised when it was booked; paid on the spot. */
  priceFen: z.number(),
  receiptNumber: z.nullable(z.string()),
  appealedAt: z.nullable(z.string()),
  appealDecidedAt: z.nullable(z.string()),
})
export type Booking = z.infer<typeof booking>

/** One booking with what belongs around it. */
export const bookingDetail = z.extend(booking, {
  /** Weekly bookings made together: those that stand, and the weeks that could not be had, each with its reason. */
  series: z.nullable(z.object({
    bookings: z.array(z.object({ id: z.string(), startsAt: z.string(), state: bookingState })),
    clashes: z.array(z.object({ startsAt: z.string(), code: z.string(), message: z.string() })),
  })),
  /** Where the place cancelled: the next session that can be booked instead. */
  instead: z.nullable(z.object({ id: z.string(), startsAt: z.string(), left: z.number() })),
})
export type BookingDetail = z.infer<typeof bookingDetail>

export const waitlistEntry = z.object({
  ...placeInSession,
  state: waitlistState,
  /** How many are before, plus one; null once it waits no more. */
  position: z.nullable(z.number()),
  /** Until when the seat is held; null where none is offered. */
  heldUntil: z.nullable(z.string()),
  bookingId: z.nullable(z.string()),
})
export type WaitlistEntry = z.infer<typeof waitlistEntry>

/** For a dependent with recorded consent, or for a resident whom staff or a grid leader book for; oneself without either. */
export const forWhom = {
  dependentId: z.optional(id),
  onBehalfOf: z.optional(z.object({ name: text(20), phone: z.optional(phone), authority: text(100) })),
  note: z.optional(text(200)),
}
export const oneOfBoth = z.refine<{ dependentId?: string | undefined; onBehalfOf?: object | undefined }>(
  (body) => body.dependentId === undefined || body.onBehalfOf === undefined,
  '替家里人和替居民代约，只能选一样',
)

/** A booker scans a code: the place's own with where they stand, or the rotating one. Staff type the booking's pass code. */
export const checkInBody = z.object({
  code: z.optional(z.string().check(z.minLength(4), z.maxLength(64))),
  point: z.optional(point),
  passCode: z.optional(z.string().check(z.regex(/^\d{4,8}$/, '凭证码是几位数字'))),
})
export type CheckIn = z.infer<typeof checkInBody>
