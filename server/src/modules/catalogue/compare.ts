import { catalogueErrors } from '@huying/shared/catalogue/errors.ts'
import type { MovedCase, rulesContract } from '@huying/shared/catalogue/rules-contract.ts'
import type { NatureCode } from '@huying/shared/demand/catalogue.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { databaseError } from '../../kernel/db.ts'
import type { Answer, Input } from '../../kernel/module.ts'
import { categoriesNow } from '../complaint/public.ts'
import { bookOf, casesOfKinds, kindsOfCases, routeOf, rulesNow, unitsOfRules, type Facts, type KindOfCase, type Route } from '../demand/public.ts'
import { asEditor } from './policy.ts'
import { asRules } from './rules.ts'

const YEAR_MS = 365 * 86_400_000
/** A comparison that takes the database longer is broken off: nobody waits for it, and others need it. */
const LONGEST_MS = 8_000

type Compared = Answer<typeof rulesContract.compare>
interface Moved {
  kind: KindOfCase
  before: Route
  after: Route
}

/**
 * Which cases of the last year would go elsewhere by a draft than by the rules in force, as units stand now. Cases that no rule
 * tells apart are asked about once, and found again by what they have in common: never one by one.
 */
export async function compareRules(context: CommandContext, { rules, cursor, limit }: Input<typeof rulesContract.compare>['body']): Promise<Compared> {
  if (!('role' in asEditor(context.actor))) throw kernelErrors.FORBIDDEN()
  const [before, after] = [rulesNow(context).content, asRules(rules)]
  const namedAreas = [...new Set([...before, ...after].flatMap(({ when }) => when.areaCodes ?? []))]
  const span = { from: new Date(context.now.getTime() - YEAR_MS), to: context.now, namedAreas }
  await context.tx.sql`select set_config('statement_timeout', ${String(LONGEST_MS)}, true)`
  try {
    const kinds = await kindsOfCases(context.tx, span)
    const book = bookOf(await unitsOfRules(context, [...before, ...after]))
    const moved: (Moved & { cases: number })[] = kinds.flatMap(({ cases, ...kind }) => {
      const facts = factsOf(kind)
      const routes = { before: routeOf(before, facts, book), after: routeOf(after, facts, book) }
      return isSame(routes.before, routes.after) ? [] : [{ kind, ...routes, cases }]
    })
    const found = await casesOfKinds(context.tx, span, moved.map(({ kind }) => kind), decodeCursor(cursor), limit + 1)
    const count = (some: readonly { cases: number }[]) => some.reduce((sum, { cases }) => sum + cases, 0)
    const elsewhere = count(moved.filter((one) => one.before.lead?.id !== one.after.lead?.id))
    return {
      from: span.from.toISOString(), to: span.to.toISOString(), cases: count(kinds), elsewhere, otherAssists: count(moved) - elsewhere,
      ...pageOf(found, limit, ({ createdAt, id }) => ({ at: createdAt, id }), (row) => presentMoved(context, row, moved[row.kind]!)),
    }
  } catch (error) {
    if (databaseError(error)?.code === '57014') throw catalogueErrors.COMPARISON_TOO_SLOW()
    throw error
  }
}

const factsOf = ({ category, nature, townCode, isUrban, month, areas }: KindOfCase): Facts => ({
  category, categoryLabel: category, nature: nature as NatureCode, areaCodes: areas, townCode, isUrban, month,
})

const unitsOf = ({ lead, assists }: Route): string => JSON.stringify([lead?.id ?? null, assists.map(({ id }) => id).sort()])
const isSame = (one: Route, other: Route): boolean => unitsOf(one) === unitsOf(other)

function presentMoved(context: CommandContext, row: { id: string; number: string; areaName: string; createdAt: Date }, { kind, before, after }: Moved): MovedCase {
  return {
    demandId: row.id, number: row.number, category: kind.category, categoryLabel: categoriesNow(context).byCode.get(kind.category)?.label ?? '',
    nature: kind.nature, areaName: row.areaName, createdAt: row.createdAt.toISOString(), before: presentRoute(before), after: presentRoute(after),
  }
}

const presentRoute = ({ rule, lead, assists }: Route): MovedCase['before'] => ({
  ruleCode: rule?.code ?? null, ruleLabel: rule?.label ?? null, leadUnitName: lead?.name ?? null, assistUnitNames: assists.map(({ name }) => name),
})
