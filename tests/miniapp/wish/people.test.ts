import { describe, expect, test } from 'vitest'
import { fitnessWords } from '../../../miniapp/src/features/wish/labels.ts'
import { type Candidate, peopleOf, type Routing } from '../../../miniapp/src/features/wish/people.ts'

const candidate = (memberId: string, changes: Partial<Candidate>): Candidate => ({
  memberId, who: `${memberId}*`, rank: 1, ring: 1, hasSkill: false, freeSlots: 3, weeksSinceAsked: null, distanceSteps: 0, why: '', askedAt: null, ...changes,
})
const run = (at: string, candidates: Candidate[], leftOut: [string, string][] = [], isReproduced = true): Routing['runs'][number] => ({
  id: at, ring: 1, at, inputHash: '', resultHash: '', isReproduced, candidates, inputs: null, leftOut: leftOut.map(([memberId, reason]) => ({ memberId, who: '', reason })),
})

const FIRST = '2026-11-24T01:00:00.000Z'
const SECOND = '2026-11-25T01:00:00.000Z'
const runs = [
  run(SECOND, [candidate('c', { ring: 2, rank: 2 }), candidate('b', { ring: 2, rank: 1, freeSlots: 1 })], [['a', '这个心愿已经请过'], ['d', '手上的心愿已经满了'], ['e', '手上的心愿已经满了']]),
  run(FIRST, [candidate('a', { askedAt: FIRST }), candidate('b', { rank: 2, freeSlots: 3 })]),
]

describe('all rankings of a wish as one list of people', () => {
  test('who was asked stands apart; the others follow by ring and place, each as the last ranking saw them', () => {
    const { asked, waiting } = peopleOf({ runs })
    expect(asked.map(({ memberId }) => memberId)).toEqual(['a'])
    expect(waiting.map(({ memberId, freeSlots }) => [memberId, freeSlots])).toEqual([['b', 1], ['c', 3]])
  })
  test('whoever was asked before is not told as left out; the others are counted by reason', () => {
    expect(peopleOf({ runs }).leftOut).toEqual([{ reason: '手上的心愿已经满了', count: 2 }])
  })
  test('one ranking that came out otherwise is enough to say so', () => {
    expect(peopleOf({ runs }).isReproduced).toBe(true)
    expect(peopleOf({ runs: [...runs, run('2026-11-26T01:00:00.000Z', [], [], false)] }).isReproduced).toBe(false)
  })
})

test('why a member stands there is said in the order in which it counts, without a distance of zero', () => {
  expect(fitnessWords(candidate('a', { hasSkill: true, weeksSinceAsked: 3 }))).toBe('同网格 · 正好会 · 还能接 3 个 · 3 周没请过')
  expect(fitnessWords(candidate('a', { ring: 4, freeSlots: 1, weeksSinceAsked: 0, distanceSteps: 2 }))).toBe('同镇（街道） · 还能接 1 个 · 这周请过 · 网格相距约 500 米')
})
