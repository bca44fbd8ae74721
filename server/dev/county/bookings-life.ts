import type { BookingState } from '@huying/shared/booking/machine'
import type { WaitlistState } from '@huying/shared/booking/waitlist-machine'
import type { CancelledBy } from '../../src/modules/booking/table.ts'
import { asResident, CLOCK, SYSTEM, type Chain, type Doer, type Ledger } from './ledger.ts'
import type { Random } from './random.ts'
import type { SessionLife } from './services-sessions.ts'
import { DAY_MS, HOUR_MS, midnightOf, MINUTE_MS } from './times.ts'

const REMIND_MS = { remindDay: DAY_MS, remindSoon: 2 * HOUR_MS }
const DECIDE_LIMIT = '3wd'
/** Holds run by day only. */
const HOLD = { minutes: 30, fromHour: 7, toHour: 22 }

/** Whose place it is, and who asked for it. */
export interface Guest {
  person: string
  booker: Doer
  authority: string | null
  note: string | null
}

/** One person's place in a session, act by act; see `ComplaintLife`. */
export class BookingLife {
  readonly chain: Chain
  readonly passCode: string
  isWalkIn = false
  cancelledBy: CancelledBy | null = null
  isLateCancel = false
  reason: string | null = null
  checkedIn: { atMs: number; by: string } | null = null
  isVerified = true
  appealedMs: number | null = null
  appealDecidedMs: number | null = null

  constructor(
    readonly session: SessionLife,
    readonly guest: Guest,
    private readonly ledger: Ledger,
    random: Random,
    atMs: number,
  ) {
    this.chain = ledger.open('booking', random.uuid(atMs), random)
    this.passCode = String(random.below(1_000_000)).padStart(6, '0')
  }

  /** Whoever booked, in their own name. */
  get booker(): Doer {
    return asResident(this.guest.booker.account!)
  }

  get state(): BookingState {
    return this.chain.state as BookingState
  }

  private get facts() {
    const { service } = this.session.slot
    return { sessionId: this.session.chain.id, serviceId: service.id, placeId: service.place.id }
  }

  /** Due before the start, and where that time is still to come. */
  private remind(): void {
    const { startsMs } = this.session.slot
    for (const [kind, beforeMs] of Object.entries(REMIND_MS)) {
      const dueMs = startsMs - beforeMs
      if (dueMs > this.ledger.nowMs) this.chain.start(kind, kind === 'remindDay' ? '24h' : '2h', { dueMs })
    }
  }

  book(atMs: number, needsApproval: boolean): void {
    this.chain.add(atMs, this.guest.booker, 'book', needsApproval ? 'pending' : 'booked', this.facts)
    if (!needsApproval) return this.remind()
    this.chain.start('approve', '1wd', { dueMs: Math.min(this.ledger.due(atMs, '1wd'), this.session.slot.startsMs - 2 * HOUR_MS) })
  }

  walkIn(atMs: number, by: Doer): void {
    this.isWalkIn = true
    this.checkedIn = { atMs, by: by.account! }
    this.chain.add(atMs, by, 'walk_in', 'checked_in', this.facts)
  }

  approve(atMs: number, by: Doer): void {
    this.chain.add(atMs, by, 'approve', 'booked')
    this.chain.stop('approve')
    this.remind()
  }

  decline(atMs: number, by: Doer, reason: string): void {
    this.reason = reason
    this.chain.add(atMs, by, 'decline', 'declined', {}, { reason })
    this.chain.stopAll()
  }

  expire(atMs: number): void {
    this.chain.add(atMs, CLOCK, 'expire', 'expired')
    this.chain.fire('approve')
  }

  cancel(atMs: number, by: Doer, reason: string | null): void {
    const { startsMs, service } = this.session.slot
    this.cancelledBy = by.role === 'serviceStaff' ? 'staff' : 'booker'
    this.isLateCancel = atMs > startsMs - service.offer.cancelMinutesBefore * MINUTE_MS
    this.reason = reason
    this.chain.add(atMs, by, 'cancel', 'cancelled', { isLate: this.isLateCancel }, { reason })
    this.chain.stopAll()
  }

  sessionClosed(atMs: number): void {
    this.cancelledBy = 'place'
    this.chain.add(atMs, SYSTEM, 'session_closed', 'cancelled')
    this.chain.stopAll()
  }

  checkIn(atMs: number, by: Doer): void {
    this.checkedIn = { atMs, by: by.account! }
    this.chain.add(atMs, by, 'check_in', 'checked_in')
    this.chain.stop('remindDay', 'remindSoon')
  }

  complete(atMs: number): void {
    this.chain.add(atMs, CLOCK, 'complete', 'completed')
  }

  /** Nobody took the day sheet. */
  presume(atMs: number): void {
    this.isVerified = false
    this.chain.add(atMs, CLOCK, 'presume', 'completed')
  }

  markNoShow(atMs: number): void {
    this.chain.add(atMs, CLOCK, 'mark_no_show', 'no_show')
  }

  appeal(atMs: number, reason: string): void {
    this.appealedMs = atMs
    this.chain.add(atMs, this.booker, 'appeal', undefined, {}, { reason })
    this.chain.start('decide', DECIDE_LIMIT)
  }

  /** Undecided in time counts as excused. */
  excuse(atMs: number, by: Doer): void {
    this.appealDecidedMs = atMs
    this.cancelledBy = 'excused'
    this.chain.add(atMs, by, 'excuse', 'cancelled')
    if (by === CLOCK) this.chain.fire('decide')
    else this.chain.stop('decide')
  }

  uphold(atMs: number, by: Doer, reason: string): void {
    this.appealDecidedMs = atMs
    this.reason = reason
    this.chain.add(atMs, by, 'uphold', undefined, {}, { reason })
    this.chain.stop('decide')
  }
}

/** Somebody on a session's waiting list, act by act. */
export class WaiterLife {
  readonly chain: Chain
  offeredMs: number | null = null
  heldUntilMs: number | null = null
  booking: BookingLife | null = null

  constructor(
    readonly session: SessionLife,
    readonly guest: Guest,
    ledger: Ledger,
    random: Random,
    atMs: number,
  ) {
    this.chain = ledger.open('waitlist', random.uuid(atMs), random)
    this.chain.add(atMs, guest.booker, 'join', 'waiting', { sessionId: session.chain.id })
  }

  private get booker(): Doer {
    return asResident(this.guest.booker.account!)
  }

  get state(): WaitlistState {
    return this.chain.state as WaitlistState
  }

  offer(atMs: number): void {
    this.offeredMs = atMs
    this.heldUntilMs = Math.min(heldUntil(atMs), this.session.slot.closesMs)
    this.chain.add(atMs, SYSTEM, 'offer', 'offered', { heldUntil: new Date(this.heldUntilMs).toISOString() })
    this.chain.start('hold', '30min', { dueMs: this.heldUntilMs })
  }

  take(atMs: number, booking: BookingLife): void {
    this.booking = booking
    this.chain.add(atMs, this.booker, 'take', 'taken', { bookingId: booking.chain.id })
    this.chain.stop('hold')
  }

  lapse(): void {
    this.chain.add(this.heldUntilMs!, CLOCK, 'lapse', 'lapsed')
    this.chain.fire('hold')
  }

  leave(atMs: number): void {
    this.chain.add(atMs, this.booker, this.state === 'offered' ? 'refuse' : 'leave', 'left')
    this.chain.stop('hold')
  }

  sessionGone(atMs: number): void {
    this.chain.add(atMs, SYSTEM, 'session_gone', 'lapsed')
    this.chain.stop('hold')
  }
}

/** Half an hour that runs between 07:00 and 22:00 only. */
export function heldUntil(atMs: number): number {
  const midnight = midnightOf(atMs)
  const opens = midnight + HOLD.fromHour * HOUR_MS
  const closes = midnight + HOLD.toHour * HOUR_MS
  const holdMs = HOLD.minutes * MINUTE_MS
  if (atMs < opens) return opens + holdMs
  if (atMs >= closes) return opens + DAY_MS + holdMs
  return atMs + holdMs <= closes ? atMs + holdMs : opens + DAY_MS + holdMs - (closes - atMs)
}
