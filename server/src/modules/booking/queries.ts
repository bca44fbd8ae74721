import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, like, lt, or, sql, type SQL } from 'drizzle-orm'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { BookingState } from '@huying/shared/booking/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import { toRow } from '../../kernel/columns.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import { bookings, bookingSeries, places, services, serviceSessions, waitlistEntries, type PlaceKind } from './table.ts'
import type { BookingRow, Desk } from './policy.ts'
import { bornForElder } from './elder.ts'
import type { SessionRow } from './window.ts'

export type ServiceRow = typeof services.$inferSelect
export type PlaceRow = typeof places.$inferSelect
export interface ServiceView {
  service: ServiceRow
  place: PlaceRow
}

const isShown = and(eq(services.isActive, true), eq(places.isActive, true))

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

/** The sessions of a service that start at these instants. */
export async function sessionsAt(db: Db, serviceId: string, starts: readonly Date[]): Promise<SessionRow[]> {
  return db.q.select().from(serviceSessions).where(and(eq(serviceSessions.serviceId, serviceId), inArray(serviceSessions.startsAt, [...starts])))
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

export interface BookingFilter {
  state?: BookingState | undefined
  after: Position | null
  limit: number
}

/** The asker's own, latest start first, one more than `limit`. */
export async function listBookings(db: Db, actor: Actor, { state, after, limit }: BookingFilter): Promise<BookingView[]> {
  const me = actor.accountId!
  return viewOf(db)
    .where(and(
      or(eq(bookings.bookerId, me), eq(bookings.personId, me)),
      state && eq(bookings.state, state),
      after ? or(lt(bookings.startsAt, after.at), and(eq(bookings.startsAt, after.at), lt(bookings.id, after.id))) : undefined,
    ))
    .orderBy(desc(bookings.startsAt), desc(bookings.id)).limit(limit + 1)
}

/** What waits for an answer at these desks, or for a finding about who did not come; the next start first, one more than `limit`. */
export async function listWaiting(db: Db, view: 'approve' | 'appeals', placeIds: readonly string[], { after, limit }: BookingFilter): Promise<BookingView[]> {
  return viewOf(db)
    .where(and(
      inArray(bookings.placeId, [...placeIds]),
      ...(view === 'approve' ? [eq(bookings.state, 'pending')]
        : [eq(bookings.state, 'no_show'), isNotNull(bookings.appealedAt), isNull(bookings.appealDecidedAt)]),
      after ? or(gt(bookings.startsAt, after.at), and(eq(bookings.startsAt, after.at), gt(bookings.id, after.id))) : undefined,
    ))
    .orderBy(asc(bookings.startsAt), asc(bookings.id)).limit(limit + 1)
}

/** The booking, or 404. */
export async function readBooking(db: Db, id: string): Promise<BookingView> {
  const [found] = await viewOf(db).where(eq(bookings.id, id))
  if (!found) throw kernelErrors.NOT_FOUND()
  return found
}

/** The bookings of a series in order of time, and what could not be had. */
export async function readSeries(db: Db, seriesId: string) {
  const [series] = await db.q.select({ clashes: bookingSeries.clashes }).from(bookingSeries).where(eq(bookingSeries.id, seriesId))
  const rows = await db.q.select({ id: bookings.id, startsAt: bookings.startsAt, state: bookings.state }).from(bookings)
    .where(eq(bookings.seriesId, seriesId)).orderBy(asc(bookings.startsAt))
  return { clashes: series?.clashes ?? [], bookings: rows }
}

export type EntryRow = typeof waitlistEntries.$inferSelect
export interface EntryView {
  entry: EntryRow
  session: SessionRow
  service: ServiceRow
  place: PlaceRow
  personName: string | null
  /** How many wait before it. */
  before: number
}

const entryPersonName: SQL<string | null> = sql`coalesce((select display_name from dependents where id = ${waitlistEntries.dependentId}),
  (select display_name from accounts where id = ${waitlistEntries.personId}))`
const before: SQL<number> = sql`(select count(*)::int from waitlist_entries w where w.session_id = ${waitlistEntries.sessionId} and w.state = 'waiting'
  and (w.created_at, w.id) < (${waitlistEntries.createdAt}, ${waitlistEntries.id}))`

const entriesOf = (db: Db) =>
  db.q.select({ entry: waitlistEntries, session: serviceSessions, service: services, place: places, personName: entryPersonName, before }).from(waitlistEntries)
    .innerJoin(serviceSessions, eq(serviceSessions.id, waitlistEntries.sessionId))
    .innerJoin(services, eq(services.id, waitlistEntries.serviceId)).innerJoin(places, eq(places.id, waitlistEntries.placeId))

/** The asker's own, latest first, one more than `limit`. */
export async function listEntries(db: Db, actor: Actor, after: Position | null, limit: number): Promise<EntryView[]> {
  const me = actor.accountId!
  return entriesOf(db)
    .where(and(
      or(eq(waitlistEntries.bookerId, me), eq(waitlistEntries.personId, me)),
      after ? or(lt(waitlistEntries.createdAt, after.at), and(eq(waitlistEntries.createdAt, after.at), lt(waitlistEntries.id, after.id))) : undefined,
    ))
    .orderBy(desc(waitlistEntries.createdAt), desc(waitlistEntries.id)).limit(limit + 1)
}

/** The entry, or 404. */
export async function readEntry(db: Db, id: string): Promise<EntryView> {
  const [found] = await entriesOf(db).where(eq(waitlistEntries.id, id))
  if (!found) throw kernelErrors.NOT_FOUND()
  return found
}

/** Desks of the actor as service staff, with the towns they lie in. */
export async function desksOf(db: Db, actor: Actor): Promise<Desk[]> {
  const held = actor.appointments.filter(({ role, scopeKind }) => role === 'serviceStaff' && scopeKind === 'place')
  if (held.length === 0) return []
  const rows = await db.q.select({ placeId: places.id, townCode: places.townCode }).from(places).where(inArray(places.id, held.map(({ scopeId }) => scopeId)))
  return held.flatMap((appointment) => rows.filter(({ placeId }) => placeId === appointment.scopeId).map((row) => ({ ...row, appointment })))
}

/** Other places of those desks' towns: whose contested no-shows they decide. */
export async function neighbourPlaces(db: Db, desks: readonly Desk[]): Promise<string[]> {
  if (desks.length === 0) return []
  const own = desks.map(({ placeId }) => placeId)
  const rows = await db.q.select({ id: places.id }).from(places).where(inArray(places.townCode, desks.map(({ townCode }) => townCode)))
  return rows.map(({ id }) => id).filter((id) => !own.includes(id))
}

/** The place, also one out of use, or 404. */
export async function readPlace(db: Db, id: string): Promise<PlaceRow> {
  const [found] = await db.q.select().from(places).where(eq(places.id, id))
  if (!found) throw kernelErrors.NOT_FOUND()
  return found
}

/** Whose place it is, as far as bars go. A dependent elder counts as one, with or without an account. */
export async function bookedPerson(db: Db, { personId, dependentId }: Pick<BookingRow, 'personId' | 'dependentId'>, now: Date) {
  const [facts] = await db.sql<[{ isElder: boolean; isDisabled: boolean }]>`select
    exists (select 1 from accounts where id = ${personId} and (is_elder or birth_year <= ${bornForElder(now)})) or exists (select 1 from dependents where id = ${dependentId} and kind = 'elder') as "isElder",
    exists (select 1 from accounts where id = ${personId} and is_disabled) as "isDisabled"`
  return { personId, ...facts }
}

/** Sealed name and number of an account; null where there is none. */
export async function contactOf(db: Db, accountId: string): Promise<{ name: Buffer | null; phone: Buffer | null } | null> {
  const [found] = await db.sql<{ name: Buffer | null; phone: Buffer | null }[]>`select name, phone from accounts where id = ${accountId}`
  return found ?? null
}

/** Those of these services that are in use, at a place in use. */
export async function servicesInUse(db: Db, ids: readonly string[]): Promise<ServiceRow[]> {
  const rows = await db.q.select({ service: services }).from(services).innerJoin(places, eq(places.id, services.placeId))
    .where(and(inArray(services.id, [...ids]), isShown)).orderBy(asc(services.id))
  return rows.map(({ service }) => service)
}

/** The place in use, or null. */
export async function findPlace(db: Db, id: string): Promise<PlaceRow | null> {
  const [found] = await db.q.select().from(places).where(and(eq(places.id, id), eq(places.isActive, true)))
  return found ?? null
}

/** A service with its place, in use or not; null where there is none. */
export async function findService(db: Db, id: string): Promise<ServiceView | null> {
  const [found] = await db.q.select({ service: services, place: places }).from(services).innerJoin(places, eq(places.id, services.placeId)).where(eq(services.id, id))
  return found ?? null
}

/** A session that is still to come, with who is in it; `isUsed`: somebody ever booked or waited. */
export interface FutureSession extends Pick<SessionRow, 'id' | 'state' | 'startsAt' | 'endsAt' | 'closesAt' | 'seats'> {
  bookings: number
  waiting: number
  isUsed: boolean
}

export async function futureSessions({ sql: client }: Db, serviceId: string, now: Date): Promise<FutureSession[]> {
  return client<FutureSession[]>`select s.id, s.state, s.starts_at as "startsAt", s.ends_at as "endsAt", s.closes_at as "closesAt", s.seats,
      (select count(*)::int from bookings b where b.session_id = s.id and b.state in ('pending', 'booked', 'checked_in')) as bookings,
      (select count(*)::int from waitlist_entries w where w.session_id = s.id and w.state in ('waiting', 'offered')) as waiting,
      (exists (select 1 from bookings b where b.session_id = s.id) or exists (select 1 from waitlist_entries w where w.session_id = s.id)) as "isUsed"
    from service_sessions s where s.service_id = ${serviceId} and s.starts_at > ${now} order by s.starts_at`
}

/** The open sessions that are still to come, locked in the order of their starts against whoever would book. */
export async function lockFuture({ sql: client }: Db, serviceId: string, now: Date): Promise<SessionRow[]> {
  const rows = await client`select * from service_sessions where service_id = ${serviceId} and state = 'open' and starts_at > ${now} order by starts_at, id for update`
  return rows.map((row) => toRow(serviceSessions, row))
}

export interface PlaceFilter {
  areaCode?: string | undefined
  kind?: PlaceKind | undefined
  /** Only within these areas, and then those out of use too. */
  keptIn?: readonly string[] | undefined
  after: Position | null
  limit: number
}

/** Newest first, one more than `limit`. */
export async function listPlaces(db: Db, { areaCode, kind, keptIn, after, limit }: PlaceFilter): Promise<PlaceRow[]> {
  return db.q.select().from(places)
    .where(and(
      keptIn === undefined ? eq(places.isActive, true) : or(...keptIn.map((code) => like(places.communityCode, `${code}%`))),
      areaCode === undefined ? undefined : like(places.communityCode, `${areaCode.slice(0, 12)}%`),
      kind && eq(places.kind, kind),
      after ? or(lt(places.createdAt, after.at), and(eq(places.createdAt, after.at), lt(places.id, after.id))) : undefined,
    ))
    .orderBy(desc(places.createdAt), desc(places.id)).limit(limit + 1)
}

/** All services of a place, in use or not, newest first, one more than `limit`. */
export async function servicesOf(db: Db, place: PlaceRow, { after, limit }: { after: Position | null; limit: number }): Promise<ServiceView[]> {
  const rows = await db.q.select().from(services)
    .where(and(
      eq(services.placeId, place.id),
      after ? or(lt(services.createdAt, after.at), and(eq(services.createdAt, after.at), lt(services.id, after.id))) : undefined,
    ))
    .orderBy(desc(services.createdAt), desc(services.id)).limit(limit + 1)
  return rows.map((service) => ({ service, place }))
}
