import type { PlaceKind } from '../../src/modules/booking/table.ts'
import { pointIn } from './complaints-place.ts'
import type { TableWriter } from './copy.ts'
import { Json } from './copy-bytes.ts'
import type { Community, Geography } from './geography.ts'
import type { Point } from './geometry.ts'
import type { Held, Offices } from './offices.ts'
import { phoneOf, type People } from './people.ts'
import { Random } from './random.ts'
import { CENTRE_OFFERS, NIGHT_OFFER, PLACE_NAMES, ROOM_OFFERS, VENUE_OFFERS, VILLAGE_OFFERS, type ServiceOffer } from './services-texts.ts'
import type { Unit, Units } from './units.ts'

export interface Place {
  id: string
  code: string
  name: string
  kind: PlaceKind
  community: Community
  unit: Unit | null
  address: string
  point: Point
  staff: Held[]
  services: Service[]
}

export interface Service {
  id: string
  place: Place
  offer: ServiceOffer
}

export const PLACE_COLUMNS = ['id', 'code', 'name', 'kind', 'community_code', 'town_code', 'unit_id', 'address', 'phone', 'lng', 'lat', 'created_at']
export const SERVICE_COLUMNS = [
  'id', 'place_id', 'name', 'kind', 'summary', 'price_kind', 'price_fen', 'market_price_fen', 'audience', 'weekly_hours', 'holiday_rule', 'session_minutes',
  'seats', 'opens_days_ahead', 'closes_minutes_before', 'quota_count', 'quota_period', 'cancel_minutes_before', 'needs_approval', 'created_at', 'updated_at',
]
const STAFF = { serviceCentre: 2, sharedVenue: 1, functionRoom: 1 } satisfies Record<PlaceKind, number>
const ROOMS = 8
const WEEK = [0, 1, 2, 3, 4, 5, 6]
const CODE_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const CODE_LENGTH = 10

/** A service centre in every community, the seat's activity rooms, and venues that stationed units share. */
export function createPlaces(geography: Geography, units: Units, createdMs: number): Place[] {
  const random = new Random('places')
  const urban = geography.communities.filter(({ isUrban }) => isUrban)
  const add = (kind: PlaceKind, community: Community, unit: Unit | null, offers: readonly ServiceOffer[]): Place => {
    const place: Place = {
      id: random.uuid(createdMs),
      code: Array.from({ length: CODE_LENGTH }, () => random.pick([...CODE_LETTERS])).join(''),
      name: `${unit?.name ?? community.name}${PLACE_NAMES[kind]}`,
      kind, community, unit,
      address: `商南县${community.town.name}${community.name}${kind === 'sharedVenue' ? '院内' : '居委会一楼'}`,
      point: pointIn(random.pick(community.grids), random),
      staff: [],
      services: [],
    }
    place.services = offers.map((offer) => ({ id: random.uuid(createdMs), place, offer }))
    return place
  }
  return [
    ...geography.communities.map((community) =>
      add('serviceCentre', community, null, !community.isUrban ? VILLAGE_OFFERS : community === urban[0] ? [...CENTRE_OFFERS, NIGHT_OFFER] : CENTRE_OFFERS)),
    ...urban.slice(0, ROOMS).map((community) => add('functionRoom', community, null, ROOM_OFFERS)),
    ...units.stationed.slice(0, ROOMS).map((unit, i) => add('sharedVenue', urban[i % urban.length]!, unit, VENUE_OFFERS)),
  ]
}

/** Who keeps the day sheets of a place. */
export function appointServiceStaff(places: readonly Place[], people: People, offices: Offices): void {
  const random = new Random('service-staff')
  for (const place of places)
    for (let i = place.community.isUrban ? STAFF[place.kind] : 1; i > 0; i--) {
      const person = people.takeIn(place.community, random)
      place.staff.push(offices.appoint(person, 'serviceStaff', 'place', place.id))
      if (place.community.isUrban) offices.present(person, 'service-staff')
    }
}

export function writePlaces(places: readonly Place[], createdMs: number, tables: { places: TableWriter; services: TableWriter }): void {
  const createdAt = new Date(createdMs)
  places.forEach(({ id, code, name, kind, community, unit, address, point: [lng, lat], services }, i) => {
    tables.places.row([id, code, name, kind, community.code, community.town.code, unit?.id, address, phoneOf(1_000_003 + i), lng, lat, createdAt])
    for (const { id: serviceId, offer } of services)
      tables.services.row([
        serviceId, id, offer.name, offer.kind, offer.summary, offer.price ? 'lowProfit' : 'free', offer.price?.fen ?? 0, offer.price?.marketFen, offer.audience,
        new Json(WEEK.map((day) => (offer.days.includes(day) ? offer.spans : []))), offer.isHolidayOpen ? 'asUsual' : 'closed', offer.sessionMinutes,
        offer.seats, offer.opensDaysAhead, offer.closesMinutesBefore, offer.quota?.count, offer.quota?.period, offer.cancelMinutesBefore,
        offer.needsApproval, createdAt, createdAt,
      ])
  })
}
