import type { BookingState } from '@huying/shared/booking/machine.ts'
import type { SessionState } from '@huying/shared/booking/session-machine.ts'
import type { WaitlistState } from '@huying/shared/booking/waitlist-machine.ts'
import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, subjectColumns } from '../../kernel/columns.ts'

export type PlaceKind = 'serviceCentre' | 'sharedVenue' | 'functionRoom'
export type ServiceKind = 'venueSeat' | 'desk' | 'class' | 'dayCare' | 'legalAdvice' | 'jobAdvice' | 'errand'
export type ServiceAudience = 'everyone' | 'elders' | 'families' | 'members'
/** `['08:00', '12:00']`. */
export type OpenSpan = [open: string, close: string]
/** Seven weekdays, Sunday first. */
export type WeeklyHours = OpenSpan[][]
/** A date whose hours differ from the week's; no hours: closed. */
export interface HoursException {
  date: string
  hours: OpenSpan[]
  reason: string
}
export type CancelledBy = 'booker' | 'staff' | 'place' | 'excused' | 'accountClosed'

export const places = pgTable('places', {
  id: uuid('id').primaryKey(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<PlaceKind>().notNull(),
  communityCode: text('community_code').notNull(),
  townCode: text('town_code').notNull(),
  unitId: uuid('unit_id'),
  address: text('address').notNull(),
  phone: text('phone'),
  lng: doublePrecision('lng').notNull(),
  lat: doublePrecision('lat').notNull(),
  checkInRadiusM: integer('check_in_radius_m').notNull().default(300),
  uploadIds: uuid('upload_ids').array().notNull().default([]),
  isActive: boolean('is_active').notNull().default(true),
  openingHours: jsonb('opening_hours').$type<WeeklyHours>(),
  createdAt: instant('created_at').notNull(),
})

export const services = pgTable('services', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  placeId: uuid('place_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<ServiceKind>().notNull(),
  summary: text('summary').notNull(),
  priceKind: text('price_kind').$type<'free' | 'lowProfit'>().notNull(),
  priceFen: integer('price_fen').notNull().default(0),
  marketPriceFen: integer('market_price_fen'),
  audience: text('audience').$type<ServiceAudience>().notNull(),
  weeklyHours: jsonb('weekly_hours').$type<WeeklyHours>().notNull(),
  exceptions: jsonb('exceptions').$type<HoursException[]>().notNull().default([]),
  holidayRule: text('holiday_rule').$type<'closed' | 'asUsual'>().notNull(),
  sessionMinutes: integer('session_minutes').notNull(),
  seats: integer('seats').notNull(),
  opensDaysAhead: integer('opens_days_ahead').notNull(),
  closesMinutesBefore: integer('closes_minutes_before').notNull(),
  quotaCount: integer('quota_count'),
  quotaPeriod: text('quota_period').$type<'day' | 'week' | 'month'>(),
  cancelMinutesBefore: integer('cancel_minutes_before').notNull(),
  needsApproval: boolean('needs_approval').notNull().default(false),
  isActive: boolean('is_active').notNull().default(true),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const serviceSessions = pgTable('service_sessions', {
  ...subjectColumns<SessionState>(),
  serviceId: uuid('service_id').notNull(),
  placeId: uuid('place_id').notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  closesAt: instant('closes_at').notNull(),
  seats: integer('seats').notNull(),
  taken: integer('taken').notNull().default(0),
  isOffRule: boolean('is_off_rule').notNull().default(false),
  offRuleBy: uuid('off_rule_by'),
  closeReason: text('close_reason'),
  daySheetConfirmedAt: instant('day_sheet_confirmed_at'),
  daySheetConfirmedBy: uuid('day_sheet_confirmed_by'),
})

export const bookings = pgTable('bookings', {
  ...subjectColumns<BookingState>(),
  sessionId: uuid('session_id').notNull(),
  serviceId: uuid('service_id').notNull(),
  placeId: uuid('place_id').notNull(),
  personId: uuid('person_id'),
  bookerId: uuid('booker_id').notNull(),
  dependentId: uuid('dependent_id'),
  onBehalfName: bytea('on_behalf_name'),
  onBehalfPhone: bytea('on_behalf_phone'),
  authority: text('authority'),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  passCode: text('pass_code').notNull(),
  seriesId: uuid('series_id'),
  note: text('note'),
  isWalkIn: boolean('is_walk_in').notNull().default(false),
  cancelledBy: text('cancelled_by').$type<CancelledBy>(),
  isLateCancel: boolean('is_late_cancel').notNull().default(false),
  reason: text('reason'),
  checkedInAt: instant('checked_in_at'),
  checkedInBy: uuid('checked_in_by'),
  checkInWindow: bigint('check_in_window', { mode: 'number' }),
  isVerified: boolean('is_verified').notNull().default(true),
  appealedAt: instant('appealed_at'),
  appealDecidedAt: instant('appeal_decided_at'),
  priceFen: integer('price_fen').notNull().default(0),
  receiptNumber: text('receipt_number'),
})

export const waitlistEntries = pgTable('waitlist_entries', {
  ...subjectColumns<WaitlistState>(),
  sessionId: uuid('session_id').notNull(),
  serviceId: uuid('service_id').notNull(),
  placeId: uuid('place_id').notNull(),
  personId: uuid('person_id').notNull(),
  bookerId: uuid('booker_id').notNull(),
  dependentId: uuid('dependent_id'),
  onBehalfName: bytea('on_behalf_name'),
  onBehalfPhone: bytea('on_behalf_phone'),
  authority: text('authority'),
  note: text('note'),
  offeredAt: instant('offered_at'),
  heldUntil: instant('held_until'),
  bookingId: uuid('booking_id'),
})

export const bookingBars = pgTable('booking_bars', {
  personId: uuid('person_id').primaryKey(),
  fromAt: instant('from_at').notNull(),
  untilAt: instant('until_at').notNull(),
  isSuspended: boolean('is_suspended').notNull().default(false),
})

/** Weekly bookings made together. */
export const bookingSeries = pgTable('booking_series', {
  id: uuid('id').primaryKey(),
  bookerId: uuid('booker_id').notNull(),
  clashes: jsonb('clashes').$type<Clash[]>().notNull(),
  createdAt: instant('created_at').notNull(),
})

/** A week that could not be had, and why. */
export interface Clash {
  startsAt: string
  code: string
  message: string
}
