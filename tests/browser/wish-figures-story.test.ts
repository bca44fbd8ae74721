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
/** The first page of a ranking as the API tells it. */
async function ranking(query: string, token?: string): Promise<{ name: string; fulfilled: number; rank: number }[]> {
  const { status, body } = await demo.request('GET', `/api/v1/statistics/wishes?${query}`, token ? { token } : {})
  expect(status).toBe(200)
  return body.items
}
const rows = ({ page }: Visitor) => page.locator('.rank-row').filter({ visible: true })
const months = (back: number): string => {
  const [year, month] = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7).split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7)
}
const QUARTER = `from=${months(2)}&to=${months(0)}`
const FIGURES = 'features/statistics/pages/wishes/index'

beforeAll(async () => {
  demo = await startDemo({ withH5: true })
  screens = await openScreens(demo.url)
})
afterAll(async () => {
  await screens?.close()
  await demo?.close()
})

test('a guest finds thanks on the wall, and from the board what became of all wishes', async () => {
  const guest = await come()
  await guest.tab('微心愿')
  await guest.page.getByRole('tab', { name: '感谢墙', exact: true }).filter({ visible: true }).click()
  await guest.sees(/^“.+”$/)
  await guest.sees(/ 帮的$/)
  await guest.picture('figures-01-wall')
  await guest.press(/^谁帮了多少/)
  await guest.sees(/^全县$/)
  await guest.sees('许下')
  await guest.picture('figures-02-county')
  await expectReadable(guest, 'figures-02-county')
  const [first] = await ranking(QUARTER)
  await rows(guest).first().getByText(first!.name).waitFor()
  expect(Number(await rows(guest).first().locator('.t-title').innerText())).toBe(first!.fulfilled)
  expect(await guest.page.getByRole('tab', { name: '党员', exact: true }).filter({ visible: true }).count()).toBe(0)
  await guest.press('党组织')
  await expect.poll(() => rows(guest).count()).toBeGreaterThan(3)
  await guest.picture('figures-03-organizations')
})

test('a member reaches it from 待办, sees their own beside the others, another time and another place', async () => {
  const member = await come('member', '党员')
  await member.tab('待办')
  await member.press(/^谁帮了多少/)
  await member.sees(/^我：认领 \d+ · 圆满 \d+/)
  await member.press('党员')
  const [first] = await ranking(`${QUARTER}&by=member`, await demo.logInAs('member'))
  await rows(member).first().getByText(first!.name).waitFor()
  await member.picture('figures-04-members')
  await expectReadable(member, 'figures-04-members')
  await member.page.getByRole('tab', { name: '近一年', exact: true }).filter({ visible: true }).click()
  await member.sees(/年 \d+ 月到 \d{4} 年 \d+ 月$/)
  await member.press(/^全县，换个地方$/)
  await member.picture('figures-05-place')
  await member.press(/^城关街道/)
  await member.press(/^整个城关街道/)
  await member.sees(/^城关街道，/)
  await member.picture('figures-06-town')
})

test('a community worker begins with their own community, and its members are theirs to see', async () => {
  const worker = await come('community-worker', '社区干部')
  await worker.tab('待办')
  await worker.press(/^谁帮了多少/)
  expect(await worker.page.getByRole('button', { name: /^全县，/ }).filter({ visible: true }).count()).toBe(0)
  await worker.press('党员')
  await expect.poll(() => rows(worker).count()).toBeGreaterThan(0)
  await worker.picture('figures-07-desk')
})

test('without a network what was seen is still there, and says how old it is', async () => {
  const guest = await come()
  await guest.open(FIGURES)
  await rows(guest).first().waitFor()
  await guest.page.waitForTimeout(2_500)
  await guest.page.context().setOffline(true)
  await guest.page.getByText('没有网络，看到的可能不是最新的').filter({ visible: true }).waitFor()
  expect(await rows(guest).count()).toBeGreaterThan(0)
  await guest.page.getByRole('tab', { name: '上个月', exact: true }).filter({ visible: true }).click()
  await guest.sees('没有网络')
  await guest.picture('figures-08-offline')
  await guest.page.context().setOffline(false)
})

test('no page of this failed', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([])
})
