import { NATURES, type NatureCode } from '@huying/shared/demand/catalogue.ts'
import type { DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'
import { authorityLabel, bookOf, routeOf, type CandidateUnit, type Facts, type Route } from './suggestion.ts'

/** One thing that could be otherwise; any one of `oneOf` has the same effect. */
export type Change =
  | { of: 'nature'; oneOf: NatureCode[] }
  | { of: 'category'; oneOf: string[] }
  | { of: 'month'; oneOf: number[] }
  | { of: 'area'; oneOf: string[] }
  | { of: 'isUrban'; to: boolean }
  /** What the unit would have to have or be. */
  | { of: 'unit'; unitId: string; gains: { what: 'active' } | { what: 'handler' } | { what: 'authority'; code: string } }

export interface Alternative {
  ifOnly: string
  change: Change
  ruleId: string
  leadUnitId: string
  leadUnitName: string
}

/** What people call the other things there could be. */
export interface Surroundings {
  /** Categories a case is mistaken for: those of the same group. */
  siblings: readonly { code: string; label: string }[]
  /** Names of the areas that rules speak of. */
  areaNames: ReadonlyMap<string, string>
}

interface Variant {
  change: Change
  words: string
  facts: Facts
  units: readonly CandidateUnit[]
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)
const TOWN_DIGITS = 9

/** The case as it would be with this change. */
export function changed(change: Change, facts: Facts, units: readonly CandidateUnit[]): { facts: Facts; units: readonly CandidateUnit[] } {
  switch (change.of) {
    case 'nature':
      return { facts: { ...facts, nature: change.oneOf[0]! }, units }
    case 'category':
      return { facts: { ...facts, category: change.oneOf[0]! }, units }
    case 'month':
      return { facts: { ...facts, month: change.oneOf[0]! }, units }
    case 'area':
      return { facts: placedIn(change.oneOf[0]!, facts), units }
    case 'isUrban':
      return { facts: { ...facts, isUrban: change.to }, units }
    case 'unit':
      return { facts, units: units.map((unit) => (unit.id === change.unitId ? gained(unit, change.gains) : unit)) }
  }
}

/** The same matter somewhere in that area; statistical codes say what lies above it. */
const placedIn = (code: string, facts: Facts): Facts => ({
  ...facts,
  areaCodes: [6, TOWN_DIGITS, 12, 15].filter((digits) => digits <= code.length).map((digits) => code.slice(0, digits)),
  townCode: code.length >= TOWN_DIGITS ? code.slice(0, TOWN_DIGITS) : facts.townCode,
})

function gained(unit: CandidateUnit, gains: Extract<Change, { of: 'unit' }>['gains']): CandidateUnit {
  if (gains.what === 'authority') return { ...unit, authority: [...unit.authority, gains.code] }
  return gains.what === 'active' ? { ...unit, isActive: true } : { ...unit, hasHandler: true }
}

/**
 * What one different thing would lead to, where that is another lead unit than now: another nature, a category next to this one,
 * in or out of town, another month, an area that rules name, something a unit lacks. Found by asking the rules again.
 */
export function wouldChange(
  rules: readonly DispatchRule[], facts: Facts, units: readonly CandidateUnit[], now: Pick<Route, 'lead'>, around: Surroundings,
): Alternative[] {
  const found = new Map<string, Alternative>()
  for (const { change, words, ...variant } of variantsOf(rules, facts, units, around)) {
    const { rule, lead } = routeOf(rules, variant.facts, bookOf(variant.units))
    if (!rule || !lead || lead.id === now.lead?.id) continue
    const key = change.of === 'unit' || change.of === 'isUrban' ? JSON.stringify(change) : `${change.of} ${rule.code} ${lead.id}`
    const same = found.get(key)
    if (same) join(same, change, words)
    else found.set(key, { ifOnly: words, change, ruleId: rule.code, leadUnitId: lead.id, leadUnitName: lead.name })
  }
  return [...found.values()]
}

/** Two things of one kind that lead to the same are said in one sentence: 如果在 5、6 月. */
function join(alternative: Alternative, change: Change, words: string): void {
  if (!('oneOf' in change) || !('oneOf' in alternative.change)) return
  const all = alternative.change.oneOf as unknown[]
  all.push(...change.oneOf)
  alternative.ifOnly = change.of === 'month' ? `如果在 ${all.join('、')} 月` : `${alternative.ifOnly}或${words.slice(words.indexOf('「'))}`
}

function variantsOf(rules: readonly DispatchRule[], facts: Facts, units: readonly CandidateUnit[], { siblings, areaNames }: Surroundings): Variant[] {
  const areas = [...new Set(rules.flatMap(({ when }) => when.areaCodes ?? []))].filter((code) => !facts.areaCodes.includes(code))
  const changes: [Change, string][] = [
    ...NATURES.filter(({ code }) => code !== facts.nature).map(({ code, label }): [Change, string] => [{ of: 'nature', oneOf: [code] }, `如果问题性质是「${label}」`]),
    ...siblings.filter(({ code }) => code !== facts.category).map(({ code, label }): [Change, string] => [{ of: 'category', oneOf: [code] }, `如果类别是「${label}」`]),
    [{ of: 'isUrban', to: !facts.isUrban }, facts.isUrban ? '如果不在城区' : '如果在城区'],
    ...MONTHS.filter((month) => month !== facts.month).map((month): [Change, string] => [{ of: 'month', oneOf: [month] }, `如果在 ${month} 月`]),
    ...areas.map((code): [Change, string] => [{ of: 'area', oneOf: [code] }, `如果在「${areaNames.get(code) ?? code}」`]),
    ...gainsOf(rules, units),
  ]
  return changes.map(([change, words]) => ({ change, words, ...changed(change, facts, units) }))
}

/** What the units that rules name lack: to be active, a handler, the authority that is asked for. */
function gainsOf(rules: readonly DispatchRule[], units: readonly CandidateUnit[]): [Change, string][] {
  return units.flatMap((unit): [Change, string][] => {
    const asked = rules.flatMap(({ lead, when }) =>
      when.authority !== undefined && (lead.by === 'unit' ? lead.code === unit.code : unit.kind === 'town') ? [when.authority] : [])
    const lacking = [...new Set(asked)].filter((code) => !unit.authority.includes(code))
    return [
      ...(unit.isActive ? [] : [[{ of: 'unit', unitId: unit.id, gains: { what: 'active' } }, `如果${unit.name}没有停用`] satisfies [Change, string]]),
      ...(unit.hasHandler ? [] : [[{ of: 'unit', unitId: unit.id, gains: { what: 'handler' } }, `如果${unit.name}有了承办人`] satisfies [Change, string]]),
      ...lacking.map((code): [Change, string] => [{ of: 'unit', unitId: unit.id, gains: { what: 'authority', code } }, `如果${unit.name}有「${authorityLabel(code)}」的管理权限`]),
    ]
  })
}
