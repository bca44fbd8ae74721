import type { CatalogueFault } from '@huying/shared/catalogue/versions.ts'
import { NATURES } from '@huying/shared/demand/catalogue.ts'
import { AUTHORITIES, type DispatchRule, type UnitChoice } from '@huying/shared/demand/dispatch-rules.ts'
import { authorityLabel, bookOf, type CandidateUnit } from '../demand/public.ts'
import { unreachable } from './rule-reach.ts'

/** What rules may speak of. */
export interface RuleWorld {
  /** Codes of the categories that are offered, and of all there were. */
  categories: { active: readonly string[]; known: readonly string[] }
  units: readonly CandidateUnit[]
  /** Those of the named areas that exist and are a county, a town, a community or a grid. */
  areaCodes: readonly string[]
}

/** Everything that is wrong with a catalogue of rules, in its order; what only warns comes with it. */
export function ruleFaults(rules: readonly DispatchRule[], world: RuleWorld): CatalogueFault[] {
  const leads = leadsOf(world.units)
  const problems = rules.map((rule, index) => ({ rule, words: problemsOf(rule, rules.slice(0, index), world, leads) }))
  const isSound = (rule: DispatchRule) => problems.find((one) => one.rule === rule)!.words.every(({ isWarning }) => isWarning) && leads.why(rule.lead, rule.when.authority).length === 0
  const covered = unreachable(rules, world.categories.known, isSound)
  return [
    ...(rules.length === 0 ? [{ at: null, isWarning: false, message: '一条规则也没有，什么都派不出去' }] : []),
    ...problems.flatMap(({ rule, words }): CatalogueFault[] => [
      ...words.map(({ isWarning, message }) => ({ at: rule.code, isWarning, message })),
      ...(covered.has(rule) ? [{ at: rule.code, isWarning: false, message: `永远轮不到它：前面的${namesOf(covered.get(rule)!)}把它的事都接走了` }] : []),
    ]),
    ...(rules.length > 0 && !rules.some((rule) => Object.keys(rule.when).every((key) => key === 'authority'))
      ? [{ at: null, isWarning: true, message: '没有兜底的规则，有的事会没有建议' }]
      : []),
  ]
}

const namesOf = (rules: readonly DispatchRule[]): string => rules.slice(0, 3).map(({ label }) => `「${label}」`).join('') + (rules.length > 3 ? `等 ${rules.length} 条` : '')

interface Words {
  isWarning: boolean
  message: string
}
const fault = (message: string): Words => ({ isWarning: false, message })
const warning = (message: string): Words => ({ isWarning: true, message })

function problemsOf(rule: DispatchRule, before: readonly DispatchRule[], { categories, areaCodes }: RuleWorld, leads: Leads): Words[] {
  const { when, lead, assists } = rule
  const found: (Words | false | undefined)[] = [
    before.some(({ code }) => code === rule.code) && fault('代码和前面的规则重复'),
    before.some(({ label }) => label === rule.label) && fault('名称和前面的规则一样，看的人分不清'),
    when.categories && listWords('类别', when.categories, categories.known),
    when.categories?.some((code) => categories.known.includes(code) && !categories.active.includes(code)) && warning('有停用了的类别'),
    when.natures && listWords('问题性质', when.natures, NATURES.map(({ code }) => code)),
    when.areaCodes && listWords('区划', when.areaCodes, areaCodes),
    when.months && (when.months.length === 0 ? fault('时间一个月也没选，永远不会对上') : new Set(when.months).size < when.months.length && fault('同一个月写了两次')),
    when.authority !== undefined && !AUTHORITIES.some(({ code }) => code === when.authority) && fault(`没有「${when.authority}」这种管理权限`),
    ...leads.why(lead, when.authority),
    ...assists.flatMap((choice) => leads.why(choice, undefined).map(({ isWarning, message }) => ({ isWarning, message: `协办：${message}` }))),
    assists.some((one, index) => [lead, ...assists.slice(0, index)].some((other) => isSame(one, other))) && fault('同一个单位写了两次'),
  ]
  return found.filter((one): one is Words => Boolean(one))
}

const isSame = (one: UnitChoice, other: UnitChoice): boolean => one.by === other.by && (one.by === 'town' || one.code === (other as { code: string }).code)

/** A list that is empty never holds; a value nobody knows is a mistake. */
function listWords(name: string, codes: readonly string[], known: readonly string[]): Words | false {
  if (codes.length === 0) return fault(`${name}一个也没选，永远不会对上`)
  const strange = codes.filter((code) => !known.includes(code))
  if (strange.length > 0) return fault(`没有这样的${name}：${strange.join('、')}`)
  return new Set(codes).size < codes.length && fault(`${name}里有重复的`)
}

interface Leads {
  /** Why a unit cannot lead where the rule says so: broken for good, or only now. */
  why(choice: UnitChoice, authority: string | undefined): Words[]
}

function leadsOf(units: readonly CandidateUnit[]): Leads {
  const { byCode, byTown } = bookOf(units)
  return {
    why(choice, authority) {
      if (choice.by === 'town') return [...byTown.values()].flatMap((unit) => lacksOf(unit, authority).map(({ message }) => warning(message)))
      const unit = byCode.get(choice.code)
      return unit ? lacksOf(unit, authority) : [fault(`没有单位 ${choice.code}`)]
    },
  }
}

/** Whoever has no handler today may have one tomorrow; the rest does not mend itself. */
function lacksOf(unit: CandidateUnit, authority: string | undefined): Words[] {
  const found = [
    !unit.isActive && fault(`${unit.name}已停用`),
    unit.isActive && !unit.hasHandler && warning(`${unit.name}还没有承办人`),
    authority !== undefined && !unit.authority.includes(authority) && fault(`${unit.name}没有「${authorityLabel(authority)}」的管理权限`),
  ]
  return found.filter((one): one is Words => Boolean(one))
}
