import { RETURN_REASONS } from '@huying/shared/dispatch/catalogue'
import type { DispatchState } from '@huying/shared/dispatch/machine'
import type { Cast } from './complaints-cast.ts'
import type { Pace } from './complaints-pace.ts'
import {
  CONTACT_NOTES, DISPATCH_PLANS, DISPATCH_PROGRESS, DISPATCH_REPLIES, EXTENSION_REASONS, REFUSE_EXTENSION_REASONS, REFUSE_RETURN_REASONS, RETURN_BASES, UNREACHED_NOTES,
} from './complaint-texts.ts'
import type { DispatchLife } from './dispatches-life.ts'
import type { Doer } from './ledger.ts'
import type { Random } from './random.ts'
import { HOUR_MS } from './times.ts'
import type { Unit } from './units.ts'

/** A dispatch, who acts in it, and, where a story must end in a state, that state. */
export interface PlayedDispatch {
  life: DispatchLife
  cast: Cast
  target: DispatchState | null
  /** Whether the unit has to be long over its time. */
  isOverdue: boolean
}

/** At which level an owner decides. */
export const LEVEL_OF: Record<string, number> = { chair: 0, streetOfficer: 1, countyOfficer: 2 }

/** How a unit deals with its part. */
export class DispatchPlot {
  constructor(
    private readonly random: Random,
    private readonly pace: Pace,
    private readonly nowMs: number,
  ) {}

  private next(played: PlayedDispatch, wanted: number | null, boundMs = this.nowMs): number | null {
    const { life, target, isOverdue } = played
    if (target !== null && life.state === target && !isOverdue) return null
    const at = target === null || isOverdue ? wanted : this.pace.soon(life.chain.atMs)
    if (at === null) return null
    const reached = Math.max(at, life.chain.atMs)
    if (reached >= boundMs) return null
    life.until(reached)
    return Math.max(reached, life.chain.atMs)
  }

  private before({ life }: PlayedDispatch, kind: string, low?: number, high?: number): number | null {
    return this.pace.before(life.chain.atMs, life.chain.dueMs(kind), low, high)
  }

  /** Takes it on, speaks to the resident where it leads, or asks to hand it back. */
  begin(played: PlayedDispatch, owner: (atMs: number) => Doer, instead: Unit | null): void {
    const { life, cast, target } = played
    const { random } = this
    const by = cast.handler(life.part.unit)
    const isLead = life.part.role === 'lead'
    const asks = target === 'return_requested' || target === 'returned' || (target === null && isLead && random.chance(0.05))
    if (asks) return this.askToReturn(played, by, owner, instead)
    if (target === null && random.chance(0.07)) {
      const due = life.chain.dueMs('returnLimit')
      if (due >= this.nowMs) return
      life.until(due)
    } else {
      const at = this.next(played, this.before(played, 'returnLimit', 0.03, 0.7))
      if (at === null) return
      life.accept(at, by)
    }
    if (isLead) this.reach(played, by)
  }

  private reach(played: PlayedDispatch, by: Doer): void {
    const { life } = played
    const { random } = this
    for (let tries = random.chance(0.1) ? 1 : 0; tries >= 0; tries--) {
      if (played.target === 'accepted' && !played.isOverdue && random.chance(0.5)) return
      const at = played.target === 'accepted' && !played.isOverdue
        ? this.pace.soon(life.chain.atMs)
        : this.next(played, life.chain.dueMs('contact') > life.chain.atMs ? this.before(played, 'contact', 0.05, 0.7) : this.pace.after(life.chain.atMs, 1, 8))
      if (at === null) return
      life.contact(at, by, random.weighted({ phone: 75, visit: 20, inApp: 5 }), tries === 0, tries > 0 ? random.pick(UNREACHED_NOTES) : random.chance(0.5) ? random.pick(CONTACT_NOTES) : null)
    }
  }

  private askToReturn(played: PlayedDispatch, by: Doer, owner: (atMs: number) => Doer, instead: Unit | null): void {
    const { life, target } = played
    const { random } = this
    const at = this.next(played, this.before(played, 'returnLimit', 0.05, 0.8))
    if (at === null) return
    life.requestReturn(at, by, random.pick(RETURN_REASONS).code, random.pick(RETURN_BASES), instead?.id ?? null)
    const way = target === 'returned' ? 'approve' : random.weighted({ approve: 50, refuse: 38, withdraw: 12 })
    const isLate = target === null && random.chance(0.06)
    const then = this.next(played, isLate ? this.pace.after(life.chain.dueMs('decide'), 1, 6) : this.before(played, 'decide', 0.1, 0.8))
    if (then === null) return
    if (way === 'approve') return life.approveReturn(then, owner(then))
    if (way === 'refuse') life.refuseReturn(then, owner(then), random.pick(REFUSE_RETURN_REASONS))
    else life.withdrawReturn(then, by)
    if (life.part.role === 'lead') this.reach(played, by)
  }

  /** Works on it and replies, all before `boundMs`. */
  finish(played: PlayedDispatch, owner: (atMs: number) => Doer, boundMs = this.nowMs): void {
    const { life, cast, target, isOverdue } = played
    const { random } = this
    if (life.state === 'sent') {
      const at = this.next(played, this.before(played, 'returnLimit', 0.3, 0.95), boundMs)
      if (at === null) return
      if (life.state === 'sent') life.accept(at, cast.handler(life.part.unit))
    }
    if (life.state !== 'accepted') return
    const by = cast.handler(life.part.unit)
    const due = life.chain.dueMs('solve')
    if (!this.work(played, by, boundMs)) return
    if (isOverdue) return
    if (target === null && random.chance(0.04) && life.part.urgency !== 'emergency' && !this.extend(played, by, owner, boundMs)) return
    const isLate = (target === null && random.chance(0.09)) || due <= life.chain.atMs
    const at = this.next(played, isLate ? this.pace.after(Math.max(due, life.chain.atMs), 3, 150) : this.before(played, 'solve', 0.25, 0.92), boundMs)
    if (at === null) return
    const outcome = target === null ? random.weighted({ solved: 92, partly: 5, cannot: 3 }) : 'solved'
    life.reply(at, by, outcome, random.pick(DISPATCH_REPLIES), outcome === 'solved' ? null : random.pick(DISPATCH_PLANS))
  }

  private work(played: PlayedDispatch, by: Doer, boundMs: number): boolean {
    const { life, isOverdue } = played
    const { random } = this
    for (let notes = isOverdue ? 1 : random.below(3); notes > 0; notes--) {
      const at = life.chain.dueMs('solve') > life.chain.atMs + HOUR_MS ? this.before(played, 'solve', 0.05, 0.35) : this.pace.after(life.chain.atMs, 2, 20)
      const then = this.next(played, at, boundMs)
      if (then === null) return played.target === null
      life.progress(then, by, random.pick(DISPATCH_PROGRESS))
    }
    return true
  }

  /** Asks for some days more, before the time is over. False while nobody has decided. */
  private extend(played: PlayedDispatch, by: Doer, owner: (atMs: number) => Doer, boundMs: number): boolean {
    const { life } = played
    const { random } = this
    if (life.chain.dueMs('solve') < life.chain.atMs + 4 * HOUR_MS) return true
    const at = this.next(played, this.before(played, 'solve', 0.3, 0.8), boundMs)
    if (at === null) return false
    const days = random.between(2, 5)
    life.requestExtension(at, by, days, random.pick(EXTENSION_REASONS))
    const then = this.next(played, this.before(played, 'extensionDecide', 0.1, 0.8), boundMs)
    if (then === null) return false
    if (random.chance(0.7)) life.grantExtension(then, owner(then), days)
    else life.refuseExtension(then, owner(then), random.pick(REFUSE_EXTENSION_REASONS))
    return true
  }
}
