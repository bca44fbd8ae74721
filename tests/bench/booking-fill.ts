import type { Sql } from 'postgres'
import { fillMembers } from './routing-fill.ts'

/** What a county has that all its centres, shared venues and function rooms are open. */
export const SERVICES = 2_000
const PLACES = 250
/** A Monday at nine in Shanghai. */
export const MONDAY = new Date('2027-03-01T01:00:00Z')

/** Places all over the county with their services: two sessions of two hours on every working day. */
export async function fillServices(sql: Sql): Promise<void> {
  await fillMembers(sql, { inOneTown: false })
  await sql.unsafe(`
    insert into places (id, code, name, kind, community_code, town_code, address, lng, lat, created_at)
      select md5('place' || n)::uuid, 'p' || n, '党群服务中心' || n, 'serviceCentre', c.code, c.town_code, '人民路', c.lng, c.lat, timestamptz '2026-01-01' + n * interval '1 minute'
      from generate_series(0, ${PLACES - 1}) n join (select row_number() over (order by code) - 1 as i, code, town_code, lng, lat, count(*) over () as total from areas where kind = 'community') c on c.i = n % c.total;
    insert into services (id, place_id, name, kind, summary, price_kind, audience, weekly_hours, holiday_rule, session_minutes, seats, opens_days_ahead,
        closes_minutes_before, quota_count, quota_period, cancel_minutes_before, created_at, updated_at)
      select md5('service' || n)::uuid, md5('place' || n % ${PLACES})::uuid, '服务' || n, (array['venueSeat', 'desk', 'class', 'dayCare', 'legalAdvice', 'jobAdvice', 'errand'])[1 + n % 7], '带上材料', 'free',
        'everyone', '[[], [["09:00","11:00"],["14:00","16:00"]], [["09:00","11:00"],["14:00","16:00"]], [["09:00","11:00"],["14:00","16:00"]], [["09:00","11:00"],["14:00","16:00"]], [["09:00","11:00"],["14:00","16:00"]], []]',
        'closed', 120, 10, 14, 60, 2, 'week', 120, at, at
      from generate_series(0, ${SERVICES - 1}) n, lateral (select timestamptz '2026-01-01' + n * interval '1 minute' as at) t`)
}

/** Half a day apart: as many to come as asked for, the others held. Every third of those to come is full. */
export async function fillSessions(sql: Sql, { perService, toCome, now }: { perService: number; toCome: number; now: Date }): Promise<void> {
  await sql`insert into service_sessions (id, state, version, history_length, history_head, created_at, updated_at, service_id, place_id, starts_at, ends_at, closes_at, seats, taken)
    select gen_random_uuid(), case when n < 0 then 'ended' else 'open' end, 1, 1, '\\x00', ${now}, ${now}, v.id, v.place_id, at, at + interval '2 hours', at - interval '1 hour', v.seats,
      case when n >= 0 and n % 3 = 0 then v.seats else 2 end
    from services v, generate_series(${toCome - perService}::int, ${toCome - 1}::int) n, lateral (select ${now}::timestamptz + interval '5 hours' + n * interval '12 hours' as at) t`
  await sql.unsafe('vacuum analyze')
}

/** As many services as sessions, all at one time, so that what one booking sends fits every other; and residents to book them. */
export async function fillRush(sql: Sql, { sessions, seats, residents, startsAt, now }: { sessions: number; seats: number; residents: number; startsAt: Date; now: Date }): Promise<void> {
  await fillServices(sql)
  await sql`insert into service_sessions (id, state, version, history_length, history_head, created_at, updated_at, service_id, place_id, starts_at, ends_at, closes_at, seats)
    select gen_random_uuid(), 'open', 1, 1, '\\x00', ${now}, ${now}, v.id, v.place_id, ${startsAt}, ${startsAt}::timestamptz + interval '2 hours', ${startsAt}::timestamptz - interval '1 hour', ${seats}
    from (select id, place_id from services where kind = 'class' order by id limit ${sessions}) v`
  await sql`insert into accounts (id, display_name, staff_name, created_at) select gen_random_uuid(), '王*', '王*', ${now} from generate_series(1, ${residents})`
  await sql.unsafe('vacuum analyze')
}
