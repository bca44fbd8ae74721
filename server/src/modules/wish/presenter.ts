import { presentClock } from '../../kernel/clocks.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { isConcerned, wishPolicy } from './policy.ts'
import type { WishLine, WishView } from './queries.ts'
import { wishSubject } from './table.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
const dayOnly = (at: Date | null): string | null => (at === null ? null : `${at.toISOString().slice(0, 10)}T00:00:00.000Z`)

/** Sensitive wishes show the public no name, the town only and the day only. */
export function presentLine({ actor }: ReadContext, { wish, beneficiaryName }: WishLine) {
  const isInside = isConcerned(actor, wish)
  const isVeiled = wish.isSensitive && !isInside
  return {
    id: wish.id, number: wish.number, state: wish.state, category: wish.category,
    title: isInside ? wish.title : (wish.publicTitle ?? ''),
    who: isVeiled ? '一位居民' : beneficiaryName,
    communityCode: isVeiled ? null : wish.communityCode,
    townCode: wish.townCode,
    publishedAt: isVeiled ? dayOnly(wish.publishedAt) : iso(wish.publishedAt),
    createdAt: isVeiled ? dayOnly(wish.createdAt)! : wish.createdAt.toISOString(),
  }
}

export function presentWish(context: ReadContext, view: WishView) {
  const { wish } = view
  const isInside = isConcerned(context.actor, wish)
  return {
    ...presentLine(context, view),
    story: isInside ? wish.story : null,
    uploadIds: isInside ? wish.uploadIds : [],
    version: wish.version,
    claimedBy: view.claimerName,
    rating: wish.rating,
    thanks: wish.hasPublicationConsent || isInside ? wish.thanks : null,
    reason: isInside ? wish.reviewReason : null,
    clocks: isInside ? view.clocks.map(presentClock) : [],
    abilities: abilitiesOf(wishSubject, wishPolicy, context.actor, wish, context.now),
  }
}
