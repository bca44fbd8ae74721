import { DEFAULT_DISPATCH_RULES, type DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'
import { describe, expect, test } from 'vitest'
import { wouldChange, type Surroundings } from '../../../server/src/modules/demand/suggest-changes.ts'
import { bookOf, routeOf, suggest, type CandidateUnit, type Facts } from '../../../server/src/modules/demand/suggestion.ts'

const unit = (code: string, authority: string[], changes: Partial<CandidateUnit> = {}): CandidateUnit => ({
  id: `id-${code}`, code, name: code, kind: 'department', areaCode: '611023', authority, isActive: true, hasHandler: true, ...changes,
})
const town = unit('town-001', ['territorial'], { kind: 'town', areaCode: '611023001' })
const units = [
  unit('traffic-police', ['traffic-police']), unit('fire', ['fire-supervision']), unit('urban-management', ['city-appearance']),
  unit('housing', ['municipal-works']), unit('transport', ['transport-management']), town,
]
const facts: Facts = {
  category: 'road-parking', categoryLabel: '乱停车、占通道', nature: 'enforcement', areaCodes: ['611023', '611023001'], townCode: '611023001', isUrban: true, month: 7,
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
    expect(tried.find(({ ruleId }) => ruleId === 'parking')).toMatchObject({ failed: ['没有单位 traffic-police，规则有误，请管理员检查'], isBroken: true })
    expect(tried.find(({ ruleId }) => ruleId === 'fire-lane')!.failed[0]).toContain('问题性质')
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

const nothingAround: Surroundings = { siblings: [], areaNames: new Map() }

describe('what would change it', () => {
  const alternatives = (changes: Partial<Facts> = {}, around = nothingAround) =>
    wouldChange(DEFAULT_DISPATCH_RULES, { ...facts, ...changes }, units, suggest(DEFAULT_DISPATCH_RULES, { ...facts, ...changes }, units), around)

  test('is said in words and as data, only where another unit would lead', () => {
    expect(alternatives()).toEqual([
      { ifOnly: '如果不在城区', change: { of: 'isUrban', to: false }, ruleId: 'parking-rural', leadUnitId: 'id-town-001', leadUnitName: 'town-001' },
    ])
    expect(alternatives({ isUrban: false })).toContainEqual({
      ifOnly: '如果问题性质是「安全隐患」', change: { of: 'nature', oneOf: ['safety'] }, ruleId: 'fire-lane', leadUnitId: 'id-traffic-police', leadUnitName: 'traffic-police',
    })
  })

  test('a category it may be mistaken for counts too, and those that lead to the same are one sentence', () => {
    const siblings = [{ code: 'road-parking', label: '乱停车' }, { code: 'road-light', label: '路灯不亮' }, { code: 'road-damage', label: '路面破损' }]
    expect(alternatives({}, { ...nothingAround, siblings })).toContainEqual(
      expect.objectContaining({ ifOnly: '如果类别是「路灯不亮」或「路面破损」', change: { of: 'category', oneOf: ['road-light', 'road-damage'] }, leadUnitName: 'housing' }),
    )
  })

  test('what a unit lacks is said: then the rule that names it would hold', () => {
    const without = units.map((one) => (one.code === 'traffic-police' ? { ...one, authority: [] } : one))
    const now = suggest(DEFAULT_DISPATCH_RULES, facts, without)
    expect(now.rule?.code).toBe('territorial')
    expect(wouldChange(DEFAULT_DISPATCH_RULES, facts, without, now, nothingAround)).toContainEqual(expect.objectContaining({
      ifOnly: '如果traffic-police有「道路交通管理」的管理权限', change: { of: 'unit', unitId: 'id-traffic-police', gains: { what: 'authority', code: 'traffic-police' } }, ruleId: 'parking',
    }))
  })

  test('an area that rules name, by the name people know', () => {
    const rules: DispatchRule[] = [
      { code: 'east', label: '东岗的事', when: { areaCodes: ['611023001001'] }, lead: { by: 'unit', code: 'fire' }, assists: [] },
      { code: 'rest', label: '其余', when: {}, lead: { by: 'town' }, assists: [] },
    ]
    expect(wouldChange(rules, facts, units, suggest(rules, facts, units), { siblings: [], areaNames: new Map([['611023001001', '东岗社区']]) })).toEqual([
      expect.objectContaining({ ifOnly: '如果在「东岗社区」', ruleId: 'east', leadUnitName: 'fire' }),
    ])
  })
})

test('finding a rule for many cases and explaining it for one agree', () => {
  for (const { code } of DEFAULT_DISPATCH_RULES.flatMap(({ when }) => (when.categories ?? []).map((category) => ({ code: category }))))
    for (const month of [1, 7])
      for (const isUrban of [true, false]) {
        const asked = { ...facts, category: code, month, isUrban }
        const [route, suggested] = [routeOf(DEFAULT_DISPATCH_RULES, asked, bookOf(units)), suggest(DEFAULT_DISPATCH_RULES, asked, units)]
        expect([route.rule?.code, route.lead, route.assists]).toEqual([suggested.rule?.code, suggested.lead, suggested.assists])
      }
})
