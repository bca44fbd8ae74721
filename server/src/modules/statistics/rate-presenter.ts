import type { RateFigures, RateLine } from '@huying/shared/statistics/rates-contract.ts'
import { excludedOf, flagsOf, percentOf, scoreOf, sharesOf, toldOf, type RateCounts, type RateWeights } from '@huying/shared/statistics/rates.ts'
import type { CarrierLine } from './rate-queries.ts'

const presentRates = (counts: RateCounts, withExcluded: boolean, isTold: boolean): RateFigures['rates'] => {
  const { response, ...ofAnswers } = sharesOf(counts, withExcluded)
  const [solution, satisfaction, answer] = [ofAnswers.solution, ofAnswers.satisfaction, ofAnswers.answer].map((share) => (isTold ? percentOf(share) : null))
  return { response: percentOf(response), solution: solution!, satisfaction: satisfaction!, answer: answer! }
}

/** How figures are made of counts: what makes a score, and from how many answers on they are told. */
export interface Telling {
  weights: RateWeights
  leastTold: number
}

export function presentRateFigures(counts: RateCounts, openOverdue: number, { weights, leastTold }: Telling): RateFigures {
  const told = toldOf(counts, leastTold)
  const areAllTold = told.kept && told.excluded
  return {
    rates: presentRates(counts, false, told.kept),
    ratesWithExcluded: presentRates(counts, true, areAllTold),
    score: scoreOf(sharesOf(counts, false), weights),
    counts: {
      ...counts, excluded: excludedOf(counts), openOverdue,
      ...(!areAllTold && { answered: null, solved: null, satisfied: null, callBack: null }),
      ...(!told.excluded && { excludedAnswered: null, excludedSolved: null, excludedSatisfied: null }),
    },
    flags: flagsOf(counts),
  }
}

/** Best score first; who has none comes after, most cases first. Equal scores share a rank. */
export function rankCarriers(lines: readonly CarrierLine[], overdue: ReadonlyMap<string, number>, telling: Telling): RateLine[] {
  const shown = lines.map(({ id, name, place, ...counts }) => ({ rank: null, id, name, place, ...presentRateFigures(counts, overdue.get(id) ?? 0, telling) }))
  const sorted = shown.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1) || b.counts.cases - a.counts.cases || (a.id < b.id ? -1 : 1))
  return sorted.map((line) => ({ ...line, rank: line.score === null ? null : 1 + sorted.findIndex(({ score }) => score === line.score) }))
}
