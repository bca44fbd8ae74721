import { BUILT_IN_CATEGORIES, type CategoryGroup, type CategoryTerms } from '@huying/shared/complaint/categories.ts'
import type { Question } from '@huying/shared/complaint/questions.ts'
import { describe, expect, test } from 'vitest'
import { categoryFaults, lessUrgent } from '../../../server/src/modules/catalogue/category-faults.ts'

/** The built-in catalogue with one category otherwise. */
const withCategory = (code: string, change: Partial<CategoryTerms>): CategoryGroup[] =>
  BUILT_IN_CATEGORIES.map((group) => ({ ...group, categories: group.categories.map((one) => (one.code === code ? { ...one, ...change } : one)) }))
const messages = (groups: readonly CategoryGroup[]) => categoryFaults(groups, BUILT_IN_CATEGORIES).map(({ at, message }) => `${at ?? '-'}: ${message}`)

test('what the program brings along has no fault', () => expect(messages(BUILT_IN_CATEGORIES)).toEqual([]))

describe('faults', () => {
  test('a category that cases carry cannot go, only be set aside', () => {
    const without = BUILT_IN_CATEGORIES.map((group) => ({ ...group, categories: group.categories.filter(({ code }) => code !== 'road-bus') }))
    expect(messages(without)).toEqual(['road-bus: 不能删掉「公交班车」：以前的诉求还在用，停用就可以'])
    expect(messages(withCategory('road-bus', { isActive: false }))).toEqual([])
  })

  test('two of one code or name, a group with nothing to choose, one the program needs', () => {
    expect(messages(withCategory('road-bus', { code: 'road-light' }))).toEqual(expect.arrayContaining(['road-light: 两类用了同一个代码']))
    expect(messages(withCategory('road-bus', { label: '路灯不亮' }))).toEqual(['-: 两类都叫「路灯不亮」，居民分不清'])
    expect(messages(withCategory('other-other', { isActive: false }))).toEqual(['other-other: 这一类不能停用：说不清的、说到工作人员的都归它'])
    const empty = BUILT_IN_CATEGORIES.map((group) => (group.code === 'rural' ? { ...group, categories: group.categories.map((one) => ({ ...one, isActive: false })) } : group))
    expect(messages(empty)).toEqual(['rural: 「农业农村」里没有在用的类别，居民会看到空的一组'])
  })

  test('questions: all that is wrong with them, at once', () => {
    const questions: Question[] = [
      { kind: 'number', code: 'a', label: '几盏', isRequired: false, min: 5, max: 1, isWhole: true },
      { kind: 'single', code: 'a', label: '哪种', isRequired: true, choices: [{ code: 'x', label: '甲' }] },
      { kind: 'multiple', code: 'b', label: '哪种', isRequired: true, choices: [{ code: 'x', label: '甲' }, { code: 'x', label: '甲' }] },
    ]
    expect(messages(withCategory('road-bus', { questions }))).toEqual([
      'road-bus: 两个问题用了同一个代码', 'road-bus: 问了两遍「哪种」', 'road-bus: 「几盏」最小的比最大的还大', 'road-bus: 「哪种」至少要有两个选项',
      'road-bus: 「哪种」有两个选项用了同一个代码', 'road-bus: 「哪种」有两个一样的选项',
    ])
  })
})

test('only a category that becomes less urgent takes two persons', () => {
  expect(lessUrgent(withCategory('road-parking', { urgency: 'normal' }), BUILT_IN_CATEGORIES)).toEqual([{ code: 'road-parking', label: '乱停车、占通道' }])
  expect(lessUrgent(withCategory('road-parking', { urgency: 'emergency', label: '停车' }), BUILT_IN_CATEGORIES)).toEqual([])
})
