import { categoriesContract } from '@huying/shared/catalogue/categories-contract.ts'
import type { CatalogueName } from '@huying/shared/catalogue/contract.ts'
import { catalogueContract } from '@huying/shared/catalogue/contract.ts'
import { rulesContract } from '@huying/shared/catalogue/rules-contract.ts'
import { DECLINE_CLASSES, DECLINE_CLASSES_VERSION, EXCLUSION_REASONS } from '@huying/shared/complaint/catalogue.ts'
import { categoriesIn } from '@huying/shared/complaint/categories.ts'
import { HOLD_REASONS, NATURES } from '@huying/shared/demand/catalogue.ts'
import { RETURN_REASONS } from '@huying/shared/dispatch/catalogue.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import { REJECT_REASONS, SKILLS, WISH_CATEGORIES } from '@huying/shared/wish/catalogue.ts'
import type { CatalogueName as EditedName } from '../../kernel/catalogues.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import { read, write, type Module } from '../../kernel/module.ts'
import { categoriesNow, categoriesOf } from '../complaint/public.ts'
import { rulesNow } from '../demand/public.ts'
import { readCategories } from './categories.ts'
import { categoryFaults } from './category-faults.ts'
import { categoriesApproval, publishCategories } from './commands/publish-categories.ts'
import { publishRules } from './commands/publish-rules.ts'
import { compareRules } from './compare.ts'
import { asEditor, mayReadVersions } from './policy.ts'
import { presentLine } from './presenter.ts'
import { listVersions, newestVersion } from './queries.ts'
import { asRules, faultsOf, readRules, tryRules } from './rules.ts'

interface Item {
  code: string
  label: string
}

/** Units in office; a unit's code in a body is its id, its readable code comes as `unitCode`. */
const listUnits = async ({ sql }: Db): Promise<Item[]> =>
  sql<Item[]>`select id as code, name as label, code as "unitCode", kind, area_code as "areaCode" from units where is_active order by kind, code`

const CATALOGUES: Record<Exclude<CatalogueName, 'units' | 'complaint-categories'>, readonly Item[]> = {
  'wish-categories': WISH_CATEGORIES,
  skills: SKILLS,
  'reject-reasons': REJECT_REASONS,
  'decline-classes': DECLINE_CLASSES.map((entry) => ({ ...entry, version: DECLINE_CLASSES_VERSION })),
  'exclusion-reasons': EXCLUSION_REASONS,
  natures: NATURES,
  'hold-reasons': HOLD_REASONS,
  'return-reasons': RETURN_REASONS,
}

async function itemsOf(context: ReadContext, name: CatalogueName): Promise<readonly Item[]> {
  if (name === 'units') return listUnits(context.db)
  return name === 'complaint-categories' ? categoriesIn(categoriesNow(context).groups).filter(({ isActive }) => isActive) : CATALOGUES[name]
}

async function versionsOf(context: ReadContext, name: EditedName, current: number, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  if (!mayReadVersions(context.actor)) throw kernelErrors.FORBIDDEN()
  const rows = await listVersions(context.db, name, decodeCursor(cursor), limit + 1)
  return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), (row) => presentLine(row, current, context.now))
}

function onlyEditors({ actor }: ReadContext): void {
  const verdict = asEditor(actor)
  if (verdict instanceof AppError) throw verdict
}

/**
 * The lists of codes that forms offer, gathered from the features that own them; and the two catalogues an administrator edits,
 * version by version. `refresh` makes every process read what is in force anew.
 */
export const catalogueModule = (refresh: () => Promise<void>): Module => ({
  name: 'catalogue',
  approvables: [categoriesApproval],
  routes: [
    read(catalogueContract.get, async (context, { params: { name } }) => ({ items: (await itemsOf(context, name)).map((item) => ({ ...item })) })),
    read(rulesContract.list, (context, { query }) => readRules(context, query.version)),
    read(rulesContract.versions, (context, { query }) => versionsOf(context, 'dispatchRules', rulesNow(context).version, query)),
    write(rulesContract.publish, { run: async (context, input) => ({ answer: await readRules(context, await publishRules(context, input)) }), after: refresh }),
    write(rulesContract.check, {
      async run(context, { body }) {
        onlyEditors(context)
        return { answer: { faults: await faultsOf(context, asRules(body.rules)) } }
      },
    }),
    write(rulesContract.try, { run: async (context, { body }) => ({ answer: await tryRules(context, body) }) }),
    write(rulesContract.compare, { run: async (context, { body }) => ({ answer: await compareRules(context, body) }) }),
    read(categoriesContract.list, (context, { query }) => readCategories(context, query.version)),
    read(categoriesContract.versions, (context, { query }) => versionsOf(context, 'complaintCategories', categoriesNow(context).version, query)),
    write(categoriesContract.publish, {
      async run(context, input) {
        const written = await publishCategories(context, input)
        return 'version' in written ? { answer: await readCategories(context, written.version) } : written
      },
      after: refresh,
    }),
    write(categoriesContract.check, {
      async run(context, { body }) {
        onlyEditors(context)
        const { groups } = (await categoriesOf(context, await newestVersion(context.db, 'complaintCategories')))!
        return { answer: { faults: categoryFaults(body.groups, groups) } }
      },
    }),
  ],
  subscribers: [{ name: 'catalogue.refresh', on: ['administration.changed'], isNews: true, handle: refresh }],
})
