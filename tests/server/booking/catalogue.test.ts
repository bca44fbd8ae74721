import { checkHistory } from '../../../server/src/kernel/history-check.ts'
import { historyTables } from '../../../server/src/modules/history-tables.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { COMMUNITY, COUNTY, GRID, OTHER_COMMUNITY, type Person } from '../../factories/whistle-county.ts'
import { DAY, HOUR, MONDAY, startBookingCounty, type BookingCounty } from './booking-county.ts'

let county: BookingCounty
let worker: Person
let administrator: Person
beforeAll(async () => {
  county = await startBookingCounty()
  worker = await county.appoint('communityWorker', COMMUNITY)
  administrator = await county.appoint('administrator', COUNTY)
})
beforeEach(() => county.setTime(MONDAY))
afterAll(async () => {
  expect(county.app.faults).toEqual([])
  await county.checkSeats()
  await county.close()
})

const put = ({ token }: Person, path: string, body: object) => county.app.request('PUT', `/api/v1${path}`, { token, body })
const MORNING = [['09:00', '11:00']]
const rule = {
  name: '律师坐班咨询', kind: 'legalAdvice', summary: '带上材料', audience: 'everyone', priceKind: 'free',
  weeklyHours: [[], MORNING, [], MORNING, [], [], []], holidayRule: 'closed', sessionMinutes: 60, seats: 2, opensDaysAhead: 14,
  closesMinutesBefore: 60, cancelMinutesBefore: 120,
}
const startsOf = async (service: string, state = 'open') =>
  (await county.sql<{ startsAt: Date }[]>`select starts_at as "startsAt" from service_sessions where service_id = ${service} and state = ${state} order by 1`)
    .map(({ startsAt }) => new Date(startsAt.getTime() + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' '))
const sessionAt = async (service: string, startsAt: string): Promise<any> =>
  (await county.sql`select * from service_sessions where service_id = ${service} and starts_at = ${startsAt}`)[0]

describe('places', () => {
  const body = { name: '东岗社区活动室', kind: 'functionRoom', address: '东岗路 10 号', point: { lng: 110.92, lat: 33.52 }, phone: '0914-1234567', communityCode: COMMUNITY }

  test('are made and changed by the community and by administrators, and by nobody else; only they and the staff see the code to print', async () => {
    const resident = await county.resident()
    expect(await county.refused(county.post(resident, '/places', body))).toBe('403 FORBIDDEN')
    expect(await county.refused(county.post(worker, '/places', { ...body, communityCode: OTHER_COMMUNITY }))).toBe('403 FORBIDDEN')
    expect(await county.refused(county.post(administrator, '/places', { ...body, communityCode: GRID }))).toBe('422 AREA_UNKNOWN')
    const made = await county.ok(county.post(worker, '/places', body))
    expect(made).toMatchObject({ name: body.name, townCode: COMMUNITY.slice(0, 9), checkInRadiusM: 300, isActive: true })
    expect(made.code).toMatch(/^[0-9a-f]{12}$/)
    expect((await county.get(resident, `/places/${made.id}`)).body.code).toBeNull()
    const { communityCode: _, ...changed } = body
    expect(await county.ok(put(administrator, `/places/${made.id}`, { ...changed, name: '东岗活动室', isActive: false }))).toMatchObject({ name: '东岗活动室', code: made.code })
    expect((await county.get(resident, `/places/${made.id}`)).status).toBe(404)
    const { items } = (await county.get(resident, '/places')).body
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(made.id)
  })

  test('say when their doors are open; hours that contradict each other are named by their weekday', async () => {
    const week = [[], MORNING, [], [], [], [], []]
    const made = await county.ok(county.post(worker, '/places', { ...body, openingHours: week }))
    expect(made.openingHours).toEqual(week)
    const { communityCode: _, ...changed } = body
    expect((await county.ok(put(worker, `/places/${made.id}`, changed))).openingHours).toEqual(week)
    expect((await county.ok(put(worker, `/places/${made.id}`, { ...changed, openingHours: null }))).openingHours).toBeNull()
    const refused = await put(worker, `/places/${made.id}`, { ...changed, openingHours: [[], [], [['11:00', '09:00']], [], [], [], []] })
    expect([refused.status, refused.body.error.code, refused.body.error.details[0].path]).toEqual([422, 'RULE_WRONG', 'openingHours.2'])
  })

  test('out of use, and services out of use, are still there for whoever keeps them, and for nobody else', async () => {
    const { communityCode: _, ...changed } = body
    const made = await county.ok(county.post(worker, '/places', body))
    const service = await county.ok(county.post(worker, '/services', { ...rule, name: '停用的服务', placeId: made.id }))
    await county.ok(put(worker, `/services/${service.id}`, { ...rule, name: '停用的服务', version: 1, isActive: false }))
    await county.ok(put(worker, `/places/${made.id}`, { ...changed, isActive: false }))
    const kept = async (person: Person) => (await county.ok(county.get(person, '/places?view=kept&limit=50'))).items
    const [own, all] = [await kept(worker), await kept(administrator)]
    expect(own.find(({ id }: { id: string }) => id === made.id)).toMatchObject({ isActive: false, abilities: { update: true } })
    expect(new Set(own.map(({ communityCode }: { communityCode: string }) => communityCode))).toEqual(new Set([COMMUNITY]))
    expect(new Set(all.map(({ communityCode }: { communityCode: string }) => communityCode))).toEqual(new Set([COMMUNITY, OTHER_COMMUNITY]))
    const { items } = await county.ok(county.get(worker, `/places/${made.id}/services`))
    expect(items).toMatchObject([{ id: service.id, isActive: false, version: 2, weeklyHours: rule.weeklyHours }])
    for (const person of [await county.resident(), county.staff]) {
      expect(await county.refused(county.get(person, '/places?view=kept'))).toBe('403 FORBIDDEN')
      expect(await county.refused(county.get(person, `/places/${made.id}/services`))).toBe('403 FORBIDDEN')
    }
    expect((await county.get(county.staff, `/places/${county.place}`)).body.abilities.update).toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('a service', () => {
  test('shows what its rule would make before it does, and every contradiction at its field', async () => {
    const preview = await county.ok(county.post(worker, '/services/preview', { ...rule, placeId: county.place }))
    expect(preview).toMatchObject({ total: 17, added: 17, dropped: 0, touched: [], people: 0 })
    expect(preview.sessions[0]).toEqual({ startsAt: '2027-03-01T02:00:00.000Z', endsAt: '2027-03-01T03:00:00.000Z', isNew: true })
    expect(await county.sql`select 1 from services where name = ${rule.name}`).toHaveLength(0)
    const wrong = { ...rule, placeId: county.place, priceFen: 1, needsApproval: true, weeklyHours: [[['11:00', '09:00']], [], [], [], [], [], []], exceptions: [{ date: '2027-03-08', hours: [['09:00', '09:10']], reason: '短' }] }
    const refused = await county.post(worker, '/services/preview', wrong)
    expect([refused.status, refused.body.error.code]).toEqual([422, 'RULE_WRONG'])
    expect(refused.body.error.details.map(({ path }: { path: string }) => path)).toEqual(['weeklyHours.0', 'exceptions.0.hours', 'priceFen', 'closesMinutesBefore'])
    expect(await county.refused(county.post(await county.resident(), '/services/preview', { ...rule, placeId: county.place }))).toBe('403 FORBIDDEN')
    expect(await county.refused(county.post(worker, '/services', { ...rule, placeId: county.otherPlace }))).toBe('403 FORBIDDEN')
  })

  test('has its sessions four weeks ahead, one more day each night, for ever', async () => {
    const { id } = await county.ok(county.post(worker, '/services', { ...rule, placeId: county.place }))
    const first = await startsOf(id)
    expect([first.length, first[0], first.at(-1)]).toEqual([17, '03-01 10:00', '03-29 10:00'])
    await county.advance(3 * DAY)
    expect((await startsOf(id)).at(-1)).toBe('03-31 10:00')
    await county.advance(25 * DAY)
    const [{ twice }] = await county.sql<[{ twice: number }]>`select count(*)::int as twice from (select 1 from service_sessions where service_id = ${id} group by starts_at having count(*) > 1) t`
    expect(twice).toBe(0)
    expect((await startsOf(id)).length).toBeGreaterThan(15)
    expect([(await startsOf(id, 'ended')).length, await startsOf(id, 'running')]).toEqual([first.length - 2, ['03-29 09:00']])
  })

  test('whose rule changes drops what nobody booked, asks about what it touches, and keeps people until somebody decides', async () => {
    const { id } = await county.ok(county.post(worker, '/services', { ...rule, placeId: county.place }))
    const wednesday = await sessionAt(id, '2027-03-03T01:00:00Z')
    const later = await sessionAt(id, '2027-03-17T01:00:00Z')
    const resident = await county.resident()
    const booking = await county.booked(resident, wednesday.id)
    await county.sql`update services set opens_days_ahead = 60 where id = ${id}`
    await county.booked(await county.resident(), later.id)
    const mondays = { ...rule, weeklyHours: [[], MORNING, [], [], [], [], []], seats: 5, version: 1 }
    const preview = await county.ok(county.post(worker, '/services/preview', { ...rule, weeklyHours: mondays.weeklyHours, seats: 5, serviceId: id }))
    expect(preview).toMatchObject({ people: 2, touched: [{ sessionId: wednesday.id, bookings: 1, waiting: 0 }, { sessionId: later.id, bookings: 1, waiting: 0 }] })
    const unseen = await put(worker, `/services/${id}`, mondays)
    expect([unseen.status, unseen.body.error]).toMatchObject([409, { code: 'RULE_TOUCHES', details: { people: 2 } }])
    expect(await county.refused(put(worker, `/services/${id}`, { ...mondays, version: 7, acceptTouched: 2 }))).toBe('409 RULE_MOVED')
    expect(await county.ok(put(worker, `/services/${id}`, { ...mondays, acceptTouched: 2 }))).toMatchObject({ version: 2, seats: 5 })
    expect(await startsOf(id)).toEqual([
      '03-01 10:00', '03-03 09:00', '03-08 09:00', '03-08 10:00', '03-15 09:00', '03-15 10:00', '03-17 09:00', '03-22 09:00', '03-22 10:00', '03-29 09:00', '03-29 10:00',
    ])
    expect(await sessionAt(id, '2027-03-08T01:00:00Z')).toMatchObject({ seats: 5 })
    expect((await county.get(resident, `/sessions/${wednesday.id}`)).body).toMatchObject({ isOffRule: true, isBookable: false, whyNot: '这一场正在调整，暂不接受预约' })
    expect(await county.refused(county.post(await county.resident(), `/sessions/${wednesday.id}/bookings`))).toBe('409 SESSION_OFF_RULE')
    // Wednesday is decided a day before, on Tuesday at nine; the other by Wednesday evening.
    expect(await county.refused(county.post(resident, `/sessions/${later.id}/keep`))).toBe('403 FORBIDDEN')
    await county.ok(county.post(county.staff, `/sessions/${later.id}/close`, { reason: '律师周三不来了' }))
    await county.advance(DAY + HOUR)
    expect((await county.get(resident, `/sessions/${wednesday.id}`)).body).toMatchObject({ isOffRule: false, state: 'open' })
    expect((await county.get(resident, `/bookings/${booking.id}`)).body.state).toBe('booked')
    expect(await county.refused(county.post(worker, `/sessions/${wednesday.id}/keep`))).toBe('422 NOT_OFF_RULE')
    const { faults } = await checkHistory(county.app.kernel.db, { tables: historyTables, cipher: county.app.kernel.cipher })
    expect(faults).toEqual([])
  })

  test('out of use has no sessions that nobody booked, and is not shown', async () => {
    const { id } = await county.ok(county.post(worker, '/services', { ...rule, placeId: county.place }))
    expect(await county.ok(put(worker, `/services/${id}`, { ...rule, version: 1, isActive: false }))).toMatchObject({ version: 2 })
    expect(await startsOf(id)).toEqual([])
    expect((await county.get(worker, `/services/${id}`)).status).toBe(404)
  })

  test('that goes out of use with people in it: its last session is decided about and held all the same', async () => {
    const { id } = await county.ok(county.post(worker, '/services', { ...rule, placeId: county.place }))
    const wednesday = await sessionAt(id, '2027-03-03T01:00:00Z')
    await county.booked(await county.resident(), wednesday.id)
    await county.ok(put(worker, `/services/${id}`, { ...rule, version: 1, isActive: false, acceptTouched: 1 }))
    expect(await county.refused(county.post(await county.resident(), `/sessions/${wednesday.id}/bookings`))).toBe('404 NOT_FOUND')
    expect(await county.ok(county.post(worker, `/sessions/${wednesday.id}/keep`))).toMatchObject({ state: 'open', isOffRule: false })
    await county.advance(2 * DAY)
    expect((await county.ok(county.post(county.staff, `/sessions/${wednesday.id}/walk-ins`))).state).toBe('checked_in')
  })

  test('changed while people book: whoever got a place keeps it, nobody has one in a session that is gone', async () => {
    const { id } = await county.ok(county.post(worker, '/services', { ...rule, placeId: county.place }))
    const sessions = await county.sql<{ id: string }[]>`select id from service_sessions where service_id = ${id} and starts_at > ${new Date(county.now().getTime() + DAY)} and starts_at < ${new Date(county.now().getTime() + 10 * DAY)} order by starts_at`
    const crowd = await Promise.all(sessions.flatMap((session) => [session, session]).map(async (session) => ({ session, person: await county.resident() })))
    const answers = await Promise.all([
      ...crowd.map(({ session, person }) => county.post(person, `/sessions/${session.id}/bookings`)),
      put(worker, `/services/${id}`, { ...rule, version: 1, weeklyHours: [[], [], [], [], [], [], []] }),
    ])
    const booked = answers.slice(0, -1).filter(({ status }) => status === 201)
    expect([...new Set(answers.slice(0, -1).map(({ status }) => status))].filter((status) => ![201, 404, 409].includes(status))).toEqual([])
    expect(await county.sql`select 1 from bookings where service_id = ${id} and state = 'booked'`).toHaveLength(booked.length)
    expect([200, 409]).toContain(answers.at(-1)!.status)
  })
})
