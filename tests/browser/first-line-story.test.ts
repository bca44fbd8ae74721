import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemo, type RunningDemo } from '../support/demo.ts'
import { begin, choose, expectReadable, idOf, openAnew, sheet, submit } from './acts.ts'
import { actAs, openScreens, signInAs, type Screens, type Visitor } from './screens.ts'

const TITLE = '北坡路口路面塌了半边'
const WORDS = `${TITLE}。电动车摔了两回，晚上看不见`

let demo: RunningDemo
let screens: Screens
let resident: Visitor
let neighbour: Visitor
let leader: Visitor
let worker: Visitor
let guest: Visitor
let point: { lng: number; lat: number }
let complaintId: string

async function come(key: string, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  await signInAs(visitor, await demo.persona(key))
  if (role) await actAs(visitor, role)
  return visitor
}
async function ask(method: 'GET' | 'POST', key: string, path: string, body?: unknown): Promise<any> {
  const answer = await demo.request(method, `/api/v1${path}`, { token: await demo.logInAs(key), ...(method === 'POST' && { body: body ?? {} }) })
  expect([answer.status < 300, path, answer.status < 300 ? null : answer.body]).toEqual([true, path, null])
  return answer.body
}
const file = (key: string, changes: object = {}) => ask('POST', key, '/complaints', { kind: 'complaint', category: 'road-damage', text: WORDS, point, ...changes })
const complaintPage = (id = complaintId) => `features/complaint/pages/detail/index?id=${id}`
/** One of the things a form offers, by words in its name. */
const pick = (visitor: Visitor, words: string | RegExp) => sheet(visitor).getByRole('radio', { name: words }).first().click()

beforeAll(async () => {
  demo = await startDemo({ withH5: true })
  screens = await openScreens(demo.url)
  const { gridCode } = await ask('GET', 'resident', '/me')
  point = (await ask('GET', 'resident', `/areas/${gridCode}`)).centroid
})
afterAll(async () => {
  await screens?.close()
  await demo?.close()
})

test('a neighbour is shown the like case while they write, and follows it with a complaint of their own', async () => {
  complaintId = (await file('resident')).id
  neighbour = await come('neighbour')
  await neighbour.open('features/complaint/pages/new/index')
  await neighbour.write('出了什么事', '北坡路口路面塌了，电动车摔了')
  const { gridCode } = await ask('GET', 'resident', '/me')
  const { name } = await ask('GET', 'resident', `/areas/${gridCode}`)
  const map = neighbour.page.locator('.area-map-area').filter({ hasText: name }).first()
  if (await map.isVisible()) await map.click()
  await neighbour.sees(/米内有一件差不多的$/)
  await neighbour.picture('first-line-01-like')
  await neighbour.press('我也遇到，一起跟')
  await neighbour.sees('和这一件一起办')
  await neighbour.press('提交')
  await neighbour.press('看进展')
  await neighbour.sees('已经有人反映过同一件事，放在一起办')
  await neighbour.picture('first-line-02-joined')
  await expectReadable(neighbour, 'first-line-02-joined')
  const { mergedIntoId } = await ask('GET', 'neighbour', `/complaints/${idOf(neighbour)}`)
  expect(mergedIntoId).toBe(complaintId)
})

test('the desk records a try that reached nobody and one that did, asks, and the clock stands still until the answer', async () => {
  leader = await come('grid-leader-a', '片长')
  await leader.open(complaintPage())
  await begin(leader, '接手')
  await leader.sees(/件办（要改再选）$/)
  await leader.picture('first-line-03-accept')
  await submit(leader, '接下来办')
  for (const result of ['没联系上', '联系上了']) {
    await begin(leader, '联系居民')
    await choose(leader, '电话')
    await choose(leader, result)
    await submit(leader, '记下来')
    await leader.sees(new RegExp(`电话，${result}$`))
  }
  await begin(leader, '请他补充')
  await leader.write('要补充什么', '塌了多长，在路的哪一边')
  await submit(leader, '问居民')
  await leader.picture('first-line-04-asked')

  resident = await come('resident')
  await resident.open(complaintPage())
  await resident.sees(/塌了多长，在路的哪一边/)
  await resident.picture('first-line-05-question')
  await expectReadable(resident, 'first-line-05-question')
  await begin(resident, '补充情况')
  await resident.write('您想补充的', '有三米长，在东边')
  await submit(resident, '交上去')
  await resident.sees('有三米长，在东边')
  await ask('POST', 'grid-leader-a', `/complaints/${complaintId}/hand-up`, { reason: '路基塌了，片区修不了' })
})

test('a community worker merges a like case, takes it apart again, and declines what belongs elsewhere, by the list', async () => {
  const like = (await file('elder', { text: '北坡路口路面塌了半边，老人不敢走' })).id
  worker = await come('community-worker', '社区干部')
  await worker.open(complaintPage(like))
  await begin(worker, '并案')
  await pick(worker, /^北坡路口路面塌了半边，.*很像/)
  await worker.picture('first-line-06-merge')
  await submit(worker, '并在一起办')
  await worker.sees('和这一件一起办')
  await begin(worker, '单独办')
  await submit(worker, '单独办')
  expect((await ask('GET', 'community-worker', `/complaints/${like}`)).state).toBe('submitted')
  await openAnew(worker, complaintPage(like))
  await begin(worker, '转给别处')
  await sheet(worker).getByRole('radio').first().waitFor()
  await worker.picture('first-line-07-reassign')
  await worker.press('关闭')

  const court = (await file('elder', { text: '隔壁欠我三千块钱不还，法院判了也不给' })).id
  await worker.open(complaintPage(court))
  await begin(worker, '不归这里办')
  await choose(worker, '已经或应当由法院、仲裁处理')
  await worker.sees(/^依据：/)
  await worker.picture('first-line-08-decline')
  await submit(worker, '答复居民')
  await worker.sees(/^可以找：/)

  const elder = await come('elder')
  await elder.open(complaintPage(court))
  await elder.sees(/12368/)
  await elder.picture('first-line-09-declined')
  await expectReadable(elder, 'first-line-09-declined')
  await begin(elder, '请街道再看')
  await elder.write('您的理由', '法院让我找社区')
  await submit(elder, '请街道再看')
  expect(await ask('GET', 'elder', `/complaints/${court}`)).toMatchObject({ state: 'submitted', desk: 'town' })
  expect(elder.faults).toEqual([])
  await elder.close()
})

test('a grid leader plans an absence: from then on the other post is on duty, until they are back', async () => {
  await openAnew(leader, 'pages/todo/index')
  await leader.press(/^离岗安排/)
  await leader.sees('没有人登记离岗')
  await leader.picture('first-line-30-no-absence')
  await leader.press('我要离岗')
  await choose(leader, '从现在起')
  await choose(leader, '3 天')
  await leader.write('什么事', '回老家办事')
  await leader.picture('first-line-31-absence')
  await submit(leader, '登记')
  await leader.sees('现在不在岗')
  await leader.picture('first-line-32-absent')
  await expectReadable(leader, 'first-line-32-absent')
  const { scopeId } = (await demo.persona('grid-leader-a')).scopes.find(({ scopeKind }) => scopeKind === 'area')!
  const onDuty = async () => (await ask('GET', 'resident', `/areas/${scopeId}/duty`)).post
  expect(await onDuty()).not.toContain('A岗')
  await leader.press(/^回来了，/)
  await submit(leader, '接着值班')
  await leader.sees('已经结束')
  expect(await onDuty()).toContain('A岗')
})

test('the community puts on the ledger what an inspection found', async () => {
  await openAnew(worker, 'pages/todo/index')
  await worker.press('巡查发现，直接记台账')
  await sheet(worker).getByRole('radio').first().click()
  await worker.picture('first-line-39-open-demand')
  await sheet(worker).locator('.field').filter({ hasText: '是哪一类事' }).locator('input').fill('井盖')
  await pick(worker, /井盖/)
  await choose(worker, '公共设施损坏')
  await worker.write('看到了什么', '河堤边井盖没了')
  await worker.write('社区为什么办不了', '归住建管')
  await submit(worker, '记入台账')
  await worker.sees('巡查发现')
  await worker.picture('first-line-40-opened')
})

test('a guest looks a complaint up by its number and phone number; a wrong one says the same as none', async () => {
  const { number } = await file('grid-leader-b', { text: '替王奶奶反映：门口路灯不亮', category: 'road-light', onBehalfOf: { name: '王英', phone: '13800005678', authority: '当面托我' } })
  guest = await screens.visitor()
  await guest.tab('我的事')
  await guest.press('不登录，凭编号查进度')
  await guest.press('查一查')
  await guest.sees(/^编号是/)
  await guest.write('编号', number)
  await guest.write('反映时留的手机号', '13800005679')
  await guest.press('查一查')
  await guest.sees(/^没有查到/)
  await guest.picture('first-line-41-not-found')
  await guest.write('反映时留的手机号', '13800005678')
  await guest.press('查一查')
  await guest.sees(/等人接手/)
  await guest.picture('first-line-42-looked-up')
  await expectReadable(guest, 'first-line-42-looked-up')
})

test('nothing of this broke a page or the server', () => {
  expect([resident, neighbour, leader, worker, guest].flatMap(({ faults }) => faults)).toEqual([])
  expect(demo.faults).toEqual([])
})
