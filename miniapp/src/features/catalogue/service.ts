import { areaContract } from '@huying/shared/area/contract'
import { catalogueContract } from '@huying/shared/catalogue/contract'
import { categoriesContract } from '@huying/shared/catalogue/categories-contract'
import { rulesContract, type RuleBody } from '@huying/shared/catalogue/rules-contract'
import type { CatalogueFault } from '@huying/shared/catalogue/versions'
import { useQueries, useQuery } from '@tanstack/react-query'
import { CATEGORIES_KEY } from '../../hooks/use-categories'
import { ApiError } from '../../platform/api-error'
import { call } from '../../platform/request'

export const RULES_KEY = ['catalogue', 'rules'] as const
export const RULE_KEYS = [RULES_KEY] as const
export const CATEGORY_KEYS = [CATEGORIES_KEY, ['catalogue', 'categories-newest'], ['catalogue', 'category-versions']] as const

/** The rules in force, and the newest ones: an edit builds on those, also where they wait for their day. */
export const useRules = () =>
  useQuery({
    queryKey: RULES_KEY,
    queryFn: async () => {
      const inForce = await call(rulesContract.list)
      return { inForce, newest: inForce.newest === inForce.version ? inForce : await call(rulesContract.list, { query: { version: inForce.newest } }) }
    },
  })

export const useNewestCategories = () =>
  useQuery({
    queryKey: ['catalogue', 'categories-newest'],
    queryFn: async () => {
      const inForce = await call(categoriesContract.list)
      return { inForce, newest: inForce.newest === inForce.version ? inForce : await call(categoriesContract.list, { query: { version: inForce.newest } }) }
    },
  })

export interface UnitLine {
  /** The code that rules name it by. */
  code: string
  name: string
  kind: string
}

/** Units in office, by the code that rules name them by; towns are named as such. */
export function useRuleUnits(): readonly UnitLine[] {
  const { data } = useQuery({ queryKey: ['catalogue', 'units'], queryFn: () => call(catalogueContract.get, { params: { name: 'units' } }) })
  return (data?.items ?? []).map(({ label, unitCode, kind }) => ({ code: String(unitCode), name: label, kind: String(kind) }))
}

/** Names of the areas that rules speak of. */
export function useAreaNames(rules: readonly RuleBody[]): ReadonlyMap<string, string> {
  const codes = [...new Set(rules.flatMap(({ when }) => when.areaCodes ?? []))]
  const answers = useQueries({ queries: codes.map((code) => ({ queryKey: ['area', code], queryFn: () => call(areaContract.get, { params: { code } }) })) })
  return new Map(answers.flatMap(({ data }) => (data ? [[data.code, data.name] as const] : [])))
}

/** The faults a refused publication names; empty where it was refused for something else. */
export function faultsIn(error: unknown): CatalogueFault[] {
  const { faults } = (error instanceof ApiError && error.code === 'CATALOGUE_FAULTY' ? (error.details as { faults?: CatalogueFault[] }) : {}) ?? {}
  return faults ?? []
}

