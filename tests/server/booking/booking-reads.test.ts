import { dayOf } from '@huying/shared/kernel/calendar-day.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COMMUNITY, GRID, HOUR, OTHER_COMMUNITY, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let resident: Person
let service: string
let closedDown: string
let elsewhere: string
let place: string
let open: string
let full: string
let booked: string
const MINUTE = 60_000

const at = (ms: number) => new Date(county.app.kernel.clock.now().getTime() + ms)
const get = (path: string) => county.app.request('GET', `/api/v1${path}`)

async function addPlace(communityCode: string): Promise<string> {
  const id = uuidv7()
  await county.app.kernel.db.sql`insert into places (id, code, name, kind, community_code, town_code, address, phone, lng, lat, created_at)
    values (${id}, ${id.slice(-8)}, '东岗党群服务中心', 'serviceCentre', ${communityCode}, ${TOWN}, '东岗路 8 号', '0914-0000001', 110.91, 33.51, '2026-01-01')`
  return id
}
async function addService(placeId: string, createdAt: string, isActive = true): Promise<string> {
  const id = uuidv7()
  await county.app.kernel.db.sql`insert into services (id, place_id, name, kind, summary, price_kind, audience, weekly_hours, holiday_rule, session_minutes,
      seats, opens_days_ahead, closes_minutes_before, quota_count, quota_period, cancel_minutes_before, is_active, created_at, updated_at)
    values (${id}, ${placeId}, '法律咨询', 'legalAdvice', '律师坐班', 'free', 'everyone', '[[],[["09:00","11:00"]],[],[],[],[],[]]', 'closed', 60, 2, 7, 30, 1, 'week', 120,
      ${isActive}, ${createdAt}, ${createdAt})`
  return id
}
async function addSession(startsAt: Date, values: { taken?: number; state?: string; isOffRule?: boolean } = {}): Promise<string> {
  const id = uuidv7()
  const { taken = 0, state = 'open', isOffRule = false } = values
  await county.app.kernel.db.sql`insert into service_sessions (id, state, created_at, updated_at, service_id, place_id, starts_at, ends_at, closes_at, seats, taken,
      is_off_rule, close_reason)
    values (${id}, ${state}, '2026-01-01', '2026-01-01', ${service}, ${place}, ${startsAt}, ${new Date(startsAt.getTime() + HOUR)}, ${new Date(startsAt.getTime() - 30 * MINUTE)},
      2, ${taken}, ${isOffRule}, ${state === 'closed' ? '停水' : null})`
  return id
}
async function addBooking(booker: Person, sessionId: string, startsAt: Date, values: { personId?: string | null; dependentId?: string; name?: Buffer } = {}): Promise<string> {
  const id = uuidv7()
  const { personId = booker.id, dependentId = null, name = null } = values as { personId?: string | null; dependentId?: string | null; name?: Buffer | null }
  await county.app.kernel.db.sql`insert into bookings (id, state, created_at, updated_at, session_id, service_id, place_id, person_id, booker_id, dependent_id,
      on_behalf_name, starts_at, ends_at, pass_code)
    values (${id}, 'booked', '2026-01-01', '2026-01-01', ${sessionId}, ${service}, ${place}, ${personId}, ${booker.id}, ${dependentId}, ${name}, ${startsAt},
      ${new Date(startsAt.getTime() + HOUR)}, '4711')`
  return id
}

beforeAll(async () => {
  county = await startWhistleCounty()
  resident = await county.person(GRID)
  place = await addPlace(COMMUNITY)
  service = await addService(place, '2026-02-01')
  closedDown = await addService(place, '2026-02-02', false)
  elsewhere = await addService(await addPlace(OTHER_COMMUNITY), '2026-02-03')
  full = await addSession(at(24 * HOUR), { taken: 2 })
  open = await addSession(at(26 * HOUR), { taken: 1 })
  booked = await addBooking(resident, open, at(26 * HOUR))
})
afterAll(() => county.close())

describe('services', () => {
  const ids = async (query = '') => (await get(`/services${query}`)).body.items.map(({ id }: { id: string }) => id)

  test('in use are open to everybody, newest first, by area, kind and place', async () => {
    expect(await ids()).toEqual([elsewhere, service])
    expect(await ids(`?areaCode=${COMMUNITY}`)).toEqual([service])
    expect(await ids(`?areaCode=${GRID}`)).toEqual([service])
    expect(await ids(`?areaCode=${TOWN}`)).toEqual([elsewhere, service])
    expect(await ids('?kind=class')).toEqual([])
    expect(await ids(`?placeId=${place}`)).toEqual([service])
    const first = (await get('/services?limit=1')).body
    expect((await get(`/services?limit=1&cursor=${first.nextCursor}`)).body).toMatchObject({ items: [{ id: service }], nextCursor: null })
  })

  test('name the next session that has a seat', async () => {
    const { items } = (await get(`/services?placeId=${place}`)).body
    expect(items[0].next).toMatchObject({ id: open, left: 1 })
    expect((await get(`/services/${elsewhere}`)).body.next).toBeNull()
  })

  test('are found with a free seat within so many days, today included', async () => {
    // Whatever the hour, the session of 26 hours from now is tomorrow's or, late in the day, the day after's.
    const days = dayOf(at(26 * HOUR).getTime()) - dayOf(at(0).getTime()) + 1
    expect(await ids(`?freeWithinDays=${days}`)).toEqual([service])
    expect(await ids(`?freeWithinDays=${days - 1}`)).toEqual([])
    expect((await get('/services?freeWithinDays=0')).status).toBe(400)
  })

  test('are found nearest first, page by page, all of them once', async () => {
    const { sql } = county.app.kernel.db
    const [near, far] = [await addService(await addPlace(COMMUNITY), '2026-01-01'), await addService(await addPlace(COMMUNITY), '2026-01-02')]
    const places = await sql<{ id: string; placeId: string }[]>`select id, place_id as "placeId" from services`
    const moveTo = (id: string, lat: number) => sql`update places set lat = ${lat} where id = ${places.find((one) => one.id === id)!.placeId}`
    await moveTo(near, 33.601)
    await moveTo(far, 33.3)
    const here = 'near=110.910,33.600'
    const order = await ids(`?${here}`)
    expect(order[0]).toBe(near)
    expect(order.at(-1)).toBe(far)
    const paged: string[] = []
    for (let cursor = ''; ; ) {
      const { items, nextCursor } = (await get(`/services?limit=1&${here}${cursor}`)).body
      paged.push(...items.map(({ id }: { id: string }) => id))
      if (nextCursor === null) break
      cursor = `&cursor=${nextCursor}`
    }
    expect(paged).toEqual(order)
    expect((await get('/services?near=here')).status).toBe(400)
    await sql`update services set is_active = false where id = any(${[near, far]}::uuid[])`
  })

  test('show their rules; one out of use or unknown is not there', async () => {
    expect((await get(`/services/${service}`)).body).toMatchObject({
      seats: 2, quota: { count: 1, period: 'week' }, weeklyHours: [[], [['09:00', '11:00']], [], [], [], [], []], place: { phone: '0914-0000001' },
    })
    expect((await get(`/services/${closedDown}`)).status).toBe(404)
    expect((await get(`/services/${uuidv7()}`)).status).toBe(404)
  })
})

describe('sessions', () => {
  test('say whether they can be booked, and if not, why', async () => {
    const { sql } = county.app.kernel.db
    const soon = await addSession(at(20 * MINUTE))
    const late = await addSession(at(9 * 24 * HOUR))
    const off = await addSession(at(30 * HOUR), { isOffRule: true })
    const closed = await addSession(at(32 * HOUR), { state: 'closed' })
    const waited = await addSession(at(34 * HOUR))
    await sql`insert into waitlist_entries (id, state, created_at, updated_at, session_id, service_id, place_id, person_id, booker_id)
      values (${uuidv7()}, 'waiting', '2026-01-01', '2026-01-01', ${waited}, ${service}, ${place}, ${resident.id}, ${resident.id})`
    const from = at(0).toISOString().slice(0, 10)
    const to = at(12 * 24 * HOUR).toISOString().slice(0, 10)
    const { items } = (await get(`/services/${service}/sessions?from=${from}&to=${to}`)).body
    const why = Object.fromEntries(items.map((item: { id: string; whyNot: string | null }) => [item.id, item.whyNot]))
    expect(why).toEqual({
      [soon]: '已经停止预约', [full]: '约满了', [open]: null, [off]: '这一场正在调整，暂不接受预约', [closed]: '停水', [waited]: '有人在排队等空位',
      [late]: '提前 7 天开始预约',
    })
    expect(items.find(({ id }: { id: string }) => id === open)).toMatchObject({ isBookable: true, left: 1, seats: 2 })
  })

  test('lie in the days asked for, as Shanghai counts them', async () => {
    const midnight = await addSession(new Date('2027-03-01T16:00:00Z'))
    const days = async (from: string, to: string) => (await get(`/services/${service}/sessions?from=${from}&to=${to}`)).body.items.map(({ id }: { id: string }) => id)
    expect([await days('2027-03-02', '2027-03-02'), await days('2027-03-01', '2027-03-01')]).toEqual([[midnight], []])
    expect((await get(`/services/${service}/sessions?from=2027-01-01&to=2027-12-31`)).body.error.code).toBe('PERIOD_TOO_LONG')
    expect((await get(`/services/${service}/sessions?from=2027-02-30`)).status).toBe(400)
  })
})

describe('bookings', () => {
  test("are one's own, with the pass code, and name for whom", async () => {
    const dependent = (await county.post(resident, '/me/dependents', { kind: 'elder', name: '王桂兰', consent: '母亲当面同意' })).body
    const forMother = await addBooking(resident, open, at(28 * HOUR), { personId: dependent.id, dependentId: dependent.id })
    const { items, nextCursor } = (await county.get(resident, '/bookings')).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual([forMother, booked])
    expect(items[0]).toMatchObject({ forWhom: '王*', passCode: '4711', place: { name: '东岗党群服务中心' }, state: 'booked' })
    expect([items[1].forWhom, nextCursor]).toEqual([null, null])
    expect((await county.get(resident, '/bookings?state=cancelled')).body.items).toEqual([])
  })

  test("are not another's; the staff of the place read them without the pass code", async () => {
    const stranger = await county.person(GRID)
    const staff = await county.appoint('serviceStaff', place, { scopeKind: 'place' })
    const otherStaff = await county.appoint('serviceStaff', uuidv7(), { scopeKind: 'place' })
    const answers = await Promise.all([resident, stranger, staff, otherStaff].map((person) => county.get(person, `/bookings/${booked}`)))
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 404])
    expect([answers[0]!.body.passCode, answers[2]!.body.passCode]).toEqual(['4711', null])
    expect((await county.get(stranger, '/bookings')).body.items).toEqual([])
    expect((await get('/bookings')).status).toBe(401)
  })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
