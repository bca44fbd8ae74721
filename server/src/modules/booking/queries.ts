import { and, asc, desc, eq, gte, like, lt, or, sql, type SQL } from 'drizzle-orm'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { BookingState } from '@huying/shared/booking/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import { bookings, places, services, serviceSessions, type ServiceKind } from './table.ts'
import type { BookingRow } from './policy.ts'
import type { SessionRow } from './window.ts'

export type ServiceRow = typeof services.$inferSelect
export type PlaceRow = typeof places.$inferSelect
export interface ServiceView {
  service: ServiceRow
  place: PlaceRow
}

const isShown = and(eq(services.isActive, true), eq(places.isActive, true))

export interface ServiceFilter {
  areaCode?: string | undefined
  kind?: ServiceKind | undefined
  placeId?: string | undefined
  after: Position | null
  limit: number
}

/** Services in use, newest first, one more than `limit`. */
export async function listServices(db: Db, { areaCode, kind, placeId, after, limit }: ServiceFilter): Promise<ServiceView[]> {
  return db.q.select({ service: services, place: places }).from(services).innerJoin(places, eq(places.id, services.placeId))
    .where(and(
      isShown,
      areaCode === undefined ? undefined : like(places.communityCode, `${areaCode.slice(0, 12)}%`),
      kind && eq(services.kind, kind),
      placeId === undefined ? undefined : eq(services.placeId, placeId),
      after ? or(lt(services.createdAt, after.at), and(eq(services.createdAt, after.at), lt(services.id, after.id))) : undefined,
    ))
    .orderBy(desc(services.createdAt), desc(services.id)).limit(limit + 1)
}

/** A service in use with its place, or 404. */
export async function readService(db: Db, id: string): Promise<ServiceView> {
  const [found] = await db.q.select({ service: services, place: places }).from(services).innerJoin(places, eq(places.id, services.placeId))
    .where(and(eq(services.id, id), isShown))
  if (!found) throw kernelErrors.NOT_FOUND()
  return found
}

export interface SessionView {
  session: SessionRow
  hasWaiters: boolean
}

/** Column names are written out: the builder leaves the table's name away in a selection from one table. */
const hasWaiters: SQL<boolean> = sql`exists (select 1 from waitlist_entries w where w.session_id = service_sessions.id and w.state in ('waiting', 'offered'))`

/** Sessions that start in [from, to), in order. */
export async function listSessions(db: Db, serviceId: string, from: Date, to: Date): Promise<SessionView[]> {
  return db.q.select({ session: serviceSessions, hasWaiters }).from(serviceSessions)
    .where(and(eq(serviceSessions.serviceId, serviceId), gte(serviceSessions.startsAt, from), lt(serviceSessions.startsAt, to)))
    .orderBy(asc(serviceSessions.startsAt))
}

/** The first session of each service that can be booked at this instant, as its service's window has it. */
export async function nextSessions(db: Db, serviceIds: readonly string[], now: Date): Promise<Map<string, { id: string; startsAt: Date; left: number }>> {
  const rows = await db.sql<{ serviceId: string; id: string; startsAt: Date; left: number }[]>`
    select v.id as "serviceId", s.id, s.starts_at as "startsAt", s.seats - s.taken as left
    from services v cross join lateral (
      select id, starts_at, seats, taken from service_sessions s
      where s.service_id = v.id and s.state = 'open' and not s.is_off_rule and s.closes_at > ${now} and s.starts_at > ${now} and s.taken < s.seats
        and (s.starts_at at time zone 'Asia/Shanghai')::date - (${now}::timestamptz at time zone 'Asia/Shanghai')::date <= v.opens_days_ahead
        and not exists (select 1 from waitlist_entries w where w.session_id = s.id and w.state in ('waiting', 'offered'))
      order by s.starts_at limit 1) s
    where v.id = any(${[...serviceIds]}::uuid[])`
  return new Map(rows.map(({ serviceId, ...next }) => [serviceId, next]))
}

export interface BookingView {
  booking: BookingRow
  service: ServiceRow
  place: PlaceRow
  /** The masked name of whose place it is. */
  personName: string | null
}

const personName: SQL<string | null> = sql`coalesce((select display_name from dependents where id = ${bookings.dependentId}),
  (select display_name from accounts where id = ${bookings.personId}))`

const viewOf = (db: Db) =>
  db.q.select({ booking: bookings, service: services, place: places, personName }).from(bookings)
    .innerJoin(services, eq(services.id, bookings.serviceId)).innerJoin(places, eq(places.id, bookings.placeId))

/** The asker's own, latest start first, one more than `limit`. */
export async function listBookings(db: Db, actor: Actor, filter: { state?: BookingState | undefined; after: Position | null; limit: number }): Promise<BookingView[]> {
  const me = actor.accountId!
  const { state, after, limit } = filter
  return viewOf(db)
    .where(and(
      or(eq(bookings.bookerId, me), eq(bookings.personId, me)),
      state && eq(bookings.state, state),
      after ? or(lt(bookings.startsAt, after.at), and(eq(bookings.startsAt, after.at), lt(bookings.id, after.id))) : undefined,
    ))
    .orderBy(desc(bookings.startsAt), desc(bookings.id)).limit(limit + 1)
}

/** The booking, or 404. */
export async function readBooking(db: Db, id: string): Promise<BookingView> {
  const [found] = await viewOf(db).where(eq(bookings.id, id))
  if (!found) throw kernelErrors.NOT_FOUND()
  return found
}
