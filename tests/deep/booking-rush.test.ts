import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../factories/whistle-county.ts'
import { DAY, HOUR, startBookingCounty, type BookingCounty } from '../server/booking/booking-county.ts'
import type { Answered } from '../support/app.ts'

const RESIDENTS = 5_000
/** Every tenth asks for two sessions in the same moment. */
const GREEDY = 10
/** Requests under way at a time: more connections than this at once a server's door lets wait, not in. */
const IN_FLIGHT = 500
const SESSIONS = 20
const SEATS = 10
/** Each may have one place a week, so that who is quick cannot take the seats of two. */
const QUOTA = 1
const WAITERS = 2 * SEATS

let county: BookingCounty
let crowd: Person[]
let sessions: string[]

beforeAll(async () => {
  county = await startBookingCounty()
  crowd = []
  for (let at = 0; at < RESIDENTS; at += 50) crowd.push(...(await Promise.all(Array.from({ length: 50 }, () => county.resident()))))
  const service = await county.service({ seats: SEATS, quotaCount: QUOTA, quotaPeriod: 'week' })
  sessions = []
  // Tuesday and Wednesday of one week, apart from each other.
  for (let nth = 0; nth < SESSIONS; nth++) sessions.push(await county.session(service, DAY + nth * 2 * HOUR))
})
afterAll(async () => {
  expect(county.app.faults).toEqual([])
  await county.close()
})

/** All at once, as far as the door is wide; answers in the order of the jobs. */
async function rush<T>(jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = []
  let next = 0
  const stream = async () => {
    for (let at = next++; at < jobs.length; at = next++) answers[at] = await jobs[at]!()
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, stream))
  return answers
}

const codeOf = ({ status, body }: Answered): string => (status === 201 ? '201' : `${status} ${body.error.code}`)
const tally = (answers: readonly Answered[]) => {
  const counts: Record<string, number> = {}
  for (const answer of answers) counts[codeOf(answer)] = (counts[codeOf(answer)] ?? 0) + 1
  return counts
}
/** The session somebody is after; the crowd is spread evenly. */
const wishOf = (index: number): string => sessions[index % SESSIONS]!
const took = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
  const from = performance.now()
  const result = await run()
  console.info(`${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`)
  return result
}

test('5,000 residents rush 200 seats of 20 sessions at once: none oversold, no quota broken, every refusal true, a place in the line until it is full', async () => {
  const ask = (person: Person, session: string) => ({ person, session, run: () => county.post(person, `/sessions/${session}/bookings`) })
  const asks = crowd.flatMap((person, index) => [ask(person, wishOf(index)), ...(index % GREEDY === 0 ? [ask(person, wishOf(index + 1))] : [])])
  const answers = await took(`${RESIDENTS} residents ask ${asks.length} times for ${SESSIONS * SEATS} seats`, () => rush(asks.map(({ run }) => run)))
  const got = asks.flatMap(({ person, session }, index) => (answers[index]!.status === 201 ? [{ person, session, id: answers[index]!.body.id as string }] : []))
  const holders = new Set(got.map(({ person }) => person))
  expect(got).toHaveLength(SESSIONS * SEATS)
  expect(holders.size).toBe(got.length)
  for (const session of sessions) expect(got.filter((one) => one.session === session)).toHaveLength(SEATS)
  // Refused for the quota is only who has a place; everybody else because there is no seat.
  for (const [index, { person }] of asks.entries()) {
    const code = codeOf(answers[index]!)
    if (code !== '201') expect(holders.has(person) ? ['409 SESSION_FULL', '422 QUOTA_REACHED'] : ['409 SESSION_FULL']).toContain(code)
  }
  await county.checkSeats()

  // Whoever has none queues, while who has one tries for a second where there is room.
  const waiting = crowd.map((person, index) => ({ person, session: wishOf(index) })).filter(({ person }) => !holders.has(person))
  const elsewhere = await county.session((await county.stateOf('service_sessions', sessions[0]!)).service_id, DAY + SESSIONS * 2 * HOUR, { seats: 1000 })
  const [waits, seconds] = await took(`${waiting.length} queue while ${holders.size} ask for a second place`, () =>
    Promise.all([
      rush(waiting.map(({ person, session }) => () => county.post(person, `/sessions/${session}/waitlist`))),
      rush([...holders].map((person) => () => county.post(person, `/sessions/${elsewhere}/bookings`))),
    ]))
  expect(tally(waits)).toEqual({ 201: SESSIONS * WAITERS, '409 WAITLIST_FULL': waiting.length - SESSIONS * WAITERS })
  expect(tally(seconds)).toEqual({ '422 QUOTA_REACHED': holders.size })
  for (const { body } of waits.filter(({ status }) => status === 409)) expect(body.error.details).toEqual({ limit: WAITERS })

  // The line stands in the order of arrival, and everybody is told their own place in it.
  const byEntry = new Map(waits.map(({ body }, index) => [body.id as string, waiting[index]!.person]))
  const lines = await county.sql<{ sessionId: string; id: string }[]>`select session_id as "sessionId", id from waitlist_entries
    where session_id = any(${sessions}) order by session_id, created_at, id`
  for (const session of sessions) {
    const line = lines.filter(({ sessionId }) => sessionId === session)
    const told = await Promise.all(line.map(async ({ id }) => (await county.get(byEntry.get(id)!, `/waitlist/${id}`)).body.position))
    expect(told).toEqual(Array.from({ length: WAITERS }, (_, nth) => nth + 1))
  }

  // All give up at once: every seat passes to the first in its line, and to nobody else.
  await took(`${got.length} give up`, () => rush(got.map(({ person, id }) => () => county.ok(county.post(person, `/bookings/${id}/cancel`)))))
  for (const session of sessions) {
    const states = await county.sql<{ state: string }[]>`select state from waitlist_entries where session_id = ${session} order by created_at, id`
    expect(states.map(({ state }) => state)).toEqual([...Array(SEATS).fill('offered'), ...Array(WAITERS - SEATS).fill('waiting')])
  }
  await county.checkSeats()
})
