import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemo, type RunningDemo } from '../support/demo.ts'
import { expectReadable, sheet, submit } from './acts.ts'
import { actAs, openScreens, signInAs, type Screens, type Visitor } from './screens.ts'

let demo: RunningDemo
let screens: Screens
let visitors: Visitor[] = []

async function come(key: string, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  visitors = [...visitors, visitor]
  await signInAs(visitor, await demo.persona(key))
  if (role) await actAs(visitor, role)
  return visitor
}

beforeAll(async () => {
  demo = await startDemo({ withH5: true })
  screens = await openScreens(demo.url)
})
afterAll(async () => {
  await screens?.close()
  await demo?.close()
})

let resident: Visitor

test('a resident binds the number WeChat keeps, and sees only part of it', async () => {
  resident = await come('resident')
  await resident.open('features/account/pages/profile/index')
  await resident.sees('住在哪里')
  await resident.picture('people-01-profile')
  await expectReadable(resident, 'people-01-profile')
  await resident.press(/微信.*手机号$/)
  await resident.sees(/^手机号 \d{3}\*+\d{2}$/)
  await resident.picture('people-02-phone')
})

test('they add their mother with her consent, and wish for her', async () => {
  await resident.open('pages/me/index')
  await resident.press(/^我的家人/)
  await resident.press('加一位家人')
  await sheet(resident).getByRole('button', { name: '加上', exact: true }).click()
  await resident.sees('写一下他是怎么同意的')
  await resident.picture('people-03-family-faults')
  await resident.press('老人')
  await resident.write('姓名', '李桂兰')
  await resident.write('您叫他', '母亲')
  await resident.write('他是怎么同意的', '母亲昨天在家当面说的')
  await submit(resident, '加上')
  await resident.sees(/^母亲 李/)
  await resident.picture('people-04-family')
  await expectReadable(resident, 'people-04-family')
  await resident.open('features/wish/pages/new/index')
  await resident.press(/^母亲 李/)
  await resident.write('想请大家帮什么忙', '想请人教母亲用手机视频')
  await resident.press('都能看到，更容易有人帮')
  await resident.picture('people-05-for-her')
  await resident.press('提交心愿')
  await resident.sees('心愿交给社区了')
  await resident.press('看看心愿')
  await resident.sees(/替家里人许的/)
})

test('without a network a wish waits on the phone, is seen to wait, and leaves once when the network is back', async () => {
  // A browser fetches a page's code when it is first opened; in WeChat it is on the phone.
  for (const page of ['pages/home/index', 'pages/todo/index']) await resident.open(page)
  await resident.open('features/wish/pages/new/index')
  await resident.write('想请大家帮什么忙', '想请人看看收音机')
  await resident.press('只让党员看到')
  await resident.page.context().setOffline(true)
  await resident.press('提交心愿')
  await resident.sees('写好了，等着发')
  await resident.press('知道了')
  await resident.page.getByRole('tab', { name: /^我的事/ }).filter({ visible: true }).last().click()
  await resident.sees('等着发')
  await resident.sees(/连上网会自动发/)
  await resident.page.screenshot({ path: 'tests/.output/screens/people-06-waiting.png' })
  await resident.page.context().setOffline(false)
  await expect.poll(() => resident.page.getByText('等着发').filter({ visible: true }).count(), { timeout: 30_000 }).toBe(0)
  const { body } = await demo.request('GET', '/api/v1/wishes?view=mine&limit=50', { token: await demo.logInAs('resident') })
  expect(body.items.filter(({ title }: { title: string }) => title === '想请人看看收音机')).toHaveLength(1)
})

test('the board is narrowed by words, by kind and by place; what finds nothing says so and leads back', async () => {
  const { body } = await demo.request('GET', '/api/v1/wishes?view=board&limit=50')
  const word = (body.items[0].title as string).slice(-2)
  await resident.open('pages/wishes/index')
  await resident.page.locator('.board-input input').filter({ visible: true }).fill(word)
  await expect.poll(async () => (await resident.page.locator('.list-card .t-heading').filter({ visible: true }).allInnerTexts()).every((title) => title.includes(word)), { timeout: 30_000 }).toBe(true)
  await resident.picture('people-07-search')
  await expectReadable(resident, 'people-07-board')
  await resident.press(/换一类$/)
  await resident.press('种养与销路')
  await resident.picture('people-08-kind')
  await submit(resident, '看这些')
  await resident.page.locator('.board-input input').filter({ visible: true }).fill('月球车')
  await resident.sees('没有这样的心愿')
  await resident.picture('people-08-no-match')
  await resident.press('看全部心愿')
  await resident.press(/换一个地方$/)
  await resident.picture('people-09-place')
  await resident.press(/^我住的地方/)
  await resident.sees(/社区|村/)
  await resident.picture('people-10-near')
})

test('a member says what they can do and when, and finds what they are helping with by what it still needs', async () => {
  const member = await come('member', '党员')
  await member.press(/^我的帮忙/)
  await member.sees('我能帮什么')
  await member.picture('people-11-helping')
  await expectReadable(member, 'people-11-helping')
  await member.press(/^我能帮什么/)
  await member.sees('我会的')
  const offers = (await demo.request('GET', '/api/v1/me/offers', { token: await demo.logInAs('member') })).body
  await member.page.getByRole('checkbox', { name: '拍照摄影', exact: true }).filter({ visible: true }).click()
  await member.picture('people-12-offers')
  await expectReadable(member, 'people-12-offers')
  await member.page.getByRole('checkbox', { name: '拍照摄影', exact: true }).filter({ visible: true }).click()
  await member.press('记下来')
  const canPhotograph = async () => (await demo.request('GET', '/api/v1/me/offers', { token: await demo.logInAs('member') })).body.skills.includes('photography')
  await expect.poll(canPhotograph).toBe(!offers.skills.includes('photography'))
})

test('a grid leader writes down what a resident wishes, saying for whom and how they were asked', async () => {
  const leader = await come('grid-leader-a', '片长')
  await leader.open('features/wish/pages/new/index')
  await leader.sees('替居民许愿')
  await leader.press('提交心愿')
  await leader.sees('写一下替谁许的')
  await leader.picture('people-13-behalf-faults')
  await leader.write('替谁许的', '赵大爷')
  await leader.write('他的手机号', '1380000')
  await leader.press('提交心愿')
  await leader.sees('少了 4 位，手机号是 11 位')
  await leader.write('他的手机号', '')
  await leader.write('他是怎么托您的', '今天上门，本人说的')
  await leader.write('想请大家帮什么忙', '想换一盏厨房的灯')
  await leader.press('都能看到，更容易有人帮')
  await leader.picture('people-14-behalf')
  await leader.press('提交心愿')
  await leader.sees('心愿交给社区了')
})

test('nothing of this broke a page or the server', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([])
  expect(demo.faults).toEqual([])
})
