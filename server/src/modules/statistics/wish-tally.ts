import { addTo, monthOf, type Counts, type Tally } from './tally.ts'

/** A claim with everybody who helped: its contact first. */
export interface CountedClaim {
  id: string
  organizationId: string | null
  claimedAt: Date
  helperIds: readonly string[]
}

/** All of a wish that its figures depend on. */
export interface CountedWish {
  id: string
  communityCode: string
  createdAt: Date
  publishedAt: readonly Date[]
  /** Oldest first. */
  claims: readonly CountedClaim[]
  /** The claim that it ended with. */
  claimId: string | null
  fulfilledAt: Date | null
  confirmedAt: Date | null
  confirmedBy: string | null
  rating: number | null
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FINE_HOURS = 48
/** At most so many credits between one helper and one resident … */
const PAIR_CREDITS = 2
/** … within so long. */
const PAIR_MS = 90 * DAY_MS

const claimOf = (wish: CountedWish): CountedClaim | undefined => wish.claims.find(({ id }) => id === wish.claimId)

/** Who is to be credited for a wish, as far as its confirmation decides that. */
export interface Confirmation {
  id: string
  confirmedAt: Date | null
  confirmedBy: string | null
  helperIds: readonly string[]
}

export const confirmationOf = (wish: CountedWish): Confirmation => ({ ...wish, helperIds: claimOf(wish)?.helperIds ?? [] })

/** Only the resident's own word counts, said themselves or to whoever called back. */
const isOfResident = ({ confirmedAt, confirmedBy }: Confirmation): boolean => confirmedAt !== null && (confirmedBy === 'beneficiary' || confirmedBy === 'callBack')

/**
 * Of one resident's wishes: by wish, who of its helpers gets credit. Oldest confirmation first, a helper has credit for at most
 * two in any 90 days. Household and filer never come here: they may not claim.
 */
export function creditsOf(confirmations: readonly Confirmation[]): Map<string, Set<string>> {
  const credits = new Map<string, Set<string>>()
  const creditedAt = new Map<string, number[]>()
  const inOrder = confirmations.filter(isOfResident).toSorted((a, b) => a.confirmedAt!.getTime() - b.confirmedAt!.getTime() || (a.id < b.id ? -1 : 1))
  for (const { id, confirmedAt, helperIds } of inOrder) {
    const at = confirmedAt!.getTime()
    const credited = new Set<string>()
    for (const helper of new Set(helperIds)) {
      const recent = (creditedAt.get(helper) ?? []).filter((other) => other > at - PAIR_MS)
      if (recent.length >= PAIR_CREDITS) continue
      creditedAt.set(helper, [...recent, at])
      credited.add(helper)
    }
    credits.set(id, credited)
  }
  return credits
}

/** Whole hours up to two days, then whole days in hours. */
function hoursBetween(from: Date, to: Date): number {
  const hours = Math.max(0, Math.floor((to.getTime() - from.getTime()) / HOUR_MS))
  return hours <= FINE_HOURS ? hours : Math.floor(hours / 24) * 24
}

/** Taken within 24 hours of the publication it followed. */
function isWithinDay(claim: CountedClaim, publishedAt: readonly Date[]): boolean {
  const published = publishedAt.findLast((at) => at <= claim.claimedAt)
  return published !== undefined && claim.claimedAt.getTime() - published.getTime() <= DAY_MS
}

/** Everything that one wish adds to the figures. Each count belongs to the month in which it happened. */
export function tallyOf(wish: CountedWish, credited: ReadonlySet<string> = new Set()): Tally {
  const tally: Tally = {}
  const add = (scope: string, at: Date, counts: Counts) => addTo(tally, `${scope}/${monthOf(at)}`, counts)
  const community = `community/${wish.communityCode}`
  add(community, wish.createdAt, { posted: 1 })
  const [firstPublished] = wish.publishedAt
  if (firstPublished) add(community, firstPublished, { published: 1 })
  wish.claims.forEach((claim, index) => {
    const taken: Counts = { claimed: 1, claimedWithinDay: Number(isWithinDay(claim, wish.publishedAt)) }
    if (index === 0) add(community, claim.claimedAt, taken)
    if (claim.organizationId !== null) add(`organization/${claim.organizationId}`, claim.claimedAt, taken)
    for (const helper of new Set(claim.helperIds)) add(`member/${helper}`, claim.claimedAt, taken)
  })
  addOutcome(add, wish, credited)
  return tally
}

function addOutcome(add: (scope: string, at: Date, counts: Counts) => void, wish: CountedWish, credited: ReadonlySet<string>): void {
  const claim = claimOf(wish)
  if (wish.confirmedAt === null || claim === undefined) return
  const at = wish.confirmedAt
  const outcome = (isCredited: boolean, from: Date): Counts => isCredited
    ? { fulfilled: 1, rated: Number(wish.rating !== null), ratingSum: wish.rating ?? 0, [`hours:${hoursBetween(from, wish.fulfilledAt ?? at)}`]: 1 }
    : { notCounted: 1 }
  const [contact] = claim.helperIds
  const isContactCredited = contact !== undefined && credited.has(contact)
  add(`community/${wish.communityCode}`, at, outcome(isContactCredited, wish.createdAt))
  if (claim.organizationId !== null) add(`organization/${claim.organizationId}`, at, outcome(isContactCredited, claim.claimedAt))
  for (const helper of new Set(claim.helperIds)) add(`member/${helper}`, at, outcome(credited.has(helper), claim.claimedAt))
}
