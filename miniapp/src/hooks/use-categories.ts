import { categoriesContract } from '@huying/shared/catalogue/categories-contract'
import { useQuery } from '@tanstack/react-query'
import { learnCategories } from '../components/case/category'
import { call } from '../platform/request'

/** An edit reaches an open phone within this time; a form sent by the version before is taken all the same. */
const FRESH_MS = 10 * 60_000
export const CATEGORIES_KEY = ['catalogue', 'categories'] as const

/** The county's categories, kept for when there is no network; whoever shows a category's name reads them from then on. */
export function useCategories() {
  const query = useQuery({ queryKey: CATEGORIES_KEY, queryFn: () => call(categoriesContract.list), staleTime: FRESH_MS, meta: { isKept: true } })
  const { data } = query
  if (data) learnCategories(data)
  return query
}

/** Reads them once the app is open; draws nothing. */
export function KnownCategories() {
  useCategories()
  return null
}
