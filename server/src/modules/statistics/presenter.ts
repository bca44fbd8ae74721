import type { RankedBy, RankedLine, WishFigures } from '@huying/shared/statistics/contract.ts'
import type { Ranked, Sums } from './queries.ts'
import type { ScopeKind } from './tally.ts'

/** The mean with one decimal, half up; null where nobody rated. */
const meanOf = (sum: number, count: number): number | null => (count === 0 ? null : Math.floor((sum * 10) / count + 0.5) / 10)

export function presentFigures(kind: ScopeKind, sums: Sums): WishFigures {
  const { posted, published, claimed, claimedWithinDay, fulfilled, notCounted, medianHours, rated, ratingSum } = sums
  const isPlace = kind === 'community'
  return {
    posted: isPlace ? posted : null, published: isPlace ? published : null,
    claimed, claimedWithinDay, fulfilled, notCounted, medianHours, rated, rating: meanOf(ratingSum, rated),
  }
}

export const presentRanked = (by: RankedBy, line: Ranked): RankedLine => ({ rank: line.rank, id: line.id, name: line.name, place: line.place, ...presentFigures(by, line) })
