import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemo, type RunningDemo } from '../support/demo.ts'
import { expectReadable, idOf, sheet, submit, wordsOf } from './acts.ts'
import { actAs, openScreens, signInAs, SMALLEST_ELDER_PX, type Screens, type Visitor } from './screens.ts'

const RULES = 'features/catalogue/pages/rules/index'
const CATEGORIES = 'features/catalogue/pages/categories/index'
const DESK = { width: 1280, height: 900 }
const PHONE = { width: 375, height: 812 }

let demo: RunningDemo
let screens: Screens
let administrator: Visitor
let resident: Visitor

async function come(key: string, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  await signInAs(visitor, await demo.persona(key))
  if (role) await actAs(visitor, role)
  return visitor
}

const asAdministrator = async (method: string, path: string, body?: unknown) =>
  (await demo.request(method, `/api/v1${path}`, { token: await demo.logInAs('administrator'), ...(body !== undefined && { body }) })).body

/** One of many, in the sheet that asks for it. */
async function pick(visitor: Visitor, name: string): Promise<void> {
  await sheet(visitor).getByRole('button', { name: new RegExp(`^${name}`) }).first().click()
  await sheet(visitor).waitFor({ state: 'hidden' })
}
const chosenRow = (visitor: Visitor) => visitor.page.locator('.desk-row-on').filter({ visible: true })
const preview = (visitor: Visitor) => visitor.page.locator('.preview').filter({ visible: true })

beforeAll(async () => {
  demo = await startDemo({ withH5: true })
  screens = await openScreens(demo.url)
})
afterAll(async () => {
  await screens?.close()
  await demo?.close()
})

test('on a phone the administrator is told to use a computer', async () => {
  administrator = await come('administrator', '管理员')
  await administrator.tab('待办')
  await administrator.sees('派单目录')
  await administrator.picture('catalogue-01-todo')
  await administrator.press(/^派单目录/)
  await administrator.sees('请在电脑上用')
  await expectReadable(administrator, 'catalogue-02-phone')
})

test('the rules stand in their order, as people read them, without a fault', async () => {
  await administrator.page.setViewportSize(DESK)
  await administrator.open(RULES)
  await administrator.sees('现在用的是系统自带的一版')
  await administrator.sees('燃气泄漏由住建主办，消防、应急协办')
  await administrator.sees(/^主办 .* · 协办 /)
  await administrator.press('查一查')
  await administrator.sees('规则没有毛病')
  await administrator.picture('catalogue-03-rules')
})

test('a case is tried: which rule catches it, which let it through and why, and what would change it', async () => {
  await administrator.press('试一试')
  await administrator.press(/^在哪里/)
  await sheet(administrator).getByRole('button').filter({ hasText: /街道|镇/ }).first().click()
  await sheet(administrator).locator('.cell-group .cell').first().click()
  await sheet(administrator).waitFor({ state: 'hidden' })
  await administrator.press('哪条规则会接住')
  await administrator.sees(/前面试过 \d+ 条/)
  await administrator.sees('什么变了，会派到别处')
  await administrator.sees(/^如果.*，改由.*主办$/)
  await administrator.picture('catalogue-04-bench')
})

test('a rule that another one covers is named before anything is published', async () => {
  const last = '其余由属地主办'
  await administrator.page.getByRole('button', { name: `${last}，往上移`, exact: true }).click()
  await administrator.press('查一查')
  await administrator.sees(/永远轮不到它：前面的「其余由属地主办」/)
  await administrator.sees(/1 处要改/)
  await administrator.picture('catalogue-05-faults')
  await administrator.press('放弃修改')
  await administrator.sees('还没改')
})

test('an edit is compared with a year of cases and published; the next dispatch goes by it', async () => {
  await administrator.press(/^第 \d+ 条，占道经营、广告牌由城管主办$/)
  await administrator.press('改这条')
  await administrator.write('规则的名称', '占道经营由市场监管主办')
  await administrator.page.locator('.field').filter({ visible: true, hasText: '主办单位要有的管理权限' }).getByRole('button', { name: /，去掉$/ }).click()
  await administrator.page.locator('.field').filter({ visible: true, hasText: /^主办(?!单位)/ }).getByRole('button', { name: '换一家', exact: true }).click()
  await administrator.write('找一找', '市场')
  await pick(administrator, '.*市场')
  await expect.poll(() => chosenRow(administrator).innerText()).toContain('主办 县市场')
  await administrator.press('比一比')
  await administrator.page.getByRole('button', { name: '比一比', exact: true }).filter({ visible: true }).last().click()
  await administrator.sees(/一年 \d+ 件里，\d+ 件会派到别处/)
  await administrator.sees(/^改后：/)
  await administrator.picture('catalogue-06-comparison')
  await administrator.press('发布')
  await sheet(administrator).getByRole('button', { name: '发布', exact: true }).click()
  await administrator.sees('写一句，以后查得到')
  await administrator.write('改了什么，为什么', '占道经营划给市场监管')
  await administrator.picture('catalogue-07-publish')
  await submit(administrator, '发布')
  await administrator.sees('现在用的是第 1 版')
  await administrator.press('各个版本')
  await administrator.sees('占道经营划给市场监管')
  await administrator.picture('catalogue-08-versions')
  const { version, rules } = await asAdministrator('GET', '/catalogue-rules')
  expect([version, rules.find(({ code }: { code: string }) => code === 'stalls').label]).toEqual([1, '占道经营由市场监管主办'])
})

test('a category gets two more questions; the form shows beside it as a resident will see it, and is published', async () => {
  await administrator.open(CATEGORIES)
  await administrator.press('道路停车')
  await administrator.press(/^类别，路灯不亮/)
  await preview(administrator).getByText('从哪天起不亮（可不填）').waitFor()
  for (const [label, kind] of [['怎么不亮', '选一个'], ['什么时候不亮', '选几个']] as const) {
    await administrator.press('加一个问题')
    const form = administrator.page.locator('.question-form').filter({ visible: true }).last()
    await form.locator('.field').filter({ hasText: '问什么' }).locator('input').fill(label)
    await form.getByRole('radio', { name: kind, exact: true }).click()
    await form.locator('.question-choice input').first().fill(kind === '选一个' ? '全不亮' : '天刚黑')
    await form.locator('.question-choice input').last().fill(kind === '选一个' ? '一闪一闪' : '后半夜')
  }
  const last = administrator.page.locator('.question-form').filter({ visible: true }).nth(3)
  await last.getByRole('switch', { name: /^必须回答/ }).click()
  await preview(administrator).getByText('什么时候不亮（可选几个，可不填）').waitFor()
  await administrator.press('看看哪里会提示')
  await preview(administrator).getByText('这一项要填').waitFor()
  await administrator.picture('catalogue-09-categories')
  await administrator.press('长辈版')
  await administrator.picture('catalogue-10-preview-elder')
  await administrator.press('查一查')
  await administrator.sees('类别没有毛病')
  await administrator.press('发布')
  await administrator.write('改了什么，为什么', '路灯多问两句')
  await submit(administrator, '发布')
  await administrator.sees('现在用的是第 1 版')
  expect(administrator.faults).toEqual([])
})

test('a resident is asked all five kinds of question; what must be answered is said where it is missing', async () => {
  resident = await come('resident')
  await resident.page.setViewportSize(PHONE)
  await resident.open('features/complaint/pages/new/index')
  await resident.write('出了什么事', '巷子里的路灯不亮了')
  await resident.sees('怎么不亮')
  await resident.press('提交')
  await resident.sees('这一项要填')
  await resident.write('灯杆上的编号', 'A-12')
  await resident.write('几盏不亮', '3')
  await resident.press('一闪一闪')
  for (const name of ['天刚黑', '后半夜']) await resident.page.getByRole('checkbox', { name, exact: true }).filter({ visible: true }).click()
  await resident.press(/^从哪天起不亮/)
  await resident.picture('catalogue-11-day')
  await resident.page.getByText('确定', { exact: true }).filter({ visible: true }).last().click()
  await resident.sees('不填了')
  await resident.picture('catalogue-12-asked')
})

test('in elder mode each question fills a screen of its own', async () => {
  await resident.page.waitForTimeout(600)
  await resident.page.evaluate(`localStorage.setItem('huying:display-mode', ${JSON.stringify(JSON.stringify({ data: JSON.stringify({ state: { choice: 'elder' }, version: 0 }) }))})`)
  await resident.page.reload()
  await resident.sees('第 1 步，共 8 步')
  await resident.press('写好了，下一步')
  await resident.press('就是这里，下一步')
  await resident.sees('再问一句')
  await resident.sees('灯杆上的编号（可不填）')
  for (let step = 4; step <= 7; step++) {
    await resident.press('下一步')
    await resident.sees(`第 ${step} 步，共 8 步`)
  }
  await resident.picture('catalogue-13-elder')
  expect(await resident.smallestLetters()).toBeGreaterThanOrEqual(SMALLEST_ELDER_PX)
  await resident.press('下一步')
  await resident.press('交上去')
  await resident.sees('已经收到了')
})

test('whoever reads the case reads the answers as they were asked', async () => {
  await resident.press('看进展')
  await resident.sees('几盏不亮：3 盏')
  const words = await wordsOf(resident)
  for (const line of ['灯杆上的编号：A-12', '怎么不亮：一闪一闪', '什么时候不亮：天刚黑、后半夜']) expect(words).toContain(line)
  await resident.picture('catalogue-14-case')
  const { body } = await demo.request('GET', `/api/v1/complaints/${idOf(resident)}`, { token: await demo.logInAs('resident') })
  expect(body.answers).toMatchObject({ pole: 'A-12', count: 3, since: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) })
  expect(resident.faults).toEqual([])
  expect(demo.faults).toEqual([])
})
