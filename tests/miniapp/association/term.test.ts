import { latestEnd, monthsAfter } from '@huying/shared/association/term.ts'
import { expect, test } from 'vitest'
import { termOf } from '../../../miniapp/src/features/association/acts.ts'

const values = (words: Record<string, string>) => ({ words, photos: {} })
const NOW = new Date('2026-11-24T02:00:00.000Z')

test('a term follows the one before it, or begins with a day to come, and ends on the same day so many months on', () => {
  const after = '2026-12-31T16:00:00.000Z'
  expect(termOf(values({ start: 'follows', months: '3' }), after, NOW)).toEqual({ from: after, to: '2027-03-31T16:00:00.000Z' })
  expect(termOf(values({ start: '1', months: '1' }), null, NOW)).toEqual({ from: '2026-11-24T16:00:00.000Z', to: '2026-12-24T16:00:00.000Z' })
})

test('a month is the county’s; the longest term is three of them', () => {
  expect(monthsAfter(new Date('2026-11-30T15:59:59.000Z'), 3).toISOString()).toBe('2027-03-02T15:59:59.000Z')
  expect(latestEnd(new Date('2026-12-31T16:00:00.000Z')).toISOString()).toBe('2027-03-31T16:00:00.000Z')
})
