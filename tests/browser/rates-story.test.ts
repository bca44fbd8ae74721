import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemo, type RunningDemo } from '../support/demo.ts'
import { expectReadable } from './acts.ts'
import { actAs, openScreens, signInAs, type Screens, type Visitor } from './screens.ts'

let demo: RunningDemo
let screens: Screens
let visitors: Visitor[] = []

async function come(key?: string, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  visitors = [...visitors, visitor]
  if (key) await signInAs(visitor, await demo.persona(key))
  if (role) await actAs(visitor, role)
  return visitor
}
const lastMonth = (): string => {
  const [year, month] = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7).split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7)
}
const rates = async (query: string) => {
  const { status, body } = await demo.request('GET', `/api/v1/statistics/rates?period=${lastMonth()}&${query}`)
  expect(status).toBe(200)
  return body
}
const rows = ({ page }: Visitor) => page.locator('.rank-row').filter({ visible: true })

beforeAll(async () => {
  demo = await startDemo({ withH5: true })
  screens = await openScreens(demo.url)
})
afterAll(async () => {
  await screens?.close()
  await demo?.close()
})

test('a guest reads the three rates of last month, what stands beside them, and who stands where', async () => {
  const guest = await come()
  await guest.tab('微心愿')
  await guest.press(/^事情办得怎么样/)
  const { total } = await rates('limit=1')
  await guest.sees('响应率')
  await guest.sees(`${total.rates.response.toFixed(1)}%`)
  await guest.sees(/没有评价 \d+ 件/)
  await guest.picture('rates-01-county')
  await expectReadable(guest, 'rates-01-county')
  await guest.press('社区和村')
  const { items } = await rates('by=community&limit=20')
  await rows(guest).first().getByText(items[0].name).waitFor()
  await guest.picture('rates-02-communities')
})

test('an officer looks at one town and the year', async () => {
  const officer = await come('street-officer', '街道')
  await officer.open('features/statistics/pages/rates/index')
  await officer.press(/^全县，换个地方$/)
  await officer.press(/^城关街道/)
  await officer.press(/^整个城关街道/)
  await officer.page.getByRole('tab', { name: '今年', exact: true }).filter({ visible: true }).click()
  await officer.sees(/还没过完，会变$/)
  await officer.press('社区和村')
  await expect.poll(() => rows(officer).count()).toBeGreaterThan(3)
  await officer.picture('rates-03-town')
})

test('no page of this failed', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([])
})
