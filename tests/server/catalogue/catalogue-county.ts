import { BUILT_IN_CATEGORIES, type CategoryGroup, type CategoryTerms } from '@huying/shared/complaint/categories.ts'
import type { RuleBody } from '@huying/shared/catalogue/rules-contract.ts'
import type { Question } from '@huying/shared/complaint/questions.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COMMUNITY, COUNTY, GRID, TOWN, startWhistleCounty, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

export interface CatalogueCounty extends WhistleCounty {
  administrator: Person
  secondAdministrator: Person
}

/** A small county with two administrators, whose units have handlers. */
export async function startCatalogueCounty(): Promise<CatalogueCounty> {
  const county = await startWhistleCounty()
  const [administrator, secondAdministrator] = [await county.appoint('administrator', COUNTY), await county.appoint('administrator', COUNTY)]
  for (const unit of [county.units.housing, county.units.enforcement, county.units.town]) await county.handler(unit)
  return { ...county, administrator, secondAdministrator }
}

export const LIGHT: RuleBody = { code: 'light', label: '路灯由住建主办', when: { categories: ['road-light'], authority: 'municipal-works' }, lead: { by: 'unit', code: 'housing' }, assists: [] }
export const REST: RuleBody = { code: 'rest', label: '其余由属地主办', when: { authority: 'territorial' }, lead: { by: 'town' }, assists: [] }
export const STALLS: RuleBody = {
  code: 'stalls', label: '城区占道由城管主办', when: { categories: ['order-stalls'], isUrban: true, authority: 'city-appearance' }, lead: { by: 'unit', code: 'urban-management' }, assists: [{ by: 'town' }],
}

/** The built-in categories with one of them otherwise. */
export const withCategory = (code: string, change: Partial<CategoryTerms>, groups: readonly CategoryGroup[] = BUILT_IN_CATEGORIES): CategoryGroup[] =>
  groups.map((group) => ({ ...group, categories: group.categories.map((one) => (one.code === code ? { ...one, ...change } : one)) }))

/** One question of each kind. */
export const FIVE: Question[] = [
  { kind: 'text', code: 'pole', label: '灯杆编号', isRequired: true, maxLength: 30 },
  { kind: 'number', code: 'count', label: '几盏不亮', isRequired: false, min: 1, max: 200, unit: '盏', isWhole: true },
  { kind: 'single', code: 'state', label: '怎么不亮', isRequired: false, choices: [{ code: 'dark', label: '全不亮' }, { code: 'blink', label: '一闪一闪' }] },
  { kind: 'multiple', code: 'hours', label: '什么时候', isRequired: false, choices: [{ code: 'evening', label: '傍晚' }, { code: 'night', label: '夜里' }] },
  { kind: 'date', code: 'since', label: '从哪天起', isRequired: false, range: 'past' },
]

/** A case of the ledger as it lay there at an instant. */
export async function addDemand(county: WhistleCounty, { category, nature = 'facility', at, isUrban = true }: { category: string; nature?: string; at: Date; isUrban?: boolean }): Promise<string> {
  const id = uuidv7(at)
  const { id: opener } = await county.person()
  await county.app.kernel.db.sql`insert into demands (id, state, created_at, updated_at, number, association_id, grid_code, community_code, town_code, is_urban, category, nature,
      urgency, summary, reason, level, opened_by)
    values (${id}, 'pending', ${at}, ${at}, ${id.slice(-12)}, ${county.associationId}, ${GRID}, ${COMMUNITY}, ${TOWN}, ${isUrban}, ${category}, ${nature}, 'normal', '路灯', '社区修不了', 0, ${opener})`
  return id
}
