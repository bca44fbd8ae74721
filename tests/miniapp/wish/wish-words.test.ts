import { WISH_CATEGORIES } from '@huying/shared/wish/catalogue'
import { wishMachine, type WishState } from '@huying/shared/wish/machine'
import { describe, expect, test } from 'vitest'
import { guessCategories } from '../../../miniapp/src/features/wish/guess-category.ts'
import type { Wish } from '../../../miniapp/src/features/wish/service.ts'
import { handOverOf, hasEnded, isOwn, nextStep, refusalOf, stateWord, titleFrom } from '../../../miniapp/src/features/wish/view-model.ts'

const clock = (kind: string, state: 'running' | 'paused' | 'stopped' = 'running'): Wish['clocks'][number] => ({
  kind, state, startedAt: '2026-11-24T01:00:00.000Z', dueAt: '2026-11-26T10:00:00.000Z', originalDueAt: '2026-11-26T10:00:00.000Z', warnAt: null, isProvisional: false, sentence: '',
})

const wish = (changes: Partial<Wish>): Wish => ({
  id: 'w', number: '26112400001', state: 'open', category: 'repair', title: '换灯', who: '王*', place: '东岗社区', communityCode: '611023001001', townCode: '611023001',
  publishedAt: null, createdAt: '2026-11-24T01:00:00.000Z', why: null, dueAt: null, abilities: {}, story: null, uploadIds: [], version: 1, beneficiary: 'self', ring: 1,
  claimedBy: null, claim: null, notes: [], disputeCount: 0, rating: null, thanks: null, isThanksShown: false, confirmedBy: null, reasonCode: null, reason: null, checkVerdict: null, clocks: [],
  ...changes,
})
const states = Object.keys(wishMachine.states) as WishState[]

describe('the title of a wish', () => {
  test('is its first sentence, at most 30 characters', () => {
    expect(titleFrom('想换一盏灯。够不着，灯坏了三天。')).toBe('想换一盏灯')
    expect(titleFrom('灯'.repeat(40))).toHaveLength(30)
    expect(titleFrom('  \n')).toBe('')
  })
})

describe('the category is guessed from the words', () => {
  test.each(WISH_CATEGORIES.map(({ code, example }) => [code, example] as const))('%s is among the first three of its own example', (code, example) => {
    expect(guessCategories(example, 3).codes).toContain(code)
  })
  test('nothing is guessed where the words say nothing, and six are offered all the same', () => {
    const { codes, isSure } = guessCategories('想请人帮个忙', 6)
    expect(isSure).toBe(false)
    expect(new Set(codes).size).toBe(6)
  })
})

describe('who has it now', () => {
  test('is said in every state that has not ended, and in no other; so is what comes next', () => {
    for (const state of states) {
      expect(handOverOf(wish({ state })) === null, state).toBe(hasEnded({ state }))
      expect(nextStep(state, true) === null, state).toBe(hasEnded({ state }))
    }
  })
  test('the helper reads when to write next, the resident when it will be done', () => {
    const claimed = { state: 'claimed' as const, claimedBy: '刘*平', clocks: [clock('total'), clock('progress')] }
    expect(handOverOf(wish({ ...claimed, abilities: { progress: true } }))).toMatchObject({ holder: '您', due: { act: '记一次进展', unit: 'h' } })
    expect(handOverOf(wish({ ...claimed, abilities: { withdraw: true } }))).toMatchObject({ holder: '党员 刘*平', due: { act: '办好', unit: 'd' } })
  })
  test('a date that no longer runs is not shown', () => {
    expect(handOverOf(wish({ state: 'submitted', clocks: [clock('review', 'stopped')] }))?.due).toBeUndefined()
  })
})

describe('words for others', () => {
  test('what waits for the resident is not “您” to anybody else', () => {
    expect([stateWord('fulfilled', true), stateWord('fulfilled', false), stateWord('returned', false)]).toEqual(['等您确认', '等居民确认', '等居民补充'])
  })
  test('a refusal is told where it says something, and kept silent where it only says “not yours”', () => {
    const refused = (code: string) => refusalOf(wish({ abilities: { claim: { code, message: '在别的镇上' } } }), 'claim')
    expect([refused('NOT_IN_REACH'), refused('FORBIDDEN'), refused('WRONG_STATE')]).toEqual(['在别的镇上', null, null])
  })
})

describe('whose it is', () => {
  const forbidden = { code: 'FORBIDDEN', message: '' }
  test('is known in every state: the acts of the one who wished are refused them for the state, others for the person', () => {
    expect(isOwn(wish({ state: 'claimed', abilities: { withdraw: true } }))).toBe(true)
    expect(isOwn(wish({ state: 'confirmed', abilities: { withdraw: { code: 'WRONG_STATE', message: '' }, appeal: { code: 'WRONG_STATE', message: '' } } }))).toBe(true)
    expect(isOwn(wish({ state: 'fulfilled', abilities: { confirm: true, withdraw: forbidden, resubmit: forbidden, dispute: forbidden, appeal: forbidden } }))).toBe(false)
    expect(isOwn(wish({ abilities: {} }))).toBe(false)
  })
  test('decides how one is spoken to', () => {
    expect([nextStep('claimed', true), nextStep('claimed', false)]).toEqual(['办好以后，请您说行不行', '办好以后，请居民说行不行'])
    expect(handOverOf(wish({ abilities: { assign: true } }))).toMatchObject({ holder: '您', note: '一圈一圈都问过了，请您安排一位' })
  })
})
