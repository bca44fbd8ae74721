import type { categoriesContract } from '@huying/shared/catalogue/categories-contract.ts'
import type { CategoryGroup } from '@huying/shared/complaint/categories.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { Answer } from '../../kernel/module.ts'
import { categoriesNow, categoriesOf } from '../complaint/public.ts'
import { mayReadVersions } from './policy.ts'
import { presentVersion } from './presenter.ts'
import { findVersion, newestVersion } from './queries.ts'
import { abilitiesOf } from './rules.ts'

/** The categories in force, open to everybody; those of another version to who keeps or oversees them. */
export async function readCategories(context: ReadContext, version?: number): Promise<Answer<typeof categoriesContract.list>> {
  const current = categoriesNow(context)
  const asked = version ?? current.version
  if (asked !== current.version && !mayReadVersions(context.actor)) throw kernelErrors.NOT_FOUND()
  const found = await categoriesOf(context, asked)
  if (!found) throw kernelErrors.NOT_FOUND()
  const [written, newest] = await Promise.all([findVersion(context.db, 'complaintCategories', asked), newestVersion(context.db, 'complaintCategories')])
  return { ...presentVersion(asked, written), newest, groups: found.groups as CategoryGroup[], abilities: abilitiesOf(context) }
}
