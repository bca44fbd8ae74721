import { COMPLAINT_CATEGORIES } from '@huying/shared/complaint/catalogue.ts'
import { AUTHORITIES, DEFAULT_DISPATCH_RULES, type DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'
import { describe, expect, test } from 'vitest'
import { ruleFaults, type RuleWorld } from '../../../server/src/modules/catalogue/rule-faults.ts'
import { unreachable } from '../../../server/src/modules/catalogue/rule-reach.ts'

const known = COMPLAINT_CATEGORIES.map(({ code }) => code)
const all = AUTHORITIES.map(({ code }) => code)
const unit = (code: string, kind = 'department', areaCode = '611023', changes: object = {}) => ({
  id: code, code, name: `单位${code}`, kind, areaCode, authority: all as readonly string[], isActive: true, hasHandler: true, ...changes,
})
const named = [...new Set(DEFAULT_DISPATCH_RULES.flatMap(({ lead, assists }) => [lead, ...assists]).flatMap((one) => (one.by === 'unit' ? [one.code] : [])))]
const world: RuleWorld = { categories: { known, active: known }, units: [...named.map((code) => unit(code)), unit('t1', 'town', '611023001')], areaCodes: ['611023001'] }
const rule = (code: string, when: DispatchRule['when'], lead: DispatchRule['lead'] = { by: 'town' }): DispatchRule => ({ code, label: `规则${code}`, when, lead, assists: [] })
const last = rule('last', {})
const messages = (rules: readonly DispatchRule[], somewhere: RuleWorld = world) => ruleFaults(rules, somewhere).map(({ at, message }) => `${at ?? '-'}: ${message}`)

test("the first day's catalogue has no fault", () => expect(messages(DEFAULT_DISPATCH_RULES)).toEqual([]))

describe('all faults at once', () => {
  test('unknown things, empty lists and repetitions, each with its rule', () => {
    const rules: DispatchRule[] = [
      rule('a', { categories: [] }),
      rule('b', { categories: ['nothing'], natures: [], months: [] }),
      rule('c', { areaCodes: ['611023999'], months: [5, 5] }),
      { ...rule('d', { natures: ['safety'] }, { by: 'unit', code: 'gone' }), assists: [{ by: 'unit', code: 'fire' }, { by: 'unit', code: 'fire' }] },
      rule('d', { natures: ['dispute'] }),
      last,
    ]
    expect(messages(rules)).toEqual([
      'a: 类别一个也没选，永远不会对上',
      'b: 没有这样的类别：nothing', 'b: 问题性质一个也没选，永远不会对上', 'b: 时间一个月也没选，永远不会对上',
      'c: 没有这样的区划：611023999', 'c: 同一个月写了两次',
      'd: 没有单位 gone', 'd: 同一个单位写了两次',
      'd: 代码和前面的规则重复', 'd: 名称和前面的规则一样，看的人分不清',
    ])
  })

  test('a unit that is no more or lacks the power is a fault, one without a handler only warns', () => {
    const units = [unit('fire', 'department', '611023', { isActive: false }), unit('police', 'department', '611023', { authority: [] }), unit('new', 'department', '611023', { hasHandler: false }), unit('t1', 'town', '611023001')]
    const rules = [
      rule('a', { categories: ['safety-fire'] }, { by: 'unit', code: 'fire' }),
      rule('b', { categories: ['safety-security'], authority: 'public-security' }, { by: 'unit', code: 'police' }),
      rule('c', { categories: ['road-bus'] }, { by: 'unit', code: 'new' }),
      last,
    ]
    const faults = ruleFaults(rules, { ...world, units })
    expect(faults.map(({ at, isWarning, message }) => [at, isWarning, message])).toEqual([
      ['a', false, '单位fire已停用'], ['b', false, '单位police没有「治安管理」的管理权限'], ['c', true, '单位new还没有承办人'],
    ])
  })

  test('no rule at all, and no rule for the rest', () => {
    expect(messages([])).toEqual(['-: 一条规则也没有，什么都派不出去'])
    expect(ruleFaults([rule('a', { natures: ['safety'] })], world)).toEqual([{ at: null, isWarning: true, message: '没有兜底的规则，有的事会没有建议' }])
  })
})

describe('a rule that nothing can reach', () => {
  const covered = (rules: readonly DispatchRule[], isSound: (rule: DispatchRule) => boolean = () => true) =>
    [...unreachable(rules, known, isSound)].map(([one, by]) => [one.code, by.map(({ code }) => code)])

  test('is one behind a wider one', () => {
    expect(covered([rule('wide', { categories: ['road-light', 'road-damage'] }), rule('narrow', { categories: ['road-light'], isUrban: true }), last])).toEqual([['narrow', ['wide']]])
    expect(covered([rule('some', { categories: ['road-light'], months: [1] }), rule('all', { areaCodes: ['611023'] }), rule('narrow', { categories: ['road-light'], areaCodes: ['611023001'] }), last])).toEqual([['narrow', ['all']]])
    expect(messages([rule('wide', { natures: ['safety'] }), rule('narrow', { natures: ['safety'], months: [7] }), last])).toContain('narrow: 永远轮不到它：前面的「规则wide」把它的事都接走了')
  })

  test('is also one that several others cover only together', () => {
    const rules = [
      rule('town', { categories: ['road-light'], isUrban: true }), rule('country', { categories: ['road-light'], isUrban: false }),
      rule('light', { categories: ['road-light'] }), last,
    ]
    expect(covered(rules)).toEqual([['light', ['town', 'country']]])
    const seasons = [rule('first', { months: [1, 2, 3, 4, 5, 6] }), rule('second', { months: [7, 8, 9, 10, 11, 12], areaCodes: ['611023001'] }), rule('there', { areaCodes: ['611023001001'] }), last]
    expect(covered(seasons)).toEqual([['there', ['first', 'second']]])
  })

  test('not one that is wider in any way', () => {
    const narrow = rule('narrow', { categories: ['road-light'], natures: ['facility'], months: [1], isUrban: true, areaCodes: ['611023001'] })
    for (const wider of [{ natures: ['safety'] as const }, { months: [1, 2] }, { isUrban: false }, { areaCodes: ['611023'] }, { categories: ['road-light', 'road-bus'] }])
      expect(covered([narrow, rule('wider', { ...narrow.when, ...wider }), last])).toEqual([])
  })

  test('nor one behind a rule whose unit cannot take anything now', () => {
    const rules = [rule('wide', {}, { by: 'unit', code: 'fire' }), last]
    expect(covered(rules, ({ code }) => code !== 'wide')).toEqual([])
    const units = world.units.map((one) => (one.code === 'fire' ? { ...one, hasHandler: false } : one))
    expect(messages(rules, { ...world, units })).toEqual(['wide: 单位fire还没有承办人'])
  })
})

test('three hundred rules over fifty areas are checked within three seconds', () => {
  const areaCodes = Array.from({ length: 50 }, (_, index) => `611023${String(index + 100)}`)
  const rules = Array.from({ length: 300 }, (_, index) => rule(`r${index}`, { categories: [known[index % known.length]!], areaCodes: [areaCodes[index % 50]!], months: [1 + (index % 12)] }))
  const start = performance.now()
  unreachable([...rules, last], known, () => true)
  expect(performance.now() - start).toBeLessThan(3_000)
})
