import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '../../factories/whistle-county.ts'
import { DAY, HOUR, MINUTE, MONDAY, PLACE_POINT, startBookingCounty, type BookingCounty } from './booking-county.ts'

let county: BookingCounty
let placeCode: string
beforeAll(async () => {
  county = await startBookingCounty()
  const [place] = await county.sql<{ code: string }[]>`select code from places where id = ${county.place}`
  placeCode = place!.code
})
beforeEach(() => county.setTime(MONDAY))
afterAll(async () => {
  expect(county.app.faults).toEqual([])
  await county.checkSeats()
  await county.close()
})

const checkIn = (person: Person, id: string, body: object = {}) => county.post(person, `/bookings/${id}/check-in`, body)
const FAR = { lng: PLACE_POINT.lng + 0.01, lat: PLACE_POINT.lat }

async function bookedIn(inMs: number, values: Parameters<BookingCounty['service']>[0] = {}) {
  const session = await county.session(await county.service({ seats: 5, closesMinutesBefore: 0, ...values }), inMs)
  const person = await county.resident()
  return { session, person, id: (await county.booked(person, session)).id as string }
}

describe('checking in', () => {
  test("with the place's code only near by, from half an hour before the start to the end", async () => {
    const { person, id } = await bookedIn(HOUR)
    const here = { code: placeCode, point: PLACE_POINT }
    expect(await county.refused(checkIn(person, id, here))).toBe('422 CHECK_IN_EARLY')
    await county.advance(30 * MINUTE)
    expect(await county.refused(checkIn(person, id))).toBe('422 CODE_NEEDED')
    expect(await county.refused(checkIn(person, id, { code: placeCode }))).toBe('422 POINT_NEEDED')
    expect((await checkIn(person, id, { code: placeCode, point: FAR })).body.error).toMatchObject({ code: 'TOO_FAR', details: { metres: 927, radius: 300 } })
    expect(await county.refused(checkIn(person, id, { code: 'somewhere-else', point: PLACE_POINT }))).toBe('422 CODE_WRONG')
    expect(await county.refused(checkIn(await county.resident(), id, here))).toBe('404 NOT_FOUND')
    expect(await county.ok(checkIn(person, id, here))).toMatchObject({ state: 'checked_in', receiptNumber: null })
    expect(await county.refused(checkIn(person, id, here))).toBe('409 WRONG_STATE')
    expect(await county.sql`select 1 from clocks where subject_id = ${id} and state = 'running'`).toHaveLength(0)
    const late = await bookedIn(HOUR)
    await county.sql`update clocks set state = 'stopped', ended_at = started_at where subject_id = ${late.session}`
    await county.advance(2 * HOUR)
    expect(await county.refused(checkIn(late.person, late.id, here))).toBe('422 CHECK_IN_LATE')
  })

  test("with the code on the staff's screen, for its thirty seconds, once a booking", async () => {
    county.setTime('2027-03-01T09:00:01+08:00')
    const { session, person, id } = await bookedIn(20 * MINUTE)
    expect(await county.refused(county.get(person, `/sessions/${session}/code`))).toBe('403 FORBIDDEN')
    const screen = () => county.ok(county.get(county.staff, `/sessions/${session}/code`))
    const { code, validUntil } = await screen()
    expect(validUntil).toBe('2027-03-01T01:00:30.000Z')
    await county.ok(checkIn(person, id, { code }))
    expect((await county.ok(county.post(county.staff, `/bookings/${id}/undo-check-in`, { reason: '点错了' }))).state).toBe('booked')
    expect(await county.refused(checkIn(person, id, { code }))).toBe('409 CODE_USED')
    await county.advance(30_000)
    expect(await county.refused(checkIn(person, id, { code }))).toBe('422 CODE_WRONG')
    const next = await screen()
    expect(next.code).not.toBe(code)
    const other = await bookedIn(20 * MINUTE)
    expect(await county.refused(checkIn(other.person, other.id, { code: next.code }))).toBe('422 CODE_WRONG')
    expect((await county.ok(checkIn(person, id, { code: next.code }))).state).toBe('checked_in')
  })

  test('by staff with the pass code; what is low-profit gets a receipt number, once', async () => {
    const { person, id } = await bookedIn(20 * MINUTE, { priceKind: 'lowProfit', priceFen: 800, marketPriceFen: 1800 })
    const { passCode } = (await county.get(person, `/bookings/${id}`)).body
    expect(await county.refused(checkIn(county.staff, id, { passCode: passCode === '000000' ? '111111' : '000000' }))).toBe('422 CODE_WRONG')
    expect(await county.refused(checkIn(county.otherStaff, id, { passCode }))).toBe('404 NOT_FOUND')
    const { receiptNumber } = await county.ok(checkIn(county.staff, id, { passCode }))
    expect(receiptNumber).toMatch(/^P270301\d{5}$/)
    await county.ok(county.post(county.staff, `/bookings/${id}/undo-check-in`))
    expect((await county.ok(checkIn(county.staff, id, { passCode }))).receiptNumber).toBe(receiptNumber)
    expect((await county.ok(county.post(county.staff, `/bookings/${id}/complete`))).state).toBe('completed')
  })
})

describe('at the desk', () => {
  test('somebody without a booking gets a free seat from half an hour before the start; nobody more than there are', async () => {
    const service = await county.service({ seats: 1, closesMinutesBefore: 0 })
    const session = await county.session(service, HOUR)
    const walkIn = (person: Person, body: object = {}) => county.post(person, `/sessions/${session}/walk-ins`, body)
    expect(await county.refused(walkIn(county.staff))).toBe('422 WALK_IN_EARLY')
    await county.advance(30 * MINUTE)
    expect(await county.refused(walkIn(await county.resident()))).toBe('403 FORBIDDEN')
    expect(await county.ok(walkIn(county.staff, { onBehalfOf: { name: '张大爷', phone: '13900000002' } }))).toMatchObject({ state: 'checked_in', isWalkIn: true })
    expect(await county.refused(walkIn(county.staff))).toBe('409 SESSION_FULL')
    await county.advance(90 * MINUTE)
    expect(await county.refused(walkIn(county.staff))).toBe('409 SESSION_OVER')
  })

  test('ten at once for three seats: three get one', async () => {
    const session = await county.session(await county.service({ seats: 3 }), 10 * MINUTE)
    const answers = await Promise.all(Array.from({ length: 10 }, () => county.post(county.staff, `/sessions/${session}/walk-ins`, {})))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, ...Array(7).fill(409)])
  })
})

describe('who did not come', () => {
  /** Four with a booking, of whom the first checks in. */
  async function held() {
    const session = await county.session(await county.service({ seats: 4 }), 2 * HOUR)
    const people = await Promise.all(Array.from({ length: 4 }, () => county.resident()))
    const ids: string[] = []
    for (const person of people) ids.push((await county.booked(person, session)).id)
    await county.advance(2 * HOUR + MINUTE)
    return { session, people, ids }
  }
  const states = (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await county.stateOf('bookings', id)).state))

  test('where somebody checked in: done at the end, the others half an hour later no-shows; every seat accounted for', async () => {
    const { session, ids } = await held()
    await county.ok(checkIn(county.staff, ids[0]!))
    await county.advance(HOUR)
    expect(await states(ids)).toEqual(['completed', 'booked', 'booked', 'booked'])
    await county.advance(30 * MINUTE)
    expect(await states(ids)).toEqual(['completed', 'no_show', 'no_show', 'no_show'])
    expect(await county.stateOf('service_sessions', session)).toMatchObject({ state: 'ended', taken: 0 })
  })

  test('where nobody took the sheet: taken to have come, unverified', async () => {
    const { ids, people } = await held()
    await county.advance(2 * HOUR)
    expect(await states(ids)).toEqual(Array(4).fill('completed'))
    expect((await county.get(people[0]!, `/bookings/${ids[0]}`)).body).toMatchObject({ isVerified: false })
  })

  test('a sheet kept on paper is entered before they are judged: who is named came, the others did not', async () => {
    const { session, ids, people } = await held()
    const confirm = (person: Person, cameBookingIds: string[]) => county.post(person, `/sessions/${session}/confirm-day-sheet`, { cameBookingIds })
    await county.advance(HOUR + 10 * MINUTE)
    expect(await county.refused(confirm(people[0]!, ids))).toBe('403 FORBIDDEN')
    expect(await county.refused(confirm(county.staff, [session]))).toBe('422 NOT_OF_SESSION')
    expect((await county.ok(confirm(county.staff, [ids[0]!, ids[1]!]))).daySheetConfirmedAt).not.toBeNull()
    expect(await states(ids)).toEqual(['completed', 'completed', 'booked', 'booked'])
    await county.advance(20 * MINUTE)
    expect(await states(ids)).toEqual(['completed', 'completed', 'no_show', 'no_show'])
  })

  const enter = (session: string, cameBookingIds: string[]) => county.post(county.staff, `/sessions/${session}/confirm-day-sheet`, { cameBookingIds })
  const sheetOf = async (session: string) => {
    const { sessions } = await county.ok(county.get(county.staff, `/places/${county.place}/day-sheet?day=2027-03-01`))
    return sessions.find(({ id }: { id: string }) => id === session)
  }

  test('a sheet entered after they were judged takes the marks back of whom it names, and marks nobody', async () => {
    const { session, ids, people } = await held()
    await county.ok(checkIn(county.staff, ids[0]!))
    await county.advance(DAY)
    expect(await states(ids)).toEqual(['completed', 'no_show', 'no_show', 'no_show'])
    await county.ok(county.post(people[1]!, `/bookings/${ids[1]}/appeal`, { reason: '我来了，签在纸上' }))
    for (let time = 0; time < 2; time++) await county.ok(enter(session, [ids[0]!, ids[1]!, ids[2]!]))
    expect(await states(ids)).toEqual(['completed', 'cancelled', 'cancelled', 'no_show'])
    for (const nth of [1, 2])
      expect((await county.get(people[nth]!, `/bookings/${ids[nth]}`)).body).toMatchObject({ state: 'cancelled', cancelledBy: 'excused', checkedInAt: expect.any(String) })
    expect(await county.sql`select 1 from clocks where subject_id = any(${ids}) and state = 'running'`).toHaveLength(0)
    expect((await sheetOf(session)).bookings).toHaveLength(4)
    const figures = await county.ok(county.get(county.staff, `/places/${county.place}/occupancy?from=2027-03-01&to=2027-03-01`))
    const before = figures.total
    await county.ok(enter(session, [ids[3]!]))
    const { total } = await county.ok(county.get(county.staff, `/places/${county.place}/occupancy?from=2027-03-01&to=2027-03-01`))
    expect(total).toMatchObject({ booked: before.booked, came: before.came + 1, noShow: before.noShow - 1, cancelled: before.cancelled })
    expect((await county.stateOf('service_sessions', session)).taken).toBe(0)
  })

  test('where nobody kept a sheet by hand, a late one makes certain who came, and takes nothing from the others', async () => {
    const { session, ids, people } = await held()
    await county.advance(2 * DAY)
    await county.ok(enter(session, [ids[0]!]))
    expect(await states(ids)).toEqual(Array(4).fill('completed'))
    const verified = await Promise.all(ids.map(async (id, nth) => (await county.get(people[nth]!, `/bookings/${id}`)).body.isVerified))
    expect(verified).toEqual([true, false, false, false])
  })

  test('a bar ends with the mark that made it; what another desk upheld stays; after seven days the sheet is closed', async () => {
    const service = await county.service({ seats: 5, kind: 'class' })
    const [person, companion] = [await county.resident(), await county.resident()]
    const missed: { session: string; id: string }[] = []
    for (let time = 0; time < 3; time++) {
      const session = await county.session(service, 2 * HOUR)
      missed.push({ session, id: (await county.booked(person, session)).id })
      const { id } = await county.booked(companion, session)
      await county.advance(2 * HOUR + MINUTE)
      await county.ok(checkIn(county.staff, id))
      await county.advance(22 * HOUR)
    }
    const [first, , last] = missed
    const barred = async () => (await county.post(person, `/sessions/${await county.session(service, 3 * DAY)}/waitlist`)).body.error?.code === 'BARRED'
    await county.ok(county.post(person, `/bookings/${first!.id}/appeal`, { reason: '路上车坏了' }))
    await county.ok(county.post(county.otherStaff, `/bookings/${first!.id}/decide-appeal`, { decision: 'uphold', reason: '没有记录' }))
    await county.ok(enter(first!.session, [first!.id]))
    expect((await county.stateOf('bookings', first!.id)).state).toBe('no_show')
    expect(await barred()).toBe(true)
    await county.ok(enter(last!.session, [last!.id]))
    expect(await barred()).toBe(false)
    await county.advance(6 * DAY)
    expect(await county.refused(enter(first!.session, [first!.id]))).toBe('422 SHEET_TOO_LATE')
    expect((await enter(last!.session, [])).status).toBe(200)
  })

  test('a session that is called off while it runs: who is there counts as served, the others are let go without a mark', async () => {
    const { session, ids } = await held()
    await county.ok(checkIn(county.staff, ids[0]!))
    await county.ok(county.post(county.staff, `/sessions/${session}/close`, { reason: '停电' }))
    expect(await states(ids)).toEqual(['completed', 'cancelled', 'cancelled', 'cancelled'])
    await county.advance(3 * HOUR)
    expect((await county.stateOf('service_sessions', session)).state).toBe('closed')
  })
})

describe('three times in ninety days', () => {
  /** A person who did not come to as many sessions, a day apart. */
  async function absentee(times: number) {
    const service = await county.service({ seats: 5, kind: 'class' })
    const person = await county.resident()
    const companion = await county.resident()
    const ids: string[] = []
    for (let time = 0; time < times; time++) {
      const session = await county.session(service, 2 * HOUR)
      ids.push((await county.booked(person, session)).id)
      const { id } = await county.booked(companion, session)
      await county.advance(2 * HOUR + MINUTE)
      await county.ok(checkIn(county.staff, id))
      await county.advance(22 * HOUR)
    }
    return { person, ids, service }
  }
  let hour = 0
  /** Each time at another hour. */
  const tries = async (person: Person, kind: 'class' | 'desk' = 'class') =>
    county.post(person, `/sessions/${await county.session(await county.service({ seats: 5, kind }), 3 * DAY + 2 * hour++ * HOUR)}/bookings`)

  test('bar from optional activities for thirty days, not from a desk; elders and disabled people never', async () => {
    const { person } = await absentee(3)
    const refused = await tries(person)
    expect([refused.status, refused.body.error]).toMatchObject([403, { code: 'BARRED' }])
    expect((await tries(person, 'desk')).status).toBe(201)
    await county.sql`update accounts set is_disabled = true where id = ${person.id}`
    expect((await tries(person)).status).toBe(201)
    await county.sql`update accounts set is_disabled = false where id = ${person.id}`
    await county.advance(30 * DAY)
    expect((await tries(person)).status).toBe(201)
    expect((await tries((await absentee(2)).person)).status).toBe(201)
  })

  test('an appeal suspends the bar; another desk excuses or upholds; undecided it is excused', async () => {
    const { person, ids } = await absentee(3)
    const appeal = (who: Person, id: string) => county.post(who, `/bookings/${id}/appeal`, { reason: '路上车坏了' })
    const decide = (who: Person, id: string, decision: string, reason?: string) => county.post(who, `/bookings/${id}/decide-appeal`, { decision, reason })
    expect(await county.refused(decide(county.otherStaff, ids[2]!, 'excuse'))).toBe('404 NOT_FOUND')
    expect(await county.refused(appeal(county.staff, ids[2]!))).toBe('403 FORBIDDEN')
    expect((await county.ok(appeal(person, ids[2]!))).state).toBe('no_show')
    expect(await county.refused(appeal(person, ids[2]!))).toBe('422 APPEALED_ALREADY')
    expect((await tries(person)).status).toBe(201)
    expect((await county.get(county.otherStaff, '/bookings?view=appeals')).body.items.map(({ id }: { id: string }) => id)).toEqual([ids[2]])
    expect(await county.refused(decide(county.staff, ids[2]!, 'excuse'))).toBe('403 OWN_DESK')
    expect(await county.refused(decide(county.otherStaff, ids[2]!, 'uphold'))).toBe('422 REASON_NEEDED')
    expect((await county.ok(decide(county.otherStaff, ids[2]!, 'uphold', '门口没有签到记录'))).state).toBe('no_show')
    expect(await county.refused(tries(person))).toBe('403 BARRED')
    expect((await county.ok(appeal(person, ids[1]!))).state).toBe('no_show')
    // Three working days from Thursday: Tuesday at six.
    await county.advance(6 * DAY)
    expect(await county.stateOf('bookings', ids[1]!)).toMatchObject({ state: 'cancelled', cancelled_by: 'excused' })
    expect((await tries(person)).status).toBe(201)
    expect(await county.refused(appeal(person, ids[0]!))).toBe('422 APPEAL_OVER')
  })
})
