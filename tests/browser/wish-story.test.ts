import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemo, type RunningDemo } from '../support/demo.ts'
import { actAs, openScreens, signInAs, SMALLEST_ELDER_PX, type Screens, type Visitor } from './screens.ts'

const STORY = '母亲 82 岁，想在马桶边装一根扶手。材料我自己买，请会打孔的邻居帮装上。'
const PUBLIC_TITLE = '想给母亲的卫生间装个扶手'

let demo: RunningDemo
let screens: Screens
let resident: Visitor
let helper: Visitor
let rival: Visitor
let desk: Visitor
let wishId: string

const detail = () => `features/wish/pages/detail/index?id=${wishId}`

async function come(key: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  await signInAs(visitor, await demo.persona(key))
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

test('a resident posts a wish with a photo and is told its number, who looks at it and until when', async () => {
  resident = await come('resident')
  await resident.tab('首页')
  await resident.picture('wish-01-home')
  expect(await resident.elderPicture('wish-01-home')).toBeGreaterThanOrEqual(SMALLEST_ELDER_PX)
  await resident.press(/^许个微心愿/)
  await resident.sees('小一点、说清楚，最容易有人帮')
  await resident.press('提交心愿')
  await resident.sees('写一句想请大家帮什么忙')
  await resident.picture('wish-02-faults')
  await resident.write('想请大家帮什么忙', STORY)
  await resident.addPhoto('#8a8f94')
  await resident.picture('wish-03-written')
  expect(await resident.elderPicture('wish-03-written')).toBeGreaterThanOrEqual(SMALLEST_ELDER_PX)
  await resident.sees('您上次没写完的还在，接着写就行')
  await resident.press('都能看到，更容易有人帮')
  await resident.press('提交心愿')
  await resident.sees('心愿交给社区了')
  for (const words of ['编号', '谁来看', '什么时候']) await resident.sees(words)
  await resident.picture('wish-04-sent')
  await resident.press('看看心愿')
  await resident.sees('现在在谁手上')
  wishId = new URL(resident.page.url().replace('#/', '')).searchParams.get('id')!
  await resident.picture('wish-05-own')
  expect(await resident.elderPicture('wish-05-own')).toBeGreaterThanOrEqual(SMALLEST_ELDER_PX)
})

test('the community worker finds it in 待办, looks at it and publishes it under a title of their own', async () => {
  desk = await come('community-worker')
  await actAs(desk, '社区干部')
  await desk.picture('wish-06-identities')
  await desk.tab('待办')
  await desk.sees('待审心愿')
  await desk.picture('wish-07-desk')
  await desk.open(detail())
  await desk.sees(STORY)
  await desk.picture('wish-08-review')
  await desk.press('公开')
  await desk.write('心愿墙上的标题', PUBLIC_TITLE)
  await desk.picture('wish-09-publish')
  await desk.press('公开')
  await desk.sees('等党员来认领')
})

test('a member of the same grid finds it on the board and claims it; who is slower is told who was faster', async () => {
  helper = await come('member-same-grid')
  rival = await come('member')
  await actAs(helper, '党员')
  await helper.tab('微心愿')
  await helper.sees(PUBLIC_TITLE)
  await helper.picture('wish-10-board')
  await helper.press(new RegExp(`^${PUBLIC_TITLE}`))
  await helper.sees('我来帮')
  await helper.picture('wish-11-claimable')
  expect(await helper.elderPicture('wish-11-claimable')).toBeGreaterThanOrEqual(SMALLEST_ELDER_PX)
  await actAs(rival, '党员')
  await rival.open(detail())
  await rival.press('我来帮')
  await rival.sees('认领这个心愿')
  await helper.press('我来帮')
  await helper.picture('wish-12-claim')
  await helper.press('认领')
  await helper.sees('办好了')
  await helper.picture('wish-13-claimed')
  await rival.press('认领')
  await rival.sees(/^手慢了一步，.+ 刚认领$/)
  await rival.picture('wish-14-too-late')
})

test('they write down progress, and fulfil it with a photo', async () => {
  await helper.press('记进展')
  await helper.press('记下来')
  await helper.sees('写一句办到哪一步了')
  await helper.write('办到哪一步了', '约好周六上午去装')
  await helper.press('记下来')
  await helper.sees('约好周六上午去装')
  await helper.picture('wish-15-progress')
  await helper.press('办好了')
  await helper.sees('办好以后的照片')
  await helper.write('怎么办的', '装好了不锈钢扶手，试过很稳')
  await helper.press('请居民确认')
  await helper.sees('加一张办好以后的照片')
  await helper.addPhoto('#c9b28a')
  await helper.picture('wish-16-fulfil')
  await helper.press('请居民确认')
  await helper.sees('等居民确认')
})

test('the resident sees that they are asked, and confirms with a rating and thanks', async () => {
  await resident.open('pages/home/index')
  await resident.page.reload()
  await resident.sees('等您确认')
  await resident.picture('wish-17-asked')
  await resident.open(detail())
  await resident.press('去确认')
  await resident.sees('您满意吗')
  expect(await resident.page.getByRole('radio', { checked: true }).count()).toBe(0)
  await resident.press('很满意')
  await resident.write('想对他说', '扶手很稳，谢谢')
  await resident.picture('wish-18-confirm')
  expect(await resident.elderPicture('wish-18-confirm')).toBeGreaterThanOrEqual(SMALLEST_ELDER_PX)
  await resident.press('很满意')
  await resident.press('办好了，圆满')
  await resident.sees(/^圆满$/)
  await resident.open(detail())
  await resident.sees('居民说：很满意')
  await resident.picture('wish-19-fulfilled')
  const { body } = await demo.request('GET', `/api/v1/wishes/${wishId}`, { token: await demo.logInAs('resident') })
  expect(body).toMatchObject({ state: 'confirmed', rating: 5 })
})

test('nothing of this broke a page or the server', () => {
  expect([resident, helper, rival, desk].flatMap(({ faults }) => faults)).toEqual([])
  expect(demo.faults).toEqual([])
})
