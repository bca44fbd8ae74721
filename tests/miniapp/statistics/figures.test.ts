import type { WishFigures } from '@huying/shared/statistics/contract.ts'
import { describe, expect, test } from 'vitest'
import { monthsOf, periodWords } from '../../../miniapp/src/features/statistics/period.ts'
import { notCountedWords, ownWords, placeFigures, rankedWords, timeWords } from '../../../miniapp/src/features/statistics/words.ts'

const figures: WishFigures = { posted: 30, published: 28, claimed: 25, claimedWithinDay: 20, fulfilled: 18, notCounted: 2, medianHours: 72, rated: 10, rating: 4.5 }

describe('a period', () => {
  test('is whole months of Shanghai, also around the turn of a year', () => {
    expect(monthsOf('month', new Date('2026-11-24T00:00:00Z'))).toEqual({ from: '2026-11', to: '2026-11' })
    expect(monthsOf('quarter', new Date('2026-11-24T00:00:00Z'))).toEqual({ from: '2026-09', to: '2026-11' })
    expect(monthsOf('last', new Date('2027-01-01T00:00:00+08:00'))).toEqual({ from: '2026-12', to: '2026-12' })
    expect(monthsOf('month', new Date('2026-12-31T15:59:00Z'))).toEqual({ from: '2026-12', to: '2026-12' })
    expect(monthsOf('month', new Date('2026-12-31T16:00:00Z'))).toEqual({ from: '2027-01', to: '2027-01' })
    expect(monthsOf('year', new Date('2026-11-24T00:00:00Z'))).toEqual({ from: '2025-12', to: '2026-11' })
  })

  test('is said in words', () => {
    expect(periodWords({ from: '2026-11', to: '2026-11' })).toBe('2026 年 11 月')
    expect(periodWords({ from: '2026-09', to: '2026-11' })).toBe('2026 年 9 月到 11 月')
    expect(periodWords({ from: '2025-12', to: '2026-11' })).toBe('2025 年 12 月到 2026 年 11 月')
  })
})

describe('figures', () => {
  test('of a place say what is not known with a dash, never as nought', () => {
    expect(placeFigures(figures).map(({ value }) => value)).toEqual(['30', '28', '25', '18', '3 天', '4.5 分'])
    expect(placeFigures({ ...figures, medianHours: null, rating: null }).map(({ value }) => value).slice(4)).toEqual(['—', '—'])
  })

  test('hours up to two days, then days', () => {
    expect([0, 1, 47, 48, 240].map(timeWords)).toEqual(['不到 1 小时', '1 小时', '47 小时', '2 天', '10 天'])
  })

  test('of who helped never speak of what was posted', () => {
    expect(rankedWords('member', { ...figures, posted: null, published: null })).toBe('认领 25 · 当天认领 20 · 4.5 分')
    expect(rankedWords('community', { ...figures, rating: null })).toBe('许下 30 · 有人帮 25')
    expect(ownWords({ ...figures, rating: null })).toBe('认领 25 · 圆满 18')
  })

  test('what does not count is told where there is some', () => {
    expect([notCountedWords(0), notCountedWords(2)]).toEqual([null, '另有 2 个办好了，没有算进来'])
  })
})
