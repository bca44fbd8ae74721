import { bookingErrors } from '@huying/shared/booking/errors.ts'
import type { Figures, SheetSession } from '@huying/shared/booking/staff-contract.ts'
import { dayOf, isoDate, parseIsoDate, startOfDay, weekdayOf } from '@huying/shared/kernel/calendar-day.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { appointmentsOver } from '../../kernel/actor.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { limitsOf } from './limits.ts'
import { staffOf } from './policy.ts'
import { guestName, presentBooking } from './presenter.ts'
import { desksOf, readPlace, type BookingView, type PlaceRow } from './queries.ts'
import { bookingsOfPlace, figuresOf, sessionsOfPlace, type ServiceFigures, type SheetRow } from './staff-queries.ts'

const MAX_DAYS = 366
const WEEK_DAYS = 7

/** The staff of the place, and who oversees it, read its sheets; for everybody else it has none. */
async function deskOf({ db, actor }: ReadContext, placeId: string): Promise<PlaceRow> {
  const place = await readPlace(db, placeId)
  const overseers = appointmentsOver(actor, ['communityWorker', 'streetOfficer', 'countyOfficer', 'auditor', 'administrator'], place.communityCode)
  if (staffOf(actor, placeId).length === 0 && overseers.length === 0) throw kernelErrors.FORBIDDEN()
  return place
}

const dayIn = (text: string | undefined, now: Date): number => (text === undefined ? dayOf(now.getTime()) : parseIsoDate(text))
const span = (fromDay: number, toDay: number): [Date, Date] => [new Date(startOfDay(fromDay)), new Date(startOfDay(toDay + 1))]

function presentRow({ session, service, waiting }: SheetRow): Omit<SheetSession, 'bookings'> {
  return {
    id: session.id, state: session.state, startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString(), seats: session.seats, taken: session.taken,
    waiting, isOffRule: session.isOffRule, daySheetConfirmedAt: session.daySheetConfirmedAt?.toISOString() ?? null, service,
  }
}

/** One day, to work with and to print: every session with who comes. */
export async function daySheet(context: ReadContext, placeId: string, text: string | undefined) {
  const place = await deskOf(context, placeId)
  const day = dayIn(text, context.now)
  const [from, to] = span(day, day)
  const facts = { place, desks: await desksOf(context.db, context.actor), limits: limitsOf(context.kernel) }
  const [sessions, views] = await Promise.all([sessionsOfPlace(context.db, placeId, from, to), bookingsOfPlace(context.db, place, from, to)])
  const line = (view: BookingView) => {
    const { id, state, note, isWalkIn, checkedInAt, isVerified, priceFen, receiptNumber, abilities } = presentBooking(context, view, facts)
    return { id, state, note, isWalkIn, checkedInAt, isVerified, priceFen, receiptNumber, abilities, who: guestName(context, { table: 'bookings', row: view.booking, personName: view.personName }) }
  }
  return {
    day: isoDate(day), place: place.name,
    sessions: sessions.map((row) => ({ ...presentRow(row), bookings: views.filter(({ booking }) => booking.sessionId === row.session.id).map(line) })),
  }
}

/** Monday to Sunday around a day. */
export async function week(context: ReadContext, placeId: string, text: string | undefined) {
  const place = await deskOf(context, placeId)
  const day = dayIn(text, context.now)
  const monday = day - ((weekdayOf(day) + 6) % WEEK_DAYS)
  const rows = await sessionsOfPlace(context.db, placeId, ...span(monday, monday + WEEK_DAYS - 1))
  const days = Array.from({ length: WEEK_DAYS }, (_, offset) => monday + offset)
  return { place: place.name, days: days.map((one) => ({ day: isoDate(one), sessions: rows.filter(({ session }) => dayOf(session.startsAt.getTime()) === one).map(presentRow) })) }
}

const withOccupancy = (figures: Omit<Figures, 'occupancy'>): Figures => ({ ...figures, occupancy: figures.seats === 0 ? null : figures.booked / figures.seats })
const NONE: Omit<Figures, 'occupancy'> = { sessions: 0, closed: 0, seats: 0, booked: 0, came: 0, noShow: 0, cancelled: 0, walkIns: 0 }
const added = (a: Omit<Figures, 'occupancy'>, b: ServiceFigures): Omit<Figures, 'occupancy'> =>
  Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value + b[key as keyof typeof a]])) as Omit<Figures, 'occupancy'>

/** How a place is used, both days included. */
export async function occupancy(context: ReadContext, placeId: string, from: string, to: string) {
  await deskOf(context, placeId)
  const [first, last] = [parseIsoDate(from), parseIsoDate(to)]
  if (last - first >= MAX_DAYS) throw bookingErrors.PERIOD_TOO_LONG(undefined, '一次最多看一年')
  const rows = await figuresOf(context.db, placeId, ...span(first, last))
  return { total: withOccupancy(rows.reduce(added, NONE)), services: rows.map((row) => ({ ...withOccupancy(row), id: row.id, name: row.name })) }
}
