import { DEFAULT_DISPATCH_RULES } from '@huying/shared/demand/dispatch-rules.ts'
import type { RuleBody } from '@huying/shared/catalogue/rules-contract.ts'
import { expect, test } from 'vitest'
import { conditionWords, monthWords, routeWords } from '../../../miniapp/src/features/catalogue/rule-words.ts'

const names = { units: new Map([['housing', '县住建局'], ['fire', '县消防']]), areas: new Map([['611023001', '城关街道']]) }
const rule = (code: string) => DEFAULT_DISPATCH_RULES.find((one) => one.code === code) as RuleBody

test('months are said as people say them', () => {
  expect([monthWords([5, 6, 7, 8, 9, 10]), monthWords([11, 12, 1, 2, 3]), monthWords([7]), monthWords([2, 7]), monthWords([])]).toEqual(['5—10 月', '11—3 月', '7 月', '2、7 月', '一个月也没选'])
})

test('a rule reads as what it asks and to whom it leads', () => {
  expect(conditionWords(rule('flood-season'), names)).toEqual(['类别是山洪、滑坡、积水', '性质是安全隐患、公共设施损坏', '5—10 月', '主办要有水旱灾害防御权限'])
  expect(conditionWords({ when: { isUrban: false, areaCodes: ['611023001', '611023002'] } }, names)).toEqual(['在城关街道、611023002', '不在城区'])
  expect(conditionWords({ when: {} }, names)).toEqual([])
  expect(routeWords(rule('gas-leak'), names)).toBe('主办 县住建局 · 协办 县消防、没有的单位 emergency')
  expect(routeWords(rule('territorial'), names)).toBe('主办 属地街道（镇）')
})
