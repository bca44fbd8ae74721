import { CATALOGUES } from '../../../shared/src/catalogue/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWhistleCounty, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
beforeAll(async () => {
  county = await startWhistleCounty()
})
afterAll(() => county.close())

const get = (name: string) => county.app.request('GET', `/api/v1/catalogues/${name}`)

test.each(CATALOGUES)('%s: distinct codes, each with a Chinese label, open to a guest', async (name) => {
  const { status, body } = await get(name)
  const codes = body.items.map(({ code }: { code: string }) => code)
  expect(status).toBe(200)
  expect(codes.length).toBeGreaterThan(3)
  expect(new Set(codes).size).toBe(codes.length)
  for (const { label } of body.items) expect(label).toMatch(/\p{Script=Han}/u)
})

test("a unit's code is the id that bodies carry; a unit that is no more is left out", async () => {
  await county.app.kernel.db.sql`update units set is_active = false where id = ${county.units.idle}`
  const { items } = (await get('units')).body
  expect(items.find(({ code }: { code: string }) => code === county.units.housing)).toMatchObject({ unitCode: 'housing', kind: 'department' })
  expect(items.some(({ code }: { code: string }) => code === county.units.idle)).toBe(false)
})

test('hints come along', async () => {
  expect((await get('natures')).body.items[0]).toMatchObject({ code: 'facility', hint: expect.any(String) })
  expect((await get('complaint-categories')).body.items[0]).toMatchObject({ groupCode: 'sanitation', urgency: 'normal' })
})

test('a list that does not exist is malformed', async () => {
  expect((await get('passwords')).status).toBe(400)
})
