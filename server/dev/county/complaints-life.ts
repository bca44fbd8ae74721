import type { ComplaintCategory, ComplaintKindCode } from '@huying/shared/complaint/catalogue'
import { DECLINE_CLASSES_VERSION, type DeclineClass } from '@huying/shared/complaint/catalogue'
import type { ComplaintState } from '@huying/shared/complaint/machine'
import { URGENCY_LIMITS, type UrgencyLimits } from '@huying/shared/complaint/urgency'
import { formatLimit, half, parseLimit } from '@huying/shared/kernel/limit'
import { ANSWER_LIMIT, APPEAL_LIMIT, CONFIRM_LIMIT, RAISE_ANSWER_LIMIT, REOPEN_DECIDE_LIMIT, REOPEN_LIMIT } from '../../src/modules/complaint/limits.ts'
import type { ComplaintOutcome, ContactChannel, Desk, Satisfaction } from '../../src/modules/complaint/table.ts'
import { CLOCK, SYSTEM, type Chain, type Doer } from './ledger.ts'
import type { Spot } from './complaints-place.ts'
import { proofPhoto } from './proof-photos.ts'

const LEAST_AGAIN = parseLimit('1wd')

/** What somebody brings, and how. */
export interface Matter {
  id: string
  atMs: number
  category: ComplaintCategory
  kind: ComplaintKindCode
  text: string
  spot: Spot
  /** Null: a person without an account, for whom the filer speaks. */
  reporter: string | null
  /** Who brought it, and for whom where that is somebody else. */
  filer: Doer
  onBehalf: { name: string; phone: string | null; authority: string } | null
  address: string | null
  aboutRole: 'gridLeader' | 'communityWorker' | null
  aboutAreaCode: string | null
  aboutUnitId: string | null
  isConfidential: boolean
}

export interface ContactNote {
  atMs: number
  channel: ContactChannel
  isReached: boolean
  note: string | null
  author: string
}

/** What a resident was asked, and said. */
export interface Question {
  atMs: number
  author: string
  question: string
  answer: { atMs: number; author: string; text: string } | null
}

export interface Answer {
  contacted: boolean
  solved: boolean
  satisfied: Satisfaction
  comment: string | null
}

/** Clocks that do something when they fall due, by the state in which they run. */
const ACTING: Partial<Record<ComplaintState, readonly string[]>> = {
  submitted: ['accept'], accepted: ['raiseAnswer'], awaiting_resident: ['answer'], resolved: ['confirm', 'reopenDecide'], closed: ['reopenDecide'],
}

/**
 * One complaint as the commands of the product would leave it: every act writes the entry, the clocks and the columns
 * that its command writes. Whoever calls decides who acts and when, in order of time.
 */
export class ComplaintLife {
  readonly limits: UrgencyLimits
  desk: Desk
  handler: string | null = null
  acceptedMs: number | null = null
  contactedMs: number | null = null
  readonly contacts: ContactNote[] = []
  reopenCount = 0
  outcome: ComplaintOutcome | null = null
  resolution: string | null = null
  /** The photo that proves it: its own, the demand's or that of the one it follows. */
  resolutionPhoto: string | null = null
  resolvedMs: number | null = null
  resolvedBy: string | null = null
  answer: Answer | null = null
  answeredBy: 'reporter' | 'callBack' | 'clock' | null = null
  closedMs: number | null = null
  /** When the reporter last answered, fell silent or left; null while they still have to. */
  answeredMs: number | null = null
  mergedIntoId: string | null = null
  keptState: ComplaintState | null = null
  demandId: string | null = null
  readonly questions: Question[] = []
  isUnanswered = false
  declined: { class: DeclineClass; by: string } | null = null
  hasAppealed = false
  /** Answers of earlier rounds: the last one counts, the others stay visible. */
  readonly earlierAnswers: object[] = []

  constructor(
    readonly matter: Matter,
    readonly chain: Chain,
  ) {
    this.limits = URGENCY_LIMITS[matter.category.urgency]
    this.desk = matter.spot.desk
  }

  get state(): ComplaintState {
    return this.chain.state as ComplaintState
  }

  /** Lets fall due what falls due by then. */
  until(atMs: number): void {
    for (;;) {
      const kind = (ACTING[this.state] ?? []).find((one) => this.chain.dueMs(one) <= atMs)
      if (kind === undefined) return
      this.fellDue(kind, Math.max(this.chain.dueMs(kind), this.chain.atMs))
    }
  }

  private fellDue(kind: string, atMs: number): void {
    const { chain } = this
    switch (kind) {
      case 'accept':
        this.desk = deskAbove(this.desk, this.matter.spot)
        chain.add(atMs, CLOCK, 'accept_overdue', undefined, { desk: this.desk })
        chain.fire('accept')
        return chain.start('accept', this.limits.accept)
      case 'raiseAnswer':
        this.desk = 'town'
        chain.add(atMs, CLOCK, 'raise_overdue', undefined, { desk: 'town' })
        chain.fire('raiseAnswer')
        return chain.start('raiseAnswer', RAISE_ANSWER_LIMIT)
      case 'answer':
        this.isUnanswered = true
        chain.add(atMs, CLOCK, 'answer_timeout', 'accepted')
        chain.fire('answer')
        return chain.resume('solve')
      case 'reopenDecide':
        chain.add(atMs, CLOCK, 'reopen_overdue', this.reopenedState, this.reopened)
        chain.fire('reopenDecide')
        return this.startAgain()
      case 'confirm':
        this.answeredBy = 'clock'
        this.closedMs = this.answeredMs = atMs
        chain.add(atMs, CLOCK, 'auto_close', 'closed', { by: 'clock', demandId: this.demandId })
        chain.fire('confirm')
        return chain.start('reopenWindow', REOPEN_LIMIT)
    }
  }

  submit(): void {
    const { atMs, filer } = this.matter
    this.chain.add(atMs, filer, 'submit', 'submitted', this.submitted())
    this.startFirst()
  }

  /** Joins another complaint about the same thing. */
  submitJoining(target: ComplaintLife): void {
    const { atMs, filer } = this.matter
    this.mergedIntoId = target.matter.id
    this.chain.add(atMs, filer, 'submit', 'merged', { ...this.submitted(), targetId: this.mergedIntoId })
    this.chain.start('contact', this.limits.contact)
  }

  private submitted() {
    const { category, kind, spot } = this.matter
    return {
      category: category.code, kind, urgency: category.urgency, desk: spot.desk, gridCode: spot.grid?.code ?? null,
      communityCode: spot.community?.code ?? null, townCode: spot.town.code,
    }
  }

  private startFirst(): void {
    for (const kind of ['accept', 'contact', 'solve'] as const) this.chain.start(kind, this.limits[kind])
  }

  /** A community worker who takes it from a grid's desk takes it to the community's. */
  accept(atMs: number, by: Doer): void {
    if (this.desk === 'grid' && by.role === 'communityWorker') this.desk = 'community'
    this.handler = by.account
    this.acceptedMs = atMs
    this.chain.add(atMs, by, 'accept', 'accepted', { desk: this.desk })
    this.chain.stop('accept')
  }

  handUp(atMs: number, by: Doer, reason: string): void {
    this.desk = deskAbove(this.desk, this.matter.spot)
    this.chain.add(atMs, by, 'hand_up', undefined, { desk: this.desk }, { reason })
  }

  contact(atMs: number, by: Doer, channel: ContactChannel, isReached: boolean, note: string | null): void {
    this.contacts.push({ atMs, channel, isReached, note, author: by.account! })
    if (isReached) this.contactedMs ??= atMs
    this.chain.add(atMs, by, 'contact', undefined, { channel, isReached, at: new Date(atMs).toISOString() }, { note })
    if (isReached) this.chain.stop('contact')
  }

  ask(atMs: number, by: Doer, question: string): void {
    this.isUnanswered = false
    this.questions.push({ atMs, author: by.account!, question, answer: null })
    this.chain.add(atMs, by, 'ask', 'awaiting_resident', { count: this.questions.length }, { note: question })
    this.chain.pause('solve')
    this.chain.start('answer', ANSWER_LIMIT)
  }

  answerQuestion(atMs: number, by: Doer, words: string): void {
    this.questions.at(-1)!.answer = { atMs, author: by.account!, text: words }
    this.chain.add(atMs, by, 'answer', 'accepted', {}, { note: words })
    this.chain.stop('answer')
    this.chain.resume('solve')
  }

  takeBack(atMs: number, by: Doer): void {
    this.chain.add(atMs, by, 'take_back', 'accepted')
    this.chain.stop('answer')
    this.chain.resume('solve')
  }

  decline(atMs: number, by: Doer, declined: DeclineClass, words: string): void {
    this.declined = { class: declined, by: by.account! }
    this.chain.add(atMs, by, 'decline', 'declined', { class: declined.code, version: DECLINE_CLASSES_VERSION }, { reason: words })
    this.chain.stopAll()
    this.chain.start('appeal', APPEAL_LIMIT)
  }

  appeal(atMs: number, by: Doer, reason: string): void {
    this.desk = 'town'
    this.hasAppealed = true
    this.handler = null
    this.contactedMs = null
    this.chain.add(atMs, by, 'appeal', 'submitted', { class: this.declined!.class.code }, { reason })
    this.chain.stop('appeal')
    this.startFirst()
  }

  requestRaise(atMs: number, by: Doer, reason: string): void {
    this.chain.add(atMs, by, 'request_raise', undefined, {}, { reason })
    this.chain.start('raiseAnswer', RAISE_ANSWER_LIMIT)
  }

  refuseRaise(atMs: number, by: Doer, reason: string): void {
    this.chain.add(atMs, by, 'refuse_raise', undefined, {}, { reason })
    this.chain.stop('raiseAnswer')
  }

  raise(atMs: number, by: Doer, demandId: string, nature: string, joined: boolean, reason: string): void {
    this.demandId = demandId
    this.chain.add(atMs, by, 'raise', 'raised', { demandId, nature, joined }, { reason })
    this.chain.stop('solve', 'raiseAnswer')
  }

  /** The demand was dismissed: the rest of the time, and at least two working days. */
  sendBack(atMs: number): void {
    this.chain.add(atMs, SYSTEM, 'send_back', 'accepted', { demandId: this.demandId })
    this.demandId = null
    this.chain.start('solve', '2wd')
  }

  repoint(atMs: number, demandId: string): void {
    this.chain.add(atMs, SYSTEM, 'repoint', undefined, { demandId })
    this.demandId = demandId
  }

  merge(atMs: number, by: Doer, target: ComplaintLife): void {
    this.keptState = this.state
    this.mergedIntoId = target.matter.id
    this.chain.add(atMs, by, 'merge', 'merged', { targetId: this.mergedIntoId, keptState: this.keptState })
    this.chain.pause('accept', 'solve')
  }

  resolve(atMs: number, by: Doer, outcome: ComplaintOutcome, account: string): void {
    const photo = outcome === 'explained' ? null : proofPhoto(this.matter.id, 'complaint')
    this.resolved(atMs, by, 'resolve', outcome, account, photo, { outcome, photos: photo === null ? 0 : 1 })
  }

  resolveByDemand(atMs: number, verifier: Doer, outcome: ComplaintOutcome, note: string, photo: string): void {
    this.resolved(atMs, asSystem(verifier), 'resolve_by_demand', outcome, note, photo, { outcome, demandId: this.demandId })
  }

  resolveWithTarget(atMs: number, by: Doer, outcome: ComplaintOutcome, account: string, photo: string | null): void {
    this.resolved(atMs, asSystem(by), 'resolve_with_target', outcome, account, photo, { targetId: this.mergedIntoId, outcome, demandId: null })
    this.mergedIntoId = null
    this.keptState = null
  }

  private resolved(atMs: number, by: Doer, action: string, outcome: ComplaintOutcome, account: string, photo: string | null, facts: Parameters<Chain['add']>[4]): void {
    this.outcome = outcome
    this.resolution = account
    this.resolutionPhoto = photo
    this.resolvedMs = atMs
    this.resolvedBy = by.account
    this.answeredMs = null
    this.chain.add(atMs, by, action, 'resolved', facts, { account })
    this.chain.stopAll()
    this.chain.start('confirm', CONFIRM_LIMIT)
  }

  confirm(atMs: number, by: Doer, answer: Answer): void {
    const answeredBy = by.role === 'callBackOfficer' ? 'callBack' : 'reporter'
    this.answer = answer
    this.answeredBy = answeredBy
    this.closedMs = this.answeredMs = atMs
    this.chain.add(atMs, by, 'confirm', 'closed', { by: answeredBy, demandId: this.demandId }, {
      contacted: String(answer.contacted), solved: String(answer.solved), satisfied: answer.satisfied, comment: answer.comment,
    })
    this.chain.stop('confirm')
    this.chain.start('reopenWindow', REOPEN_LIMIT)
  }

  private get reopenedState(): ComplaintState {
    return this.demandId === null ? 'accepted' : 'raised'
  }

  private get reopened() {
    return { demandId: this.demandId, reopenCount: this.reopenCount + 1 }
  }

  reopen(atMs: number, by: Doer, reason: string): void {
    this.chain.add(atMs, by, 'reopen', this.reopenedState, this.reopened, { reason })
    this.startAgain()
  }

  /** From the second time on the street decides; what would close it stands still meanwhile. */
  requestReopen(atMs: number, by: Doer, reason: string): void {
    this.chain.add(atMs, by, 'request_reopen', undefined, { demandId: this.demandId }, { reason })
    this.chain.pause('confirm', 'reopenWindow')
    this.chain.start('reopenDecide', REOPEN_DECIDE_LIMIT)
  }

  refuseReopen(atMs: number, by: Doer, reason: string): void {
    this.chain.add(atMs, by, 'refuse_reopen', undefined, { demandId: this.demandId }, { reason })
    this.chain.stop('reopenDecide')
    this.chain.resume('confirm', 'reopenWindow')
  }

  grantReopen(atMs: number, by: Doer): void {
    this.chain.add(atMs, by, 'grant_reopen', this.reopenedState, this.reopened)
    this.chain.stop('reopenDecide')
    this.startAgain()
  }

  /** What was done and answered so far stays beside it; the answer itself is open again. */
  private startAgain(): void {
    const { answer } = this
    this.earlierAnswers.push({
      outcome: this.outcome, contacted: answer?.contacted ?? null, solved: answer?.solved ?? null, satisfied: answer?.satisfied ?? null, by: this.answeredBy,
      reopenedAt: new Date(this.chain.atMs).toISOString(),
    })
    this.reopenCount++
    this.contactedMs = null
    this.answer = this.answeredBy = this.closedMs = null
    this.chain.stop('confirm', 'reopenWindow')
    this.chain.start('contact', this.limits.contact)
    if (this.state === 'accepted') this.chain.start('solve', halfOf(this.limits.solve))
  }

  withdraw(atMs: number, by: Doer, reason: string | null): void {
    this.chain.add(atMs, by, 'withdraw', 'withdrawn', { demandId: this.demandId }, { reason })
    this.mergedIntoId = this.keptState = null
    this.answeredMs = atMs
    this.chain.stopAll()
  }
}

/** Half a limit, and at least a working day: what a second go is given. */
export const halfOf = (limit: string): string => formatLimit(half(parseLimit(limit), LEAST_AGAIN))

/** What the system does in the act of a person. */
export const asSystem = ({ account }: Doer): Doer => ({ account, appointment: null, role: 'system' })

const deskAbove = (desk: Desk, spot: Spot): Desk => (desk === 'grid' && spot.community !== null ? 'community' : 'town')
