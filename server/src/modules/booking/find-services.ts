import { dayOf, DAY_MS, startOfDay } from '@huying/shared/kernel/calendar-day.ts'
import type { Sql, TransactionSql } from 'postgres'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import type { PlaceRow, ServiceRow } from './queries.ts'

export interface NextSession {
  id: string
  startsAt: Date
  left: number
}

export interface ServiceFilter {
  areaCode?: string | undefined
  kind?: ServiceRow['kind'] | undefined
  placeId?: string | undefined
  /** Only with a free seat within so many days, today included. */
  freeWithinDays?: number | undefined
  /** Nearest first instead of newest first; GCJ-02. */
  near?: { lng: number; lat: number } | undefined
  after: Position | null
  limit: number
}

/** A service in use as the finder shows it, with the next session that can be booked. */
export interface FoundService {
  service: Pick<ServiceRow, 'id' | 'name' | 'kind' | 'summary' | 'audience' | 'priceKind' | 'priceFen' | 'marketPriceFen' | 'createdAt'>
  place: Pick<PlaceRow, 'id' | 'name' | 'kind' | 'address' | 'phone' | 'lng' | 'lat' | 'communityCode' | 'townCode'>
  next: NextSession | undefined
}

type Tag = Sql | TransactionSql
type Fragment = ReturnType<Sql>

/**
 * The first session of service `v` that can be booked at this instant, as its window has it: the start is bounded on both sides, so that
 * neither the sessions of years past nor those made ahead are looked at.
 */
const nextOf = (sql: Tag, now: Date, before: Date | null = null): Fragment => sql`
  select s.id, s.starts_at, s.seats - s.taken as seats_left from service_sessions s
  where s.service_id = v.id and s.starts_at > ${now} and s.starts_at < ${new Date(startOfDay(dayOf(now.getTime())))}::timestamptz + (v.opens_days_ahead + 1) * interval '1 day'
    ${before === null ? sql`` : sql`and s.starts_at < ${before}`}
    and s.state = 'open' and not s.is_off_rule and s.closes_at > ${now} and s.taken < s.seats
    and not exists (select 1 from waitlist_entries w where w.session_id = s.id and w.state in ('waiting', 'offered'))
  order by s.starts_at limit 1`

/** The first session of each service that can be booked at this instant. */
export async function nextSessions({ sql }: Db, serviceIds: readonly string[], now: Date): Promise<Map<string, NextSession>> {
  const rows = await sql<{ serviceId: string; id: string; startsAt: Date; left: number }[]>`
    select v.id as "serviceId", s.id, s.starts_at as "startsAt", s.seats_left as left
    from services v cross join lateral (${nextOf(sql, now)}) s where v.id = any(${[...serviceIds]}::uuid[])`
  return new Map(rows.map(({ serviceId, ...next }) => [serviceId, next]))
}

const EARTH_RADIUS_M = 6_371_000
/** Metres on a sphere to the place `p`. */
const metresTo = (sql: Tag, { lng, lat }: { lng: number; lat: number }): Fragment => sql`2 * ${EARTH_RADIUS_M}::float8 * asin(sqrt(least(1,
  sin(radians(p.lat - ${lat}::float8) / 2) ^ 2 + cos(radians(${lat}::float8)) * cos(radians(p.lat)) * sin(radians(p.lng - ${lng}::float8) / 2) ^ 2)))`

/** In use, and what else was asked for. */
const isWanted = (sql: Tag, { areaCode, kind, placeId }: ServiceFilter): Fragment => sql`v.is_active and p.is_active
  ${areaCode === undefined ? sql`` : sql`and starts_with(p.community_code, ${areaCode.slice(0, 12)})`}
  ${kind === undefined ? sql`` : sql`and v.kind = ${kind}`}
  ${placeId === undefined ? sql`` : sql`and v.place_id = ${placeId}`}`

const JOINED = (sql: Tag): Fragment => sql`services v join places p on p.id = v.place_id`

/** Newest first; the cursor's position is the service's own. */
function byNewest(sql: Tag, filter: ServiceFilter) {
  const { after } = filter
  const behind = after === null ? sql`` : sql`and (v.created_at, v.id) < (${after.at}, ${after.id}::uuid)`
  return { from: sql`${JOINED(sql)}`, where: sql`${isWanted(sql, filter)} ${behind}`, order: sql`v.created_at desc, v.id desc` }
}

/** Nearest first; whoever pages on says from where again, so the distance of the last service shown is found anew. */
function byDistance(sql: Tag, filter: ServiceFilter, near: NonNullable<ServiceFilter['near']>) {
  const { after } = filter
  const metres = metresTo(sql, near)
  const behind = after === null ? sql``
    : sql`and (${metres}, v.id) > ((select ${metres} from ${JOINED(sql)} where v.id = ${after.id}), ${after.id}::uuid)`
  // Put in order before anybody looks for sessions, so that only those of the page are looked for.
  const sorted = sql`(select v.id, ${metres} as metres from ${JOINED(sql)} where ${isWanted(sql, filter)} ${behind} order by metres, v.id)`
  return { from: sql`${sorted} f join services v on v.id = f.id join places p on p.id = v.place_id`, where: sql`true`, order: sql`f.metres, f.id` }
}

interface RawFound {
  id: string
  name: string
  kind: FoundService['service']['kind']
  summary: string
  audience: FoundService['service']['audience']
  priceKind: FoundService['service']['priceKind']
  priceFen: number
  marketPriceFen: number | null
  createdAt: Date
  placeId: string
  placeName: string
  placeKind: FoundService['place']['kind']
  address: string
  phone: string | null
  lng: number
  lat: number
  communityCode: string
  townCode: string
  nextId: string | null
  startsAt: Date | null
  left: number | null
}

/**
 * Services in use with their next sessions, in one statement, one more than `limit`. Its cost is that of a page, whatever was held before.
 * The limit is written out: for one that is a parameter PostgreSQL plans anew each time, which takes as long as the search.
 */
export async function findServices({ sql }: Db, filter: ServiceFilter, now: Date): Promise<FoundService[]> {
  const { near, freeWithinDays, limit } = filter
  const { from, where, order } = near === undefined ? byNewest(sql, filter) : byDistance(sql, filter, near)
  const before = freeWithinDays === undefined ? null : new Date(startOfDay(dayOf(now.getTime())) + freeWithinDays * DAY_MS)
  const join = before === null ? sql`left join` : sql`join`
  const rows = await sql<RawFound[]>`
    select v.id, v.name, v.kind, v.summary, v.audience, v.price_kind as "priceKind", v.price_fen as "priceFen", v.market_price_fen as "marketPriceFen", v.created_at as "createdAt",
      p.id as "placeId", p.name as "placeName", p.kind as "placeKind", p.address, p.phone, p.lng, p.lat, p.community_code as "communityCode", p.town_code as "townCode",
      s.id as "nextId", s.starts_at as "startsAt", s.seats_left as left
    from ${from} ${join} lateral (${nextOf(sql, now, before)}) s on true
    where ${where} order by ${order} limit ${sql.unsafe(String(limit + 1))}`
  return rows.map(toFound)
}

function toFound({ placeId, placeName, placeKind, address, phone, lng, lat, communityCode, townCode, nextId, startsAt, left, ...service }: RawFound): FoundService {
  return {
    service,
    place: { id: placeId, name: placeName, kind: placeKind, address, phone, lng, lat, communityCode, townCode },
    next: nextId === null ? undefined : { id: nextId, startsAt: startsAt!, left: left! },
  }
}
