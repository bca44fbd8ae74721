import { expect } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import type { services } from '../../../server/src/modules/booking/table.ts'
import { COMMUNITY, DAY, GRID, HOUR, OTHER_COMMUNITY, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'
import type { Answered } from '../../support/app.ts'

export const MINUTE = 60_000
export { DAY, HOUR }
/** A Monday morning in Shanghai, far from holidays. */
export const MONDAY = '2027-03-01T09:00:00+08:00'
export const PLACE_POINT = { lng: 110.91, lat: 33.51 }

type ServiceValues = Partial<typeof services.$inferInsert>

/** A county with a service centre that has staff, another in the next community, and whatever services a test needs. */
export interface BookingCounty extends WhistleCounty {
  sql: WhistleCounty['app']['kernel']['db']['sql']
  place: string
  otherPlace: string
  staff: Person
  otherStaff: Person
  now(): Date
  setTime(at: string | Date): void
  resident(): Promise<Person>
  service(values?: ServiceValues): Promise<string>
  /** Starts `inMs` from now and lasts an hour unless told. */
  session(serviceId: string, inMs: number, values?: { seats?: number; minutes?: number }): Promise<string>
  /** Books for the person and answers the booking; fails the test where it is refused. */
  booked(person: Person, sessionId: string, body?: object): Promise<any>
  waiting(person: Person, sessionId: string, body?: object): Promise<any>
  ok(answer: Promise<Answered>): Promise<any>
  /** Status and code of a refusal, `409 SESSION_FULL`. */
  refused(answer: Promise<Answered>): Promise<string>
  stateOf(table: 'bookings' | 'waitlist_entries' | 'service_sessions', id: string): Promise<any>
  /** Throws where some session's seats are not what its bookings and offers say, or more than there are. */
  checkSeats(): Promise<void>
}

export async function startBookingCounty(): Promise<BookingCounty> {
  const county = await startWhistleCounty()
  const { app } = county
  const { sql } = app.kernel.db
  const addPlace = async (communityCode: string): Promise<string> => {
    const id = uuidv7()
    await sql`insert into places (id, code, name, kind, community_code, town_code, address, phone, lng, lat, created_at)
      values (${id}, ${id.slice(-10)}, '东岗党群服务中心', 'serviceCentre', ${communityCode}, ${TOWN}, '东岗路 8 号', '0914-0000001', ${PLACE_POINT.lng}, ${PLACE_POINT.lat}, '2026-01-01')`
    return id
  }
  const setTime: BookingCounty['setTime'] = (at) => {
    app.kernel.clock.offsetMs = new Date(at).getTime() - Date.now()
  }
  setTime(MONDAY)
  const [place, otherPlace] = [await addPlace(COMMUNITY), await addPlace(OTHER_COMMUNITY)]
  const now = () => app.kernel.clock.now()
  const ok: BookingCounty['ok'] = async (answer) => {
    const { status, body } = await answer
    expect([200, 201], JSON.stringify(body)).toContain(status)
    return body
  }
  return {
    ...county, sql, place, otherPlace, now, setTime, ok,
    staff: await county.appoint('serviceStaff', place, { scopeKind: 'place' }),
    otherStaff: await county.appoint('serviceStaff', otherPlace, { scopeKind: 'place' }),
    resident: () => county.person(GRID),
    async service(values = {}) {
      const row = {
        id: uuidv7(), place_id: values.placeId ?? place, name: values.name ?? '乒乓球台', kind: values.kind ?? 'venueSeat', summary: '自带球拍',
        price_kind: values.priceKind ?? 'free', price_fen: values.priceFen ?? 0, market_price_fen: values.marketPriceFen ?? null, audience: values.audience ?? 'everyone',
        weekly_hours: JSON.stringify(values.weeklyHours ?? [[], [], [], [], [], [], []]), exceptions: JSON.stringify(values.exceptions ?? []),
        holiday_rule: values.holidayRule ?? 'closed', session_minutes: values.sessionMinutes ?? 60, seats: values.seats ?? 2, opens_days_ahead: values.opensDaysAhead ?? 14,
        closes_minutes_before: values.closesMinutesBefore ?? 60, quota_count: values.quotaCount ?? null, quota_period: values.quotaPeriod ?? null,
        cancel_minutes_before: values.cancelMinutesBefore ?? 120, needs_approval: values.needsApproval ?? false, created_at: now(), updated_at: now(),
      }
      await sql`insert into services ${sql(row)}`
      return row.id
    },
    async session(serviceId, inMs, { seats, minutes = 60 } = {}) {
      const id = uuidv7()
      const startsAt = new Date(now().getTime() + inMs)
      const endsAt = new Date(startsAt.getTime() + minutes * MINUTE)
      const [made] = await sql<{ closesAt: Date }[]>`insert into service_sessions (id, state, created_at, updated_at, service_id, place_id, starts_at, ends_at, closes_at, seats)
        select ${id}, 'open', ${now()}, ${now()}, s.id, s.place_id, ${startsAt}, ${endsAt}, ${startsAt}::timestamptz - s.closes_minutes_before * interval '1 minute',
          coalesce(${seats ?? null}::int, s.seats) from services s where s.id = ${serviceId} returning closes_at as "closesAt"`
      const clocks = [['closing', made!.closesAt], ['start', startsAt], ['end', endsAt]] as const
      for (const [kind, due] of clocks)
        await sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
          values (${uuidv7()}, 'session', ${id}, ${kind}, 'running', ${now()}, '1d', ${due}, ${due}, '')`
      return id
    },
    booked: (person, sessionId, body = {}) => ok(county.post(person, `/sessions/${sessionId}/bookings`, body)),
    waiting: (person, sessionId, body = {}) => ok(county.post(person, `/sessions/${sessionId}/waitlist`, body)),
    async refused(answer) {
      const { status, body } = await answer
      return `${status} ${body.error?.code ?? JSON.stringify(body)}`
    },
    async stateOf(table, id) {
      const [row] = await sql`select * from ${sql(table)} where id = ${id}`
      return row
    },
    async checkSeats() {
      const wrong = await sql`select s.id, s.taken, s.seats from service_sessions s where s.taken not between 0 and s.seats or s.taken <> (
        select count(*) from bookings b where b.session_id = s.id and b.state in ('pending', 'booked', 'checked_in')) + (
        select count(*) from waitlist_entries w where w.session_id = s.id and w.state = 'offered')`
      expect(wrong).toEqual([])
    },
  }
}
