import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '../../factories/whistle-county.ts'
import { DAY, HOUR, MINUTE, MONDAY, startBookingCounty, type BookingCounty } from './booking-county.ts'

let county: BookingCounty
beforeAll(async () => {
  county = await startBookingCounty()
})
beforeEach(() => county.setTime(MONDAY))
afterAll(async () => {
  expect(county.app.faults).toEqual([])
  await county.checkSeats()
  await county.close()
})

const people = (count: number): Promise<Person[]> => Promise.all(Array.from({ length: count }, () => county.resident()))
const entryOf = async (person: Person, id: string) => (await county.get(person, `/waitlist/${id}`)).body
const join = (person: Person, session: string) => county.post(person, `/sessions/${session}/waitlist`)

/** A session with one seat, which the first has; the others wait in their order. */
async function queue(inMs: number, waiters: number) {
  const session = await county.session(await county.service({ seats: 1 }), inMs)
  const [holder, ...line] = await people(waiters + 1)
  const booking = await county.booked(holder!, session)
  const entries = []
  for (const person of line) entries.push({ person, id: (await county.waiting(person, session)).id as string })
  const giveUp = () => county.ok(county.post(holder!, `/bookings/${booking.id}/cancel`))
  return { session, holder: holder!, entries, giveUp }
}

describe('the line', () => {
  test('201 with the position; 409 while there is a seat, twice, and when it is as long as it may be', async () => {
    const session = await county.session(await county.service({ seats: 1 }), 2 * DAY)
    const [a, b, c, d] = await people(4)
    expect(await county.refused(join(a!, session))).toBe('409 SEAT_LEFT')
    await county.booked(a!, session)
    expect((await county.waiting(b!, session)).position).toBe(1)
    expect(await county.refused(join(b!, session))).toBe('409 ALREADY_WAITING')
    expect(await county.refused(join(a!, session))).toBe('409 TIME_OVERLAP')
    expect((await county.waiting(c!, session)).position).toBe(2)
    expect(await county.refused(join(d!, session))).toBe('409 WAITLIST_FULL')
    expect((await county.get(d!, `/sessions/${session}`)).body).toMatchObject({ waiting: 2, waitlistLimit: 2, whyNot: '约满了' })
  })

  test('whoever leaves makes room; another cannot see or leave it', async () => {
    const { session, entries: [first, second] } = await queue(2 * DAY, 2)
    expect(await county.refused(county.post(second!.person, `/waitlist/${first!.id}/leave`))).toBe('404 NOT_FOUND')
    expect((await county.ok(county.post(first!.person, `/waitlist/${first!.id}/leave`))).state).toBe('left')
    expect((await entryOf(second!.person, second!.id)).position).toBe(1)
    expect((await county.ok(join((await people(1))[0]!, session))).position).toBe(2)
  })
})

describe('a seat that becomes free', () => {
  test('passes to the first for half an hour, taken unchanged; nobody overtakes; taken, it is a booking', async () => {
    const { session, entries: [first, second], giveUp } = await queue(2 * DAY, 2)
    await giveUp()
    expect(await entryOf(first!.person, first!.id)).toMatchObject({ state: 'offered', position: null, heldUntil: expect.stringMatching(/^2027-03-01T01:30/), abilities: { take: true, refuse: true } })
    expect((await county.stateOf('service_sessions', session)).taken).toBe(1)
    const [passer] = await people(1)
    expect(await county.refused(county.post(passer!, `/sessions/${session}/bookings`))).toBe('409 SESSION_FULL')
    expect(await county.refused(county.post(second!.person, `/waitlist/${second!.id}/take`))).toBe('409 WRONG_STATE')
    const taken = await county.ok(county.post(first!.person, `/waitlist/${first!.id}/take`))
    expect(taken.state).toBe('taken')
    expect((await county.get(first!.person, `/bookings/${taken.bookingId}`)).body).toMatchObject({ state: 'booked', sessionId: session })
    expect((await county.stateOf('service_sessions', session)).taken).toBe(1)
  })

  test('refused, or not taken in time, it goes to the next at once; to nobody, it is open again', async () => {
    const { session, entries: [first, second], giveUp } = await queue(2 * DAY, 2)
    await giveUp()
    await county.ok(county.post(first!.person, `/waitlist/${first!.id}/refuse`))
    expect((await entryOf(second!.person, second!.id)).state).toBe('offered')
    await county.advance(30 * MINUTE - 1000)
    expect((await entryOf(second!.person, second!.id)).state).toBe('offered')
    await county.advance(1000)
    expect((await entryOf(second!.person, second!.id)).state).toBe('lapsed')
    expect((await county.get(first!.person, `/sessions/${session}`)).body).toMatchObject({ left: 1, isBookable: true })
    expect(await county.refused(county.post(second!.person, `/waitlist/${second!.id}/take`))).toBe('409 WRONG_STATE')
  })

  test('is held by day only: an offer at ten to ten in the evening stands until twenty past seven', async () => {
    county.setTime('2027-03-01T21:50:00+08:00')
    const { entries: [first], giveUp } = await queue(2 * DAY, 1)
    await giveUp()
    expect((await entryOf(first!.person, first!.id)).heldUntil).toMatch(/^2027-03-01T23:20/)
  })

  test('is never held beyond the closing time, and offered to nobody after it', async () => {
    const { entries: [first], giveUp } = await queue(HOUR + 10 * MINUTE, 1)
    await giveUp()
    expect((await entryOf(first!.person, first!.id)).heldUntil).toMatch(/^2027-03-01T01:10/)
    const late = await queue(90 * MINUTE, 1)
    await county.advance(31 * MINUTE)
    await late.giveUp()
    expect((await entryOf(late.entries[0]!.person, late.entries[0]!.id)).state).toBe('waiting')
  })

  test('is not taken against a quota or at a time that is taken; it stays held for who may think again', async () => {
    const { entries: [first], giveUp } = await queue(2 * DAY, 1)
    await giveUp()
    const clash = await county.booked(first!.person, await county.session(await county.service(), 2 * DAY + 10 * MINUTE))
    expect(await county.refused(county.post(first!.person, `/waitlist/${first!.id}/take`))).toBe('409 TIME_OVERLAP')
    await county.ok(county.post(first!.person, `/bookings/${clash.id}/cancel`))
    expect((await county.ok(county.post(first!.person, `/waitlist/${first!.id}/take`))).state).toBe('taken')
  })

  test('more seats are offered to the first in line, as many as there are', async () => {
    const { session, entries } = await queue(2 * DAY, 2)
    const seats = (count: number, person = county.staff) => county.post(person, `/sessions/${session}/seats`, { seats: count })
    expect(await county.refused(seats(3, entries[0]!.person))).toBe('403 FORBIDDEN')
    expect(await county.ok(seats(4))).toMatchObject({ seats: 4, left: 1, waiting: 0 })
    expect(await county.refused(seats(2))).toBe('409 SEATS_BELOW_TAKEN')
    expect((await county.ok(seats(3))).seats).toBe(3)
  })
})

test('whoever joins behind an offer while there are seats is offered one at once', async () => {
  const { session, entries: [first], giveUp } = await queue(2 * DAY, 1)
  await giveUp()
  await county.ok(county.post(county.staff, `/sessions/${session}/seats`, { seats: 2 }))
  const [late] = await people(1)
  expect(await county.refused(county.post(late!, `/sessions/${session}/bookings`))).toBe('409 SESSION_WAITED_FOR')
  expect(await county.ok(join(late!, session))).toMatchObject({ state: 'offered', position: null })
  expect((await entryOf(first!.person, first!.id)).state).toBe('offered')
})

describe('races', () => {
  test('200 residents rush 10 seats: none oversold, every refusal true, a place in the line in order until it is full', async () => {
    const session = await county.session(await county.service({ seats: 10 }), 2 * DAY)
    const crowd = await people(200)
    const answers = await Promise.all(crowd.map((person) => county.post(person, `/sessions/${session}/bookings`)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
    const refused = crowd.filter((_, index) => answers[index]!.status !== 201)
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ status, body }) => `${status} ${body.error.code}`))).toEqual(new Set(['409 SESSION_FULL']))
    const waits = await Promise.all(refused.map((person) => join(person, session)))
    const inLine = waits.filter(({ status }) => status === 201)
    expect(inLine).toHaveLength(20)
    expect(new Set(waits.filter(({ status }) => status !== 201).map(({ status, body }) => `${status} ${body.error.code}`))).toEqual(new Set(['409 WAITLIST_FULL']))
    // Ten give up at the same time: ten seats pass to the first ten.
    const holders = crowd.flatMap((person, index) => (answers[index]!.status === 201 ? [{ person, id: answers[index]!.body.id }] : []))
    await Promise.all(holders.map(({ person, id }) => county.ok(county.post(person, `/bookings/${id}/cancel`))))
    const line = await county.sql<{ state: string }[]>`select state from waitlist_entries where session_id = ${session} order by created_at, id`
    expect(line.map(({ state }) => state)).toEqual([...Array(10).fill('offered'), ...Array(10).fill('waiting')])
    await county.checkSeats()
  }, 60_000)

  test('one person asks for ten sessions at once: the quota holds', async () => {
    const service = await county.service({ seats: 5, quotaCount: 2, quotaPeriod: 'week' })
    const sessions = await Promise.all(Array.from({ length: 10 }, (_, hour) => county.session(service, DAY + hour * 2 * HOUR)))
    const [person] = await people(1)
    const answers = await Promise.all(sessions.map((session) => county.post(person!, `/sessions/${session}/bookings`)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, ...Array(8).fill(422)])
  })

  test('two who change places at once both get their way or a reason, and no seat is lost', async () => {
    const service = await county.service({ seats: 2 })
    const [first, second] = [await county.session(service, 2 * DAY), await county.session(service, 3 * DAY)]
    const [a, b] = await people(2)
    const [left, right] = [await county.booked(a!, first), await county.booked(b!, second)]
    for (let round = 0; round < 5; round++) {
      const [there, back] = round % 2 === 0 ? [second, first] : [first, second]
      const answers = await Promise.all([
        county.post(a!, `/bookings/${left.id}/move`, { sessionId: there }), county.post(b!, `/bookings/${right.id}/move`, { sessionId: back }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
    }
    await county.checkSeats()
  })

  test('a session closes while people book, cancel, take and leave: everybody has an end, no seat is left over', async () => {
    const { session, holder, entries } = await queue(2 * DAY, 2)
    await county.ok(county.post(county.staff, `/sessions/${session}/seats`, { seats: 5 }))
    const crowd = await people(6)
    const booking = (await county.get(holder, '/bookings')).body.items[0].id
    await Promise.all([
      county.post(county.staff, `/sessions/${session}/close`, { reason: '停电检修' }),
      county.post(holder, `/bookings/${booking}/cancel`),
      ...entries.map(({ person, id }) => county.post(person, `/waitlist/${id}/take`)),
      ...crowd.map((person) => county.post(person, `/sessions/${session}/bookings`)),
    ])
    expect((await county.stateOf('service_sessions', session))).toMatchObject({ state: 'closed', taken: 0 })
    expect(await county.sql`select 1 from bookings where session_id = ${session} and state in ('pending', 'booked')`).toHaveLength(0)
    expect(await county.sql`select 1 from waitlist_entries where session_id = ${session} and state in ('waiting', 'offered')`).toHaveLength(0)
  })
})
