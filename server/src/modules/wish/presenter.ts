import { AppError } from '@huying/shared/kernel/error.ts'
import type { Abilities } from '@huying/shared/kernel/schema.ts'
import { dayIn } from '@huying/shared/wish/ask-hours.ts'
import { presentClock } from '../../kernel/clocks.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { abilitiesOf, type Verdict } from '../../kernel/policy.ts'
import { asThanked, isConcerned, isOnWall, mayApproveThanks, mayReadClaim, mayReveal, wishPolicy } from './policy.ts'
import type { WishViewName } from './list.ts'
import type { WishLine, WishView } from './queries.ts'
import { wishSubject, type Wish } from './table.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
const dayOnly = (at: Date | null): string | null => (at === null ? null : `${dayIn(at)}T00:00:00.000+08:00`)

const said = (verdict: Verdict): Abilities[string] => (verdict instanceof AppError ? { code: verdict.code, message: verdict.message } : true)

/** `settle` is one verb with three ends: allowed when any of them is. */
function abilitiesFor({ actor, now }: ReadContext, { wish, facts }: WishLine): Abilities {
  const { 'settle-done': done, 'settle-again': again, 'settle-release': release, ...rest } = abilitiesOf(wishSubject, wishPolicy(facts), actor, wish, now)
  return {
    ...rest,
    settle: [done, again, release].includes(true) ? true : done!,
    'contact-reveal': said(mayReveal(actor, wish, facts, now)),
    'show-thanks': said(asThanked(actor, wish)),
    'approve-thanks': said(mayApproveThanks(actor, wish)),
  }
}

/** Sensitive wishes show the public no name, the town only and the day only. */
function presentFace({ wish, beneficiaryName, communityName, townName }: WishLine, isInside: boolean) {
  const isVeiled = wish.isSensitive && !isInside
  return {
    id: wish.id, number: wish.number, state: wish.state, category: wish.category,
    title: isInside ? wish.title : (wish.publicTitle ?? ''),
    who: isVeiled ? '一位居民' : beneficiaryName,
    place: isVeiled ? townName : communityName,
    communityCode: isVeiled ? null : wish.communityCode,
    townCode: wish.townCode,
    publishedAt: isVeiled ? dayOnly(wish.publishedAt) : iso(wish.publishedAt),
    createdAt: isVeiled ? dayOnly(wish.createdAt)! : wish.createdAt.toISOString(),
  }
}

/** As in any list: without what this person may do to it. */
function presentShort(line: WishLine, isInside: boolean) {
  const nearest = line.facts.clocks.find(({ state, kind }) => state === 'running' && isShown(kind))
  return { ...presentFace(line, isInside), why: line.why, dueAt: isInside ? iso(nearest?.dueAt ?? null) : null }
}

/** Views for everybody, without what one may do. */
const PLAIN: readonly WishViewName[] = ['board', 'wall']
/** Views of thanks say whose they are. */
const WITH_THANKS: readonly WishViewName[] = ['wall', 'thanks']

export const presentLine = (context: ReadContext, line: WishLine, view: WishViewName) => ({
  ...presentShort(line, isConcerned(context.actor, line.wish, line.facts)),
  ...(WITH_THANKS.includes(view) && { thanks: line.wish.thanks, claimedBy: line.claimerName }),
  ...(!PLAIN.includes(view) && { abilities: abilitiesFor(context, line) }),
})

const beneficiaryOf = (wish: Wish) => (wish.dependentId !== null ? 'dependent' as const : wish.beneficiaryId === wish.filerId ? 'self' as const : 'onBehalf' as const)

/** Clocks that only keep the machinery going are nobody's date. */
const isShown = (kind: string): boolean => kind !== 'wave' && kind !== 'remind'

export function presentWish(context: ReadContext, view: WishView) {
  const { wish, facts } = view
  const isInside = isConcerned(context.actor, wish, facts)
  return {
    ...presentShort(view, isInside),
    story: isInside ? wish.story : null,
    uploadIds: isInside ? wish.uploadIds : [],
    version: wish.version,
    beneficiary: beneficiaryOf(wish),
    ring: isInside ? wish.ring : null,
    claimedBy: view.claimerName,
    claim: mayReadClaim(context.actor, wish, facts) && view.claimerName !== null && wish.claimerId !== null && wish.claimedAt !== null
      ? { memberId: wish.claimerId, by: view.claimerName, organization: view.organizationName, organizationId: view.organizationId, claimedAt: wish.claimedAt.toISOString(), isContactOpen: wish.contactOpenedAt !== null, team: view.team }
      : null,
    notes: isInside ? view.notes : [],
    disputeCount: isInside ? wish.disputeCount : 0,
    rating: wish.rating,
    thanks: isInside || isOnWall(wish) ? wish.thanks : null,
    isThanksShown: isOnWall(wish),
    confirmedBy: wish.confirmedBy,
    reasonCode: isInside ? wish.reviewReasonCode : null,
    reason: isInside ? wish.reviewReason : null,
    checkVerdict: isInside ? wish.checkVerdict : null,
    clocks: isInside ? facts.clocks.filter(({ kind }) => isShown(kind)).map(presentClock) : [],
    abilities: abilitiesFor(context, view),
  }
}
