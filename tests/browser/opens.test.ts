import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '../../server/src/kernel/uuid.ts'
import { startApp, type RunningApp } from '../support/app.ts'
import { openDoor, type Door } from './front-door.ts'
import { openScreens, SMALLEST_ELDER_PX, type Screens, type Visitor } from './screens.ts'

let app: RunningApp
let door: Door
let screens: Screens
let visitor: Visitor
let page: Page

beforeAll(async () => {
  app = await startApp()
  await publishWish()
  door = await openDoor(app.url)
  screens = await openScreens(door.url)
})
async function publishWish(): Promise<void> {
  const { sql } = app.kernel.db
  const [accountId, wishId] = [uuidv7(), uuidv7()]
  await sql`insert into areas (code, name, kind, lng, lat) values ('611023', '商南县', 'county', 110.88, 33.53),
    ('611023001', '城关街道', 'town', 110.88, 33.53), ('611023001001', '东岗社区', 'community', 110.88, 33.53)`
  await sql`insert into accounts (id, display_name, staff_name, created_at) values (${accountId}, '王*', '王*', now())`
  await sql`insert into wishes (id, state, created_at, updated_at, number, beneficiary_id, filer_id, category, is_sensitive, title, story, public_title,
      has_publication_consent, community_code, town_code, check_verdict, published_at, ring)
    values (${wishId}, 'open', now(), now(), '26112400001', ${accountId}, ${accountId}, 'repair', false, '换灯', '灯坏了', '想换一盏厨房的灯', true,
      '611023001001', '611023001', 'pass', now(), 1)`
}

afterAll(async () => {
  await screens.close()
  await door.close()
  await app.close()
})
beforeEach(async () => {
  visitor = await screens.visitor()
  page = visitor.page
  await visitor.sees('反映问题')
})
afterEach(() => visitor.close())

test('a guest sees what one can ask for, under our own content policy and without a script error', async () => {
  await visitor.picture('home')
  for (const words of ['许个微心愿', '预约服务', '长辈版']) expect(await page.getByText(words).first().isVisible()).toBe(true)
  expect(visitor.faults).toEqual([])
})

test('every tab opens', async () => {
  for (const tab of ['微心愿', '我的事', '我的', '首页']) {
    await visitor.tab(tab)
    await visitor.picture(`tab-${tab}`)
  }
  expect(await page.getByText('反映问题').first().isVisible()).toBe(true)
  expect(visitor.faults).toEqual([])
})

test('the board shows what is published, with its state in words', async () => {
  await page.getByRole('tab', { name: '微心愿', exact: true }).click()
  await page.getByText('想换一盏厨房的灯').waitFor()
  await visitor.picture('wish-board')
  for (const words of ['等人帮', '王* · 修修补补']) expect(await page.getByText(words).first().isVisible()).toBe(true)
  expect(visitor.faults).toEqual([])
})

test('the tab bar is as wide as the screen and no word in it breaks, in both modes', async () => {
  const measure = () => page.evaluate(`(() => {
    const bar = [...document.querySelectorAll('.tab-bar')].find((element) => element.getClientRects().length > 0)
    return [bar.getBoundingClientRect().width, ...[...bar.querySelectorAll('.tab-word')].map((word) => word.getClientRects().length)]
  })()`)
  expect(await measure()).toEqual([375, 1, 1, 1, 1])
  await page.getByText('长辈版').first().click()
  await page.getByText('有事您说').first().waitFor()
  expect(await measure()).toEqual([375, 1, 1, 1])
})

test('what can be pressed has a role and a name, takes the focus and answers to Enter', async () => {
  const entry = page.getByRole('button', { name: /^反映问题，/ })
  expect(await entry.isVisible()).toBe(true)
  const board = page.getByRole('tab', { name: '微心愿', exact: true })
  await board.focus()
  await page.keyboard.press('Enter')
  await page.getByText('想换一盏厨房的灯').waitFor()
  expect(await page.locator('[aria-role]').count()).toBe(0)
  expect(visitor.faults).toEqual([])
})

test('elder mode is another layout with letters of at least 18 px, and stays after a reload', async () => {
  await page.getByText('长辈版').first().click()
  await page.getByText('有事您说').first().waitFor()
  await page.reload()
  await page.getByText('许个心愿').first().waitFor()
  await visitor.picture('home-elder')
  expect(await visitor.smallestLetters()).toBeGreaterThanOrEqual(SMALLEST_ELDER_PX)
  expect(visitor.faults).toEqual([])
})
