import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTo, differenceOf, monthOf, type Tally } from '../../../server/src/modules/statistics/tally.ts'
import { creditsOf, tallyOf, type Confirmation, type CountedWish } from '../../../server/src/modules/statistics/wish-tally.ts'

const DAY_MS = 86_400_000
const at = (words: string) => new Date(`${words}+08:00`)

const wish: CountedWish = {
  id: 'w1', communityCode: 'c1', createdAt: at('2027-01-31T22:00:00'), publishedAt: [at('2027-02-01T09:00:00')],
  claims: [{ id: 'k1', organizationId: 'o1', claimedAt: at('2027-02-02T09:00:00'), helperIds: ['m1'] }],
  claimId: 'k1', fulfilledAt: at('2027-02-02T12:30:00'), confirmedAt: at('2027-03-01T08:00:00'), confirmedBy: 'beneficiary', rating: 5,
}

describe('what a wish adds', () => {
  test('each count stands in the month, in Shanghai, in which it happened', () => {
    expect(tallyOf(wish, new Set(['m1']))).toEqual({
      'community/c1/2027-01-01': { posted: 1 },
      'community/c1/2027-02-01': { published: 1, claimed: 1, claimedWithinDay: 1 },
      'organization/o1/2027-02-01': { claimed: 1, claimedWithinDay: 1 },
      'member/m1/2027-02-01': { claimed: 1, claimedWithinDay: 1 },
      // 38 hours from posting, 3 from claiming.
      'community/c1/2027-03-01': { fulfilled: 1, rated: 1, ratingSum: 5, 'hours:38': 1 },
      'organization/o1/2027-03-01': { fulfilled: 1, rated: 1, ratingSum: 5, 'hours:3': 1 },
      'member/m1/2027-03-01': { fulfilled: 1, rated: 1, ratingSum: 5, 'hours:3': 1 },
    })
  })

  test('a day after publication is 24 hours to the second, counted from the publication that the claim followed', () => {
    const claimedAt = (words: string, publishedAt = wish.publishedAt) =>
      tallyOf({ ...wish, publishedAt, claims: [{ ...wish.claims[0]!, claimedAt: at(words) }] })['member/m1/2027-02-01']!.claimedWithinDay
    expect(claimedAt('2027-02-02T09:00:00')).toBe(1)
    expect(claimedAt('2027-02-02T09:00:01')).toBeUndefined()
    expect(claimedAt('2027-02-06T08:00:00', [...wish.publishedAt, at('2027-02-05T10:00:00')])).toBe(1)
  })

  test('a wish taken again counts for the second helper too, for its community once', () => {
    const again = { id: 'k2', organizationId: 'o2', claimedAt: at('2027-02-10T09:00:00'), helperIds: ['m2', 'm3'] }
    const tally = tallyOf({ ...wish, claims: [...wish.claims, again], claimId: 'k2' }, new Set(['m2', 'm3']))
    expect(tally['community/c1/2027-02-01']!.claimed).toBe(1)
    expect([tally['member/m1/2027-02-01']!.claimed, tally['member/m2/2027-02-01']!.claimed, tally['member/m3/2027-02-01']!.claimed]).toEqual([1, 1, 1])
    expect([tally['member/m1/2027-03-01'], tally['member/m2/2027-03-01']!.fulfilled, tally['member/m3/2027-03-01']!.fulfilled]).toEqual([undefined, 1, 1])
    expect([tally['organization/o1/2027-03-01'], tally['organization/o2/2027-03-01']!.fulfilled]).toEqual([undefined, 1])
  })

  test('without credit it is only counted as such: no rank, no time, no rating', () => {
    expect(tallyOf(wish)['member/m1/2027-03-01']).toEqual({ notCounted: 1 })
  })

  test('from two days on times are whole days', () => {
    const took = (hours: number) => Object.keys(tallyOf({ ...wish, fulfilledAt: new Date(wish.createdAt.getTime() + hours * 3_600_000) }, new Set(['m1']))['community/c1/2027-03-01']!).find((one) => one.startsWith('hours'))
    expect([0, 47.9, 48, 49, 71, 72].map(took)).toEqual(['hours:0', 'hours:47', 'hours:48', 'hours:48', 'hours:48', 'hours:72'])
  })
})

const confirmed = (id: string, days: number, helperIds: string[], confirmedBy = 'beneficiary'): Confirmation =>
  ({ id, helperIds, confirmedBy, confirmedAt: new Date(at('2027-01-01T12:00:00').getTime() + days * DAY_MS) })
const creditedIn = (confirmations: Confirmation[]) => Object.fromEntries([...creditsOf(confirmations)].map(([id, helpers]) => [id, [...helpers]]))

describe('credit', () => {
  test('only what the resident confirmed, also by phone; never the clock or a desk', () => {
    const by = ['beneficiary', 'callBack', 'clock', 'community', 'street']
    expect(Object.keys(creditedIn(by.map((who, i) => confirmed(who, i, [`m${i}`], who))))).toEqual(['beneficiary', 'callBack'])
  })

  test('twice between the same two in 90 days, however the confirmations come in', () => {
    const four = [confirmed('a', 0, ['m1']), confirmed('b', 10, ['m1']), confirmed('c', 20, ['m1']), confirmed('d', 90, ['m1', 'm2'])]
    const expected = { a: ['m1'], b: ['m1'], c: [], d: ['m1', 'm2'] }
    expect(creditedIn(four)).toEqual(expected)
    expect(creditedIn(four.toReversed())).toEqual(expected)
  })

  test('no span of 90 days ever holds three for the same two, and a first and second are never refused', () => {
    const some = fc.array(fc.record({ days: fc.integer({ min: 0, max: 400 }), helperIds: fc.subarray(['m1', 'm2', 'm3'], { minLength: 1 }) }), { maxLength: 25 })
    fc.assert(fc.property(some, (list) => {
      const all = list.map(({ days, helperIds }, i) => confirmed(`w${String(i).padStart(2, '0')}`, days, helperIds))
      const credits = creditsOf(all)
      for (const helper of ['m1', 'm2', 'm3']) {
        const days = all.filter(({ id }) => credits.get(id)!.has(helper)).map(({ confirmedAt }) => confirmedAt!.getTime() / DAY_MS).toSorted((a, b) => a - b)
        for (let i = 2; i < days.length; i++) expect(days[i]! - days[i - 2]!).toBeGreaterThanOrEqual(90)
        expect(days.length).toBeGreaterThanOrEqual(Math.min(2, all.filter((one) => one.helperIds.includes(helper)).length))
      }
    }))
  })
})

test('a difference added to what was before gives what is after', () => {
  const counts = fc.dictionary(fc.constantFrom('posted', 'claimed', 'hours:3'), fc.integer({ min: 1, max: 4 }))
  const tally = fc.dictionary(fc.constantFrom('a', 'b', 'c'), counts) as fc.Arbitrary<Tally>
  const sumUp = (...tallies: Tally[]) => {
    const sum: Tally = {}
    for (const one of tallies) for (const [key, held] of Object.entries(one)) addTo(sum, key, held)
    return differenceOf({}, sum)
  }
  fc.assert(fc.property(tally, tally, (before, after) => {
    expect(sumUp(before, differenceOf(before, after))).toEqual(differenceOf({}, after))
    expect(differenceOf(after, after)).toEqual({})
  }))
})

test('a month begins at midnight in Shanghai', () => {
  expect([monthOf(at('2027-01-31T23:59:59')), monthOf(at('2027-02-01T00:00:00'))]).toEqual(['2027-01-01', '2027-02-01'])
})
