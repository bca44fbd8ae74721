import { NATURES } from '@huying/shared/demand/catalogue.ts'
import type { DispatchRule } from '@huying/shared/demand/dispatch-rules.ts'

/** A case as far as rules can tell cases apart; each field one value that stands for all that no rule tells from it. */
interface Kind {
  category: string
  nature: string
  month: number
  isUrban: boolean
  /** The named areas in which it lies. */
  areas: readonly string[]
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)

/** One of each set of values that no rule tells apart. */
function distinct<T>(values: readonly T[], signature: (value: T) => string): T[] {
  const seen = new Map<string, T>()
  for (const value of values) if (!seen.has(signature(value))) seen.set(signature(value), value)
  return [...seen.values()]
}

const listedBy = <T>(rules: readonly DispatchRule[], listOf: (rule: DispatchRule) => readonly T[] | undefined) => (value: T): string =>
  rules.map((rule) => (listOf(rule)?.includes(value) ? '1' : '0')).join('')

/** Every place a rule can tell from another: in none of the named areas, or in one of them and in no named one inside it. */
const placesOf = (rules: readonly DispatchRule[]): string[][] => {
  const named = [...new Set(rules.flatMap(({ when }) => when.areaCodes ?? []))]
  return [[], ...named.map((code) => named.filter((outer) => code.startsWith(outer)))]
}

const asks = ({ when }: DispatchRule, kind: Kind): boolean =>
  (when.categories?.includes(kind.category) ?? true) &&
  ((when.natures as readonly string[] | undefined)?.includes(kind.nature) ?? true) &&
  (when.months?.includes(kind.month) ?? true) &&
  (when.isUrban ?? kind.isUrban) === kind.isUrban &&
  (when.areaCodes?.some((code) => kind.areas.includes(code)) ?? true)

/**
 * Rules that no case can ever reach, each with the one before it that takes all its cases, or where it takes several, with those. Every kind of case there can be is asked,
 * so that also a rule is found that several others cover only together. `isSound`: the rule's lead unit can take a case now,
 * in every town; one that is not may let cases through, and takes nothing from those below.
 */
export function unreachable(rules: readonly DispatchRule[], categories: readonly string[], isSound: (rule: DispatchRule) => boolean): Map<DispatchRule, DispatchRule[]> {
  const natures = NATURES.map(({ code }) => code as string)
  const kindsOf = {
    categories: distinct(categories, listedBy(rules, ({ when }) => when.categories)),
    natures: distinct(natures, listedBy(rules, ({ when }) => when.natures as readonly string[] | undefined)),
    months: distinct(MONTHS, listedBy(rules, ({ when }) => when.months)),
  }
  const takers = new Map<DispatchRule, Set<DispatchRule>>(rules.map((rule) => [rule, new Set()]))
  const reached = new Set<DispatchRule>()
  for (const category of kindsOf.categories)
    for (const areas of placesOf(rules)) {
      // Most rules name a category or an area: the rest is asked of a few.
      const few = rules.filter((rule) => asks(rule, { category, areas, nature: rule.when.natures?.[0] ?? natures[0]!, month: rule.when.months?.[0] ?? 1, isUrban: rule.when.isUrban ?? true }))
      for (const nature of kindsOf.natures)
        for (const month of kindsOf.months)
          for (const isUrban of [true, false]) {
            let taker: DispatchRule | undefined
            for (const rule of few) {
              if (!asks(rule, { category, nature, month, isUrban, areas })) continue
              if (taker) takers.get(rule)!.add(taker)
              else reached.add(rule)
              if (!taker && isSound(rule)) taker = rule
            }
          }
    }
  const covered = rules.filter((rule) => !reached.has(rule) && takers.get(rule)!.size > 0)
  return new Map(covered.map((rule) => {
    const before = rules.slice(0, rules.indexOf(rule)).filter(isSound)
    const alone = before.find((one) => isWider(one, rule))
    return [rule, alone ? [alone] : rules.filter((one) => takers.get(rule)!.has(one))]
  }))
}

/** Whatever the narrow rule asks, the wide one asks no more. */
function isWider({ when: wide }: DispatchRule, { when: narrow }: DispatchRule): boolean {
  const holds = (outer: readonly unknown[] | undefined, inner: readonly unknown[] | undefined): boolean => !outer || (inner?.every((one) => outer.includes(one)) ?? false)
  return (
    holds(wide.categories, narrow.categories) && holds(wide.natures, narrow.natures) && holds(wide.months, narrow.months) &&
    (wide.isUrban === undefined || wide.isUrban === narrow.isUrban) &&
    (!wide.areaCodes || (narrow.areaCodes?.every((code) => wide.areaCodes!.some((outer) => code.startsWith(outer))) ?? false))
  )
}
