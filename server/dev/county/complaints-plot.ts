import { DECLINE_CLASSES, type ComplaintKindCode } from '@huying/shared/complaint/catalogue'
import type { ComplaintState } from '@huying/shared/complaint/machine'
import type { ComplaintOutcome } from '../../src/modules/complaint/table.ts'
import type { Cast } from './complaints-cast.ts'
import type { Answer, ComplaintLife } from './complaints-life.ts'
import type { Pace } from './complaints-pace.ts'
import {
  ANSWERS, APPEAL_REASONS, ASK_QUESTIONS, COMMENTS, CONTACT_NOTES, DECLINE_WORDS, HAND_UP_REASONS, REFUSE_REOPEN_REASONS, REOPEN_REASONS, RESOLUTIONS,
  REQUEST_RAISE_REASONS, REFUSE_RAISE_REASONS, UNHAPPY_COMMENTS, UNREACHED_NOTES, WITHDRAW_REASONS,
} from './complaint-texts.ts'
import { asResident, type Doer } from './ledger.ts'
import type { Random } from './random.ts'
import { MINUTE_MS } from './times.ts'

/** A complaint, who acts in it, and, where a story must end in a state, that state. */
export interface Played {
  life: ComplaintLife
  cast: Cast
  target: ComplaintState | null
}

const OFFICERS_AWAY_MS = 3 * MINUTE_MS

/** How people deal with a complaint at its desk and after it: what happens, when, and in whose words. */
export class ComplaintPlot {
  constructor(
    private readonly random: Random,
    private readonly pace: Pace,
    private readonly nowMs: number,
  ) {}

  private choose<K extends string>({ target }: Played, weights: Record<K, number>, byTarget: Partial<Record<ComplaintState, NoInfer<K>>>, otherwise: NoInfer<K>): K {
    return target === null ? this.random.weighted(weights) : (byTarget[target] ?? otherwise)
  }

  /** When the next thing happens, with what fell due before it; null: not yet, or the story has come where it must. */
  private next(played: Played, wanted: number | null): number | null {
    const { life, target } = played
    if (target !== null && life.state === target) return null
    const at = target === null ? wanted : this.pace.soon(life.chain.atMs)
    if (at === null) return null
    const reached = Math.max(at, life.chain.atMs)
    life.until(reached)
    return Math.max(reached, life.chain.atMs)
  }

  private before({ life }: Played, kind: string, low?: number, high?: number): number | null {
    return this.pace.before(life.chain.atMs, life.chain.dueMs(kind), low, high)
  }

  private self({ life }: Played): Doer {
    return life.matter.reporter === null ? life.matter.filer : asResident(life.matter.reporter)
  }

  /** Submitted, taken on and the reporter spoken to. False where it ended or waits on the way. */
  prepare(played: Played, isToBeRaised = false): boolean {
    const { life } = played
    life.submit()
    const way = isToBeRaised ? 'accept' : this.choose(played, { accept: 93, late: 4, withdraw: withdrawals(life), decline: 1 }, {}, 'accept')
    if (way === 'late') {
      const due = life.chain.dueMs('accept')
      if (due >= this.nowMs) return false
      life.until(due)
    }
    const at = this.next(played, this.before(played, 'accept', 0.02, life.matter.category.urgency === 'emergency' ? 0.9 : 0.7))
    if (at === null) return false
    if (way === 'withdraw') return this.withdraw(played, at)
    if (way === 'decline') return this.decline(played, at)
    life.accept(at, this.random.chance(0.06) && life.desk === 'grid' ? played.cast.community(life) : played.cast.desk(life, at))
    return this.handUp(played) && this.reach(played)
  }

  private handUp(played: Played): boolean {
    const { life, cast } = played
    if (played.target !== null || life.desk !== 'grid' || !this.random.chance(0.06)) return true
    const at = this.next(played, this.pace.after(life.chain.atMs, 0.2, 4))
    if (at === null) return false
    life.handUp(at, cast.desk(life, at), this.random.pick(HAND_UP_REASONS))
    return true
  }

  /** One or two tries in vain at times, then the reporter is spoken to. */
  private reach(played: Played): boolean {
    const { life, cast } = played
    const { random } = this
    for (let tries = random.chance(0.1) ? random.between(1, 2) : 0; ; tries--) {
      const at = this.next(played, life.chain.dueMs('contact') > life.chain.atMs ? this.before(played, 'contact', 0.02, 0.6) : this.pace.after(life.chain.atMs, 1, 20))
      if (at === null) return false
      const isReached = tries <= 0
      life.contact(at, cast.desk(life, at), random.weighted({ phone: 60, visit: 32, inApp: 8 }), isReached, isReached && random.chance(0.5) ? null : random.pick(isReached ? CONTACT_NOTES : UNREACHED_NOTES))
      if (isReached) return true
    }
  }

  /** At the desk to the end. Answers when it was resolved there, and in which words; null where it was not. */
  settle(played: Played): { atMs: number; by: Doer; outcome: ComplaintOutcome; account: string } | null {
    const way = this.choose(played, { resolve: 88, ask: 5, withdraw: withdrawals(played.life), decline: 3, requestRaise: 2 },
      { declined: 'decline', withdrawn: 'withdraw', awaiting_resident: 'ask', accepted: 'resolve' }, 'resolve')
    if (way === 'withdraw' || way === 'decline') {
      const at = this.next(played, this.before(played, 'solve', 0.05, 0.4))
      if (at !== null) this[way](played, at)
      return null
    }
    if (way === 'ask' && !this.ask(played)) return null
    if (way === 'requestRaise') this.askForWhistle(played)
    return this.resolve(played)
  }

  private resolve(played: Played) {
    const { life, cast } = played
    const { random } = this
    const due = life.chain.dueMs('solve')
    const isLate = random.chance(0.05) || due <= life.chain.atMs
    const at = this.next(played, isLate ? this.pace.after(Math.max(due, life.chain.atMs), 2, 60) : this.before(played, 'solve', 0.08, 0.8))
    if (at === null || life.state !== 'accepted') return null
    const by = cast.desk(life, at)
    const outcome = random.weighted(OUTCOMES_OF[life.matter.kind])
    const account = random.pick(RESOLUTIONS[outcome])
    life.resolve(at, by, outcome, account)
    return { atMs: at, by, outcome, account }
  }

  private withdraw(played: Played, atMs: number): false {
    played.life.withdraw(atMs, this.self(played), this.random.pick(WITHDRAW_REASONS))
    return false
  }

  /** One in twelve disagrees, and the street looks at it again. */
  private decline(played: Played, atMs: number): false {
    const { life, cast } = played
    const { random } = this
    life.decline(atMs, cast.community(life), random.pick(DECLINE_CLASSES.filter(({ needsSecondPerson }) => !needsSecondPerson)), random.pick(DECLINE_WORDS))
    if (played.target !== null || !random.chance(0.08)) return false
    const at = this.next(played, this.pace.after(atMs, 5, 200))
    if (at === null) return false
    life.appeal(at, this.self(played), random.pick(APPEAL_REASONS))
    if (this.reviewed(played) !== null) this.answer(played)
    return false
  }

  /** After an appeal the town's desk takes it on and solves it. */
  private reviewed(played: Played) {
    const { life, cast } = played
    const at = this.next(played, this.before(played, 'accept', 0.05, 0.7))
    if (at === null) return null
    life.accept(at, cast.desk(life, at))
    return this.reach(played) ? this.resolve(played) : null
  }

  private ask(played: Played): boolean {
    const { life, cast } = played
    const { random } = this
    const at = this.next(played, this.before(played, 'solve', 0.05, 0.3))
    if (at === null) return false
    const by = cast.desk(life, at)
    life.ask(at, by, random.pick(ASK_QUESTIONS))
    const way = this.random.weighted({ answer: 74, silence: 18, takeBack: 8 })
    const due = life.chain.dueMs('answer')
    if (way === 'silence') {
      if (due >= this.nowMs || played.target !== null) return false
      life.until(due)
      return true
    }
    const then = this.next(played, this.before(played, 'answer', 0.02, 0.8))
    if (then === null) return false
    if (way === 'answer') life.answerQuestion(then, this.self(played), random.pick(ANSWERS))
    else life.takeBack(then, by)
    return true
  }

  /** The time is over and the reporter asks for the departments; the community says why it goes on by itself. */
  private askForWhistle(played: Played): void {
    const { life, cast } = played
    if (life.matter.kind === 'consult' || life.matter.kind === 'praise' || life.matter.reporter === null) return
    const at = this.next(played, this.pace.after(life.chain.dueMs('solve'), 1, 40))
    if (at === null) return
    life.requestRaise(at, this.self(played), this.random.pick(REQUEST_RAISE_REASONS))
    const then = this.next(played, this.random.chance(0.9) ? this.before(played, 'raiseAnswer', 0.1, 0.8) : this.pace.after(life.chain.dueMs('raiseAnswer'), 1, 6))
    if (then !== null) life.refuseRaise(then, cast.community(life), this.random.pick(REFUSE_RAISE_REASONS))
  }

  /** The reporter's answer, theirs by phone, or none; and whoever finds nothing solved may ask for another go. */
  answer(played: Played, mayReopen = true): void {
    const { life, cast } = played
    const { random } = this
    const { reporter } = life.matter
    const way = this.choose(played, reporter === null ? { reporter: 0, callBack: 70, silence: 30, reopen: 0 } : { reporter: 62, callBack: 13, silence: 22, reopen: mayReopen ? 3 : 0 }, {}, 'reporter')
    if (way === 'silence') {
      const due = life.chain.dueMs('confirm')
      if (due <= this.nowMs) life.until(due)
      return
    }
    const at = this.next(played, this.before(played, 'confirm', 0.02, 0.9))
    if (at === null) return
    if (way === 'reopen') return this.again(played, at)
    const by = way === 'callBack' ? cast.callBack(life.matter.spot.town, life.handler) : this.self(played)
    const answer = this.words(life)
    life.confirm(at, by, answer)
    if (mayReopen && played.target === null && !answer.solved && reporter !== null && random.chance(0.5)) {
      const then = this.next(played, this.before(played, 'reopenWindow', 0.01, 0.5))
      if (then !== null) this.again(played, then)
    }
  }

  private words({ outcome }: ComplaintLife): Answer {
    const { random } = this
    const solved = random.chance(outcome === 'done' ? 0.94 : outcome === 'explained' ? 0.88 : 0.4)
    const satisfied = solved ? random.weighted({ very: 62, basically: 33, not: 5 }) : random.weighted({ very: 0, basically: 30, not: 70 })
    const comment = random.chance(0.35) ? random.pick(satisfied === 'not' ? UNHAPPY_COMMENTS : COMMENTS) : null
    return { contacted: random.chance(0.97), solved, satisfied, comment }
  }

  /** The first time it simply begins again; from the second on the street decides. */
  private again(played: Played, atMs: number): void {
    const { life, cast } = played
    const { random } = this
    const reason = random.pick(REOPEN_REASONS)
    if (life.reopenCount === 0) {
      life.reopen(atMs, this.self(played), reason)
    } else {
      life.requestReopen(atMs, this.self(played), reason)
      const way = random.weighted({ refuse: 50, grant: 40, silence: 10 })
      const due = life.chain.dueMs('reopenDecide')
      if (way === 'silence') {
        if (due >= this.nowMs) return
        life.until(due)
      } else {
        const at = this.next(played, this.before(played, 'reopenDecide', 0.1, 0.8))
        if (at === null) return
        const street = cast.street(life.matter.spot.town)
        if (way === 'refuse') return life.refuseReopen(at, street, random.pick(REFUSE_REOPEN_REASONS))
        life.grantReopen(at, street)
      }
    }
    if (life.state === 'accepted' && this.reach(played) && this.resolve(played)) this.answer(played)
  }

  /** Another neighbour about the same thing: a follower shares the end of the one it follows. */
  follow(played: Played, target: ComplaintLife, end: { atMs: number; by: Doer; outcome: ComplaintOutcome; account: string } | null): void {
    const { life, cast } = played
    const beforeMs = (end?.atMs ?? this.nowMs) - OFFICERS_AWAY_MS
    // Only a community worker merges; what lies with the town joins as it comes.
    const { spot, aboutRole } = life.matter
    const isWithTown = life.desk === 'town' || spot.community === null || aboutRole !== null
    if (this.random.chance(0.6) || isWithTown) life.submitJoining(target)
    else {
      life.submit()
      const at = this.next(played, this.pace.soon(life.chain.atMs))
      if (at === null || at >= beforeMs) return
      life.merge(at, cast.community(life), target)
    }
    const at = this.next(played, this.pace.soon(life.chain.atMs))
    if (at !== null && at < beforeMs) life.contact(at, cast.desk(target, at), 'phone', true, null)
    if (end === null) return
    life.resolveWithTarget(end.atMs, end.by, end.outcome, end.account, target.resolutionPhoto)
    this.answer(played)
  }
}

/** Of a hundred; whoever was filed for and has no account withdraws nothing. */
const withdrawals = ({ matter }: ComplaintLife): number => (matter.reporter === null ? 0 : 2)

const OUTCOMES_OF: Record<ComplaintKindCode, Record<ComplaintOutcome, number>> = {
  consult: { done: 6, partly: 0, cannot: 2, explained: 92 },
  praise: { done: 0, partly: 0, cannot: 0, explained: 100 },
  suggestion: { done: 30, partly: 20, cannot: 12, explained: 38 },
  help: { done: 80, partly: 9, cannot: 4, explained: 7 },
  complaint: { done: 78, partly: 11, cannot: 5, explained: 6 },
}
