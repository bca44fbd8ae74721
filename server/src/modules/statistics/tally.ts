import { dayIn } from '@huying/shared/wish/ask-hours.ts'

export type ScopeKind = 'community' | 'organization' | 'member'
export const MEASURES = ['posted', 'published', 'claimed', 'claimedWithinDay', 'fulfilled', 'notCounted', 'rated', 'ratingSum'] as const
export type Measure = (typeof MEASURES)[number]

/** Counts of one scope and month; `hours:36` counts fulfilled wishes that took so long. */
export type Counts = Partial<Record<Measure | `hours:${number}`, number>>
/** Counts by `<scope kind>/<scope id>/<first of the month>`. */
export type Tally = Record<string, Counts>

/** The first of an instant's month in Shanghai, as `2026-11-01`. */
export const monthOf = (at: Date): string => `${dayIn(at).slice(0, 7)}-01`

export const entriesOf = (counts: Counts): [string, number][] => Object.entries(counts) as [string, number][]

export function addTo(tally: Tally, key: string, counts: Counts): void {
  const held = (tally[key] ??= {})
  for (const [measure, count] of entriesOf(counts)) if (count !== 0) held[measure as Measure] = (held[measure as Measure] ?? 0) + count
}

/** What must be added to `before` to come to `after`; what is the same in both is not in it. */
export function differenceOf(before: Tally, after: Tally): Tally {
  const difference: Tally = {}
  for (const [key, counts] of Object.entries(after)) addTo(difference, key, counts)
  for (const [key, counts] of Object.entries(before))
    addTo(difference, key, Object.fromEntries(entriesOf(counts).map(([measure, count]) => [measure, -count])))
  return Object.fromEntries(Object.entries(difference).flatMap(([key, counts]) => {
    const changed = entriesOf(counts).filter(([, count]) => count !== 0)
    return changed.length > 0 ? [[key, Object.fromEntries(changed)]] : []
  }))
}
