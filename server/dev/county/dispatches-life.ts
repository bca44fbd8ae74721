import type { UrgencyCode } from '@huying/shared/complaint/catalogue'
import { URGENCY_LIMITS, type UrgencyLimits } from '@huying/shared/complaint/urgency'
import type { DispatchState } from '@huying/shared/dispatch/machine'
import { addWorkingDays } from '@huying/shared/kernel/calendar-clock'
import type { ContactChannel } from '../../src/modules/complaint/table.ts'
import type { DispatchRole } from '../../src/modules/dispatch/table.ts'
import type { ContactNote } from './complaints-life.ts'
import { CLOCK, SYSTEM, type Chain, type Doer, type Ledger } from './ledger.ts'
import type { Unit } from './units.ts'

export type Result = 'solved' | 'partly' | 'cannot'

export interface Part {
  id: string
  demandId: string
  atMs: number
  round: number
  unit: Unit
  role: DispatchRole
  isRequired: boolean
  urgency: UrgencyCode
  sentBy: Doer
}

export interface DispatchNote {
  kind: 'progress' | 'reply' | 'redo'
  atMs: number
  author: string
  note: string
}

/** One unit's part in a demand, act by act; see `ComplaintLife`. */
export class DispatchLife {
  readonly limits: UrgencyLimits
  handler: string | null = null
  acceptedMs: number | null = null
  isAcceptedBySilence = false
  contactedMs: number | null = null
  readonly contacts: ContactNote[] = []
  readonly notes: DispatchNote[] = []
  outcome: Result | null = null
  account: string | null = null
  plan: string | null = null
  repliedMs: number | null = null
  repliedBy: string | null = null
  redoCount = 0
  endedMs: number | null = null
  endReason: string | null = null
  returning: { atMs: number; reasonCode: string; basis: string; unitId: string | null } | null = null
  extension: { days: number; reason: string; state: 'asked' | 'granted' | 'refused' | 'lapsed'; level: number } | null = null

  constructor(
    readonly part: Part,
    readonly chain: Chain,
    private readonly ledger: Ledger,
  ) {
    const { atMs, sentBy, unit, role, isRequired, round, urgency, demandId } = part
    this.limits = URGENCY_LIMITS[urgency]
    chain.add(atMs, sentBy, 'send', 'sent', { demandId, unitId: unit.id, role, isRequired, round, urgency })
    chain.start('returnLimit', this.limits.returnBy)
    chain.start('solve', this.limits.solve)
    if (role === 'lead') chain.start('contact', this.limits.contact)
  }

  get state(): DispatchState {
    return this.chain.state as DispatchState
  }

  get isLive(): boolean {
    return this.endedMs === null
  }

  private get about() {
    return { demandId: this.part.demandId, unitId: this.part.unit.id }
  }

  /** Lets fall due what falls due by then. */
  until(atMs: number): void {
    const { chain } = this
    for (;;) {
      const kind = this.state === 'sent' ? 'returnLimit' : this.state === 'return_requested' ? 'decide' : this.state === 'accepted' ? 'extension' : null
      if (kind === null || chain.dueMs(kind) > atMs) return
      const dueMs = Math.max(chain.dueMs(kind), chain.atMs)
      if (kind === 'returnLimit') {
        this.acceptedMs = dueMs
        this.isAcceptedBySilence = true
        chain.add(dueMs, CLOCK, 'accept_by_silence', 'accepted', this.about)
        chain.fire('returnLimit')
      } else {
        if (kind !== 'decide') this.extension!.level = Math.min(2, this.extension!.level + 1)
        chain.add(dueMs, CLOCK, kind === 'decide' ? 'decide_overdue' : 'extension_overdue', undefined, this.about)
        chain.fire(kind)
        chain.start(kind, this.limits.decide)
      }
    }
  }

  accept(atMs: number, by: Doer): void {
    this.handler = by.account
    this.acceptedMs = atMs
    this.chain.add(atMs, by, 'accept', 'accepted', this.about)
    this.chain.stop('returnLimit')
  }

  contact(atMs: number, by: Doer, channel: ContactChannel, isReached: boolean, note: string | null): void {
    this.contacts.push({ atMs, channel, isReached, note, author: by.account! })
    if (isReached) this.contactedMs ??= atMs
    this.chain.add(atMs, by, 'contact', undefined, { ...this.about, channel, isReached, at: new Date(atMs).toISOString() }, { note })
    if (isReached) this.chain.stop('contact')
  }

  progress(atMs: number, by: Doer, note: string): void {
    this.notes.push({ kind: 'progress', atMs, author: by.account!, note })
    this.chain.add(atMs, by, 'progress', undefined, { demandId: this.part.demandId, photos: 0 }, { note })
  }

  requestReturn(atMs: number, by: Doer, reasonCode: string, basis: string, proposedUnitId: string | null): void {
    this.handler ??= by.account
    this.returning = { atMs, reasonCode, basis, unitId: proposedUnitId }
    this.chain.add(atMs, by, 'request_return', 'return_requested', { ...this.about, reasonCode, proposedUnitId }, { reason: basis })
    this.chain.stop('returnLimit')
    this.chain.start('decide', this.limits.decide)
  }

  withdrawReturn(atMs: number, by: Doer): void {
    this.acceptedMs ??= atMs
    this.chain.add(atMs, by, 'withdraw_return', 'accepted', this.about)
    this.chain.stop('decide')
  }

  approveReturn(atMs: number, by: Doer): void {
    this.endedMs = atMs
    this.endReason = '同意退单'
    this.chain.add(atMs, by, 'approve_return', 'returned', this.about)
    this.chain.stopAll()
  }

  /** The time the question waited is given back. */
  refuseReturn(atMs: number, by: Doer, reason: string): void {
    this.acceptedMs ??= atMs
    this.chain.pause('solve')
    this.chain.add(atMs, by, 'refuse_return', 'accepted', this.about, { reason })
    this.chain.resume('solve')
    this.chain.stop('decide')
  }

  requestExtension(atMs: number, by: Doer, workingDays: number, reason: string, level: number): void {
    this.extension = { days: workingDays, reason, state: 'asked', level }
    this.chain.add(atMs, by, 'request_extension', undefined, { ...this.about, workingDays }, { reason })
    this.chain.start('extension', this.limits.decide)
  }

  grantExtension(atMs: number, by: Doer, workingDays: number): void {
    const dueMs = addWorkingDays(this.ledger.calendar, new Date(this.chain.dueMs('solve')), workingDays).getTime()
    this.extension!.state = 'granted'
    this.chain.add(atMs, by, 'grant_extension', undefined, { ...this.about, workingDays, dueAt: new Date(dueMs).toISOString() })
    this.chain.stop('extension')
    this.chain.move('solve', dueMs, `批准延期 ${workingDays} 个工作日，原来的时间仍计入统计。`)
  }

  refuseExtension(atMs: number, by: Doer, reason: string): void {
    this.extension!.state = 'refused'
    this.chain.add(atMs, by, 'refuse_extension', undefined, this.about, { reason })
    this.chain.stop('extension')
  }

  reply(atMs: number, by: Doer, outcome: Result, account: string, plan: string | null): void {
    this.handler ??= by.account
    Object.assign(this, { outcome, account, plan, repliedMs: atMs, repliedBy: by.account })
    if (this.extension?.state === 'asked') this.extension.state = 'lapsed'
    this.notes.push({ kind: 'reply', atMs, author: by.account!, note: account })
    this.chain.add(atMs, by, 'reply', 'replied', { ...this.about, outcome, photos: 0 }, { account, plan })
    this.chain.stop('solve', 'contact', 'extension')
  }

  redo(atMs: number, verifier: Doer, limit: string, reason: string): void {
    this.redoCount++
    this.notes.push({ kind: 'redo', atMs, author: verifier.account!, note: reason })
    this.chain.add(atMs, { account: verifier.account, appointment: null, role: 'system' }, 'redo', 'accepted', this.about, { reason })
    this.chain.start('solve', limit)
  }

  verify(atMs: number, verifier: Doer): void {
    this.end(atMs, { account: verifier.account, appointment: null, role: 'system' }, 'verify', 'verified')
  }

  cancel(atMs: number, by: Doer, reason: string | null): void {
    this.endReason = reason
    this.end(atMs, by, 'cancel', 'cancelled', reason)
  }

  private end(atMs: number, by: Doer, action: string, to: DispatchState, reason: string | null = null): void {
    this.endedMs = atMs
    this.chain.add(atMs, by, action, to, this.about, { reason })
    this.chain.stopAll()
  }

  pause(atMs: number): void {
    this.chain.add(atMs, SYSTEM, 'pause', undefined, this.about)
    this.chain.pause('solve', 'decide')
  }

  resume(atMs: number): void {
    this.chain.add(atMs, SYSTEM, 'resume', undefined, this.about)
    this.chain.resume('solve', 'decide')
  }
}
