import { BUILT_IN_CATEGORIES, categoriesIn, type Category, type CategoryGroup } from '@huying/shared/complaint/categories'

interface Known {
  /** Null until the county's own catalogue was read: then what the program brings along. */
  version: number | null
  groups: readonly CategoryGroup[]
  byCode: ReadonlyMap<string, Category>
}

const known = (version: number | null, groups: readonly CategoryGroup[]): Known => ({
  version, groups, byCode: new Map(categoriesIn(groups).map((category) => [category.code, category])),
})
let current = known(null, BUILT_IN_CATEGORIES)

/** From now on categories are those of the county. */
export function learnCategories({ version, groups }: { version: number; groups: readonly CategoryGroup[] }) {
  if (version !== current.version) current = known(version, groups)
}

export const categoryVersion = (): number | null => current.version
export const categoryOf = (code: string): Category | undefined => current.byCode.get(code)
/** 路灯不亮; empty for a code nobody knows. */
export const categoryWord = (code: string): string => categoryOf(code)?.label ?? ''

/** The groups with the categories one may choose from. */
export const offeredGroups = (groups: readonly CategoryGroup[] = current.groups): CategoryGroup[] =>
  groups.map((group) => ({ ...group, categories: group.categories.filter(({ isActive }) => isActive) })).filter(({ categories }) => categories.length > 0)
export const offeredCategories = (): Category[] => [...current.byCode.values()].filter(({ isActive }) => isActive)
