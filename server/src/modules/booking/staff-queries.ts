import type { Figures } from '@huying/shared/booking/staff-contract.ts'
import { and, asc, eq, gte, isNotNull, lt, notInArray, or, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../kernel/db.ts'
import type { BookingView, PlaceRow } from './queries.ts'
import { bookings, services, serviceSessions } from './table.ts'
import type { SessionRow } from './window.ts'

export interface SheetRow {
  session: SessionRow
  service: { id: string; name: string }
  waiting: number
}

const waiting: SQL<number> = sql`(select count(*)::int from waitlist_entries w where w.session_id = service_sessions.id and w.state in ('waiting', 'offered'))`

/** A place's sessions that start in [from, to), in order, closed ones too. */
export async function sessionsOfPlace(db: Db, placeId: string, from: Date, to: Date): Promise<SheetRow[]> {
  return db.q.select({ session: serviceSessions, service: { id: services.id, name: services.name }, waiting }).from(serviceSessions)
    .innerJoin(services, eq(services.id, serviceSessions.serviceId))
    .where(and(eq(serviceSessions.placeId, placeId), gte(serviceSessions.startsAt, from), lt(serviceSessions.startsAt, to)))
    .orderBy(asc(serviceSessions.startsAt), asc(serviceSessions.id))
}

const personName: SQL<string | null> = sql`coalesce((select display_name from dependents where id = ${bookings.dependentId}),
  (select display_name from accounts where id = ${bookings.personId}))`

const cameByLateSheet = and(eq(bookings.cancelledBy, 'excused'), isNotNull(bookings.checkedInAt))

/** Whoever has or had a place in these sessions, in the order of booking; those who cancelled need no line. */
export async function bookingsOfPlace(db: Db, place: PlaceRow, from: Date, to: Date): Promise<BookingView[]> {
  const rows = await db.q.select({ booking: bookings, service: services, personName }).from(bookings).innerJoin(services, eq(services.id, bookings.serviceId))
    .where(and(eq(bookings.placeId, place.id), gte(bookings.startsAt, from), lt(bookings.startsAt, to), or(cameByLateSheet, notInArray(bookings.state, ['cancelled', 'declined', 'expired']))))
    .orderBy(asc(bookings.startsAt), asc(bookings.createdAt), asc(bookings.id))
  return rows.map((row) => ({ ...row, place }))
}

export type ServiceFigures = Omit<Figures, 'occupancy'> & { id: string; name: string }

/** How a place was used by sessions that start in [from, to), one line a service. A no-show that a late day sheet took back did come. */
export async function figuresOf({ sql: client }: Db, placeId: string, from: Date, to: Date): Promise<ServiceFigures[]> {
  return client<ServiceFigures[]>`select v.id, v.name,
      count(*)::int as sessions, count(*) filter (where s.state = 'closed')::int as closed,
      coalesce(sum(s.seats) filter (where s.state <> 'closed'), 0)::int as seats,
      coalesce(sum(b.booked), 0)::int as booked, coalesce(sum(b.came), 0)::int as came, coalesce(sum(b.no_show), 0)::int as "noShow",
      coalesce(sum(b.cancelled), 0)::int as cancelled, coalesce(sum(b.walk_ins), 0)::int as "walkIns"
    from service_sessions s join services v on v.id = s.service_id
    left join lateral (select
        count(*) filter (where came or state in ('pending', 'booked', 'no_show')) as booked,
        count(*) filter (where came) as came, count(*) filter (where state = 'no_show') as no_show,
        count(*) filter (where state = 'cancelled' and not came) as cancelled, count(*) filter (where is_walk_in) as walk_ins
      from (select state, is_walk_in, state in ('checked_in', 'completed') or (cancelled_by is not distinct from 'excused' and checked_in_at is not null) as came
        from bookings where session_id = s.id) one) b on true
    where s.place_id = ${placeId} and s.starts_at >= ${from} and s.starts_at < ${to}
    group by v.id, v.name order by v.name, v.id`
}
