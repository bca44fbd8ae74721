import { DEFAULT_DISPATCH_RULES, type DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'
import { describe, expect, test } from 'vitest'
import { suggest, wouldChange, type CandidateUnit, type Facts } from '../../../server/src/modules/demand/suggestion.ts'

const unit = (code: string, authority: string[], changes: Partial<CandidateUnit> = {}): CandidateUnit => ({
  id: `id-${code}`, code, name: code, kind: 'department', areaCode: '611023', authority, isActive: true, hasHandler: true, ...changes,
})
const town = unit('town-001', ['territorial'], { kind: 'town', areaCode: '611023001' })
const units = [
  unit('traffic-police', ['traffic-police']), unit('fire', ['fire-supervision']), unit('urban-management', ['city-appearance']),
  unit('housing', ['municipal-works']), unit('transport', ['transport-management']), town,
]
const facts: Facts = {
  category: 'road-parking', nature: 'enforcement', areaCodes: ['611023', '611023001'], townCode: '611023001', isUrban: true, month: 7,
}

describe('the first rule that holds', () => {
  test('wins, with every rule before it and why it failed', () => {
    const { rule, lead, assists, tried } = suggest(DEFAULT_DISPATCH_RULES, facts, units)
    expect([rule?.code, lead?.code, assists.map(({ code }) => code)]).toEqual(['parking', 'traffic-police', ['urban-management']])
    expect(tried.at(-2)).toMatchObject({ ruleId: 'fire-lane', matched: false, failed: ['问题性质是「违法违规，要执法」，规则要「安全隐患」'] })
    expect(tried.filter(({ matched }) => matched)).toHaveLength(1)
  })

  test('a special rule outranks the general one below it', () => {
    expect(suggest(DEFAULT_DISPATCH_RULES, { ...facts, nature: 'safety' }, units).rule?.code).toBe('fire-lane')
  })

  test('the town in whose area the place lies, never another town', () => {
    const elsewhere = unit('town-002', ['territorial'], { kind: 'town', areaCode: '611023101' })
    expect(suggest(DEFAULT_DISPATCH_RULES, { ...facts, isUrban: false }, [elsewhere, ...units]).lead?.code).toBe('town-001')
  })

  test('a broken rule is reported and passed over, not skipped in silence', () => {
    const without = units.filter(({ code }) => code !== 'traffic-police')
    const { rule, tried } = suggest(DEFAULT_DISPATCH_RULES, facts, without)
    expect(tried.find(({ ruleId }) => ruleId === 'parking')!.failed).toEqual(['没有单位 traffic-police，规则有误，请管理员检查'])
    expect(rule?.code).toBe('territorial')
  })

  test.each([
    ['is not active', { isActive: false }, '停用'],
    ['has no handler', { hasHandler: false }, '承办人'],
    ['lacks the power', { authority: [] }, '管理权限'],
  ])('a lead that %s does not lead', (_, change, words) => {
    const changed = units.map((one) => (one.code === 'traffic-police' ? { ...one, ...change } : one))
    const { tried } = suggest(DEFAULT_DISPATCH_RULES, facts, changed)
    expect(tried.find(({ ruleId }) => ruleId === 'parking')!.failed.join()).toContain(words)
  })

  test('without any rule nothing is suggested, and all were tried', () => {
    const { rule, lead, tried } = suggest(DEFAULT_DISPATCH_RULES, facts, [])
    expect([rule, lead, tried.length]).toEqual([null, null, DEFAULT_DISPATCH_RULES.length])
  })

  test('area and month decide where a rule names them', () => {
    const rules: DispatchRule[] = [{ code: 'summer', label: '夏', when: { months: [6, 7], areaCodes: ['611023001'] }, lead: { by: 'unit', code: 'fire' }, assists: [] }]
    expect(suggest(rules, facts, units).rule?.code).toBe('summer')
    expect(suggest(rules, { ...facts, month: 8 }, units).tried[0]!.failed[0]).toContain('8 月')
    expect(suggest(rules, { ...facts, areaCodes: ['611023101'] }, units).tried[0]!.failed).toEqual(['不在规则规定的区域里'])
  })
})

test('what would change it is found by asking the rules again: each alternative leads where it says', () => {
  const now = suggest(DEFAULT_DISPATCH_RULES, facts, units)
  const alternatives = wouldChange(DEFAULT_DISPATCH_RULES, facts, units, now)
  expect(alternatives).toEqual([{ ifOnly: '如果不在城区', ruleId: 'parking-rural', leadUnitId: 'id-town-001' }])
  const rural = suggest(DEFAULT_DISPATCH_RULES, { ...facts, isUrban: false }, units)
  expect(wouldChange(DEFAULT_DISPATCH_RULES, { ...facts, isUrban: false }, units, rural)).toContainEqual({
    ifOnly: '如果问题性质是「安全隐患」', ruleId: 'fire-lane', leadUnitId: 'id-traffic-police',
  })
})
