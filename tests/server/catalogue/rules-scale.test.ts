import { COMPLAINT_CATEGORIES } from '@huying/shared/complaint/catalogue.ts'
import { NATURES } from '@huying/shared/demand/catalogue.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNITY, GRID, TOWN } from '../../factories/whistle-county.ts'
import { LIGHT, REST, startCatalogueCounty, type CatalogueCounty } from './catalogue-county.ts'

const CASES = 40_000
/** Far above what it takes alone, far below what an administrator would wait. */
const LONGEST_MS = 4_000

let county: CatalogueCounty
beforeAll(async () => {
  county = await startCatalogueCounty()
  const { id } = await county.person()
  const codes = COMPLAINT_CATEGORIES.map(({ code }) => code)
  const natures = NATURES.map(({ code }) => code)
  const now = county.app.kernel.clock.now()
  await county.app.kernel.db.sql`insert into demands (id, state, created_at, updated_at, number, association_id, grid_code, community_code, town_code, is_urban, category, nature,
      urgency, summary, reason, level, opened_by)
    select gen_random_uuid(), 'pending', at, at, 'S' || n, ${county.associationId}, ${GRID}, ${COMMUNITY}, ${TOWN}, n % 3 > 0, (${codes}::text[])[1 + n % ${codes.length}],
      (${natures}::text[])[1 + n % ${natures.length}], 'normal', '一件事', '社区办不了', 0, ${id}
    from generate_series(1, ${CASES}) n, lateral (select ${now}::timestamptz - make_interval(mins => 1 + n * 13 % 525000) as at) t`
  await county.app.kernel.db.sql`analyze demands`
}, 120_000)
afterAll(() => county.close())

test(`${CASES} cases of a year are compared in seconds, each page of them`, async () => {
  const basedOn = (await county.get(county.administrator, '/catalogue-rules')).body.newest
  expect((await county.post(county.administrator, '/catalogue-rules', { rules: [LIGHT, REST], basedOn, note: '两条' })).status).toBe(201)
  const draft = [{ ...LIGHT, when: { ...LIGHT.when, categories: ['road-damage', 'road-light'], areaCodes: [COMMUNITY], isUrban: true } }, REST]
  const compare = async (cursor?: string) => {
    const start = performance.now()
    const { status, body } = await county.post(county.administrator, '/catalogue-rules/compare', { rules: draft, limit: 50, ...(cursor && { cursor }) })
    expect(status).toBe(200)
    expect(performance.now() - start).toBeLessThan(LONGEST_MS)
    return body
  }
  const first = await compare()
  const [counted] = await county.app.kernel.db.sql<{ n: number }[]>`select count(*)::int as n from demands
    where created_at >= ${first.from}::timestamptz and ((category = 'road-damage' and is_urban) or (category = 'road-light' and not is_urban))`
  expect([first.cases, first.elsewhere]).toEqual([CASES, counted!.n])
  expect(counted!.n).toBeGreaterThan(500)
  const second = await compare(first.nextCursor)
  expect(second.items).toHaveLength(50)
  const all = [...first.items, ...second.items]
  expect(new Set(all.map(({ demandId }) => demandId)).size).toBe(100)
  expect(all.map(({ createdAt }) => createdAt)).toEqual(all.map(({ createdAt }) => createdAt).sort().reverse())
})
