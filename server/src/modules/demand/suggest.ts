import type { Suggestion } from '@huying/shared/demand/contract.ts'
import type { NatureCode } from '@huying/shared/demand/catalogue.ts'
import { DEFAULT_DISPATCH_RULES, type DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'
import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day.ts'
import type { CatalogueVersion } from '../../kernel/catalogues.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { categoriesNow, namesOfAreas } from '../complaint/public.ts'
import type { Place } from './queries.ts'
import { likeDemands, ruleUnits } from './suggest-queries.ts'
import { bookOf, routeOf, suggest, type CandidateUnit, type Facts, type Route } from './suggestion.ts'
import { wouldChange } from './suggest-changes.ts'

/** What is asked about: the entry itself, or one that might be. */
export type Matter = { id?: string; category: string; nature: NatureCode } & Pick<Place, 'gridCode' | 'communityCode' | 'townCode' | 'isUrban'>

/** The catalogue 派单目录 as it is in force now. */
export const rulesNow = ({ kernel, now }: Pick<ReadContext, 'kernel' | 'now'>): CatalogueVersion<readonly DispatchRule[]> =>
  kernel.catalogue<readonly DispatchRule[]>('dispatchRules', now, DEFAULT_DISPATCH_RULES)

/** The units that rules may lead to: those they name, and every town's own. */
export const unitsOfRules = (context: ReadContext, rules: readonly DispatchRule[]): Promise<CandidateUnit[]> =>
  ruleUnits(context.db, rules.flatMap(({ lead, assists }) => [lead, ...assists]).flatMap((choice) => (choice.by === 'unit' ? [choice.code] : [])), context.now)

/** The month in Shanghai, 1–12. */
export const monthOf = (at: Date): number => Number(isoDate(dayOf(at.getTime())).slice(5, 7))

function factsOf(context: ReadContext, matter: Matter, at: Date): Facts {
  const codes = [matter.townCode.slice(0, 6), matter.townCode, matter.communityCode, matter.gridCode]
  return {
    category: matter.category,
    categoryLabel: categoriesNow(context).byCode.get(matter.category)?.label ?? matter.category,
    nature: matter.nature,
    areaCodes: codes.filter((code): code is string => code !== null),
    townCode: matter.townCode,
    isUrban: matter.isUrban,
    month: monthOf(at),
  }
}

/** Where the catalogue sends a matter now, and by which version of it. */
export async function suggestFor(context: ReadContext, matter: Matter): Promise<Route & { rulesVersion: number }> {
  const { version, content: rules } = rulesNow(context)
  const units = await unitsOfRules(context, rules)
  return { ...routeOf(rules, factsOf(context, matter, context.now), bookOf(units)), rulesVersion: version }
}

/**
 * The whole answer: the rule, why not those before it, what would change it, and how like cases ended. `rules` a draft, or
 * those in force; `at` when the case is asked about.
 */
export async function explainSuggestion(context: ReadContext, matter: Matter, rules = rulesNow(context).content, at = context.now): Promise<Suggestion> {
  const named = [...new Set(rules.flatMap(({ when }) => when.areaCodes ?? []))]
  const [units, areaNames, similar] = await Promise.all([unitsOfRules(context, rules), namesOfAreas(context.db, named), likeDemands(context.db, matter)])
  const facts = factsOf(context, matter, at)
  const suggested = suggest(rules, facts, units)
  return {
    rule: suggested.rule,
    leadUnitId: suggested.lead?.id ?? null,
    leadUnitName: suggested.lead?.name ?? null,
    assistUnitIds: suggested.assists.map(({ id }) => id),
    tried: suggested.tried,
    wouldChange: wouldChange(rules, facts, units, suggested, { siblings: siblingsOf(context, matter.category), areaNames }),
    similar: similar.map((one) => ({ ...one, verifiedAt: one.verifiedAt.toISOString() })),
  }
}

/** The categories that are offered beside this one. */
function siblingsOf(context: ReadContext, code: string): { code: string; label: string }[] {
  const group = categoriesNow(context).groups.find(({ categories }) => categories.some((one) => one.code === code))
  return group?.categories.filter(({ isActive }) => isActive) ?? []
}
