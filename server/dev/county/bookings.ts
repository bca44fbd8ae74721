import { BookingLife, WaiterLife, type Guest } from './bookings-life.ts'
import { writeBooking, writeSession, writeWaiter, type BookingTables } from './bookings-tables.ts'
import { expectedGuests, type Expected, type Fate } from './bookings-scripts.ts'
import { asResident, CLOCK, type Doer, type Ledger } from './ledger.ts'
import { asHolder } from './offices.ts'
import { Random } from './random.ts'
import type { Place } from './services.ts'
import { SessionLife, slotsOf, type Slot } from './services-sessions.ts'
import { BOOKING_NOTES, CANCEL_REASONS, CLOSE_REASONS, DECLINE_BOOKING_REASONS, UPHOLD_REASONS } from './services-texts.ts'
import { DAY_MS, during, HOUR_MS, midnightOf, MINUTE_MS } from './times.ts'
import { residentOf, type StoryWorld } from './world.ts'

const WEEKS = 52
/** One centre after the other began, slowly at first; villages, and what is open every day, came last. */
const LAST_WEEKS = 8
const LEAST_WEEKS = 5
const WEEK_MS = 7 * DAY_MS
const POPULAR = 0.05
const CLOSED = 0.012
const BAR = { noShows: 3, withinMs: 90 * DAY_MS, lengthMs: 30 * DAY_MS }

/** A year of sessions with their bookings and waiting lists, and the sessions that can be booked now. */
export async function writeBookings(world: StoryWorld, places: readonly Place[], ledger: Ledger, tables: BookingTables, scale: number): Promise<void> {
  const { nowMs, calendar } = ledger
  const random = new Random('bookings')
  const book = new BookingBook(world, ledger, tables, random)
  const share = <T>(list: readonly T[], least: number): readonly T[] => list.slice(0, Math.max(least, Math.round(list.length * scale)))
  const urban = share(places.filter(({ community, kind }) => community.isUrban && kind === 'serviceCentre'), 2)
  const rooms = share(places.filter(({ kind }) => kind !== 'serviceCentre'), 2)
  const villages = share(places.filter(({ community }) => !community.isUrban), 3)
  const weeks = Math.max(LEAST_WEEKS, Math.round(WEEKS * scale))
  const begun = (at: number, count: number) => Math.round(LAST_WEEKS + (weeks - LAST_WEEKS) * (1 - at / count) ** 3)
  const since = new Map([urban, rooms].flatMap((places) => places.map((place, at) => [place, begun(at, places.length)] as const)))
  const slots = [...urban, ...rooms, ...villages].flatMap((place) =>
    place.services.flatMap((service) => {
      const isDaily = service.offer.days.length === 7
      const back = isDaily ? Math.min(weeks, LAST_WEEKS) : since.get(place) ?? Math.min(weeks, LAST_WEEKS)
      return slotsOf(service, calendar, nowMs - back * WEEK_MS, nowMs + service.offer.opensDaysAhead * DAY_MS)
    }))
  const expected = expectedGuests(world, slots, nowMs)
  for (const slot of slots.sort((a, b) => a.startsMs - b.startsMs)) {
    book.fill(slot, expected.get(slot) ?? [])
    await Promise.all([ledger.breathe(), ...Object.values(tables).map((table) => table.breathe())])
  }
  book.writeBars()
}

/** What became of a booking that was made in time. */
const FATES: Record<Fate, number> = { come: 84, cancel: 9, staffCancel: 1, noShow: 6, declined: 0, expired: 0, pending: 0, waiting: 0, offered: 0 }
const APPROVAL_FATES: Record<Fate, number> = { ...FATES, declined: 5, expired: 3 }

class BookingBook {
  /** Days on which somebody has a place already: nobody is in two rooms at once. */
  private readonly busy = new Map<number, Set<number>>()
  private readonly noShows = new Map<string, number[]>()

  constructor(
    private readonly world: StoryWorld,
    private readonly ledger: Ledger,
    private readonly tables: BookingTables,
    private readonly random: Random,
  ) {}

  fill(slot: Slot, expected: readonly Expected[]): void {
    const { random, ledger } = this
    const { offer, place } = slot.service
    const session = new SessionLife(slot, ledger, random)
    const isClosed = expected.length === 0 && random.chance(CLOSED)
    const closedMs = isClosed ? during(random, slot.startsMs - random.between(1, 2) * DAY_MS, 8, 18) : Number.POSITIVE_INFINITY
    const endMs = Math.min(slot.closesMs, closedMs, ledger.nowMs)
    const waits = expected.some(({ fate }) => fate === 'waiting' || fate === 'offered')
    const isPopular = waits || random.chance(POPULAR)
    const bookings = this.bookings(session, expected.filter(({ fate }) => fate !== 'waiting' && fate !== 'offered'), isPopular, endMs)
    const waiters = isPopular && bookings.length >= offer.seats ? this.waiters(session, bookings, expected, endMs) : []

    if (closedMs < ledger.nowMs && closedMs > slot.opensMs) {
      session.close(closedMs, asHolder(place.staff[0]!), random.pick(CLOSE_REASONS))
      for (const { life } of bookings) if (isWaitingFor(life)) life.sessionClosed(Math.max(closedMs, life.chain.atMs))
      for (const waiter of waiters) if (waiter.state === 'waiting' || waiter.state === 'offered') waiter.sessionGone(Math.max(closedMs, waiter.chain.atMs))
    } else this.hold(session, bookings, waiters, expected.length > 0)
    this.write(session, bookings.map(({ life }) => life), waiters)
  }

  /** In order of time, never more than there are seats. */
  private bookings(session: SessionLife, expected: readonly Expected[], isPopular: boolean, endMs: number): Made[] {
    const { random } = this
    const { slot } = session
    const { offer } = slot.service
    const elapsed = Math.max(0, Math.min(1, (this.ledger.nowMs - slot.opensMs) / (slot.closesMs - slot.opensMs)))
    const wanted = isPopular ? offer.seats : Math.min(offer.seats, Math.round(offer.seats * offer.demand * (0.38 + 0.62 * random.float()) * elapsed))
    const made: Made[] = []
    const asked = [...expected, ...Array<null>(Math.max(0, wanted - expected.length)).fill(null)].map((one) => ({ one, atMs: this.askedAt(slot, isPopular, endMs) }))
    for (const { one, atMs } of asked.sort((a, b) => a.atMs - b.atMs)) {
      if (atMs >= endMs) continue
      const guest = this.guest(slot, one?.person)
      if (guest === null) continue
      const life = new BookingLife(session, guest, this.ledger, random, atMs)
      life.book(atMs, offer.needsApproval)
      const fate = one?.fate ?? random.weighted(offer.needsApproval ? APPROVAL_FATES : FATES)
      made.push({ life, fate })
      if (offer.needsApproval) this.decide(life, fate, endMs)
      if (fate === 'cancel' || fate === 'staffCancel') this.cancel(life, fate, endMs)
    }
    return made
  }

  /** Most ask in the last days; for what everybody wants, in the first. */
  private askedAt(slot: Slot, isPopular: boolean, endMs: number): number {
    const { random } = this
    const share = isPopular ? random.float() * 0.25 : 1 - random.float() ** 1.6 * 0.95
    const wanted = slot.opensMs + share * (Math.min(slot.closesMs, endMs) - slot.opensMs)
    const byDay = midnightOf(wanted) + (8 + ((wanted - midnightOf(wanted)) / DAY_MS) * 13) * HOUR_MS
    return Math.floor(Math.max(slot.opensMs, Math.min(byDay, endMs - random.between(1, 20) * MINUTE_MS)))
  }

  private guest(slot: Slot, given?: number): Guest | null {
    const { random, world } = this
    const { staff } = slot.service.place
    const person = given ?? this.someone(slot)
    if (person === null) return null
    this.busyOn(slot).add(person)
    const account = world.people.id(person)
    const isByPhone = given === undefined && random.chance(0.04)
    const leader = random.chance(0.5) ? world.staff.gridLeaders[world.people.grid(person).index]!.a : staff[0]!
    return {
      person: account,
      booker: isByPhone && leader.account !== account ? asHolder(leader) : asResident(account),
      authority: isByPhone && leader.account !== account ? '本人电话委托' : null,
      note: random.chance(0.05) ? random.pick(BOOKING_NOTES) : null,
    }
  }

  private busyOn({ startsMs }: Slot): Set<number> {
    const day = midnightOf(startsMs)
    let busy = this.busy.get(day)
    if (!busy) this.busy.set(day, (busy = new Set()))
    return busy
  }

  private someone(slot: Slot): number | null {
    const { random, world } = this
    const { offer, place } = slot.service
    for (let tries = 0; tries < 80; tries++) {
      const person = residentOf(world, random.pick(place.community.grids), random)
      const isFit = offer.audience === 'elders' ? world.people.isElder(person) : offer.audience === 'families' ? world.people.age(person) <= 62 : true
      if (isFit && !this.busyOn(slot).has(person)) return person
    }
    return null
  }

  private decide(life: BookingLife, fate: Fate, endMs: number): void {
    const { random } = this
    const { chain, session } = life
    const due = chain.dueMs('approve')
    if (fate === 'expired' || fate === 'pending') {
      if (due < Math.min(endMs, this.ledger.nowMs)) life.expire(due)
      return
    }
    const at = Math.floor(chain.atMs + (0.05 + 0.8 * random.float()) * (due - chain.atMs))
    if (at >= Math.min(endMs, this.ledger.nowMs)) return
    const staff = asHolder(random.pick(session.slot.service.place.staff))
    if (fate === 'declined') life.decline(at, staff, random.pick(DECLINE_BOOKING_REASONS))
    else life.approve(at, staff)
  }

  private cancel(life: BookingLife, fate: Fate, endMs: number): void {
    if (life.state !== 'booked') return
    const { random } = this
    const { slot } = life.session
    const untilMs = Math.min(slot.startsMs, endMs)
    const at = Math.floor(life.chain.atMs + (0.1 + 0.85 * random.float()) * (untilMs - life.chain.atMs))
    if (at >= untilMs || at <= life.chain.atMs) return
    if (fate === 'staffCancel') life.cancel(at, asHolder(random.pick(slot.service.place.staff)), random.pick(CANCEL_REASONS))
    else life.cancel(at, life.booker, null)
  }

  /** The session is full: some wait, and each place that becomes free passes to the first of them. */
  private waiters(session: SessionLife, bookings: Made[], expected: readonly Expected[], endMs: number): WaiterLife[] {
    const { random, ledger } = this
    const { slot } = session
    const fullMs = Math.max(...bookings.map(({ life }) => life.chain.createdMs))
    const roomMs = endMs - fullMs - 2 * HOUR_MS
    if (roomMs <= 0) return []
    const scripted = expected.filter(({ fate }) => fate === 'waiting' || fate === 'offered')
    const joins = Array.from({ length: random.between(1, 4) }, () => Math.floor(fullMs + random.float() * roomMs * 0.6)).sort((a, b) => a - b)
    const waiters = joins.flatMap((atMs) => {
      const guest = this.guest(slot)
      return guest ? [new WaiterLife(session, guest, ledger, random, atMs)] : []
    })
    for (const waiter of waiters.filter(() => random.chance(0.1))) {
      const at = waiter.chain.atMs + random.between(10, 90) * MINUTE_MS
      if (at < endMs) waiter.leave(at)
    }
    const freed = bookings.filter(({ life }) => life.state === 'cancelled' && life.chain.atMs > fullMs && life.chain.atMs < slot.closesMs).map(({ life }) => life.chain.atMs)
    for (const atMs of freed.sort((a, b) => a - b)) this.passOn(session, bookings, waiters, atMs, endMs)
    for (const { person, fate } of scripted) this.scriptWaiter(session, bookings, waiters, person, fate, endMs)
    return waiters
  }

  /** A place that became free goes from hand to hand until somebody takes it. */
  private passOn(session: SessionLife, bookings: Made[], waiters: WaiterLife[], freedMs: number, endMs: number): void {
    const { random, ledger } = this
    let atMs = freedMs
    for (;;) {
      const next = waiters.find((waiter) => waiter.state === 'waiting' && waiter.chain.atMs <= atMs)
      if (!next || atMs >= endMs) return
      next.offer(atMs)
      const way = random.weighted({ take: 70, lapse: 18, refuse: 12 })
      const answersMs = atMs + random.between(2, 25) * MINUTE_MS
      if (way === 'lapse' || answersMs >= next.heldUntilMs!) {
        if (next.heldUntilMs! >= ledger.nowMs) return
        next.lapse()
      } else if (answersMs >= Math.min(endMs, ledger.nowMs)) return
      else if (way === 'refuse') next.leave(answersMs)
      else {
        const life = new BookingLife(session, next.guest, ledger, random, answersMs)
        life.book(answersMs, false)
        next.take(answersMs, life)
        bookings.push({ life, fate: 'come' })
        return
      }
      atMs = next.chain.atMs
    }
  }

  private scriptWaiter(session: SessionLife, bookings: readonly Made[], waiters: WaiterLife[], person: number, fate: Fate, endMs: number): void {
    const { random, ledger } = this
    const guest = this.guest(session.slot, person)!
    const joinMs = endMs - 6 * HOUR_MS
    const waiter = new WaiterLife(session, guest, ledger, random, joinMs)
    waiters.push(waiter)
    if (fate !== 'offered') return
    // A quarter of an hour before the holds stand still for the night.
    const offeredMs = midnightOf(endMs - 1) + 22 * HOUR_MS - 15 * MINUTE_MS
    const gives = bookings.find(({ life }) => life.state === 'booked' && life.chain.atMs < offeredMs)
    if (!gives || offeredMs <= joinMs || offeredMs >= ledger.nowMs) return
    gives.life.cancel(offeredMs, gives.life.booker, null)
    for (const other of waiters) if (other !== waiter && other.state === 'waiting') other.leave(Math.max(other.chain.atMs, joinMs))
    waiter.offer(offeredMs)
  }

  /** Who comes checks in, and the clock does the rest. */
  private hold(session: SessionLife, bookings: Made[], waiters: readonly WaiterLife[], isExpected: boolean): void {
    const { random, ledger } = this
    const { slot } = session
    const { nowMs } = ledger
    const staff = asHolder(random.pick(slot.service.place.staff))
    const hasStarted = slot.startsMs <= nowMs
    for (const waiter of waiters) if (hasStarted && (waiter.state === 'waiting' || waiter.state === 'offered')) waiter.sessionGone(Math.max(slot.startsMs, waiter.chain.atMs))
    for (const { life } of bookings) if (hasStarted && life.state === 'pending') life.expire(Math.max(life.chain.atMs, Math.min(life.chain.dueMs('approve'), slot.startsMs)))
    session.until(nowMs)
    const isKept = isExpected || slot.endsMs > nowMs || random.chance(0.93)
    const isConfirmed = slot.endsMs + HOUR_MS < nowMs && isKept && random.chance(0.9)
    if (hasStarted && isKept)
      for (const { life, fate } of bookings) {
        if (life.state !== 'booked' || fate === 'noShow') continue
        const at = Math.max(life.chain.atMs, slot.startsMs + random.between(-25, 12) * MINUTE_MS)
        if (at < nowMs) life.checkIn(at, random.chance(0.7) ? asResident(life.guest.person) : staff)
      }
    if (hasStarted && isKept && bookings.length < slot.service.offer.seats && random.chance(0.12)) this.walkIn(session, bookings, staff)
    const checkMs = slot.endsMs + 30 * MINUTE_MS
    for (const { life } of bookings) if (life.state === 'checked_in' && slot.endsMs <= nowMs) life.complete(slot.endsMs)
    if (checkMs > nowMs) return
    if (isConfirmed) session.dayConfirmed = { atMs: slot.endsMs + random.between(5, 25) * MINUTE_MS, by: staff.account! }
    const isTaken = isConfirmed || bookings.some(({ life }) => life.checkedIn !== null)
    for (const { life } of bookings) {
      if (life.state !== 'booked') continue
      if (!isTaken) life.presume(checkMs)
      else this.noShow(life, checkMs, !isExpected && random.chance(0.15))
    }
  }

  private walkIn(session: SessionLife, bookings: Made[], staff: Doer): void {
    const { random, ledger } = this
    const atMs = session.slot.startsMs + random.between(1, 20) * MINUTE_MS
    const guest = atMs < ledger.nowMs ? this.guest(session.slot) : null
    if (guest === null) return
    const life = new BookingLife(session, { ...guest, booker: staff, authority: '本人到场' }, ledger, random, atMs)
    life.walkIn(atMs, staff)
    bookings.push({ life, fate: 'come' })
  }

  /** Some say why, and another desk decides; undecided it is excused. */
  private noShow(life: BookingLife, atMs: number, isContested: boolean): void {
    const { random, ledger, world } = this
    life.markNoShow(atMs)
    if (isContested) {
      const at = atMs + random.between(3, 90) * HOUR_MS
      if (at < ledger.nowMs) {
        life.appeal(at, '路上车坏了，打过电话没打通')
        const due = life.chain.dueMs('decide')
        const decidedMs = Math.floor(at + random.float() * 0.8 * (due - at))
        const worker = asHolder(random.pick(world.staff.workers.get(life.session.slot.service.place.community.code)!))
        const by: Doer = { ...worker, role: 'serviceStaff' }
        const way = random.weighted({ excuse: 55, uphold: 35, silence: 10 })
        if (way === 'silence' && due < ledger.nowMs) life.excuse(due, CLOCK)
        else if (way !== 'silence' && decidedMs < ledger.nowMs) {
          if (way === 'excuse') life.excuse(decidedMs, by)
          else life.uphold(decidedMs, by, random.pick(UPHOLD_REASONS))
        } else if (due < ledger.nowMs) life.excuse(due, CLOCK)
      }
    }
    if (life.state === 'no_show') this.noShows.set(life.guest.person, [...(this.noShows.get(life.guest.person) ?? []), atMs])
  }

  private write(session: SessionLife, bookings: readonly BookingLife[], waiters: readonly WaiterLife[]): void {
    session.taken = bookings.filter(({ state }) => LIVE.has(state)).length + waiters.filter(({ state }) => state === 'offered').length
    session.chain.close()
    writeSession(session, this.tables.service_sessions)
    for (const life of bookings) {
      life.chain.close()
      writeBooking(life, this.tables.bookings)
    }
    for (const waiter of waiters) {
      waiter.chain.close()
      writeWaiter(waiter, this.tables.waitlist_entries)
    }
  }

  /** Three in ninety days bar for thirty. */
  writeBars(): void {
    for (const [person, times] of this.noShows) {
      const last = times.at(-1)!
      const recent = times.filter((atMs) => atMs > last - BAR.withinMs)
      if (recent.length >= BAR.noShows && last + BAR.lengthMs > this.ledger.nowMs)
        this.tables.booking_bars.row([person, new Date(last), new Date(last + BAR.lengthMs)])
    }
  }
}

interface Made {
  life: BookingLife
  fate: Fate
}
const LIVE: ReadonlySet<string> = new Set(['pending', 'booked', 'checked_in'])
const isWaitingFor = ({ state }: BookingLife): boolean => state === 'pending' || state === 'booked'
