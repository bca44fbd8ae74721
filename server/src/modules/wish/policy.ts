import type { AppError } from '@huying/shared/kernel/error.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import type { WishAction } from '@huying/shared/wish/machine.ts'
import { appointmentsOver, type Actor, type Membership } from '../../kernel/actor.ts'
import { asHolder, asSelf, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import type { Wish } from './table.ts'

const PUBLISHED: readonly string[] = ['open', 'claimed', 'fulfilled', 'disputed', 'confirmed']
const READERS = ['communityWorker', 'streetOfficer', 'countyOfficer', 'auditor', 'callBackOfficer'] as const

export const isOwner = (actor: Actor, wish: Wish): boolean =>
  actor.accountId !== null && (actor.accountId === wish.beneficiaryId || actor.accountId === wish.filerId)

/** Sees story and clocks: the owner, the claimer, the desks over the wish's place. */
export const isConcerned = (actor: Actor, wish: Wish): boolean =>
  isOwner(actor, wish) ||
  (actor.accountId !== null && actor.accountId === wish.claimerId) ||
  appointmentsOver(actor, READERS, wish.gridCode ?? wish.communityCode).length > 0

/** Without publication consent members only; before publication only those concerned. */
export const mayRead = (actor: Actor, wish: Wish): boolean =>
  isConcerned(actor, wish) || (PUBLISHED.includes(wish.state) && (wish.hasPublicationConsent || actor.member !== null))

/** Any of organization, residence grid and report-in communities lies in the wish's town. */
export const isInReach = (member: Membership, wish: Wish): boolean =>
  [member.organizationAreaCode, member.residenceGridCode, ...member.reportInCodes].some((code) => code?.startsWith(wish.townCode) ?? false)

function mayClaim(actor: Actor, wish: Wish, now: Date): Verdict {
  if (actor.member === null) return forbidden()
  if (!isInReach(actor.member, wish)) return wishErrors.NOT_IN_REACH()
  if (isOwner(actor, wish) || actor.accountId === wish.publishedBy || (wish.houseId !== null && actor.houseId === wish.houseId)) return wishErrors.OWN_WISH()
  if (actor.member.barredUntil !== null && actor.member.barredUntil > now) return wishErrors.BARRED({ until: actor.member.barredUntil.toISOString() })
  return asSelf('member')
}

const asClaimer = (actor: Actor, wish: Wish): Verdict => (actor.accountId !== null && actor.accountId === wish.claimerId ? asSelf('member') : forbidden())
const asBeneficiary = (actor: Actor, wish: Wish): Verdict => (actor.accountId !== null && actor.accountId === wish.beneficiaryId ? asSelf() : forbidden())

function asDesk(actor: Actor, wish: Wish): Verdict {
  const refusal: AppError | undefined = isOwner(actor, wish) ? wishErrors.OWN_WISH() : undefined
  return refusal ?? asHolder(appointmentsOver(actor, ['communityWorker'], wish.communityCode))
}

export const wishPolicy = {
  return: asDesk,
  reject: asDesk,
  publish: asDesk,
  claim: mayClaim,
  progress: asClaimer,
  release: asClaimer,
  fulfil: asClaimer,
  confirm: (actor, wish) => (actor.accountId === wish.claimerId ? forbidden() : asBeneficiary(actor, wish)),
  withdraw: asBeneficiary,
} satisfies Policy<Wish, WishAction>
