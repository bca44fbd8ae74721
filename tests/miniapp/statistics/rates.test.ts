import type { RateLine } from '@huying/shared/statistics/rates-contract.ts'
import { RATE_MEASURES } from '@huying/shared/statistics/rates.ts'
import { describe, expect, test } from 'vitest'
import { ratePeriodOf } from '../../../miniapp/src/features/statistics/rate-period.ts'
import { besideWords, excludedWords, flagWords, lineWords, rateFigures, tooFewWords } from '../../../miniapp/src/features/statistics/rate-words.ts'

const counts = { ...Object.fromEntries(RATE_MEASURES.map((measure) => [measure, 0])), excluded: 0, openOverdue: 0 } as RateLine['counts']
const line = (changes: Partial<RateLine>, counted: Partial<RateLine['counts']> = {}): RateLine => ({
  id: 'u', name: '住建局', place: '商南县', rank: 1, score: 91.25, flags: [],
  rates: { response: 98, solution: 90.5, satisfaction: null, answer: 80 }, ratesWithExcluded: { response: 95.2, solution: 88, satisfaction: null, answer: 80 },
  ...changes, counts: { ...counts, cases: 40, ...counted },
})

describe('a period', () => {
  test('is asked for as a month, a quarter or a year of Shanghai, also around the turn of a year', () => {
    const at = (words: string) => new Date(words)
    expect(['last', 'month', 'quarter', 'year'].map((choice) => ratePeriodOf(choice as 'last', at('2026-11-24T00:00:00Z')))).toEqual(['2026-10', '2026-11', '2026-Q4', '2026'])
    expect(ratePeriodOf('last', at('2027-01-01T00:00:00+08:00'))).toBe('2026-12')
    expect(ratePeriodOf('quarter', at('2026-12-31T16:00:00Z'))).toBe('2027-Q1')
    expect(ratePeriodOf('month', at('2026-12-31T15:59:00Z'))).toBe('2026-12')
  })
})

describe('rates', () => {
  test('that nobody knows yet are a dash, never nought', () => {
    expect(rateFigures(line({ score: null })).map(({ value }) => value)).toEqual(['98.0%', '90.5%', '—', '—', '40 件', '80.0%'])
    expect(lineWords(line({}))).toBe('响应 98.0% · 解决 90.5% · 满意 — · 40 件')
  })

  test('say what stands beside them, and leave out what is not there', () => {
    expect(besideWords(line({}))).toBe('没有超期、挂账和没评价的')
    expect(besideWords(line({}, { noAnswer: 3, openOverdue: 2, earlierUnsolved: 1 }))).toBe('没有评价 3 件，超期还没办结 2 件，先前说没解决 1 件')
  })

  test('name what was left out by reason, and what the rates would be with it', () => {
    expect(excludedWords(line({}))).toBeNull()
    expect(excludedWords(line({}, { excluded: 3, unreachable: 1, forceMajeure: 2 }))).toBe('不计入 3 件（联系不上 1 件，不可抗力 2 件）。算上它们：响应 95.2%，解决 88.0%，满意 —')
  })

  test('with too few answers say so; flags are said in words', () => {
    expect(tooFewWords(line({}, { answered: 7, excludedAnswered: 1 }))).toBe('评价 6 个，满 10 个才排名')
    expect(flagWords(['unproven', 'manyExclusions'])).toEqual(['不计入的超过 5%', '没有凭据就办结的超过 5%'])
  })
})
