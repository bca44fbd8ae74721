import type { CatalogueName } from '@huying/shared/catalogue/contract.ts'
import { catalogueContract } from '@huying/shared/catalogue/contract.ts'
import { COMPLAINT_CATEGORIES, DECLINE_CLASSES, DECLINE_CLASSES_VERSION, EXCLUSION_REASONS } from '@huying/shared/complaint/catalogue.ts'
import { HOLD_REASONS, NATURES } from '@huying/shared/demand/catalogue.ts'
import { RETURN_REASONS } from '@huying/shared/dispatch/catalogue.ts'
import { REJECT_REASONS, SKILLS, WISH_CATEGORIES } from '@huying/shared/wish/catalogue.ts'
import type { Db } from '../../kernel/db.ts'
import { read, type Module } from '../../kernel/module.ts'

interface Item {
  code: string
  label: string
}

/** Units in office; a unit's code in a body is its id, its readable code comes as `unitCode`. */
const listUnits = async ({ sql }: Db): Promise<Item[]> =>
  sql<Item[]>`select id as code, name as label, code as "unitCode", kind, area_code as "areaCode" from units where is_active order by kind, code`

const CATALOGUES: Record<Exclude<CatalogueName, 'units'>, readonly Item[]> = {
  'wish-categories': WISH_CATEGORIES,
  skills: SKILLS,
  'reject-reasons': REJECT_REASONS,
  'complaint-categories': COMPLAINT_CATEGORIES,
  'decline-classes': DECLINE_CLASSES.map((entry) => ({ ...entry, version: DECLINE_CLASSES_VERSION })),
  'exclusion-reasons': EXCLUSION_REASONS,
  natures: NATURES,
  'hold-reasons': HOLD_REASONS,
  'return-reasons': RETURN_REASONS,
}

/** The lists of codes that forms offer, gathered from the features that own them. */
export const catalogueModule: Module = {
  name: 'catalogue',
  routes: [
    read(catalogueContract.get, async ({ db }, { params: { name } }) => ({
      items: (name === 'units' ? await listUnits(db) : CATALOGUES[name]).map((item) => ({ ...item })),
    })),
  ],
}
