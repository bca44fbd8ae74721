import { NATURES, type NatureCode } from '@huying/shared/demand/catalogue.ts'
import { AUTHORITIES, type DispatchRule, type UnitChoice } from '@huying/shared/demand/dispatch-rules.ts'

/** What the rules look at. */
export interface Facts {
  category: string
  categoryLabel: string
  nature: NatureCode
  /** The place's own code and all above it. */
  areaCodes: readonly string[]
  townCode: string
  isUrban: boolean
  /** 1–12. */
  month: number
}

export interface CandidateUnit {
  id: string
  code: string
  name: string
  kind: string
  areaCode: string
  authority: readonly string[]
  isActive: boolean
  hasHandler: boolean
}

export interface Tried {
  ruleId: string
  label: string
  matched: boolean
  failed: string[]
  /** The rule itself is at fault, whatever the case: the administrator has to mend it. */
  isBroken: boolean
}

/** Where a case goes: the rule that caught it, if any did. */
export interface Route {
  rule: DispatchRule | null
  lead: CandidateUnit | null
  assists: CandidateUnit[]
}

export interface Suggested extends Omit<Route, 'rule'> {
  rule: { code: string; label: string } | null
  tried: Tried[]
}

/** Units by what a rule may call them. */
export interface UnitBook {
  byCode: ReadonlyMap<string, CandidateUnit>
  /** By the code of the town whose own unit it is. */
  byTown: ReadonlyMap<string, CandidateUnit>
}

export const bookOf = (units: readonly CandidateUnit[]): UnitBook => ({
  byCode: new Map(units.map((unit) => [unit.code, unit])),
  byTown: new Map(units.filter(({ kind }) => kind === 'town').map((unit) => [unit.areaCode, unit])),
})

export const unitFor = (choice: UnitChoice, townCode: string, { byCode, byTown }: UnitBook): CandidateUnit | undefined =>
  choice.by === 'town' ? byTown.get(townCode) : byCode.get(choice.code)

export const natureLabel = (code: string): string => NATURES.find((one) => one.code === code)?.label ?? code
export const authorityLabel = (code: string): string => AUTHORITIES.find((one) => one.code === code)?.label ?? code
const nameOf = (choice: UnitChoice): string => (choice.by === 'town' ? '属地街道（镇）' : `单位 ${choice.code}`)

interface Failure {
  isBroken: boolean
  words(): string
}
const failed = (words: () => string): Failure => ({ isBroken: false, words })
const broken = (words: () => string): Failure => ({ isBroken: true, words: () => `${words()}，规则有误，请管理员检查` })

type Check = (rule: DispatchRule, facts: Facts, unit: CandidateUnit | undefined) => Failure | false | undefined

/** What a rule asks, one thing each: the failure where it does not hold. Finding the first rule and explaining it ask the same. */
const CHECKS: readonly Check[] = [
  ({ when: { categories } }, { category, categoryLabel }) =>
    categories && !categories.includes(category) && failed(() => `类别是「${categoryLabel}」，不在这条规则里`),
  ({ when: { natures } }, { nature }) =>
    natures && !natures.includes(nature) && failed(() => `问题性质是「${natureLabel(nature)}」，规则要「${natures.map(natureLabel).join('、')}」`),
  ({ when: { areaCodes } }, facts) => areaCodes && !areaCodes.some((code) => facts.areaCodes.includes(code)) && failed(() => '不在规则规定的区域里'),
  ({ when: { isUrban } }, facts) => isUrban !== undefined && isUrban !== facts.isUrban && failed(() => (isUrban ? '不在城区' : '在城区')),
  ({ when: { months } }, { month }) => months && !months.includes(month) && failed(() => `现在是 ${month} 月，规则只在 ${months.join('、')} 月适用`),
  ({ lead }, _facts, unit) => !unit && broken(() => `没有${nameOf(lead)}`),
  (_rule, _facts, unit) => unit?.isActive === false && broken(() => `${unit.name}已停用`),
  (_rule, _facts, unit) => unit?.hasHandler === false && broken(() => `${unit.name}还没有承办人`),
  ({ when: { authority } }, _facts, unit) =>
    unit && authority !== undefined && !unit.authority.includes(authority) && broken(() => `${unit.name}没有「${authorityLabel(authority)}」的管理权限`),
]

const failuresOf = (rule: DispatchRule, facts: Facts, unit: CandidateUnit | undefined): Failure[] =>
  CHECKS.flatMap((check) => check(rule, facts, unit) || [])

function routeBy(rule: DispatchRule, { townCode }: Facts, book: UnitBook): Route {
  const lead = unitFor(rule.lead, townCode, book)!
  const assists = rule.assists.flatMap((choice) => unitFor(choice, townCode, book) ?? [])
    .filter((unit) => unit.isActive && unit.hasHandler && unit.id !== lead.id)
  return { rule, lead, assists }
}

/** Where a case goes, without the words: for asking about many. */
export function routeOf(rules: readonly DispatchRule[], facts: Facts, book: UnitBook): Route {
  const rule = rules.find((one) => {
    const unit = unitFor(one.lead, facts.townCode, book)
    return !CHECKS.some((check) => check(one, facts, unit))
  })
  return rule ? routeBy(rule, facts, book) : { rule: null, lead: null, assists: [] }
}

/** The first rule that holds, in the catalogue's order, with every rule looked at on the way and why it failed. */
export function suggest(rules: readonly DispatchRule[], facts: Facts, units: readonly CandidateUnit[]): Suggested {
  const book = bookOf(units)
  const tried: Tried[] = []
  for (const rule of rules) {
    const failures = failuresOf(rule, facts, unitFor(rule.lead, facts.townCode, book))
    tried.push({
      ruleId: rule.code, label: rule.label, matched: failures.length === 0, failed: failures.map(({ words }) => words()),
      isBroken: failures.some(({ isBroken }) => isBroken),
    })
    if (failures.length === 0) return { ...routeBy(rule, facts, book), rule: { code: rule.code, label: rule.label }, tried }
  }
  return { rule: null, lead: null, assists: [], tried }
}
