import { BUILT_IN_CATEGORIES, categoriesIn, type Category, type CategoryGroup } from '@huying/shared/complaint/categories.ts'
import { readCatalogueVersion } from '../../kernel/catalogues.ts'
import type { ReadContext } from '../../kernel/context.ts'

export interface Categories {
  version: number
  inForceAt: Date | null
  groups: readonly CategoryGroup[]
  byCode: ReadonlyMap<string, Category>
}

/** A version never changes, so what was made of one holds for as long as it is known. */
const made = new WeakMap<readonly CategoryGroup[], ReadonlyMap<string, Category>>()

function byCodeOf(groups: readonly CategoryGroup[]): ReadonlyMap<string, Category> {
  let known = made.get(groups)
  if (!known) made.set(groups, (known = new Map(categoriesIn(groups).map((category) => [category.code, category]))))
  return known
}

/** The county's categories as they are in force now. */
export function categoriesNow({ kernel, now }: Pick<ReadContext, 'kernel' | 'now'>): Categories {
  const { content: groups, ...version } = kernel.catalogue('complaintCategories', now, BUILT_IN_CATEGORIES)
  return { ...version, groups, byCode: byCodeOf(groups) }
}

/** The categories of a version, as whoever filed by it saw them; null where there is no such version. */
export async function categoriesOf(context: ReadContext, version: number): Promise<Categories | null> {
  const now = categoriesNow(context)
  if (now.version === version) return now
  const found = await readCatalogueVersion(context.db, 'complaintCategories', version, BUILT_IN_CATEGORIES)
  return found && { version, inForceAt: found.inForceAt, groups: found.content, byCode: byCodeOf(found.content) }
}

/** The category a complaint was filed in, by the terms of that day. */
export async function categoryAsFiled(context: ReadContext, row: { category: string; catalogueVersion: number }): Promise<Category | null> {
  return (await categoriesOf(context, row.catalogueVersion))?.byCode.get(row.category) ?? null
}

const DAY_MS = 86_400_000
/** A form may lie on a phone without a network for so long and is still taken by what it asked. */
const SHOWN_FOR_MS = 7 * DAY_MS

/** The version a form showed, or the one in force where none is named or that one ended too long ago. */
export async function categoriesShown(context: ReadContext, version: number | undefined): Promise<Categories> {
  const current = categoriesNow(context)
  if (version === undefined || version >= current.version) return current
  const [end] = await context.db.sql<{ at: Date }[]>`select min(in_force_at) as at from catalogue_versions where name = 'complaintCategories' and version > ${version}`
  const shown = await categoriesOf(context, version)
  const wasInForce = shown !== null && (shown.inForceAt === null || (end && shown.inForceAt < end.at))
  return wasInForce && end && context.now.getTime() - end.at.getTime() <= SHOWN_FOR_MS ? shown : current
}
