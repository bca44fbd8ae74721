import type { ComplaintCategory } from '@huying/shared/complaint/catalogue'
import { URGENCY_LIMITS, type UrgencyLimits } from '@huying/shared/complaint/urgency'
import type { NatureCode } from '@huying/shared/demand/catalogue'
import type { DemandState } from '@huying/shared/demand/machine'
import { dueAt, redAt } from '@huying/shared/kernel/calendar-clock'
import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day'
import { parseLimit } from '@huying/shared/kernel/limit'
import type { Level } from '../../src/modules/demand/table.ts'
import type { Association } from './associations.ts'
import { asSystem, halfOf } from './complaints-life.ts'
import type { Result } from './dispatches-life.ts'
import type { Community, Grid, Town } from './geography.ts'
import type { Point } from './geometry.ts'
import { CLOCK, SYSTEM, type Chain, type Doer, type Ledger } from './ledger.ts'
import type { Unit } from './units.ts'

/** What is put on the ledger. */
export interface Entry {
  id: string
  atMs: number
  openedBy: Doer
  association: Association | null
  grid: Grid | null
  community: Community | null
  town: Town
  isUrban: boolean
  point: Point | null
  category: ComplaintCategory
  nature: NatureCode
  summary: string
  reason: string
  aboutUnit: Unit | null
  recurrenceOf: string | null
  level: Level
}

/** Clocks that do something when they fall due, by the state in which they run. */
const ACTING: Partial<Record<DemandState, readonly string[]>> = {
  pending: ['assign', 'red', 'holdDecide'], dispatched: ['red', 'holdDecide'], replied: ['verify', 'holdDecide'], on_hold: ['review'],
}

/** A proposed or approved hold: why, what is done meanwhile, and the day on which it is looked at again. */
export interface Hold {
  reasonCode: string
  plan: string
  reviewDay: number
  by: string
  state: 'proposed' | 'overdue' | 'approved'
  /** At which level it was proposed. */
  level: number
}

export type Cause = 'red' | 'redo' | 'conflict' | `decide:${string}`

/** One entry of the demand ledger, act by act; see `ComplaintLife`. */
export class DemandLife {
  readonly limits: UrgencyLimits
  level: Level
  round = 1
  redoCount = 0
  readonly escalatedFor: string[] = []
  ruleCode: string | null = null
  overrideReason: string | null = null
  dispatchedMs: number | null = null
  repliedMs: number | null = null
  verifiedMs: number | null = null
  verifiedBy: string | null = null
  verifyOutcome: Result | null = null
  verifyNote: string | null = null
  dismissReason: string | null = null
  closedMs: number | null = null
  bringBackCount = 0
  hold: Hold | null = null
  holdRenewals = 0
  wasHeld = false

  constructor(
    readonly entry: Entry,
    readonly chain: Chain,
    private readonly ledger: Ledger,
  ) {
    const { atMs, openedBy, category, nature, level, association, community, town, recurrenceOf, reason } = entry
    this.limits = URGENCY_LIMITS[category.urgency]
    this.level = level
    chain.add(atMs, openedBy, 'open', 'pending', {
      category: category.code, nature, urgency: category.urgency, level, associationId: association?.id ?? null,
      communityCode: community?.code ?? null, townCode: town.code, recurrenceOf,
    }, { reason })
    chain.start('assign', this.limits.assign)
    this.startSolve(this.limits.solve)
  }

  get state(): DemandState {
    return this.chain.state as DemandState
  }

  /** The clock of the whole work, and the one that turns it red when the urgency's own limit has run once more. */
  private startSolve(limit: string): void {
    this.chain.start('solve', limit)
    this.startRed(dueAt(this.ledger.calendar, new Date(this.chain.atMs), parseLimit(limit)))
  }

  private startRed(due: Date): void {
    const limit = this.limits.solve
    this.chain.start('red', limit, { dueMs: redAt(this.ledger.calendar, due, parseLimit(limit)).getTime() })
  }

  /** Lets fall due what falls due by then, in order. */
  until(atMs: number): void {
    const { chain } = this
    for (;;) {
      const kinds = ACTING[this.state] ?? []
      if (kinds.length === 0) return
      const kind = kinds.reduce((first, one) => (chain.dueMs(one) < chain.dueMs(first) ? one : first))
      if (chain.dueMs(kind) > atMs) return
      this.fellDue(kind, Math.max(chain.dueMs(kind), chain.atMs))
    }
  }

  private fellDue(kind: string, atMs: number): void {
    const { chain } = this
    switch (kind) {
      case 'assign':
        this.level = Math.min(2, this.level + 1) as Level
        chain.add(atMs, CLOCK, 'assign_overdue', undefined, { level: this.level })
        chain.fire('assign')
        return chain.start('assign', this.limits.assign)
      case 'verify':
        chain.add(atMs, CLOCK, 'verify_overdue')
        return chain.fire('verify')
      case 'holdDecide':
        this.hold!.state = 'overdue'
        chain.add(atMs, CLOCK, 'hold_overdue')
        chain.fire('holdDecide')
        return chain.start('holdDecide', '1wd')
      case 'review':
        return this.endHold(atMs, CLOCK, 'review_overdue')
      case 'red':
        chain.fire('red', atMs)
        return this.escalate(atMs, null, 'red')
    }
  }

  /** One level up, once a cause and round; at the county there is no higher. */
  escalate(atMs: number, account: string | null, cause: Cause): void {
    const mark = `${cause}:${this.round}`
    if (this.level === 2 || this.escalatedFor.includes(mark)) return
    this.level = (this.level + 1) as Level
    this.escalatedFor.push(mark)
    this.chain.add(atMs, { account, appointment: null, role: 'system' }, 'escalate', undefined, { level: this.level, cause })
  }

  dispatch(atMs: number, by: Doer, lead: Unit, assists: readonly Unit[], rule: string | null, override: string | null): void {
    this.dispatchedMs = atMs
    this.ruleCode = rule
    this.overrideReason = override
    this.chain.add(atMs, by, 'dispatch', 'dispatched', {
      leadUnitId: lead.id, assistUnitIds: assists.map(({ id }) => id), rule, isOverride: override !== null, round: this.round,
    }, { reason: override })
    this.chain.stop('assign')
  }

  addAssist(atMs: number, by: Doer, unit: Unit): void {
    this.chain.add(atMs, by, 'add_assist', 'dispatched', { unitId: unit.id, isRequired: false })
  }

  leadLost(atMs: number, by: Doer): void {
    this.dispatchedMs = this.ruleCode = this.overrideReason = null
    this.chain.add(atMs, asSystem(by), 'lead_lost', 'pending', { round: this.round })
    this.chain.start('assign', this.limits.assign)
  }

  allReplied(atMs: number, by: Doer): void {
    this.repliedMs = atMs
    this.chain.add(atMs, asSystem(by), 'all_replied', 'replied', { round: this.round })
    this.chain.stop('solve', 'red')
    this.chain.start('verify', this.limits.verify)
  }

  verify(atMs: number, by: Doer, outcome: Result, note: string): void {
    Object.assign(this, { verifiedMs: atMs, verifiedBy: by.account, verifyOutcome: outcome, verifyNote: note })
    this.chain.add(atMs, by, 'verify', 'verified', { outcome, photos: 1, round: this.round }, { note })
    this.chain.stopAll()
  }

  redo(atMs: number, by: Doer, dispatchIds: readonly string[], limit: string, reason: string): void {
    this.redoCount++
    this.repliedMs = null
    this.chain.add(atMs, by, 'redo', 'dispatched', { dispatchIds, redoCount: this.redoCount }, { reason })
    this.chain.stop('verify')
    this.startSolve(limit)
    if (this.redoCount === 2) this.escalate(atMs, by.account, 'redo')
  }

  proposeHold(atMs: number, by: Doer, level: number, reasonCode: string, plan: string, days: number): void {
    this.hold = { reasonCode, plan, reviewDay: dayOf(atMs) + days, by: by.account!, state: 'proposed', level }
    this.chain.add(atMs, by, 'propose_hold', undefined, { reason: reasonCode, reviewOn: isoDate(this.hold.reviewDay) }, { plan })
    this.chain.start('holdDecide', this.limits.decide)
  }

  refuseHold(atMs: number, by: Doer, reason: string): void {
    this.chain.add(atMs, by, 'refuse_hold', undefined, { reason: this.hold!.reasonCode }, { reason })
    this.hold = null
    this.chain.stop('holdDecide')
  }

  approveHold(atMs: number, by: Doer): void {
    const hold = this.hold!
    hold.state = 'approved'
    this.wasHeld = true
    this.chain.add(atMs, by, 'approve_hold', 'on_hold', { reason: hold.reasonCode, reviewOn: isoDate(hold.reviewDay) }, { plan: hold.plan })
    this.chain.stop('holdDecide')
    this.chain.pause('solve', 'red', 'assign', 'verify')
    this.startReview()
  }

  renewHold(atMs: number, by: Doer, days: number, reason: string): void {
    this.hold!.reviewDay = dayOf(atMs) + days
    this.holdRenewals++
    this.chain.add(atMs, by, 'renew_hold', undefined, { reviewOn: isoDate(this.hold!.reviewDay), renewals: this.holdRenewals }, { reason })
    this.startReview()
  }

  /** It ends with its day. */
  private startReview(): void {
    this.chain.start('review', `${Math.max(1, this.hold!.reviewDay - dayOf(this.chain.atMs))}d`)
  }

  releaseHold(atMs: number, by: Doer, reason: string): void {
    this.endHold(atMs, by, 'release_hold', reason)
  }

  private endHold(atMs: number, by: Doer, action: 'release_hold' | 'review_overdue', reason: string | null = null): void {
    const isOverdue = action === 'review_overdue'
    this.hold = null
    this.holdRenewals = 0
    if (isOverdue) this.level = Math.min(2, this.level + 1) as Level
    this.chain.add(atMs, by, action, this.dispatchedMs === null ? 'pending' : this.repliedMs === null ? 'dispatched' : 'replied', isOverdue ? { level: this.level } : {}, { reason })
    if (isOverdue) this.chain.fire('review')
    else this.chain.stop('review')
    this.chain.resume('solve', 'assign', 'verify')
    // The point of red follows the moved due time.
    if (Number.isFinite(this.chain.dueMs('solve'))) {
      this.chain.stop('red')
      this.startRed(new Date(this.chain.dueMs('solve')))
    }
  }

  /** Proposed by the owner, agreed by the community. */
  dismiss(atMs: number, by: Doer, agreedBy: Doer, reasonCode: string, label: string, words: string): void {
    this.dismissReason = label
    this.closedMs = atMs
    this.chain.add(atMs, by, 'dismiss', 'dismissed', { reason: reasonCode, duplicateOf: null, agreedBy: agreedBy.account, agreedAs: agreedBy.role }, { reason: words })
    this.chain.stopAll()
  }

  close(atMs: number): void {
    this.closedMs = atMs
    this.chain.add(atMs, SYSTEM, 'close', 'closed')
    this.chain.stopAll()
  }

  /** A resident says it is not solved: one round more, in half the time; the second time one level up. */
  bringBack(atMs: number, reporter: Doer, complaintId: string): void {
    this.round++
    this.redoCount = 0
    this.bringBackCount++
    if (this.bringBackCount >= 2) this.level = Math.min(2, this.level + 1) as Level
    this.dispatchedMs = this.repliedMs = this.closedMs = null
    this.verifiedMs = this.verifiedBy = this.verifyOutcome = this.verifyNote = null
    this.chain.add(atMs, asSystem(reporter), 'bring_back', 'pending', { complaintId, round: this.round, level: this.level })
    this.chain.start('assign', this.limits.assign)
    this.startSolve(halfOf(this.limits.solve))
  }

  takeOver(atMs: number, by: Doer, level: Level, reason: string): void {
    this.level = level
    this.chain.add(atMs, by, 'take_over', undefined, { level }, { reason })
  }

  handBack(atMs: number, by: Doer, reason: string): void {
    this.level = (this.level - 1) as Level
    this.chain.add(atMs, by, 'hand_back', undefined, { level: this.level }, { reason })
  }

  setDate(atMs: number, by: Doer, dueMs: number, reason: string): void {
    this.chain.add(atMs, by, 'set_date', undefined, { dueAt: new Date(dueMs).toISOString() }, { reason })
    this.chain.move('solve', dueMs, '由督办单位重新定下，原来的时间仍计入统计。')
  }
}
