import type { CatalogueFault } from '@huying/shared/catalogue/versions.ts'
import type { rulesContract, RuleBody } from '@huying/shared/catalogue/rules-contract.ts'
import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { NATURES } from '@huying/shared/demand/catalogue.ts'
import { DEFAULT_DISPATCH_RULES, type DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { readCatalogueVersion } from '../../kernel/catalogues.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { Answer, Input } from '../../kernel/module.ts'
import { categoriesNow } from '../complaint/public.ts'
import { explainSuggestion, placeBy, rulesNow, unitsOfRules } from '../demand/public.ts'
import { asEditor, mayReadRules } from './policy.ts'
import { presentVersion } from './presenter.ts'
import { findVersion, knownAreas, newestVersion } from './queries.ts'
import { ruleFaults } from './rule-faults.ts'

/** Rules as they come in; codes that nobody knows are faults, named when they are checked. */
export const asRules = (rules: readonly RuleBody[]): readonly DispatchRule[] => rules as readonly DispatchRule[]

/** What is wrong with these rules as categories, units and areas stand now. */
export async function faultsOf(context: ReadContext, rules: readonly DispatchRule[]): Promise<CatalogueFault[]> {
  const { byCode } = categoriesNow(context)
  const [units, areaCodes] = await Promise.all([unitsOfRules(context, rules), knownAreas(context.db, rules.flatMap(({ when }) => when.areaCodes ?? []))])
  const known = [...byCode.keys()]
  return ruleFaults(rules, { categories: { known, active: known.filter((code) => byCode.get(code)!.isActive) }, units, areaCodes })
}

/** The catalogue of rules: the version in force, or one that is asked for. */
export async function readRules(context: ReadContext, version?: number): Promise<Answer<typeof rulesContract.list>> {
  if (!mayReadRules(context.actor)) throw kernelErrors.FORBIDDEN()
  const asked = version ?? rulesNow(context).version
  const found = await readCatalogueVersion<readonly DispatchRule[]>(context.db, 'dispatchRules', asked, DEFAULT_DISPATCH_RULES)
  if (!found) throw kernelErrors.NOT_FOUND()
  const [written, newest, faults] = await Promise.all([
    findVersion(context.db, 'dispatchRules', asked), newestVersion(context.db, 'dispatchRules'), faultsOf(context, found.content),
  ])
  return { ...presentVersion(asked, written), newest, rules: found.content as RuleBody[], faults, abilities: abilitiesOf(context) }
}

export function abilitiesOf({ actor }: ReadContext): Record<string, true | { code: string; message: string }> {
  const verdict = asEditor(actor)
  return { edit: 'role' in verdict ? true : { code: verdict.code, message: verdict.message } }
}

type Try = Input<typeof rulesContract.try>['body']

/** Which rule would catch this case, and the whole explanation: by a draft, or by the rules in force. */
export async function tryRules(context: ReadContext, { matter, rules }: Try): Promise<Answer<typeof rulesContract.try>> {
  if (!mayReadRules(context.actor)) throw kernelErrors.FORBIDDEN()
  const nature = NATURES.find(({ code }) => code === matter.nature)?.code
  if (nature === undefined) throw demandErrors.NATURE_UNKNOWN()
  if (!categoriesNow(context).byCode.has(matter.category)) throw complaintErrors.CATEGORY_UNKNOWN()
  const place = await placeBy(context.db, matter.areaCode)
  if (!place) throw complaintErrors.PLACE_UNKNOWN()
  const at = matter.at === undefined ? context.now : new Date(matter.at)
  return explainSuggestion(context, { category: matter.category, nature, ...place }, rules ? asRules(rules) : undefined, at)
}
