import { COMPLAINT_CATEGORIES } from '@huying/shared/complaint/catalogue.ts'
import { NATURES, type NatureCode } from '@huying/shared/demand/catalogue.ts'
import { AUTHORITIES, type DispatchRule, type UnitChoice } from '@huying/shared/demand/dispatch-rules.ts'

/** What the rules look at. */
export interface Facts {
  category: string
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
}

export interface Suggested {
  rule: { code: string; label: string } | null
  lead: CandidateUnit | null
  assists: CandidateUnit[]
  tried: Tried[]
}

const categoryLabel = (code: string): string => COMPLAINT_CATEGORIES.find((one) => one.code === code)?.label ?? code
const natureLabel = (code: string): string => NATURES.find((one) => one.code === code)?.label ?? code
const authorityLabel = (code: string): string => AUTHORITIES.find((one) => one.code === code)?.label ?? code

const unitFor = (choice: UnitChoice, facts: Facts, units: readonly CandidateUnit[]): CandidateUnit | undefined =>
  choice.by === 'town'
    ? units.find((unit) => unit.kind === 'town' && unit.areaCode === facts.townCode)
    : units.find((unit) => unit.code === choice.code)

const nameOf = (choice: UnitChoice): string => (choice.by === 'town' ? '属地街道（镇）' : `单位 ${choice.code}`)

/** Why a rule does not hold, in words; empty where it does. A unit the rule names and the county does not have is said, never skipped. */
function failuresOf({ when, lead }: DispatchRule, facts: Facts, units: readonly CandidateUnit[]): string[] {
  const failed: string[] = []
  if (when.categories && !when.categories.some((code) => code === facts.category)) failed.push(`类别是「${categoryLabel(facts.category)}」，不在这条规则里`)
  if (when.natures && !when.natures.includes(facts.nature))
    failed.push(`问题性质是「${natureLabel(facts.nature)}」，规则要「${when.natures.map(natureLabel).join('、')}」`)
  if (when.areaCodes && !when.areaCodes.some((code) => facts.areaCodes.includes(code))) failed.push('不在规则规定的区域里')
  if (when.isUrban !== undefined && when.isUrban !== facts.isUrban) failed.push(when.isUrban ? '不在城区' : '在城区')
  if (when.months && !when.months.includes(facts.month)) failed.push(`现在是 ${facts.month} 月，规则只在 ${when.months.join('、')} 月适用`)
  const unit = unitFor(lead, facts, units)
  if (!unit) return [...failed, `没有${nameOf(lead)}，规则有误，请管理员检查`]
  if (!unit.isActive) failed.push(`${unit.name}已停用，规则有误，请管理员检查`)
  if (!unit.hasHandler) failed.push(`${unit.name}还没有承办人`)
  if (when.authority && !unit.authority.includes(when.authority)) failed.push(`${unit.name}没有「${authorityLabel(when.authority)}」的管理权限`)
  return failed
}

/** The first rule that holds, in the catalogue's order, with every rule looked at on the way and why it failed. */
export function suggest(rules: readonly DispatchRule[], facts: Facts, units: readonly CandidateUnit[]): Suggested {
  const tried: Tried[] = []
  for (const rule of rules) {
    const failed = failuresOf(rule, facts, units)
    tried.push({ ruleId: rule.code, label: rule.label, matched: failed.length === 0, failed })
    if (failed.length > 0) continue
    const lead = unitFor(rule.lead, facts, units)!
    const assists = rule.assists.flatMap((choice) => unitFor(choice, facts, units) ?? [])
      .filter((unit) => unit.isActive && unit.hasHandler && unit.id !== lead.id)
    return { rule: { code: rule.code, label: rule.label }, lead, assists, tried }
  }
  return { rule: null, lead: null, assists: [], tried }
}

export interface Alternative {
  ifOnly: string
  ruleId: string
  leadUnitId: string
}

/** What one different fact would lead to, where that is another lead unit: found by asking the rules again. */
export function wouldChange(rules: readonly DispatchRule[], facts: Facts, units: readonly CandidateUnit[], now: Suggested): Alternative[] {
  const variants: { ifOnly: string; facts: Facts }[] = [
    ...NATURES.filter(({ code }) => code !== facts.nature).map(({ code, label }) => ({ ifOnly: `如果问题性质是「${label}」`, facts: { ...facts, nature: code } })),
    { ifOnly: facts.isUrban ? '如果不在城区' : '如果在城区', facts: { ...facts, isUrban: !facts.isUrban } },
    ...Array.from({ length: 12 }, (_, index) => index + 1)
      .filter((month) => month !== facts.month)
      .map((month) => ({ ifOnly: `如果在 ${month} 月`, facts: { ...facts, month } })),
  ]
  return variants.flatMap(({ ifOnly, facts: changed }) => {
    const { rule, lead } = suggest(rules, changed, units)
    return rule === null || lead === null || lead.id === now.lead?.id ? [] : [{ ifOnly, ruleId: rule.code, leadUnitId: lead.id }]
  })
}
