import { EXCLUSION_REASONS } from '@huying/shared/complaint/catalogue'
import { LEAST_ANSWERS, RATE_FLAGS } from '@huying/shared/statistics/rates'
import type { RateFigures, RateLine } from '@huying/shared/statistics/rates-contract'
import type { Figure } from './words'

const NONE = '—'
const percent = (rate: number | null): string => (rate === null ? NONE : `${rate.toFixed(1)}%`)

/** The three rates and the score, as large numbers. */
export const rateFigures = ({ rates, score, counts }: RateFigures): Figure[] => [
  { label: '响应率', value: percent(rates.response) },
  { label: '解决率', value: percent(rates.solution) },
  { label: '满意率', value: percent(rates.satisfaction) },
  { label: '得分', value: score === null ? NONE : score.toFixed(1) },
  { label: '应办结', value: `${counts.cases} 件` },
  { label: '评价率', value: percent(rates.answer) },
]

/** What stands beside every rate; what is nought is left out. */
export function besideWords({ counts }: RateFigures): string {
  const said: readonly [string, number][] = [
    ['没有评价', counts.noAnswer], ['超期还没办结', counts.openOverdue], ['挂账', counts.onHold], ['不归这里办', counts.declined], ['并在一起办', counts.merged],
    ['重新办过', counts.reopened], ['先前说没解决', counts.earlierUnsolved], ['居民撤回', counts.withdrawn],
  ]
  return said.filter(([, count]) => count > 0).map(([label, count]) => `${label} ${count} 件`).join('，') || '没有超期、挂账和没评价的'
}

/** What was left out, by reason, and what the rates would be with it; null where nothing was. */
export function excludedWords({ counts, ratesWithExcluded }: RateFigures): string | null {
  if (counts.excluded === 0) return null
  const reasons = EXCLUSION_REASONS.filter(({ code }) => counts[code] > 0).map(({ code, label }) => `${label} ${counts[code]} 件`)
  const { response, solution, satisfaction } = ratesWithExcluded
  return `不计入 ${counts.excluded} 件（${reasons.join('，')}）。算上它们：响应 ${percent(response)}，解决 ${percent(solution)}，满意 ${percent(satisfaction)}`
}

export const flagWords = (flags: RateLine['flags']): string[] => RATE_FLAGS.filter(({ code }) => flags.includes(code)).map(({ label }) => label)

/** Below a name in the ranking. */
export const lineWords = ({ rates, counts }: RateLine): string =>
  [`响应 ${percent(rates.response)}`, `解决 ${percent(rates.solution)}`, `满意 ${percent(rates.satisfaction)}`, `${counts.cases} 件`].join(' · ')

/** Why there is no score yet. */
export const tooFewWords = ({ counts: { answered, excludedAnswered } }: RateLine): string =>
  answered === null || excludedAnswered === null ? `评价太少，不公布；满 ${LEAST_ANSWERS} 个才排名` : `评价 ${answered - excludedAnswered} 个，满 ${LEAST_ANSWERS} 个才排名`

/** For whoever wonders about a number. */
export const RATES_COUNTED_WORDS = [
  '办结期限在这段时间里的都算，没办完的也算。',
  '响应：期限内联系上了居民。解决、满意：只看居民自己的评价，重新办过的看最后一次。',
  '哪些不计入有规定的理由，要由考核线以外的人同意，居民可以提出异议。',
  '评价太少的不公布，免得一看就知道是谁说的。',
  '每件都公开，谁都可以照着重新算一遍。',
] as const
