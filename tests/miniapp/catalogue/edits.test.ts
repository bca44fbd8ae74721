import { BUILT_IN_CATEGORIES, categoryGroups } from '@huying/shared/complaint/categories.ts'
import { QUESTION_KINDS, question } from '@huying/shared/complaint/questions.ts'
import { describe, expect, test } from 'vitest'
import { addCategory, addGroup, addQuestion, categoryAt, ofKind, withCategoryAt } from '../../../miniapp/src/features/catalogue/category-draft.ts'
import { freshCode, inserted, moved, replaced, without } from '../../../miniapp/src/features/catalogue/order.ts'

describe('an order', () => {
  test('moves one by one, and stays where there is no further', () => {
    expect([moved(['a', 'b', 'c'], 0, 1), moved(['a', 'b', 'c'], 2, -1)]).toEqual([['b', 'a', 'c'], ['a', 'c', 'b']])
    expect([moved(['a', 'b'], 0, -1), moved(['a', 'b'], 1, 1)]).toEqual([['a', 'b'], ['a', 'b']])
    expect([replaced(['a', 'b'], 1, 'x'), without(['a', 'b'], 0), inserted(['a', 'b'], 1, 'x')]).toEqual([['a', 'x'], ['b'], ['a', 'x', 'b']])
  })
  test('a new code is higher than any there is', () => {
    expect([freshCode('rule', []), freshCode('rule', ['rule-2', 'other', 'rule-x'])]).toEqual(['rule-1', 'rule-3'])
  })
})

describe('categories', () => {
  test('a new one and a new group are what the contract takes, and can be found', () => {
    const { groups, spot } = addCategory(BUILT_IN_CATEGORIES, 1)
    expect(categoryAt(groups, spot)).toMatchObject({ code: 'category-1', isActive: true })
    const added = addGroup(groups)
    expect(categoryAt(added.groups, added.spot)).toMatchObject({ code: 'category-2' })
    expect(() => categoryGroups.parse(added.groups)).not.toThrow()
    expect(categoryAt(withCategoryAt(added.groups, spot, { label: '井盖松了' }), spot)?.label).toBe('井盖松了')
    expect(added.groups).toHaveLength(BUILT_IN_CATEGORIES.length + 1)
  })

  test('a question of any kind is what the contract takes; between one and several the choices stay', () => {
    const [first] = addQuestion([])
    for (const kind of QUESTION_KINDS) expect(question.parse(ofKind(first!, kind))).toMatchObject({ kind, code: 'question-1', label: '新的问题' })
    const single = { ...ofKind(first!, 'single'), choices: [{ code: 'a', label: '甲' }, { code: 'b', label: '乙' }] } as never
    expect(ofKind(single, 'multiple')).toMatchObject({ kind: 'multiple', choices: [{ code: 'a', label: '甲' }, { code: 'b', label: '乙' }] })
  })
})
