import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../../factories/whistle-county.ts'
import { DAY, MINUTE, MONDAY, startBookingCounty, type BookingCounty } from './booking-county.ts'

/** Minutes since nine in the morning. Nothing but commands falls on a multiple of ten, so that seconds that pass meanwhile do not matter. */
const STARTS = 245
const ENDS = STARTS + 60
const CLOSES = STARTS - 60
const ANSWER_BY = STARTS - 120
const JUDGED = ENDS + 30
const HOLD = 30
const CHECK_IN_FROM = STARTS - 30
const PEOPLE = 7
const RUNS = 30
/** Fixed, so that the stories come to every state each time. */
const SEED = 20_270_301

type Booking = 'pending' | 'booked' | 'checked_in' | 'completed' | 'cancelled' | 'declined' | 'expired' | 'no_show'
interface Waiter {
  person: number
  state: 'waiting' | 'offered' | 'taken' | 'lapsed' | 'left'
  until: number
}

/** The rules of one session once more, as plainly as they can be said, in memory. */
class Model {
  minute = 0
  state: 'open' | 'running' | 'ended' | 'closed' = 'open'
  bookings: { person: number; state: Booking; isSeen: boolean }[] = []
  line: Waiter[] = []
  constructor(public seats: number, readonly needsApproval: boolean) {}

  liveOf = (person: number) => this.bookings.find((one) => one.person === person && ['pending', 'booked', 'checked_in'].includes(one.state))
  lineOf = (person: number) => this.line.find((one) => one.person === person && ['waiting', 'offered'].includes(one.state))
  get waiting() {
    return this.line.filter(({ state }) => state === 'waiting')
  }
  get offered() {
    return this.line.filter(({ state }) => state === 'offered')
  }
  get taken() {
    return this.bookings.filter(({ state }) => ['pending', 'booked', 'checked_in'].includes(state)).length + this.offered.length
  }

  against(): string | null {
    if (this.state === 'closed') return '409 SESSION_CLOSED'
    if (this.state !== 'open' || this.minute >= STARTS) return '409 SESSION_OVER'
    return this.minute >= CLOSES ? '422 BOOKING_ENDED' : null
  }
  open(person: number): void {
    this.bookings.push({ person, state: this.needsApproval ? 'pending' : 'booked', isSeen: false })
  }
  book(person: number): string {
    const against = this.against() ?? (this.taken >= this.seats ? '409 SESSION_FULL' : this.waiting.length + this.offered.length > 0 ? '409 SESSION_WAITED_FOR' : null)
    if (against ?? this.liveOf(person)) return against ?? '409 TIME_OVERLAP'
    this.open(person)
    return '201'
  }
  join(person: number): string {
    const against = this.against() ?? (this.liveOf(person) ? '409 TIME_OVERLAP' : null)
    if (against !== null) return against
    if (this.taken < this.seats && this.waiting.length + this.offered.length === 0) return '409 SEAT_LEFT'
    if (this.waiting.length >= 2 * this.seats) return '409 WAITLIST_FULL'
    if (this.lineOf(person)) return '409 ALREADY_WAITING'
    this.line.push({ person, state: 'waiting', until: 0 })
    this.passOn()
    return '201'
  }
  /** A seat is free: to the first in line, while it can still be offered. */
  passOn(): void {
    while (this.state === 'open' && this.minute < CLOSES && this.taken < this.seats && this.waiting[0])
      Object.assign(this.waiting[0], { state: 'offered', until: Math.min(this.minute + HOLD, CLOSES) })
  }
  tick(): void {
    this.minute += 10
    const { minute } = this
    for (const one of this.bookings) if (one.state === 'pending' && minute >= ANSWER_BY && this.state === 'open') {
      one.state = 'expired'
      this.passOn()
    }
    for (const one of this.offered) if (minute >= one.until) {
      one.state = 'lapsed'
      this.passOn()
    }
    if (this.state === 'open' && minute >= STARTS) {
      this.state = 'running'
      for (const one of [...this.waiting, ...this.offered]) one.state = 'lapsed'
      for (const one of this.bookings) if (one.state === 'pending') one.state = 'expired'
    }
    if (this.state === 'running' && minute >= ENDS) {
      this.state = 'ended'
      for (const one of this.bookings) if (one.state === 'checked_in') one.state = 'completed'
    }
    if (this.state === 'ended' && minute >= JUDGED) {
      const isKept = this.bookings.some(({ isSeen }) => isSeen)
      for (const one of this.bookings) if (one.state === 'booked') one.state = isKept ? 'no_show' : 'completed'
    }
  }
  close(): string {
    if (this.state !== 'open' && this.state !== 'running') return '409 WRONG_STATE'
    this.state = 'closed'
    for (const one of [...this.waiting, ...this.offered]) one.state = 'lapsed'
    for (const one of this.bookings) {
      if (one.state === 'checked_in') one.state = 'completed'
      else if (one.state === 'pending' || one.state === 'booked') one.state = 'cancelled'
    }
    return '200'
  }
}

/** The real thing: one session, and what each person got last. */
interface Real {
  session: string
  people: readonly Person[]
  bookings: Map<number, string>
  entries: Map<number, string>
}

let county: BookingCounty
let people: Person[]
beforeAll(async () => {
  county = await startBookingCounty()
  people = await Promise.all(Array.from({ length: PEOPLE }, () => county.resident()))
})
afterAll(async () => {
  expect(county.app.faults).toEqual([])
  await county.checkSeats()
  await county.close()
})

type Act = (model: Model, real: Real) => Promise<void>
const command = (name: string, act: Act): fc.AsyncCommand<Model, Real> => ({
  check: () => true,
  toString: () => name,
  async run(model, real) {
    await act(model, real)
    await compare(model, real)
  },
})

/** Every state that some story came to: a story in which nothing happens proves nothing. */
const seen = new Set<string>()

async function compare(model: Model, { session }: Real): Promise<void> {
  const [row] = await county.sql`select state, taken, seats from service_sessions where id = ${session}`
  const bookings = await county.sql`select state from bookings where session_id = ${session} order by created_at, id`
  const line = await county.sql`select state from waitlist_entries where session_id = ${session} order by created_at, id`
  for (const { state } of bookings) seen.add(`booking ${state}`)
  for (const { state } of line) seen.add(`line ${state}`)
  seen.add(`session ${row!.state}`)
  expect({ ...row, bookings: bookings.map(({ state }) => state), line: line.map(({ state }) => state) }).toEqual({
    state: model.state, taken: model.taken, seats: model.seats, bookings: model.bookings.map(({ state }) => state), line: model.line.map(({ state }) => state),
  })
}

const said = ({ status, body }: { status: number; body: any }) => (status < 300 ? String(status) : `${status} ${body.error.code}`)
const person = fc.nat(PEOPLE - 1)
const chance = fc.nat(10_000)
/** Mostly somebody whom it concerns, now and then whoever. */
const pick = (drawn: number, concerned: readonly { person: number }[]): number =>
  drawn % 5 === 0 ? drawn % PEOPLE : (concerned[drawn % Math.max(1, concerned.length)]?.person ?? drawn % PEOPLE)

/** What a person does with their own booking or place in the line, if they ever had one. */
const onBooking = (verb: string, who: 'self' | 'staff', body: object, expected: (model: Model, one: Model['bookings'][number]) => string) =>
  chance.map((drawn) => command(`${verb} ${drawn}`, async (model, real) => {
    const index = pick(drawn, model.bookings.filter(({ state }) => ['pending', 'booked', 'checked_in'].includes(state)))
    const id = real.bookings.get(index)
    const one = model.bookings.findLast((booking) => booking.person === index)
    if (id === undefined || !one) return
    const answer = await county.post(who === 'self' ? people[index]! : county.staff, `/bookings/${id}/${verb}`, body)
    expect(said(answer), verb).toBe(expected(model, one))
  }))

const onEntry = (verb: 'take' | 'refuse' | 'leave', expected: (model: Model, one: Waiter) => string) =>
  chance.map((drawn) => command(`${verb} ${drawn}`, async (model, real) => {
    const index = pick(drawn, verb === 'leave' ? model.waiting : model.offered)
    const id = real.entries.get(index)
    const one = model.line.findLast((waiter) => waiter.person === index)
    if (id === undefined || !one) return
    const answer = await county.post(people[index]!, `/waitlist/${id}/${verb}`)
    expect(said(answer), verb).toBe(expected(model, one))
    if (answer.body.bookingId) real.bookings.set(index, answer.body.bookingId)
  }))

const free = (model: Model, one: { state: Booking }, state: Booking): string => {
  one.state = state
  model.passOn()
  return '200'
}

const book = person.map((index) => command(`book ${index}`, async (model, real) => {
  const answer = await county.post(people[index]!, `/sessions/${real.session}/bookings`)
  expect(said(answer), 'book').toBe(model.book(index))
  if (answer.status === 201) real.bookings.set(index, answer.body.id)
}))
const join = person.map((index) => command(`join ${index}`, async (model, real) => {
  const answer = await county.post(people[index]!, `/sessions/${real.session}/waitlist`)
  expect(said(answer), 'join').toBe(model.join(index))
  if (answer.status === 201) real.entries.set(index, answer.body.id)
}))
const cancel = onBooking('cancel', 'self', {}, (model, one) =>
  one.state !== 'pending' && one.state !== 'booked' ? '409 WRONG_STATE' : model.minute >= STARTS ? '422 STARTED_ALREADY' : free(model, one, 'cancelled'))
const take = onEntry('take', (model, one) => {
  if (one.state !== 'offered') return '409 WRONG_STATE'
  if (model.liveOf(one.person)) return '409 TIME_OVERLAP'
  one.state = 'taken'
  model.open(one.person)
  return '200'
})
const others = [
  onBooking('approve', 'staff', {}, (_model, one) => {
    if (one.state !== 'pending') return '409 WRONG_STATE'
    one.state = 'booked'
    return '200'
  }),
  onBooking('decline', 'staff', { reason: '不巧' }, (model, one) => (one.state === 'pending' ? free(model, one, 'declined') : '409 WRONG_STATE')),
  onBooking('check-in', 'staff', {}, ({ minute }, one) => {
    if (one.state === 'booked' || one.state === 'checked_in') {
      if (minute < CHECK_IN_FROM) return '422 CHECK_IN_EARLY'
      if (minute >= ENDS) return '422 CHECK_IN_LATE'
    }
    if (one.state !== 'booked') return '409 WRONG_STATE'
    Object.assign(one, { state: 'checked_in', isSeen: true })
    return '200'
  }),
  onEntry('refuse', (model, one) => {
    if (one.state !== 'offered') return '409 WRONG_STATE'
    one.state = 'left'
    model.passOn()
    return '200'
  }),
  onEntry('leave', (_model, one) => {
    if (one.state !== 'waiting') return '409 WRONG_STATE'
    one.state = 'left'
    return '200'
  }),
  fc.integer({ min: 1, max: 5 }).map((seats) => command(`seats ${seats}`, async (model, real) => {
    const answer = await county.post(county.staff, `/sessions/${real.session}/seats`, { seats })
    const expected = model.state !== 'open' ? '409 WRONG_STATE' : seats < model.taken ? '409 SEATS_BELOW_TAKEN' : seats === model.seats ? '409 DUPLICATE' : '200'
    expect(said(answer), 'seats').toBe(expected)
    if (expected !== '200') return
    model.seats = seats
    model.passOn()
  })),
]
const waitTens = async (model: Model, tens: number): Promise<void> => {
  for (let step = 0; step < tens; step++) {
    await county.advance(10 * MINUTE)
    model.tick()
  }
}
const wait = fc.constantFrom(1, 2, 4).map((tens) => command(`wait ${tens}0`, (model) => waitTens(model, tens)))
/** It ends the story, so it is rare. */
const close = chance.map((drawn) => command(`close ${drawn}`, async (model, real) => {
  if (drawn % 10 > 0) return
  expect(said(await county.post(county.staff, `/sessions/${real.session}/close`, { reason: '停电' })), 'close').toBe(model.close())
}))

test('whatever people, staff and time do to a session, it does what the rules say: every seat, every state, every refusal', async () => {
  let day = 0
  const stories = fc.commands([book, book, book, join, join, join, cancel, cancel, take, take, take, take, wait, wait, ...others, close], { maxCommands: 40, size: 'max' })
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.boolean(), stories, stories, async (seats, needsApproval, before, during) => {
    county.setTime(new Date(new Date(MONDAY).getTime() + day++ * DAY))
    // Whoever does not come is never barred from a desk.
    const service = await county.service({ seats, needsApproval, kind: 'desk' })
    const session = await county.session(service, STARTS * MINUTE)
    const model = new Model(seats, needsApproval)
    const real: Real = { session, people, bookings: new Map(), entries: new Map() }
    await fc.asyncModelRun(() => ({ model, real }), before)
    // People have come to the door, whatever happened before.
    await waitTens(model, Math.max(0, (CHECK_IN_FROM - model.minute) / 10 + 1) | 0)
    await compare(model, real)
    await fc.asyncModelRun(() => ({ model, real }), during)
    await waitTens(model, Math.max(0, (JUDGED - model.minute) / 10 + 1) | 0)
    await compare(model, real)
  }), { numRuns: RUNS, seed: SEED, endOnFailure: true })
  const states = (kind: string, some: readonly string[]) => some.map((state) => `${kind} ${state}`)
  expect([...seen].toSorted()).toEqual([
    ...states('booking', ['booked', 'cancelled', 'checked_in', 'completed', 'declined', 'expired', 'no_show', 'pending']),
    ...states('line', ['lapsed', 'left', 'offered', 'taken', 'waiting']), ...states('session', ['closed', 'ended', 'open', 'running']),
  ])
}, 180_000)
