import type { RateFigures, RateLine } from '@huying/shared/statistics/rates-contract.ts'
import { excludedOf, flagsOf, percentOf, scoreOf, sharesOf, type RateCounts, type RateWeights } from '@huying/shared/statistics/rates.ts'
import type { CarrierLine } from './rate-queries.ts'

const presentRates = (counts: RateCounts, withExcluded: boolean): RateFigures['rates'] => {
  const { response, solution, satisfaction, answer } = sharesOf(counts, withExcluded)
  return { response: percentOf(response), solution: percentOf(solution), satisfaction: percentOf(satisfaction), answer: percentOf(answer) }
}

export const presentRateFigures = (counts: RateCounts, openOverdue: number, weights: RateWeights): RateFigures => ({
  rates: presentRates(counts, false),
  ratesWithExcluded: presentRates(counts, true),
  score: scoreOf(sharesOf(counts, false), weights),
  counts: { ...counts, excluded: excludedOf(counts), openOverdue },
  flags: flagsOf(counts),
})

/** Best score first; who has none comes after, most cases first. Equal scores share a rank. */
export function rankCarriers(lines: readonly CarrierLine[], overdue: ReadonlyMap<string, number>, weights: RateWeights): RateLine[] {
  const shown = lines.map(({ id, name, place, ...counts }) => ({ rank: null, id, name, place, ...presentRateFigures(counts, overdue.get(id) ?? 0, weights) }))
  const sorted = shown.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1) || b.counts.cases - a.counts.cases || (a.id < b.id ? -1 : 1))
  return sorted.map((line) => ({ ...line, rank: line.score === null ? null : 1 + sorted.findIndex(({ score }) => score === line.score) }))
}
