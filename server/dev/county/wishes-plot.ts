import { firstSendAt } from '@huying/shared/wish/ask-hours'
import { REJECT_REASONS } from '@huying/shared/wish/catalogue'
import type { WishState } from '@huying/shared/wish/machine'
import { asResident, CLOCK, type Ledger } from './ledger.ts'
import { asHolder } from './offices.ts'
import type { Member } from './party.ts'
import { Random } from './random.ts'
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from './times.ts'
import { FULFIL_NOTES, PROGRESS_NOTES, RELEASE_REASONS, RETURN_REASONS, THANKS, WITHDRAW_REASONS } from './wish-texts.ts'
import type { Claim, Life, Note } from './wishes-life.ts'
import { workerOf, type World } from './world.ts'

/** A wish whose next step needs longer than this stays a live one for the members' limit. */
const RECENT_MS = 45 * DAY_MS

/** Lets people and clocks act on a wish, as they would: mostly in time, now and then late or not at all. */
export class WishPlot {
  private readonly wallRandom = new Random('wish-wall')

  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly random: Random,
    /** Claims running, by member. */
    private readonly runningOf: ReadonlyMap<number, number>,
  ) {}

  /** When the next thing happens: soon in a script, else after about that long and before `limitMs`. Null: not yet. */
  private next({ chain, script }: Life, leastHours: number, mostHours: number, limitMs = Number.POSITIVE_INFINITY): number | null {
    if (script && chain.state === script.target) return null
    const { random, ledger } = this
    const wanted = script
      ? chain.atMs + random.between(15, 40) * MINUTE_MS
      : later(random, chain.atMs, leastHours * HOUR_MS, mostHours * HOUR_MS)
    const at = Math.max(chain.atMs, Math.min(wanted, limitMs - random.between(1, 30) * MINUTE_MS))
    return at >= ledger.nowMs ? null : at
  }

  private choose<K extends string>(life: Life, weights: Record<K, number>, byTarget: Partial<Record<WishState, NoInfer<K>>>, otherwise: NoInfer<K>): K {
    if (!life.script) return this.random.weighted(weights)
    return byTarget[life.script.target] ?? otherwise
  }

  /** What becomes of a wish from its submission on, until now or its end. */
  review(life: Life): void {
    const { chain, script } = life
    const { random } = this
    const grid = this.world.people.grid(life.beneficiary)
    const worker = script?.worker ?? workerOf(this.world, grid.community, random, this.world.people.id(life.beneficiary))
    const isLate = !script && random.chance(0.03)
    if (isLate) {
      const due = chain.dueMs('review')
      if (due > this.ledger.nowMs) return
      chain.add(due, CLOCK, 'review_overdue')
      chain.fire('review')
    }
    const at = this.next(life, 1, isLate ? 30 : 46, isLate ? undefined : chain.dueMs('review'))
    if (at === null) return
    const verdict = this.choose(life, { publish: 88, return: 5, reject: 4, withdraw: 3 }, { returned: 'return', rejected: 'reject', withdrawn: 'withdraw' }, 'publish')
    switch (verdict) {
      case 'publish':
        chain.add(at, asHolder(worker), 'publish', 'open')
        chain.stop('review')
        chain.start('ring', '24h', { fromMs: firstSendAt(new Date(at)).getTime() })
        life.publishedMs = at
        life.publisher = worker
        life.ring = 1
        return this.wait(life)
      case 'return':
        life.reason = random.pick(RETURN_REASONS)
        chain.add(at, asHolder(worker), 'return', 'returned', {}, { reason: life.reason })
        chain.stop('review')
        chain.start('resubmit', '30d')
        return this.resubmit(life)
      case 'reject':
        life.reasonCode = random.pick(REJECT_REASONS).code
        chain.add(at, asHolder(worker), 'reject', 'rejected', { reasonCode: life.reasonCode })
        chain.stop('review')
        return chain.start('appeal', '7d')
      case 'withdraw':
        return this.withdraw(life, at)
    }
  }

  private resubmit(life: Life): void {
    const { chain } = life
    const isForgotten = !life.script && this.random.chance(0.25)
    const at = this.next(life, isForgotten ? 24 * 40 : 3, isForgotten ? 24 * 50 : 96)
    const due = chain.dueMs('resubmit')
    if (due <= this.ledger.nowMs && (at === null || at > due)) {
      chain.add(due, CLOCK, 'lapse', 'withdrawn')
      return chain.fire('resubmit')
    }
    if (at === null) return
    chain.add(at, asResident(this.world.people.id(life.beneficiary)), 'resubmit', 'submitted')
    chain.stop('resubmit')
    chain.start('review', '2wd')
    this.review(life)
  }

  private withdraw(life: Life, at: number): void {
    const { chain } = life
    if (life.claim) this.endClaim(life, 'ended', at, null)
    chain.add(at, asResident(this.world.people.id(life.beneficiary)), 'withdraw', 'withdrawn', {}, { reason: this.random.pick(WITHDRAW_REASONS) })
    chain.stopAll()
  }

  /** On the board: the ring widens each day, then the street is told each working day, until somebody claims it or nobody did for 60 days. */
  private wait(life: Life): void {
    const { chain, script } = life
    const { random, ledger } = this
    const outcome = this.choose(life, { claim: 93, withdraw: 3, unmet: 4 }, { unmet: 'unmet' }, 'claim')
    const unmetMs = life.publishedMs! + 60 * DAY_MS
    const isQuick = random.chance(0.75)
    const wanted = this.next(life, 1, isQuick ? 22 : 110)
    const eventMs = outcome === 'unmet' ? unmetMs : (wanted ?? Number.POSITIVE_INFINITY)
    for (;;) {
      const kind = chain.dueMs('ring') <= chain.dueMs('assign') ? 'ring' : 'assign'
      // A clock that was held over a weekend may be due the moment it runs again.
      const due = Math.max(chain.dueMs(kind), chain.atMs)
      if (due >= eventMs || due > ledger.nowMs) break
      if (kind === 'assign') {
        chain.add(due, CLOCK, 'assign_overdue')
        chain.fire('assign')
        chain.start('assign', '1wd')
      } else if (life.ring < 4) {
        chain.add(due, CLOCK, 'widen')
        chain.fire('ring')
        life.ring++
        chain.start('ring', '24h')
      } else {
        chain.fire('ring', due)
        chain.start('assign', '1wd', { fromMs: due })
      }
    }
    if (eventMs > ledger.nowMs || (script && chain.state === script.target)) return
    if (outcome === 'withdraw') return this.withdraw(life, Math.max(eventMs, chain.atMs))
    if (outcome === 'unmet') {
      chain.add(unmetMs, CLOCK, 'expire_unmet', 'unmet')
      return chain.stopAll()
    }
    this.claim(life, Math.max(eventMs, chain.atMs))
  }

  private claim(life: Life, at: number): void {
    const { chain } = life
    const member = life.script?.claimer ?? this.claimerFor(life)
    const claim: Claim = { id: this.random.uuid(at), member, state: 'running', atMs: at, endedMs: null, reason: null }
    chain.add(at, { account: member.account, appointment: null, role: 'member' }, 'claim', 'claimed', { claimId: claim.id })
    chain.pause('ring', 'assign')
    chain.start('progress', '72h')
    chain.start('total', '30d')
    life.claim = claim
    life.claims.push(claim)
    this.work(life)
  }

  /** Somebody of the town who is not of the household, nor busy with another wish; where all are busy, one with a second. */
  private claimerFor(life: Life): Member {
    const { world, random, ledger } = this
    const { people, visitors } = world
    const grid = people.grid(life.beneficiary)
    const inTown = world.party.byTown.get(grid.community.town.code)!
    const isRecent = life.chain.atMs > ledger.nowMs - RECENT_MS
    for (let tries = 0; ; tries++) {
      const member = random.pick(inTown)
      const isOwn = people.shareHouse(member.person, life.beneficiary) || member.account === life.publisher?.account
      const isBusy = isRecent && (this.runningOf.get(member.person) ?? 0) >= (tries < 50 ? 1 : 2)
      if (tries > 500) throw new Error(`${grid.name} has no member left to claim a wish`)
      if (!isOwn && !isBusy && member !== visitors.member && member !== visitors.memberSameGrid) return member
    }
  }

  private work(life: Life): void {
    const { chain, script } = life
    const { random } = this
    const member = life.claim!.member
    const by = { account: member.account, appointment: null, role: 'member' }
    const secretary = member.organization.secretary ?? member.organization.parent?.secretary
    if (secretary && secretary.account !== member.account && !script && life.contactMs === null && random.chance(0.6)) {
      const at = this.next(life, 1, 12, chain.dueMs('progress'))
      if (at === null) return
      chain.add(at, asHolder(secretary), 'acknowledge')
      life.contactMs = at
    }
    const outcome = this.choose(life, { fulfil: 92, release: 4, lapse: 2, withdraw: 2 }, {}, 'fulfil')
    for (let notes = script ? 0 : random.below(3); notes > 0; notes--) {
      const at = this.next(life, 8, 60, chain.dueMs('progress'))
      if (at === null) return
      const note = random.pick(PROGRESS_NOTES)
      chain.add(at, by, 'progress', undefined, {}, { note })
      chain.start('progress', '72h')
      this.note(life, 'progress', at, member.account, note)
    }
    if (outcome === 'lapse') {
      const due = chain.dueMs('progress')
      if (due > this.ledger.nowMs) return
      this.endClaim(life, 'lapsed', due, null)
      chain.add(due, CLOCK, 'auto_release', 'open')
      chain.fire('progress')
      chain.stop('total')
      return this.backOnBoard(life)
    }
    const at = this.next(life, 6, 66, chain.dueMs('progress'))
    if (at === null) return
    if (outcome === 'withdraw') return this.withdraw(life, at)
    if (outcome === 'release') {
      const reason = random.pick(RELEASE_REASONS)
      this.endClaim(life, 'released', at, reason)
      chain.add(at, by, 'release', 'open', {}, { reason })
      chain.stop('progress', 'total')
      return this.backOnBoard(life)
    }
    const account = random.pick(FULFIL_NOTES)
    this.note(life, 'fulfil', at, member.account, account)
    life.claim!.state = 'fulfilled'
    life.claim!.endedMs = at
    chain.add(at, by, 'fulfil', 'fulfilled', { photos: 0 }, { note: account })
    chain.stopAll()
    chain.start('confirm', '7d')
    life.fulfilledMs = at
    this.answer(life)
  }

  private backOnBoard(life: Life): void {
    life.chain.resume('ring', 'assign')
    life.claim = null
    life.contactMs = null
    this.wait(life)
  }

  private answer(life: Life): void {
    const { chain } = life
    const { random, world } = this
    const beneficiary = asResident(world.people.id(life.beneficiary))
    const answer = this.choose(life, { confirm: 79, callBack: 4, silence: 13, dispute: life.disputes > 0 ? 2 : 4 }, { disputed: 'dispute' }, 'confirm')
    if (answer === 'silence') {
      const due = chain.dueMs('confirm')
      if (due > this.ledger.nowMs) return
      chain.add(due, CLOCK, 'auto_confirm', 'confirmed')
      chain.fire('confirm')
      return this.confirmed(life, due, 'clock')
    }
    const at = this.next(life, 1, 6 * 24, chain.dueMs('confirm'))
    if (at === null) return
    if (answer === 'dispute') return this.dispute(life, at)
    const officer = random.pick(world.staff.callBack.get(world.people.grid(life.beneficiary).community.town.code)!)
    life.rating = random.chance(0.8) ? random.pick([3, 4, 4, 5, 5, 5, 5]) : null
    life.thanks = random.chance(0.5) ? random.pick(THANKS) : null
    chain.add(at, answer === 'callBack' ? asHolder(officer) : beneficiary, 'confirm', 'confirmed', { rating: life.rating }, { thanks: life.thanks })
    chain.stopAll()
    this.confirmed(life, at, answer === 'callBack' ? 'callBack' : 'beneficiary')
    if (life.thanks !== null) this.offerThanks(life)
  }

  /** Thanks go on the wall where the resident says so with them and the member agrees hours later; a few are read by a worker first. */
  private offerThanks(life: Life): void {
    const { chain } = life
    const { wallRandom: random } = this
    const isOffered = random.chance(0.85)
    const isPassed = random.chance(0.94)
    const isAgreed = random.chance(0.8)
    const agreedMs = later(random, chain.atMs, HOUR_MS, 40 * HOUR_MS)
    life.thanksVerdict = isPassed ? 'pass' : 'review'
    life.thanksOfferedMs = isOffered ? chain.atMs : null
    if (!isAgreed || agreedMs >= this.ledger.nowMs) return
    const { account } = life.claim!.member
    chain.add(agreedMs, { account, appointment: null, role: 'member' }, 'show_thanks', undefined, { isAgreed: true, needsReading: isOffered && !isPassed })
    life.thanksAgreedMs = agreedMs
  }

  private confirmed(life: Life, at: number, by: string): void {
    life.confirmedMs = at
    life.confirmedBy = by
  }

  /** The first time the member works on; the second the community settles it. */
  private dispute(life: Life, at: number): void {
    const { chain } = life
    const { world, random } = this
    const community = world.people.grid(life.beneficiary).community
    life.disputes++
    const isFirst = life.disputes === 1
    chain.add(at, asResident(world.people.id(life.beneficiary)), 'dispute', isFirst ? 'claimed' : 'disputed', { disputeCount: life.disputes }, { missing: '还差一点没有办好' })
    chain.stop('confirm')
    this.note(life, 'dispute', at, world.people.id(life.beneficiary), '还差一点没有办好')
    if (isFirst) {
      life.claim!.state = 'running'
      life.claim!.endedMs = null
      life.fulfilledMs = null
      chain.start('progress', '72h')
      chain.start('total', '7d')
      return this.work(life)
    }
    chain.start('settle', '3wd')
    const settleAt = this.next(life, 4, 60, chain.dueMs('settle'))
    if (settleAt === null) return
    chain.add(settleAt, asHolder(workerOf(world, community, random, life.publisher?.account)), 'settle_done', 'confirmed', {}, { reason: '到现场看过，已经办好' })
    chain.stopAll()
    this.confirmed(life, settleAt, 'community')
  }

  private endClaim(life: Life, state: Claim['state'], at: number, reason: string | null): void {
    const claim = life.claim!
    if (claim.state !== 'running') return
    claim.state = state
    claim.endedMs = at
    claim.reason = reason
  }

  private note(life: Life, kind: Note['kind'], at: number, author: string, note: string): void {
    life.notes.push({ id: this.random.uuid(at), claimId: life.claim?.id, kind, atMs: at, author, text: note })
  }
}
