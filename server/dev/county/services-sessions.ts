import type { Calendar } from '@huying/shared/kernel/calendar'
import { dayOf, startOfDay, weekdayOf } from '@huying/shared/kernel/calendar-day'
import type { SessionState } from '@huying/shared/booking/session-machine'
import type { Service } from './services.ts'
import { CLOCK, SYSTEM, type Chain, type Doer, type Ledger } from './ledger.ts'
import type { Random } from './random.ts'
import { DAY_MS, MINUTE_MS } from './times.ts'

/** One stretch of a service's time, epoch ms. */
export interface Slot {
  service: Service
  startsMs: number
  endsMs: number
  closesMs: number
  opensMs: number
}

const NO_SHOW_MS = 30 * MINUTE_MS
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Every session the rule makes between two instants, first to last: the week's hours, and none on a holiday the service keeps. */
export function slotsOf(service: Service, calendar: Calendar, fromMs: number, toMs: number): Slot[] {
  const { offer } = service
  const slots: Slot[] = []
  for (let day = dayOf(fromMs); startOfDay(day) < toMs; day++) {
    const fact = calendar.read(day).fact
    if (!offer.days.includes(weekdayOf(day)) || (fact?.kind === 'holiday' && !offer.isHolidayOpen)) continue
    for (const [open] of offer.spans) {
      const startsMs = startOfDay(day) + minutesOf(open) * MINUTE_MS
      if (startsMs < fromMs || startsMs > toMs) continue
      slots.push({
        service, startsMs, endsMs: startsMs + offer.sessionMinutes * MINUTE_MS, closesMs: startsMs - offer.closesMinutesBefore * MINUTE_MS,
        opensMs: startsMs - offer.opensDaysAhead * DAY_MS,
      })
    }
  }
  return slots
}

/** One session, act by act; see `ComplaintLife`. */
export class SessionLife {
  readonly chain: Chain
  /** Pending, booked and checked in, and places held for who waits. */
  taken = 0
  closeReason: string | null = null
  dayConfirmed: { atMs: number; by: string } | null = null

  constructor(
    readonly slot: Slot,
    ledger: Ledger,
    random: Random,
  ) {
    this.chain = ledger.open('session', random.uuid(slot.opensMs), random)
    this.chain.add(slot.opensMs, SYSTEM, 'generate', 'open', { serviceId: slot.service.id, startsAt: new Date(slot.startsMs).toISOString() })
    this.chain.start('closing', '1d', { dueMs: slot.closesMs })
    this.chain.start('start', '1d', { dueMs: slot.startsMs })
    this.chain.start('end', '1d', { dueMs: slot.endsMs })
  }

  get state(): SessionState {
    return this.chain.state as SessionState
  }

  /** Everything the clock does until then: closing, start, end and the look for who did not come. */
  until(atMs: number): void {
    const { chain, slot } = this
    if (this.state === 'closed') return
    if (slot.closesMs <= atMs) chain.fire('closing', slot.closesMs)
    if (slot.startsMs <= atMs && this.state === 'open') {
      chain.add(slot.startsMs, CLOCK, 'start', 'running')
      chain.fire('start')
    }
    if (slot.endsMs <= atMs && this.state === 'running') {
      chain.add(slot.endsMs, CLOCK, 'end', 'ended')
      chain.fire('end')
      chain.start('noShow', '30min', { dueMs: slot.endsMs + NO_SHOW_MS })
    }
    if (slot.endsMs + NO_SHOW_MS <= atMs) chain.fire('noShow', slot.endsMs + NO_SHOW_MS)
  }

  close(atMs: number, by: Doer, reason: string): void {
    this.closeReason = reason
    this.chain.add(atMs, by, 'close', 'closed', {}, { reason })
    this.chain.stopAll()
  }
}
