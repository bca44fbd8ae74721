import type { AppError } from '@huying/shared/kernel/error.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import type { WishAction, WishState } from '@huying/shared/wish/machine.ts'
import { appointmentsOver, holds, type Actor, type AppointmentInForce, type Membership } from '../../kernel/actor.ts'
import { asHolder, asSelf, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import { isOfTeam, NO_FACTS, runningClock, type WishFacts } from './facts.ts'
import { daysBefore, UNMET_LEAST_DAYS } from './limits.ts'
import type { Wish } from './table.ts'

export const PUBLISHED: readonly string[] = ['open', 'claimed', 'fulfilled', 'disputed', 'confirmed']
export const READERS = ['communityWorker', 'streetOfficer', 'countyOfficer', 'auditor', 'callBackOfficer'] as const

const placeOf = (wish: Wish): string => wish.gridCode ?? wish.communityCode
const isPerson = (actor: Actor, id: string | null): boolean => actor.accountId !== null && actor.accountId === id

export const isOwner = (actor: Actor, wish: Wish): boolean => isPerson(actor, wish.beneficiaryId) || isPerson(actor, wish.filerId)

/** The beneficiary, a dependent's guardian, or, for somebody without an account, whoever filed it. */
const speaksFor = (actor: Actor, wish: Wish): boolean =>
  isPerson(actor, wish.beneficiaryId) || (isPerson(actor, wish.filerId) && (wish.dependentId !== null || wish.beneficiaryId === null))

const isHousehold = (houseId: string | null, wish: Wish): boolean => wish.houseId !== null && houseId === wish.houseId

/** Sees story and clocks: the owner, the claimer and their team, the desks over the wish's place. */
export const isConcerned = (actor: Actor, wish: Wish, facts: WishFacts = NO_FACTS): boolean =>
  isOwner(actor, wish) || isPerson(actor, wish.claimerId) || isOfTeam(actor.accountId, wish, facts) || appointmentsOver(actor, READERS, placeOf(wish)).length > 0

/** Reads who helps and for which organization: also the secretaries of the helper's branch and above. */
export const mayReadClaim = (actor: Actor, wish: Wish, facts: WishFacts): boolean =>
  isConcerned(actor, wish, facts) || secretaryOf(actor, facts.claimerPath).length > 0

/** Members and their secretaries read also what is not for everybody. */
export const isOfParty = (actor: Actor): boolean => actor.member !== null || holds(actor, 'secretary')

/** Without publication consent members only; before publication only those concerned. Agrees with `visibleTo`. */
export const mayRead = (actor: Actor, wish: Wish): boolean =>
  isConcerned(actor, wish) || (PUBLISHED.includes(wish.state) && (wish.hasPublicationConsent || isOfParty(actor)))

/** Any of organization, residence grid and report-in communities lies in the wish's town. */
export const isInReach = (member: Pick<Membership, 'organizationAreaCode' | 'residenceGridCode' | 'reportInCodes'>, wish: Wish): boolean =>
  [member.organizationAreaCode, member.residenceGridCode, ...member.reportInCodes].some((code) => code?.startsWith(wish.townCode) ?? false)

/** Nobody helps their own household, nor with what they filed or published. */
export const mayHelp = (person: { id: string; houseId: string | null }, wish: Wish): boolean =>
  ![wish.beneficiaryId, wish.filerId, wish.publishedBy].includes(person.id) && !isHousehold(person.houseId, wish)

function mayClaim(actor: Actor, wish: Wish, now: Date): Verdict {
  if (actor.member === null || actor.accountId === null) return forbidden()
  if (!isInReach(actor.member, wish)) return wishErrors.NOT_IN_REACH()
  if (!mayHelp({ id: actor.accountId, houseId: actor.houseId }, wish)) return wishErrors.OWN_WISH()
  if (actor.member.barredUntil !== null && actor.member.barredUntil > now) return wishErrors.BARRED({ until: actor.member.barredUntil.toISOString() })
  return asSelf('member')
}

const asClaimer = (actor: Actor, wish: Wish): Verdict => (isPerson(actor, wish.claimerId) ? asSelf('member') : forbidden())
const asSpeaker = (actor: Actor, wish: Wish): Verdict => (speaksFor(actor, wish) ? asSelf() : forbidden())
const asOwner = (actor: Actor, wish: Wish): Verdict => (isOwner(actor, wish) ? asSelf() : forbidden())
const once = (verdict: Verdict, doneAt: Date | null): Verdict => ('role' in verdict && doneAt !== null ? wishErrors.ONLY_ONCE() : verdict)

const workersOver = (actor: Actor, wish: Wish) => appointmentsOver(actor, ['communityWorker'], wish.communityCode)
const streetOver = (actor: Actor, wish: Wish) => appointmentsOver(actor, ['streetOfficer'], wish.communityCode)

/** A community worker who is neither concerned nor of the household. */
function asWorker(actor: Actor, wish: Wish): Verdict {
  const workers = workersOver(actor, wish)
  if (workers.length > 0 && (isOwner(actor, wish) || isHousehold(actor.houseId, wish))) return wishErrors.OWN_WISH()
  return asHolder(workers)
}

/** After an appeal another worker or the street decides. */
function asReviewer(actor: Actor, wish: Wish): Verdict {
  if (wish.rejectedBy === null) return asWorker(actor, wish)
  const street = streetOver(actor, wish)
  if (street.length > 0) return isOwner(actor, wish) ? wishErrors.OWN_WISH() : asHolder(street)
  return isPerson(actor, wish.rejectedBy) ? wishErrors.SAME_REVIEWER() : asWorker(actor, wish)
}

/** Helps with it: the claimer, or one of the team that claimed it. */
const isHelper = (actor: Actor, wish: Wish, facts: WishFacts): boolean => isPerson(actor, wish.claimerId) || isOfTeam(actor.accountId, wish, facts)

/** A worker other than the publisher, else the street; the street alone once it is on its desk. Never whose wish or claim it is. */
function asSettler(actor: Actor, wish: Wish, facts: WishFacts): Verdict {
  const street = streetOver(actor, wish)
  const isDesk = street.length > 0 || workersOver(actor, wish).length > 0
  if (isDesk && isHelper(actor, wish, facts)) return wishErrors.OWN_CLAIM(undefined, '自己认领的心愿，要请别人来定')
  if (street.length > 0) return isOwner(actor, wish) ? wishErrors.OWN_WISH() : asHolder(street)
  if (workersOver(actor, wish).length > 0 && wish.streetSince !== null) return wishErrors.STREET_DECIDES()
  return isPerson(actor, wish.publishedBy) && workersOver(actor, wish).length > 0 ? wishErrors.SAME_PUBLISHER() : asWorker(actor, wish)
}

/** Secretary appointments at this organization or above it. */
const secretaryOf = (actor: Actor, path: readonly string[]): AppointmentInForce[] =>
  actor.appointments.filter((held) => held.role === 'secretary' && held.scopeKind === 'partyOrganization' && path.includes(held.scopeId))

/** Whoever calls back and has not helped. */
function asCaller(actor: Actor, wish: Wish, facts: WishFacts): Verdict {
  const callers = appointmentsOver(actor, ['callBackOfficer'], placeOf(wish))
  return callers.length > 0 && isHelper(actor, wish, facts) ? wishErrors.OWN_CLAIM(undefined, '自己所在的团队帮的心愿，要由另一位回访员来确认') : asHolder(callers)
}

/** The resident, or whoever calls back and has no part in it. */
function mayConfirm(actor: Actor, wish: Wish, facts: WishFacts): Verdict {
  if (isPerson(actor, wish.claimerId)) return forbidden()
  if (isPerson(actor, wish.beneficiaryId) || (isPerson(actor, wish.filerId) && wish.dependentId !== null)) return asSelf()
  if (isPerson(actor, wish.filerId)) return wishErrors.FILER_CANNOT_CONFIRM()
  return asCaller(actor, wish, facts)
}

/** The clocks at whose end a wish in this state moves on by itself. */
const MOVED_BY: Partial<Record<WishState, readonly string[]>> = { returned: ['resubmit'], open: ['unmet'], claimed: ['progress', 'total'], fulfilled: ['confirm'] }

/** From the due instant on the clock decides, also in the moment before it is seen to: a command is in time only before it. */
function timeOver(wish: Wish, facts: WishFacts, now: Date): AppError | null {
  const clock = MOVED_BY[wish.state]?.flatMap((kind) => runningClock(facts, kind) ?? []).find(({ dueAt }) => dueAt <= now)
  return clock ? wishErrors.TIME_OVER({ state: wish.state, clock: clock.kind, dueAt: clock.dueAt.toISOString() }) : null
}

/** Who may do what to a wish. `facts` matter to whatever has its time, to secretaries, teams and assigning. */
export const wishPolicy = (facts: WishFacts = NO_FACTS) => {
  type Rule = (actor: Actor, wish: Wish, now: Date) => Verdict
  const inTime = (rule: Rule): Rule => (actor, wish, now) => {
    const verdict = rule(actor, wish, now)
    return 'role' in verdict ? (timeOver(wish, facts, now) ?? verdict) : verdict
  }
  const backstop = (actor: Actor, wish: Wish): Verdict => asHolder([...secretaryOf(actor, facts.branchIds), ...workersOver(actor, wish)])
  /** Secretaries of the helper's branch and above; where nobody helps (any more), it is the state that refuses a secretary. */
  const overHelper = (actor: Actor): AppointmentInForce[] =>
    facts.claimerPath.length > 0 ? secretaryOf(actor, facts.claimerPath) : actor.appointments.filter(({ role }) => role === 'secretary')
  const asBranch = (actor: Actor, wish: Wish): Verdict => {
    const held = overHelper(actor)
    return held.length > 0 && isPerson(actor, wish.claimerId) ? wishErrors.OWN_CLAIM() : asHolder(held)
  }
  return {
    return: asReviewer,
    reject: asReviewer,
    publish: asReviewer,
    resubmit: inTime(asOwner),
    appeal(actor, wish, now) {
      const verdict = once(asSpeaker(actor, wish), wish.appealedAt)
      const window = runningClock(facts, 'appeal')
      return 'role' in verdict && wish.state === 'rejected' && (!window || window.dueAt <= now) ? wishErrors.TOO_LATE() : verdict
    },
    claim: inTime(mayClaim),
    assign: inTime((actor, wish) => {
      const verdict = backstop(actor, wish)
      return 'role' in verdict && wish.state === 'open' && !runningClock(facts, 'assign') ? wishErrors.TOO_EARLY() : verdict
    }),
    progress: inTime(asClaimer),
    extend: inTime((actor, wish) => once(asSpeaker(actor, wish), wish.extendedAt)),
    acknowledge: inTime((actor, wish) => once(asBranch(actor, wish), wish.acknowledgedAt)),
    share_contact: inTime((actor, wish) => once(asSpeaker(actor, wish), wish.contactSharedAt)),
    replace_contact: inTime((actor) => {
      const verdict = asHolder(overHelper(actor))
      return 'role' in verdict && facts.claimerPath.length > 0 && facts.teamIds.length === 0 ? wishErrors.NO_TEAM() : verdict
    }),
    release: inTime(asClaimer),
    fulfil: inTime(asClaimer),
    confirm: inTime((actor, wish) => mayConfirm(actor, wish, facts)),
    dispute: inTime(asSpeaker),
    settle_done: (actor, wish) => asSettler(actor, wish, facts),
    settle_again(actor, wish) {
      const verdict = once(asSettler(actor, wish, facts), wish.settledAgainAt)
      return 'role' in verdict && wish.disputeCount >= 3 ? wishErrors.ONLY_ONCE(undefined, '已经提过三次，只能认定办好或者换人来帮') : verdict
    },
    settle_release: (actor, wish) => asSettler(actor, wish, facts),
    withdraw: asSpeaker,
    take_down: asWorker,
    close_unmet: inTime((actor, wish, now) => {
      const verdict = backstop(actor, wish)
      const isLong = wish.publishedAt !== null && wish.publishedAt <= daysBefore(now, UNMET_LEAST_DAYS)
      return 'role' in verdict && wish.state === 'open' && !isLong ? wishErrors.TOO_EARLY(undefined, '公开满 14 天以后才能结束征集') : verdict
    }),
  } satisfies Policy<Wish, WishAction>
}

/**
 * The resident's contact: the running claimer, once the branch or the resident opened it. While their answer is waited for,
 * whoever calls back: they cannot ask without a number, and help with nothing.
 */
export function mayReveal(actor: Actor, wish: Wish, facts: WishFacts, now: Date): Verdict {
  if (timeOver(wish, facts, now)) return forbidden()
  if (wish.state === 'fulfilled') return isOwner(actor, wish) ? forbidden() : asCaller(actor, wish, facts)
  const verdict = asClaimer(actor, wish)
  if (!('role' in verdict) || wish.state !== 'claimed') return forbidden()
  return wish.contactOpenedAt === null ? wishErrors.CONTACT_NOT_OPEN() : verdict
}

/** Thanks that the resident gave: whoever they are from and to may say whether everybody may read them. */
export function asThanked(actor: Actor, wish: Wish): Verdict {
  const verdict = isPerson(actor, wish.claimerId) ? asSelf('member') : asSpeaker(actor, wish)
  return 'role' in verdict && (wish.state !== 'confirmed' || wish.thanks === null) ? wishErrors.NO_THANKS() : verdict
}

/** Thanks that the check did not pass: a worker of the community reads them. */
export function mayApproveThanks(actor: Actor, wish: Wish): Verdict {
  const verdict = isPerson(actor, wish.claimerId) ? forbidden() : asWorker(actor, wish)
  const isWaiting = wish.state === 'confirmed' && wish.thanks !== null && wish.thanksVerdict !== 'pass'
  return 'role' in verdict && !isWaiting ? wishErrors.NO_THANKS() : verdict
}

/** On the wall: both agree, and what is said there was checked. */
export const isOnWall = ({ state, thanksVerdict, thanksAgreedResidentAt, thanksAgreedMemberAt }: Wish): boolean =>
  state === 'confirmed' && thanksVerdict === 'pass' && thanksAgreedResidentAt !== null && thanksAgreedMemberAt !== null

/** How members were ranked: the desks over the place, its branches' secretaries, and whoever audits. */
export const mayReadRouting = (actor: Actor, wish: Wish, facts: WishFacts): boolean =>
  appointmentsOver(actor, ['communityWorker', 'streetOfficer', 'countyOfficer', 'auditor'], placeOf(wish)).length > 0 ||
  secretaryOf(actor, facts.branchIds).length > 0
