import type { Suggestion } from '@huying/shared/demand/contract.ts'
import { DEFAULT_DISPATCH_RULES, type DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'
import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { likeDemands, ruleUnits } from './queries.ts'
import { suggest, wouldChange, type CandidateUnit, type Facts, type Suggested } from './suggestion.ts'
import type { DemandRow } from './table.ts'

type Matter = Pick<DemandRow, 'category' | 'nature' | 'gridCode' | 'communityCode' | 'townCode' | 'isUrban'>

const rulesOf = ({ kernel }: ReadContext): readonly DispatchRule[] => kernel.setting('dispatchRules', DEFAULT_DISPATCH_RULES)

function factsOf(matter: Matter, now: Date): Facts {
  const codes = [matter.townCode.slice(0, 6), matter.townCode, matter.communityCode, matter.gridCode]
  return {
    category: matter.category,
    nature: matter.nature,
    areaCodes: codes.filter((code): code is string => code !== null),
    townCode: matter.townCode,
    isUrban: matter.isUrban,
    month: Number(isoDate(dayOf(now.getTime())).slice(5, 7)),
  }
}

interface Asked {
  rules: readonly DispatchRule[]
  facts: Facts
  units: CandidateUnit[]
  suggested: Suggested
}

async function ask(context: ReadContext, matter: Matter): Promise<Asked> {
  const rules = rulesOf(context)
  const codes = rules.flatMap(({ lead, assists }) => [lead, ...assists]).flatMap((choice) => (choice.by === 'unit' ? [choice.code] : []))
  const units = await ruleUnits(context.db, codes, matter.townCode, context.now)
  const facts = factsOf(matter, context.now)
  return { rules, facts, units, suggested: suggest(rules, facts, units) }
}

/** What the catalogue says about a matter now. */
export const suggestFor = async (context: ReadContext, matter: Matter): Promise<Suggested> => (await ask(context, matter)).suggested

/** The whole answer: the rule, why not those before it, what would change it, and how like cases ended. */
export async function explainSuggestion(context: ReadContext, row: DemandRow): Promise<Suggestion> {
  const { rules, facts, units, suggested } = await ask(context, row)
  const similar = await likeDemands(context.db, row)
  return {
    rule: suggested.rule,
    leadUnitId: suggested.lead?.id ?? null,
    leadUnitName: suggested.lead?.name ?? null,
    assistUnitIds: suggested.assists.map(({ id }) => id),
    tried: suggested.tried,
    wouldChange: wouldChange(rules, facts, units, suggested),
    similar: similar.map((one) => ({ ...one, verifiedAt: one.verifiedAt.toISOString() })),
  }
}
