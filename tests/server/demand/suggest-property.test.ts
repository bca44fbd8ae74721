import { NATURES, type NatureCode } from '@huying/shared/demand/catalogue.ts'
import type { AuthorityCode, DispatchRule, UnitChoice } from '@huying/shared/demand/dispatch-rules.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changed, wouldChange, type Change } from '../../../server/src/modules/demand/suggest-changes.ts'
import { bookOf, routeOf, suggest, type CandidateUnit, type Facts } from '../../../server/src/modules/demand/suggestion.ts'

/** Small worlds, so that rules meet the cases: every value is drawn from a handful. */
const CATEGORIES = ['a', 'b', 'c', 'd']
const NATURE_CODES = NATURES.map(({ code }) => code)
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)
const AREAS = ['611023', '611023001', '611023002', '611023001001', '611023001001001']
const AUTHORITIES: AuthorityCode[] = ['territorial', 'mediation']

const choice: fc.Arbitrary<UnitChoice> = fc.oneof(
  fc.constant<UnitChoice>({ by: 'town' }),
  fc.constantFrom('u1', 'u2', 'u3', 'gone').map((code): UnitChoice => ({ by: 'unit', code })),
)
const when = fc.record({
  categories: fc.subarray(CATEGORIES), natures: fc.subarray(NATURE_CODES), areaCodes: fc.subarray(AREAS), isUrban: fc.boolean(),
  authority: fc.constantFrom(...AUTHORITIES), months: fc.subarray(MONTHS),
}, { requiredKeys: [] })
const rules = fc.array(fc.record({ when, lead: choice }), { minLength: 1, maxLength: 8 })
  .map((drawn) => drawn.map((one, index): DispatchRule => ({ ...one, code: `r${index}`, label: `规则${index}`, assists: [] })))

const unit = (code: string, kind: string, areaCode: string): fc.Arbitrary<CandidateUnit> =>
  fc.record({ authority: fc.subarray(AUTHORITIES), isActive: fc.boolean(), hasHandler: fc.boolean() })
    .map((drawn) => ({ id: `id-${code}`, code, name: code, kind, areaCode, ...drawn }))
const units = fc.tuple(unit('u1', 'department', '611023'), unit('u2', 'department', '611023'), unit('u3', 'department', '611023'), unit('t1', 'town', '611023001'), unit('t2', 'town', '611023002'))

const facts = fc.record({
  category: fc.constantFrom(...CATEGORIES), nature: fc.constantFrom(...NATURE_CODES), isUrban: fc.boolean(), month: fc.constantFrom(...MONTHS),
  place: fc.constantFrom(...AREAS.slice(1)),
}).map(({ place, ...drawn }): Facts => ({ ...drawn, categoryLabel: '', areaCodes: AREAS.filter((code) => place.startsWith(code)), townCode: place.slice(0, 9) }))

const RUNS = { numRuns: 1_000, seed: 20261125 }
const around = { siblings: CATEGORIES.map((code) => ({ code, label: code })), areaNames: new Map<string, string>() }
/** Every single thing a stated change stands for. */
const each = (change: Change): Change[] =>
  change.of === 'nature' || change.of === 'category' || change.of === 'area'
    ? change.oneOf.map((value) => ({ of: change.of, oneOf: [value] }) as Change)
    : change.of === 'month' ? change.oneOf.map((value) => ({ of: 'month', oneOf: [value] })) : [change]

test('every stated change does change the result: made, another unit leads, by the rule that was named', () => {
  const kinds = new Map<string, number>()
  fc.assert(fc.property(rules, facts, units, (rules, facts, units) => {
    const now = suggest(rules, facts, units)
    for (const { change, ruleId, leadUnitId } of wouldChange(rules, facts, units, now, around))
      for (const single of each(change)) {
        const then = changed(single, facts, units)
        const { rule, lead } = suggest(rules, then.facts, then.units)
        expect({ single, rule: rule?.code, lead: lead?.id }).toEqual({ single, rule: ruleId, lead: leadUnitId })
        expect({ single, lead: lead?.id }).not.toEqual({ single, lead: now.lead?.id })
        kinds.set(change.of, (kinds.get(change.of) ?? 0) + 1)
      }
  }), RUNS)
  // A property of nothing would hold as well.
  for (const of of ['area', 'category', 'isUrban', 'month', 'nature', 'unit']) expect([of, (kinds.get(of) ?? 0) > 10]).toEqual([of, true])
})

test('and none is kept back: a nature, month, category or side of town that is not stated does not lead elsewhere', () => {
  let unstated = 0
  fc.assert(fc.property(rules, facts, units, (rules, facts, units) => {
    const now = suggest(rules, facts, units)
    const stated = new Set(wouldChange(rules, facts, units, now, around).flatMap(({ change }) => each(change)).map((change) => JSON.stringify(change)))
    const singles: Change[] = [
      ...NATURE_CODES.filter((code) => code !== facts.nature).map((code: NatureCode): Change => ({ of: 'nature', oneOf: [code] })),
      ...CATEGORIES.filter((code) => code !== facts.category).map((code): Change => ({ of: 'category', oneOf: [code] })),
      ...MONTHS.filter((month) => month !== facts.month).map((month): Change => ({ of: 'month', oneOf: [month] })),
      { of: 'isUrban', to: !facts.isUrban },
    ]
    for (const single of singles.filter((change) => !stated.has(JSON.stringify(change)))) {
      const then = changed(single, facts, units)
      const { lead } = routeOf(rules, then.facts, bookOf(then.units))
      expect({ single, lead: lead?.id ?? now.lead?.id }).toEqual({ single, lead: now.lead?.id })
      unstated++
    }
  }), RUNS)
  expect(unstated).toBeGreaterThan(2_000)
})
