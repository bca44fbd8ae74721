import { wishContract } from '@huying/shared/wish/contract'
import { wishMachine, type WishState } from '@huying/shared/wish/machine'
import { describe, expect, test } from 'vitest'
import { initialValues } from '../../../miniapp/src/components/case/act-spec.ts'
import { ACT_PAGES, actsOf, askedAct } from '../../../miniapp/src/features/wish/acts.ts'
import type { Wish } from '../../../miniapp/src/features/wish/service.ts'
import { isOfState } from '../../../miniapp/src/features/wish/view-model.ts'

const wish: Wish = {
  id: 'w', number: '26112400001', state: 'open', category: 'repair', title: '换灯', who: '王*', place: '东岗社区', communityCode: '611023001001', townCode: '611023001',
  publishedAt: null, createdAt: '2026-11-24T01:00:00.000Z', why: null, dueAt: null, abilities: {}, story: null, uploadIds: [], version: 1, beneficiary: 'self', ring: 1,
  claimedBy: null, claim: null, notes: [], disputeCount: 0, rating: null, thanks: null, isThanksShown: false, confirmedBy: null, reasonCode: null, reason: null, checkVerdict: null, clocks: [],
}

const verbs = Object.values(wishContract).filter(({ method, path }) => method === 'POST' && path !== '/wishes').map(({ path }) => path.split('/').pop()!)
const acts = actsOf(wish)

describe('what one may do to a wish', () => {
  test('every verb of the contract has a button with words, and a page or a sheet that sends to it', () => {
    const keys = acts.map(({ key }) => key)
    expect([...keys].sort()).toEqual([...verbs].sort())
    for (const { key, endpoint, button, title, submit } of acts) {
      expect(endpoint.path, key).toBe(`/wishes/:id/${key}`)
      for (const words of [button, title, submit]) expect(words, key).toMatch(/\p{Script=Han}/u)
    }
  })

  test('what a sheet sends, filled in as it asks, is what the contract takes', () => {
    for (const { key, endpoint, fields, body } of acts.filter(({ key }) => !(key in ACT_PAGES))) {
      const words = Object.fromEntries(fields.map((field) => [field.name, field.kind === 'choice' ? field.choices[0]!.value : '写了几个字']))
      const values = { words: { ...initialValues(fields).words, ...words }, photos: {} }
      if (endpoint.body) expect(endpoint.body.safeParse(body(values)).success, key).toBe(true)
      else expect(body(values), key).toBeUndefined()
    }
  })

  test('after the third time the resident said no, nobody is asked to do it once more', () => {
    const decisions = (disputeCount: number) =>
      actsOf({ ...wish, disputeCount }).find(({ key }) => key === 'settle')!.fields.flatMap((field) => (field.kind === 'choice' ? field.choices.map(({ value }) => value) : []))
    expect(decisions(2)).toEqual(['done', 'again', 'release'])
    expect(decisions(3)).toEqual(['done', 'release'])
  })

  test('the red button is what the state asks of this person; nothing allowed, nothing red', () => {
    expect(askedAct({ assign: true, 'take-down': true })).toBe('assign')
    expect(askedAct({ withdraw: true })).toBeNull()
    expect(askedAct({ assign: { code: 'TOO_EARLY', message: '' } })).toBeNull()
  })

  test('a refusal is told only where the state has the act at all', () => {
    expect(isOfState('settle', 'disputed')).toBe(true)
    expect(isOfState('settle', 'open')).toBe(false)
    expect(isOfState('close-unmet', 'open')).toBe(true)
    for (const state of Object.keys(wishMachine.states) as WishState[]) expect(isOfState('claim', state), state).toBe(false)
  })
})
