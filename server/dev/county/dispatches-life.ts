import type { Milestone, UrgencyCode } from '@huying/shared/complaint/catalogue'
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
  /** Stages the matter's category asks of the lead. */
  milestones: readonly Milestone[]
}

export interface DispatchNote {
  kind: 'progress' | 'reply' | 'redo'
  atMs: number
  author: string
  note: string
}

/** What does something when it falls due, by the state in which it runs. */
const ACTING: Partial<Record<DispatchState, string>> = { sent: 'returnLimit', return_requested: 'decide', accepted: 'extensionDecide' }

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
  extension: { days: number; reason: string; state: 'asked' | 'granted' | 'refused' | 'lapsed'; level: number | null } | null = null
  readonly milestones: string[] = []

  constructor(
    readonly part: Part,
    readonly chain: Chain,
    private readonly ledger: Ledger,
    /** Its return was not answered in time: the demand goes one level up. */
    private readonly passOn: (atMs: number) => void,
  ) {
    const { atMs, sentBy, unit, role, isRequired, round, urgency, demandId } = part
    this.limits = URGENCY_LIMITS[urgency]
    chain.add(atMs, sentBy, 'send', 'sent', { demandId, unitId: unit.id, role, isRequired, round, urgency })
    chain.start('returnLimit', this.limits.returnBy)
    chain.start('solve', this.limits.solve)
    if (role === 'lead') chain.start('contact', this.limits.contact)
    for (const { code, limit } of part.milestones) chain.start(milestoneClock(code), limit)
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
    for (const { code } of this.part.milestones) if (chain.dueMs(milestoneClock(code)) <= atMs) chain.fire(milestoneClock(code), chain.dueMs(milestoneClock(code)))
    for (;;) {
      const kind = ACTING[this.state]
      if (kind === undefined || chain.dueMs(kind) > atMs) return
      this.fellDue(kind, Math.max(chain.dueMs(kind), chain.atMs))
    }
  }

  private fellDue(kind: string, atMs: number): void {
    const { chain } = this
    switch (kind) {
      case 'returnLimit':
        this.acceptedMs = atMs
        this.isAcceptedBySilence = true
        chain.add(atMs, CLOCK, 'accept_by_silence', 'accepted', this.about)
        return chain.fire('returnLimit')
      case 'decide':
        chain.add(atMs, CLOCK, 'decide_overdue', undefined, this.about)
        chain.fire('decide')
        chain.start('decide', this.limits.decide)
        return this.passOn(atMs)
      case 'extensionDecide':
        this.extension!.level = Math.min(2, (this.extension!.level ?? 0) + 1)
        chain.add(atMs, CLOCK, 'extension_overdue', undefined, { ...this.about, level: this.extension!.level })
        chain.fire('extensionDecide')
        return chain.start('extensionDecide', this.limits.decide)
    }
  }

  /** Brings it up to now. The work's clock stands still while nobody has answered a request for more time. */
  settle(nowMs: number): void {
    this.until(nowMs)
    if (this.extension?.state === 'asked') this.chain.pause('solve')
    this.chain.close()
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

  /** A note on how far it is; the first of them says that the next stage is reached, where there is one. */
  progress(atMs: number, by: Doer, note: string): void {
    this.notes.push({ kind: 'progress', atMs, author: by.account!, note })
    const stage = this.part.milestones[this.milestones.length]
    const facts = { ...this.about, photos: 0 }
    if (!stage) return this.chain.add(atMs, by, 'progress', undefined, facts, { note })
    this.milestones.push(stage.code)
    this.chain.add(atMs, by, 'milestone', undefined, { ...facts, milestone: stage.code }, { note })
    this.chain.stop(milestoneClock(stage.code))
  }

  requestReturn(atMs: number, by: Doer, reasonCode: string, basis: string, proposedUnitId: string | null): void {
    this.handler ??= by.account
    this.returning = { atMs, reasonCode, basis, unitId: proposedUnitId }
    this.chain.add(atMs, by, 'request_return', 'return_requested', { ...this.about, reason: reasonCode, proposedUnitId }, { reason: basis })
    this.chain.stop('returnLimit')
    this.chain.start('decide', this.limits.decide)
  }

  withdrawReturn(atMs: number, by: Doer): void {
    this.acceptedMs ??= atMs
    this.chain.add(atMs, by, 'withdraw_return', 'accepted', this.about)
    this.chain.stop('decide')
  }

  /** A lead still owes the resident contact until another has accepted. */
  approveReturn(atMs: number, by: Doer): void {
    this.endedMs = atMs
    this.endReason = '同意退单'
    this.chain.add(atMs, by, 'approve_return', 'returned', { ...this.about, role: this.part.role }, { reason: this.endReason })
    this.chain.stop('returnLimit', 'solve', 'decide', ...this.part.milestones.map(({ code }) => milestoneClock(code)))
    if (this.part.role === 'assist') this.chain.stopAll()
  }

  /** The time the question waited is given back. */
  refuseReturn(atMs: number, by: Doer, reason: string): void {
    this.acceptedMs ??= atMs
    this.chain.pause('solve')
    this.chain.add(atMs, by, 'refuse_return', 'accepted', this.about, { reason })
    this.chain.resume('solve')
    this.chain.stop('decide')
  }

  requestExtension(atMs: number, by: Doer, workingDays: number, reason: string): void {
    this.extension = { days: workingDays, reason, state: 'asked', level: null }
    this.chain.add(atMs, by, 'request_extension', undefined, { ...this.about, workingDays }, { reason })
    this.chain.start('extensionDecide', this.limits.decide)
  }

  grantExtension(atMs: number, by: Doer, workingDays: number): void {
    const dueMs = addWorkingDays(this.ledger.calendar, new Date(this.chain.dueMs('solve')), workingDays).getTime()
    this.extension!.state = 'granted'
    this.chain.add(atMs, by, 'grant_extension', undefined, { ...this.about, workingDays })
    this.chain.stop('extensionDecide')
    this.chain.move('solve', dueMs, `批准延期 ${workingDays} 个工作日，原来的时间仍计入统计。`)
  }

  refuseExtension(atMs: number, by: Doer, reason: string): void {
    this.extension!.state = 'refused'
    this.chain.add(atMs, by, 'refuse_extension', undefined, { ...this.about, workingDays: this.extension!.days }, { reason })
    this.chain.stop('extensionDecide')
  }

  reply(atMs: number, by: Doer, outcome: Result, account: string, plan: string | null): void {
    this.handler ??= by.account
    Object.assign(this, { outcome, account, plan, repliedMs: atMs, repliedBy: by.account })
    if (this.extension?.state === 'asked') this.extension.state = 'lapsed'
    this.notes.push({ kind: 'reply', atMs, author: by.account!, note: account })
    this.chain.add(atMs, by, 'reply', 'replied', { ...this.about, outcome, photos: 1 }, { account, plan })
    this.chain.stopAll()
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
    this.chain.pause(...PAUSED)
  }

  resume(atMs: number): void {
    this.chain.add(atMs, SYSTEM, 'resume', undefined, this.about)
    this.chain.resume(...PAUSED)
  }
}

/** What stands still with a dispatch. */
const PAUSED = ['solve', 'decide', 'returnLimit', 'extensionDecide']
const milestoneClock = (code: string): string => `milestone-${code}`
