import { HOLD_REASONS } from '@huying/shared/demand/catalogue'
import type { DemandState } from '@huying/shared/demand/machine'
import type { DispatchState } from '@huying/shared/dispatch/machine'
import type { ComplaintOutcome } from '../../src/modules/complaint/table.ts'
import type { Cast } from './complaints-cast.ts'
import { asSystem, halfOf } from './complaints-life.ts'
import type { Pace } from './complaints-pace.ts'
import type { ComplaintPlot, Played } from './complaints-plot.ts'
import {
  DISMISS_REASONS, HAND_BACK_REASONS, HOLD_PLANS, OVERRIDE_REASONS, REDO_REASONS, REFUSE_HOLD_REASONS, RELEASE_HOLD_REASONS, RENEW_REASONS, SET_DATE_REASONS, TAKE_OVER_REASONS, VERIFY_NOTES,
} from './complaint-texts.ts'
import type { DemandLife } from './demands-life.ts'
import { areRelated, type Adviser } from './demands-suggest.ts'
import { DispatchLife, type Part, type Result } from './dispatches-life.ts'
import { LEVEL_OF, type DispatchPlot, type PlayedDispatch } from './dispatches-plot.ts'
import { asResident, type Doer, type Ledger } from './ledger.ts'
import { proofPhoto } from './proof-photos.ts'
import type { Random } from './random.ts'
import { DAY_MS, MINUTE_MS } from './times.ts'
import type { Unit } from './units.ts'

/** Where a story must end; the lead's dispatch, while the demand is with the units, may have an end of its own. */
export interface DemandTarget {
  state: DemandState
  lead?: DispatchState
  /** The lead is long over its time. */
  isOverdue?: boolean
  /** Put on the ledger in the last instant of the past, the midnight at which today begins: its owner has it until the next working day closes. */
  isOfToday?: boolean
}

/** A demand with all that hangs on it. */
export interface PlayedDemand {
  life: DemandLife
  cast: Cast
  target: DemandTarget | null
  complaints: Played[]
  dispatches: DispatchLife[]
}

const OUTCOME_OF: Record<Result, ComplaintOutcome> = { solved: 'done', partly: 'partly', cannot: 'cannot' }
const MOST_ROUNDS = 2

/** How the ledger deals with a demand: assigned, worked on, verified, and struck off when the residents have answered. */
export class DemandPlot {
  constructor(
    private readonly random: Random,
    private readonly pace: Pace,
    private readonly ledger: Ledger,
    private readonly adviser: Adviser,
    private readonly complaintPlot: ComplaintPlot,
    private readonly dispatchPlot: DispatchPlot,
    private readonly overriding: readonly Unit[],
  ) {}

  private next({ life, target }: PlayedDemand, wanted: number | null): number | null {
    if (target !== null && life.state === target.state) return null
    const at = target === null || target.isOverdue ? wanted : this.pace.soon(life.chain.atMs)
    if (at === null) return null
    const reached = Math.max(at, life.chain.atMs)
    life.until(reached)
    return Math.max(reached, life.chain.atMs)
  }

  private before({ life }: PlayedDemand, kind: string, low?: number, high?: number): number | null {
    return this.pace.before(life.chain.atMs, life.chain.dueMs(kind), low, high)
  }

  /** From the ledger's first entry to its end, or to now. `join` may bring more complaints into it before an instant. */
  play(played: PlayedDemand, join: (played: PlayedDemand, fromMs: number, untilMs: number) => void): void {
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      if (!this.assign(played)) return
      const isVerified = this.workAndVerify(played, round === 1 ? join : null)
      if (!isVerified || !this.answer(played)) return
    }
  }

  /** Pending: dispatched, dismissed, or put on hold first. True when it is with the units. */
  private assign(played: PlayedDemand): boolean {
    const { life, target } = played
    const { random } = this
    const way = target === null
      ? (life.round > 1 ? 'dispatch' : random.weighted({ dispatch: 92, late: 5, dismiss: 2, hold: 1 }))
      : target.state === 'dismissed' ? 'dismiss' : target.state === 'on_hold' ? 'hold' : 'dispatch'
    const due = life.chain.dueMs('assign')
    const wanted = way === 'late' ? this.pace.after(due, 0.5, 5) : this.before(played, 'assign', 0.05, 0.75)
    const at = this.next(played, wanted)
    if (at === null) return false
    if (way === 'dismiss') return this.dismiss(played, at)
    if (way === 'hold' && !this.hold(played, at)) return false
    return this.dispatch(played, way === 'hold' ? life.chain.atMs + 20 * MINUTE_MS : at)
  }

  private dispatch(played: PlayedDemand, atMs: number, exceptLead: Unit | null = null): boolean {
    const { life, cast, target } = played
    const { random } = this
    const { entry } = life
    if (atMs >= this.ledger.nowMs) return false
    life.until(atMs)
    const advice = this.adviser.ask(entry.category.code, entry.nature, entry.town, entry.community, atMs)
    const isOverride = exceptLead !== null || (target === null && random.chance(0.05))
    const isWorking = (unit: Unit): boolean => played.dispatches.some((one) => one.isLive && one.part.unit === unit)
    const others = this.overriding.filter((unit) => unit !== advice.lead && unit !== exceptLead && !advice.assists.includes(unit) && !isWorking(unit))
    const lead = isOverride || advice.lead === null ? random.pick(others) : advice.lead
    const assists = exceptLead !== null ? [] : advice.assists.filter((unit) => unit !== lead && !isWorking(unit))
    const at = this.standAside(played, Math.max(atMs, life.chain.atMs), [lead, ...assists])
    const by = cast.owner(life, at, [lead, ...assists])
    life.dispatch(at, by, lead, assists, advice.rule, lead === advice.lead ? null : random.pick(OVERRIDE_REASONS))
    this.send(played, at, by, lead, 'lead', true)
    for (const unit of assists) this.send(played, at, by, unit, 'assist', random.chance(0.75))
    return true
  }

  /** A chair who would ask their own unit: the street has it at once. */
  private standAside({ life, cast }: PlayedDemand, atMs: number, units: readonly Unit[]): number {
    const { association } = life.entry
    if (life.level > 0 || association === null) return atMs
    const { by, unit } = cast.chair(association, atMs)
    if (units.some((other) => areRelated(unit, other))) life.escalate(atMs, by.account, 'conflict')
    return atMs
  }

  private send({ life, dispatches }: PlayedDemand, atMs: number, sentBy: Doer, unit: Unit, role: Part['role'], isRequired: boolean): void {
    const id = this.random.uuid(atMs)
    const { urgency, milestones = [] } = life.entry.category
    const part: Part = { id, demandId: life.entry.id, atMs, round: life.round, unit, role, isRequired, urgency, sentBy, milestones: role === 'lead' ? milestones : [] }
    const passOn = (dueMs: number): void => {
      life.until(dueMs)
      life.escalate(Math.max(dueMs, life.chain.atMs), null, `decide:${id}`)
    }
    dispatches.push(new DispatchLife(part, this.ledger.open('dispatch', id, this.random), this.ledger, passOn))
  }

  private dismiss(played: PlayedDemand, atMs: number): false {
    const { life, cast, complaints } = played
    const [code, label, words] = this.random.pick(DISMISS_REASONS)
    life.dismiss(atMs, cast.owner(life, atMs, []), cast.verifier(life, []), code, label, words)
    for (const complaint of complaints) {
      if (complaint.life.state !== 'raised') continue
      complaint.life.sendBack(atMs)
      if (complaint.target !== null) continue
      const end = this.complaintPlot.settle(complaint)
      if (end !== null) this.complaintPlot.answer(complaint)
    }
    return false
  }

  /** Cannot be done now: proposed, decided a level up, and looked at again. True when it goes on. */
  private hold(played: PlayedDemand, atMs: number): boolean {
    const { life, cast, target } = played
    const { random } = this
    const owner = cast.owner(life, atMs, [])
    life.proposeHold(atMs, owner, LEVEL_OF[owner.role] ?? 0, random.pick(HOLD_REASONS).code, random.pick(HOLD_PLANS), random.pick([20, 30, 45, 60]))
    const at = this.next(played, this.before(played, 'holdDecide', 0.1, 0.8))
    if (at === null) return false
    const above = cast.nextLevel(life, owner)
    if (target === null && random.chance(0.2)) {
      life.refuseHold(at, above, random.pick(REFUSE_HOLD_REASONS))
      return true
    }
    life.approveHold(at, above)
    for (const dispatch of this.live(played)) {
      dispatch.until(at)
      dispatch.pause(at)
    }
    return this.endHold(played)
  }

  private endHold(played: PlayedDemand): boolean {
    const { life, cast, target } = played
    const { random } = this
    const review = life.chain.dueMs('review')
    const way = target === null ? random.weighted({ release: 70, overdue: 15, renew: 15 }) : 'stay'
    if (way === 'stay') return false
    if (way === 'renew') {
      const at = this.next(played, this.before(played, 'review', 0.7, 0.95))
      if (at === null) return false
      life.renewHold(at, cast.nextLevel(life, cast.owner(life, at, [])), 30, random.pick(RENEW_REASONS))
    }
    if (way === 'overdue') {
      if (review >= this.ledger.nowMs) return false
      life.until(review)
    } else {
      const at = this.next(played, this.before(played, 'review', 0.5, 0.95))
      if (at === null) return false
      life.releaseHold(at, cast.owner(life, at, []), random.pick(RELEASE_HOLD_REASONS))
    }
    for (const dispatch of this.live(played)) dispatch.resume(life.chain.atMs)
    return true
  }

  private live({ dispatches }: PlayedDemand): DispatchLife[] {
    return dispatches.filter(({ isLive }) => isLive)
  }

  private withCast(played: PlayedDemand, life: DispatchLife): PlayedDispatch {
    const { target, cast } = played
    const isLead = life.part.role === 'lead'
    const end = target?.state === 'dispatched' ? (isLead ? (target.lead ?? 'accepted') : 'accepted') : null
    return { life, cast, target: target !== null && end === null ? 'verified' : end, isOverdue: isLead && target?.isOverdue === true }
  }

  /** With the units until all have replied, then seen on the spot; what is not done goes back to them. True when verified. */
  private workAndVerify(played: PlayedDemand, join: ((played: PlayedDemand, fromMs: number, untilMs: number) => void) | null): boolean {
    const { life, target } = played
    const { random } = this
    const owner = (atMs: number): Doer => {
      life.until(Math.min(atMs, this.ledger.nowMs))
      return played.cast.owner(life, atMs, this.live(played).map(({ part }) => part.unit))
    }
    if (!this.begin(played, owner)) return false
    if (target === null && life.round === 1 && random.chance(0.02) && !this.holdAtWork(played)) return false
    for (;;) {
      const repliedMs = this.collectReplies(played, owner)
      join?.(played, life.entry.atMs, repliedMs ?? this.ledger.nowMs)
      join = null
      if (repliedMs === null) return false
      const verdict = this.verify(played)
      if (verdict !== 'redo') return verdict === 'verified'
    }
  }

  /** Lead and assistants take it on. A lead whose return is approved leaves the demand pending, and another is asked. */
  private begin(played: PlayedDemand, owner: (atMs: number) => Doer): boolean {
    const { life, cast } = played
    const round = played.dispatches.filter(({ part, isLive }) => isLive && part.round === life.round)
    const lead = round.find(({ part }) => part.role === 'lead')!
    const assists = round.filter((one) => one !== lead)
    const instead = this.random.pick(this.overriding)
    this.dispatchPlot.begin(this.withCast(played, lead), owner, instead === lead.part.unit ? null : instead)
    if (lead.state !== 'returned') {
      for (const one of assists) this.dispatchPlot.begin(this.withCast(played, one), owner, null)
      return true
    }
    const lostMs = lead.endedMs!
    life.until(lostMs)
    life.leadLost(lostMs, cast.owner(life, lostMs, []))
    for (const one of assists) {
      one.until(lostMs)
      one.pause(lostMs)
    }
    if (played.target?.lead === 'returned') return false
    const again = this.pace.soon(lostMs)
    if (again === null || !this.dispatch(played, again, lead.part.unit)) return false
    for (const one of assists) {
      one.until(life.chain.atMs)
      one.resume(life.chain.atMs)
    }
    const next = played.dispatches.findLast(({ part }) => part.role === 'lead')!
    this.dispatchPlot.begin({ ...this.withCast(played, next), target: 'replied' }, owner, null)
    // Whoever had it first is responsible for contact until another has accepted.
    if (next.acceptedMs !== null) lead.chain.stop('contact')
    return true
  }

  /** Held while the units are at it: their clocks stand still as well. */
  private holdAtWork(played: PlayedDemand): boolean {
    const { life } = played
    const startMs = Math.max(life.chain.atMs, ...this.live(played).map(({ chain }) => chain.atMs))
    const at = this.pace.after(startMs, 2, 10)
    if (at === null) return false
    life.until(at)
    return this.hold(played, Math.max(at, life.chain.atMs))
  }

  /** Higher levels step in at times, before `boundMs`: take it over, give it back, or set a new date. */
  private supervise(played: PlayedDemand, boundMs: number): void {
    const { life, cast } = played
    const { random } = this
    const way = played.target === null && life.round === 1 && !life.wasHeld ? random.weighted({ none: 94, takeOver: 3, setDate: 3 }) : 'none'
    const at = this.pace.after(life.chain.atMs, 2, 24)
    if (way === 'none' || at === null || at >= boundMs) return
    life.until(at)
    if (life.level === 2) return
    if (way === 'takeOver') {
      const level = life.level === 0 && random.chance(0.6) ? 1 : 2
      life.takeOver(Math.max(at, life.chain.atMs), level === 1 ? cast.street(life.entry.town) : cast.county(), level, random.pick(TAKE_OVER_REASONS))
      const then = life.entry.association !== null && random.chance(0.3) ? this.pace.after(at, 1, 10) : null
      if (then === null || then >= boundMs) return
      life.until(then)
      life.handBack(Math.max(then, life.chain.atMs), cast.owner(life, then, []), random.pick(HAND_BACK_REASONS))
    } else if (life.level > 0) {
      const dueMs = Math.max(at, life.chain.dueMs('solve')) + random.between(2, 6) * DAY_MS
      life.setDate(Math.max(at, life.chain.atMs), cast.owner(life, at, []), dueMs, random.pick(SET_DATE_REASONS))
    }
  }

  /** When no answer is owed any more; null where one still is. */
  private collectReplies(played: PlayedDemand, owner: (atMs: number) => Doer): number | null {
    const { life, cast } = played
    const required = this.live(played).filter(({ part }) => part.isRequired)
    for (const one of required) this.dispatchPlot.finish(this.withCast(played, one), owner)
    const optional = this.live(played).filter(({ part }) => !part.isRequired)
    const isDone = required.every(({ state }) => state === 'replied' || state === 'returned')
    const last = required.reduce((a, b) => (b.chain.atMs > a.chain.atMs ? b : a))
    const repliedMs = Math.max(last.chain.atMs, life.chain.atMs)
    const boundMs = isDone ? repliedMs : this.ledger.nowMs
    for (const one of optional) if (one.state !== 'replied') this.dispatchPlot.finish(this.withCast(played, one), owner, boundMs)
    this.supervise(played, boundMs)
    if (!isDone) return null
    life.until(repliedMs)
    life.allReplied(Math.max(repliedMs, life.chain.atMs), cast.handler(last.part.unit))
    return life.chain.atMs
  }

  private verify(played: PlayedDemand): 'verified' | 'redo' | 'waiting' {
    const { life, cast, target } = played
    const { random } = this
    const reporters = played.complaints.map(({ life: { matter } }) => matter.reporter)
    const isLate = target === null && random.chance(0.05)
    const due = life.chain.dueMs('verify')
    const at = this.next(played, isLate ? this.pace.after(due, 1, 20) : this.before(played, 'verify', 0.05, 0.85))
    if (at === null) return 'waiting'
    const by = isLate && random.chance(0.5) ? cast.street(life.entry.town) : cast.verifier(life, reporters)
    if (target === null && life.redoCount < 2 && random.chance(0.08)) {
      this.redo(played, at, by)
      return 'redo'
    }
    const lead = this.live(played).find(({ part }) => part.role === 'lead')!
    const outcome = lead.outcome === 'solved' && random.chance(0.97) ? 'solved' : lead.outcome === 'solved' ? 'partly' : lead.outcome!
    const note = random.pick(VERIFY_NOTES)
    for (const one of this.live(played)) {
      one.until(at)
      if (one.state === 'replied') one.verify(Math.max(at, one.chain.atMs), by)
      else one.cancel(Math.max(at, one.chain.atMs), asSystem(by), null)
    }
    life.verify(at, by, outcome, note)
    for (const { life: complaint } of played.complaints) if (complaint.state === 'raised') complaint.resolveByDemand(Math.max(at, complaint.chain.atMs), by, OUTCOME_OF[outcome], note, proofPhoto(life.entry.id, 'demand'))
    return 'verified'
  }

  private redo(played: PlayedDemand, atMs: number, by: Doer): void {
    const { life } = played
    const again = this.live(played).filter(({ state, part }) => state === 'replied' && (part.role === 'lead' || this.random.chance(0.4)))
    const limit = halfOf(life.limits.solve)
    const reason = this.random.pick(REDO_REASONS)
    for (const one of again) one.redo(atMs, by, limit, reason)
    life.redo(atMs, by, again.map(({ part }) => part.id), limit, reason)
  }

  /** Every reporter answers or is waited for; then it is struck off. True when one of them brought it back. */
  private answer(played: PlayedDemand): boolean {
    const { life, complaints } = played
    let back: Played | null = null
    for (const complaint of complaints) {
      if (complaint.life.state !== 'resolved') continue
      this.complaintPlot.answer(complaint, life.round === 1 && back === null)
      if ((complaint.life.state as string) === 'raised') back = complaint
    }
    const leftMs = complaints.map(({ life: { answeredMs } }) => answeredMs ?? Number.POSITIVE_INFINITY)
    const closedMs = Math.max(life.verifiedMs!, ...leftMs)
    const backMs = back?.life.chain.atMs ?? Number.POSITIVE_INFINITY
    if (closedMs < backMs && closedMs <= this.ledger.nowMs) life.close(closedMs)
    if (back === null) return false
    life.bringBack(Math.max(backMs, life.chain.atMs), asResident(back.life.matter.reporter!), back.life.matter.id)
    return true
  }
}
