import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { COMMUNITY, GRID } from '../../factories/whistle-county.ts'
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

const book = (...args: Parameters<BookingCounty['booked']>) => county.post(args[0], `/sessions/${args[1]}/bookings`, args[2] ?? {})

describe('booking', () => {
  test('201: takes one seat, promises the price, gives a pass code and two reminders', async () => {
    const service = await county.service({ priceKind: 'lowProfit', priceFen: 500, marketPriceFen: 2000, kind: 'venueSeat' })
    const session = await county.session(service, 3 * DAY)
    const resident = await county.resident()
    const booking = await county.booked(resident, session, { note: '带轮椅' })
    expect(booking).toMatchObject({
      state: 'booked', sessionId: session, forWhom: null, note: '带轮椅', priceFen: 500, receiptNumber: null, series: null, instead: null,
      abilities: { cancel: true, move: true, 'check-in': { code: 'CHECK_IN_EARLY' } },
    })
    expect(booking.passCode).toMatch(/^\d{6}$/)
    expect((await county.get(resident, `/sessions/${session}`)).body).toMatchObject({ seats: 2, left: 1, isBookable: true, waiting: 0, waitlistLimit: 4 })
    const clocks = await county.sql`select kind, due_at from clocks where subject_id = ${booking.id} and state = 'running' order by due_at`
    expect(clocks.map(({ kind }) => kind)).toEqual(['remindDay', 'remindSoon'])
    expect((await county.get(resident, '/bookings')).body.items.map(({ id }: { id: string }) => id)).toEqual([booking.id])
  })

  test('201 once: the same Idempotency-Key answers the same booking', async () => {
    const session = await county.session(await county.service(), 3 * DAY)
    const resident = await county.resident()
    const ask = () => county.post(resident, `/sessions/${session}/bookings`, {}, { 'idempotency-key': 'book-once-1' })
    const [first, again] = [await ask(), await ask()]
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id])
  })

  test('409 and 422 say why: full, over, too early, too late, the same time, the quota; and what can be done instead', async () => {
    const service = await county.service({ seats: 1, quotaCount: 2, quotaPeriod: 'week' })
    const [a, b] = [await county.resident(), await county.resident()]
    const session = await county.session(service, 3 * DAY)
    await county.booked(a, session)
    const full = await book(b, session)
    expect([full.status, full.body.error]).toMatchObject([409, { code: 'SESSION_FULL', details: { waiting: 0, waitlistLimit: 2, canWait: true } }])
    expect(await county.refused(book(a, await county.session(service, 3 * DAY + HOUR / 2)))).toBe('409 TIME_OVERLAP')
    // Thursday, and Friday: the week ends on Sunday.
    await county.booked(a, await county.session(service, 4 * DAY))
    expect(await county.refused(book(a, await county.session(service, 5 * DAY)))).toBe('422 QUOTA_REACHED')
    await county.booked(a, await county.session(service, 7 * DAY))
    expect(await county.refused(book(b, await county.session(service, 15 * DAY)))).toBe('422 BOOKING_NOT_YET')
    expect(await county.refused(book(b, await county.session(service, 59 * MINUTE)))).toBe('422 BOOKING_ENDED')
    expect(await county.refused(book(b, await county.session(service, -10 * MINUTE)))).toBe('409 SESSION_OVER')
    expect((await county.app.request('POST', `/api/v1/sessions/${session}/bookings`, { body: {} })).status).toBe(401)
  })

  test('for elders and members only those; a child or elder through a guardian with consent', async () => {
    const [elders, members] = [await county.service({ audience: 'elders' }), await county.service({ audience: 'members' })]
    const resident = await county.resident()
    expect(await county.refused(book(resident, await county.session(elders, 2 * DAY)))).toBe('403 NOT_FOR_YOU')
    expect(await county.refused(book(resident, await county.session(members, 2 * DAY)))).toBe('403 NOT_FOR_YOU')
    const mother = await county.ok(county.post(resident, '/me/dependents', { kind: 'elder', name: '王桂兰', consent: '母亲当面同意' }))
    const session = await county.session(elders, 2 * DAY)
    expect(await county.booked(resident, session, { dependentId: mother.id })).toMatchObject({ forWhom: '王*', state: 'booked' })
    expect(await county.refused(book(resident, session, { dependentId: mother.id }))).toBe('409 TIME_OVERLAP')
    expect(await county.refused(book(await county.resident(), session, { dependentId: mother.id }))).toBe('403 NOT_GUARDIAN')
    await county.sql`update accounts set birth_year = 1960 where id = ${resident.id}`
    expect((await county.booked(resident, session)).state).toBe('booked')
  })

  test('staff and grid leaders book for somebody known by phone only, who is one person each time; others may not', async () => {
    const service = await county.service({ seats: 5 })
    const session = await county.session(service, 2 * DAY)
    const onBehalfOf = { name: '李秀英', phone: '13900000001', authority: '本人电话委托' }
    const booking = await county.booked(county.staff, session, { onBehalfOf })
    expect(booking).toMatchObject({ forWhom: '李*', state: 'booked' })
    const leader = await county.appoint('gridLeader', GRID, { post: 'A' })
    expect(await county.refused(book(leader, session, { onBehalfOf }))).toBe('409 TIME_OVERLAP')
    expect(await county.refused(book(await county.resident(), session, { onBehalfOf }))).toBe('403 BEHALF_NOT_ALLOWED')
    expect(await county.refused(book(county.otherStaff, session, { onBehalfOf }))).toBe('403 BEHALF_NOT_ALLOWED')
    expect((await county.ok(county.post(county.staff, `/bookings/${booking.id}/contact-reveal`, { reason: '改时间要告诉她' })))).toEqual({ name: '李秀英', phone: '13900000001' })
    expect((await county.post(await county.resident(), `/bookings/${booking.id}/contact-reveal`, { reason: '看看' })).status).toBe(404)
  })

  test('weekly: the weeks that can be had are booked, the others named with their reasons', async () => {
    const service = await county.service({ seats: 1, opensDaysAhead: 30 })
    const sessions = await Promise.all([1, 8, 15, 36].map((days) => county.session(service, days * DAY)))
    await county.booked(await county.resident(), sessions[1]!)
    const booking = await county.booked(await county.resident(), sessions[0]!, { repeatWeeks: 5 })
    expect(booking.series.bookings.map(({ state }: { state: string }) => state)).toEqual(['booked', 'booked'])
    expect(booking.series.clashes.map(({ code }: { code: string }) => code)).toEqual(['SESSION_FULL', 'NOT_FOUND', 'NOT_FOUND', 'BOOKING_NOT_YET'])
    expect((await county.stateOf('service_sessions', sessions[2]!)).taken).toBe(1)
  })
})

describe('an approval', () => {
  test('books or declines; unanswered within a working day, or two hours before the start, it expires', async () => {
    const service = await county.service({ needsApproval: true, seats: 3, closesMinutesBefore: 180 })
    const session = await county.session(service, 5 * DAY)
    const [a, b, c] = await Promise.all([county.resident(), county.resident(), county.resident()])
    const [first, second, third] = [await county.booked(a, session), await county.booked(b, session), await county.booked(c, session)]
    expect(first).toMatchObject({ state: 'pending', abilities: { approve: { code: 'FORBIDDEN' } } })
    expect((await county.get(county.staff, '/bookings?view=approve')).body.items.map(({ id }: { id: string }) => id)).toEqual([first.id, second.id, third.id])
    expect(await county.refused(county.post(a, `/bookings/${first.id}/approve`))).toBe('403 FORBIDDEN')
    expect((await county.ok(county.post(county.staff, `/bookings/${first.id}/approve`))).state).toBe('booked')
    expect(await county.refused(county.post(county.staff, `/bookings/${first.id}/approve`))).toBe('409 WRONG_STATE')
    expect(await county.ok(county.post(county.staff, `/bookings/${second.id}/decline`, { reason: '当天换届选举' }))).toMatchObject({ state: 'declined', reason: '当天换届选举' })
    // Asked on Monday: the working day after ends on Tuesday at six.
    await county.advance(32 * HOUR)
    expect((await county.stateOf('bookings', third.id)).state).toBe('pending')
    await county.advance(HOUR)
    expect((await county.stateOf('bookings', third.id)).state).toBe('expired')
    expect((await county.stateOf('service_sessions', session)).taken).toBe(1)
    const soon = await county.booked(c, await county.session(service, 5 * HOUR))
    await county.advance(3 * HOUR)
    expect((await county.stateOf('bookings', soon.id)).state).toBe('expired')
  })
})

describe('cancelling', () => {
  test('frees the seat until the start; after the deadline it is marked late; staff give a reason', async () => {
    const service = await county.service({ seats: 3 })
    const session = await county.session(service, 5 * HOUR)
    const [a, b, c] = await Promise.all([county.resident(), county.resident(), county.resident()])
    const [first, second, third] = [await county.booked(a, session), await county.booked(b, session), await county.booked(c, session)]
    expect(await county.ok(county.post(a, `/bookings/${first.id}/cancel`))).toMatchObject({ state: 'cancelled', cancelledBy: 'booker', isLateCancel: false })
    expect(await county.refused(county.post(county.staff, `/bookings/${second.id}/cancel`))).toBe('422 REASON_NEEDED')
    expect(await county.refused(county.post(a, `/bookings/${second.id}/cancel`))).toBe('404 NOT_FOUND')
    expect(await county.ok(county.post(county.staff, `/bookings/${second.id}/cancel`, { reason: '场地检修' }))).toMatchObject({ cancelledBy: 'staff', reason: '场地检修' })
    await county.advance(3 * HOUR + MINUTE)
    expect(await county.ok(county.post(c, `/bookings/${third.id}/cancel`))).toMatchObject({ isLateCancel: true })
    expect((await county.stateOf('service_sessions', session)).taken).toBe(0)
    const again = await county.session(service, 2 * HOUR)
    const late = await county.booked(a, again)
    await county.advance(2 * HOUR)
    expect(await county.refused(county.post(a, `/bookings/${late.id}/cancel`))).toBe('422 STARTED_ALREADY')
  })
})

describe('moving', () => {
  test('takes the new seat before it lets the old one go, which passes to whoever waits', async () => {
    const service = await county.service({ seats: 1 })
    const [first, second, third] = [await county.session(service, 2 * DAY), await county.session(service, 3 * DAY), await county.session(service, 4 * DAY)]
    const [a, b, c] = await Promise.all([county.resident(), county.resident(), county.resident()])
    const booking = await county.booked(a, first)
    await county.booked(b, third)
    const waiter = await county.waiting(c, first)
    const move = (sessionId: string) => county.post(a, `/bookings/${booking.id}/move`, { sessionId })
    expect(await county.refused(move(third))).toBe('409 SESSION_FULL')
    expect(await county.refused(move(first))).toBe('422 SAME_SESSION')
    expect(await county.refused(move(await county.session(await county.service(), 2 * DAY)))).toBe('422 OTHER_SERVICE')
    expect(await county.ok(move(second))).toMatchObject({ sessionId: second, state: 'booked' })
    expect((await county.stateOf('waitlist_entries', waiter.id)).state).toBe('offered')
    expect([(await county.stateOf('service_sessions', first)).taken, (await county.stateOf('service_sessions', second)).taken]).toEqual([1, 1])
  })
})

test('the calendar file tells a phone where and when, and takes itself out again', async () => {
  const session = await county.session(await county.service({ name: '太极拳，初级; 免费' }), 3 * DAY)
  const resident = await county.resident()
  const { id } = await county.booked(resident, session)
  const file = async () => {
    const answer = await fetch(`${county.app.url}/api/v1/bookings/${id}/calendar`, { headers: { authorization: `Bearer ${resident.token}` } })
    expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/)
    return answer.text()
  }
  const ics = await file()
  expect(ics).toContain('DTSTART:20270304T010000Z\r\nDTEND:20270304T020000Z\r\n')
  expect(ics).toContain('SUMMARY:太极拳，初级\\; 免费\r\n')
  expect(ics.match(/TRIGGER:-/g)).toHaveLength(2)
  for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  await county.post(resident, `/bookings/${id}/cancel`)
  expect(await file()).toContain('METHOD:CANCEL')
})

test('the history of a booking reads as it happened, for the booker and the desk', async () => {
  const session = await county.session(await county.service(), 3 * DAY)
  const resident = await county.resident()
  const { id } = await county.booked(resident, session)
  await county.post(county.staff, `/bookings/${id}/cancel`, { reason: '停电' })
  const { items } = (await county.get(resident, `/history/booking/${id}`)).body
  expect(items.map(({ label, note }: { label: string; note: string | null }) => [label, note])).toEqual([['取消了预约', '停电'], ['预约了', null]])
  expect((await county.get(await county.resident(), `/history/booking/${id}`)).status).toBe(404)
  expect((await county.get(await county.appoint('communityWorker', COMMUNITY), `/history/booking/${id}`)).status).toBe(200)
})
