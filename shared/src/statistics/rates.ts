/** The three rates 三率, in exact numbers: nothing is rounded before it is shown. */

/** What is counted of cases; `excluded*` are parts of the count of the same name. */
export const RATE_MEASURES = [
  'cases', 'contacted', 'answered', 'solved', 'satisfied', 'noAnswer', 'onHold', 'declined', 'merged', 'withdrawn', 'reopened', 'earlierUnsolved', 'bounced',
  'unproven', 'callBack', 'beyondAuthority', 'unreachable', 'malicious', 'forceMajeure', 'excludedContacted', 'excludedAnswered', 'excludedSolved',
  'excludedSatisfied', 'excludedNoAnswer',
] as const
export type RateMeasure = (typeof RATE_MEASURES)[number]
export type RateCounts = Record<RateMeasure, number>

/** Under so many answers that count there is no score and no rank. */
export const LEAST_ANSWERS = 10

/** Counts of what residents answered; null where too few did to tell. */
export const ANSWER_MEASURES = ['answered', 'solved', 'satisfied', 'callBack', 'excludedAnswered', 'excludedSolved', 'excludedSatisfied'] as const
export type AnswerMeasure = (typeof ANSWER_MEASURES)[number]

/** Of the answers that are counted, and of those left out: whether they are enough to tell (of one or two, whoever was there would know whose), or none at all. */
export function toldOf({ answered, excludedAnswered }: Pick<RateCounts, 'answered' | 'excludedAnswered'>, least: number): { kept: boolean; excluded: boolean } {
  const isEnough = (count: number): boolean => count === 0 || count >= least
  return { kept: isEnough(answered - excludedAnswered), excluded: isEnough(excludedAnswered) }
}

export interface RateWeights {
  response: number
  solution: number
  satisfaction: number
}

/** A part of a whole, as counts; null where there is no whole. */
interface Share {
  part: number
  whole: number
}

/** A fraction with one decimal, half up. Counted in whole numbers, which a county's counts keep far below 2^53: what is exactly half is seen as half. */
function tenths(part: number, whole: number): number {
  const twice = part * 20 + whole
  return (twice - (twice % (2 * whole))) / (2 * whole) / 10
}

/** Percent with one decimal; null where there is nothing to take a part of. */
export const percentOf = ({ part, whole }: Share): number | null => (whole === 0 ? null : tenths(part * 100, whole))

export const excludedOf = (counts: RateCounts): number => counts.beyondAuthority + counts.unreachable + counts.malicious + counts.forceMajeure

interface Shares {
  response: Share
  solution: Share
  satisfaction: Share
  answer: Share
}

/** The rates as shares: response over the cases, solution and satisfaction over the answers, answers over those who were asked and are through. */
export function sharesOf(counts: RateCounts, withExcluded: boolean): Shares {
  const less = (all: number, excluded: number): number => (withExcluded ? all : all - excluded)
  const answered = less(counts.answered, counts.excludedAnswered)
  return {
    response: { part: less(counts.contacted, counts.excludedContacted), whole: less(counts.cases, excludedOf(counts)) },
    solution: { part: less(counts.solved, counts.excludedSolved), whole: answered },
    satisfaction: { part: less(counts.satisfied, counts.excludedSatisfied), whole: answered },
    answer: { part: answered, whole: answered + less(counts.noAnswer, counts.excludedNoAnswer) },
  }
}

/** Percent times weight, one decimal at the very end. Null under the least number of answers. */
export function scoreOf({ response, solution, satisfaction }: Shares, weights: RateWeights): number | null {
  if (solution.whole < LEAST_ANSWERS || response.whole === 0) return null
  const [cases, answers] = [response.whole, solution.whole]
  const part = weights.response * response.part * answers + (weights.solution * solution.part + weights.satisfaction * satisfaction.part) * cases
  return tenths(part, cases * answers)
}

/** What shows that figures may have been made better than the work: each with the share from which it is shown. */
export const RATE_FLAGS = [
  { code: 'manyExclusions', label: '不计入的超过 5%', above: { part: 5, whole: 100 } },
  { code: 'bounced', label: '来回退转的超过 5%', above: { part: 5, whole: 100 } },
  { code: 'unproven', label: '没有凭据就办结的超过 5%', above: { part: 5, whole: 100 } },
  { code: 'callBacks', label: '评价过半由回访代记', above: { part: 50, whole: 100 } },
] as const
export type RateFlag = (typeof RATE_FLAGS)[number]['code']

/** Flags of these counts, in the order of the list. */
export function flagsOf(counts: RateCounts): RateFlag[] {
  const shares: Record<RateFlag, Share> = {
    manyExclusions: { part: excludedOf(counts), whole: counts.cases },
    bounced: { part: counts.bounced, whole: counts.cases },
    unproven: { part: counts.unproven, whole: counts.cases },
    callBacks: { part: counts.callBack, whole: counts.answered },
  }
  return RATE_FLAGS.flatMap(({ code, above }) => (shares[code].part * above.whole > above.part * shares[code].whole ? [code] : []))
}
