import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemo, type RunningDemo } from '../support/demo.ts'
import { begin, choose, expectReadable, idOf, sheet, submit, wordsOf } from './acts.ts'
import { actAs, openScreens, signInAs, type Screens, type Visitor } from './screens.ts'

const TITLE = '长新路口路面塌了一个大坑'
const WORDS = `${TITLE}。晚上看不见，电动车摔了两回，老人孩子走路危险`

let demo: RunningDemo
let screens: Screens
let resident: Visitor
let leader: Visitor
let worker: Visitor
let chair: Visitor
let handler: Visitor
let assistant: Visitor
let complaintId: string
let demandId: string
let number: string

async function come(key: string, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  await signInAs(visitor, await demo.persona(key))
  if (role) await actAs(visitor, role)
  return visitor
}

const complaintPage = () => `features/complaint/pages/detail/index?id=${complaintId}`
const demandPage = () => `features/demand/pages/detail/index?id=${demandId}`

beforeAll(async () => {
  demo = await startDemo({ withH5: true })
  screens = await openScreens(demo.url)
})
afterAll(async () => {
  await screens?.close()
  await demo?.close()
})

test('words that speak of danger to life show a number to call first; what is missing is named where it is missing', async () => {
  resident = await come('resident')
  await resident.open('features/complaint/pages/new/index')
  await resident.press('提交')
  await resident.sees('写一下出了什么事，一句话也行')
  await resident.write('出了什么事', '楼道里闻到煤气味')
  await resident.sees(/不要开关电器/)
  expect(await resident.page.getByRole('button', { name: '打电话 119' }).isVisible()).toBe(true)
  await resident.picture('complaint-01-danger')
})

test('a resident reports with a point on the map and a photo; kind and category follow the words; number, desk and date are told', async () => {
  await resident.write('出了什么事', WORDS)
  await resident.sees('路面破损')
  expect(await resident.page.getByRole('tab', { name: '投诉', exact: true }).getAttribute('aria-selected')).toBe('true')
  await resident.addPhoto('#6f6a63')
  const { body: me } = await demo.request('GET', '/api/v1/me', { token: await demo.logInAs('resident') })
  const { body: grid } = await demo.request('GET', `/api/v1/areas/${me.gridCode}`)
  await resident.page.locator('.area-map-area').filter({ hasText: grid.name }).first().click()
  await resident.sees('地图上选的位置')
  await resident.sees(new RegExp(`先到.*${grid.name}，.*片长`))
  await resident.picture('complaint-02-written')
  await expectReadable(resident, 'complaint-02-written')
  await expect.poll(() => resident.page.locator('textarea').filter({ visible: true }).inputValue(), { timeout: 10_000 }).toBe(WORDS)
  await resident.press('提交')
  await resident.sees('已经收到了')
  for (const words of ['编号', '谁来看', '什么时候']) await resident.sees(words)
  await resident.picture('complaint-03-sent')
  await resident.press('看进展')
  await resident.sees('现在在谁手上')
  complaintId = idOf(resident)
  const { body } = await demo.request('GET', `/api/v1/complaints/${complaintId}`, { token: await demo.logInAs('resident') })
  expect(body).toMatchObject({ kind: 'complaint', category: 'road-damage', gridCode: grid.code, state: 'submitted', text: WORDS })
  expect(body.uploadIds).toHaveLength(1)
  number = body.number
})

test('they follow it: who has it, until when, and how that date is counted', async () => {
  await resident.sees(`编号 ${number}`)
  await resident.picture('complaint-04-own')
  await expectReadable(resident, 'complaint-04-own')
  await resident.press('这个时间怎么算的')
  await resident.sees('到期')
  await resident.picture('complaint-05-why')
  await submit(resident, '知道了')
})

test('the grid leader on duty finds it in 待办, accepts, notes the contact and hands it up', async () => {
  leader = await come('grid-leader-a', '片长')
  await leader.tab('待办')
  await leader.sees(TITLE)
  await leader.picture('complaint-06-leader-queue')
  await leader.open(complaintPage())
  await begin(leader, '接手')
  await submit(leader, '接下来办')
  await leader.sees('还没联系居民')
  await begin(leader, '联系居民')
  await sheet(leader).getByRole('button', { name: '记下来', exact: true }).click()
  await leader.sees('选一个联系方式')
  await choose(leader, '电话')
  await choose(leader, '联系上了')
  await leader.write('说了什么', '说明天去现场看')
  await leader.picture('complaint-07-contact')
  await submit(leader, '记下来')
  await leader.sees('已联系居民')
  await leader.picture('complaint-08-leader')
  await begin(leader, '往上交')
  await leader.write('为什么要请上一级来办', '路基塌了，片区修不了')
  await submit(leader, '交上去')
  await leader.sees('这件事现在不在您这里')
  await leader.picture('complaint-09-handed-up')
})

test('the community worker raises it to the ledger', async () => {
  worker = await come('community-worker', '社区干部')
  await worker.tab('待办')
  await worker.press('诉求')
  await worker.sees(TITLE)
  await worker.picture('complaint-10-worker-queue')
  await worker.open(complaintPage())
  await begin(worker, '吹哨')
  await choose(worker, '公共设施损坏')
  await worker.write('社区为什么办不了', '市政道路，社区没有设备修')
  await worker.picture('complaint-11-raise')
  await submit(worker, '吹哨，请部门来办')
  await worker.sees('需求台账')
  await worker.press(/^需求台账/)
  await worker.sees('社区办不了：')
  demandId = idOf(worker)
  await worker.picture('complaint-12-ledger')
})

test('the chair dispatches by thumb as the catalogue suggests, with one more unit to assist, and could still take it back', async () => {
  const unit = (await demo.persona('other-handler')).scopes.find(({ scopeKind }) => scopeKind === 'unit')
  const { body: units } = await demo.request('GET', '/api/v1/catalogues/units')
  const assist = units.items.find(({ code }: { code: string }) => code === unit!.scopeId).label as string
  chair = await come('chair', '轮值会长')
  await chair.tab('待办')
  await chair.sees('按建议派单')
  await chair.picture('complaint-13-chair-queue')
  const focused = chair.page.locator('.focused-demand')
  for (let place = 2; !(await focused.filter({ hasText: TITLE }).isVisible()); place++) {
    await chair.press('先看下一件')
    await focused.getByText(`第 ${place} 件，先看下一件`).waitFor()
  }
  await chair.sees(/主办$/)
  await chair.picture('complaint-14-chair-focused')
  await chair.press('按建议派单')
  await chair.sees('为什么建议')
  await chair.press('加一家协办')
  await chair.write('找单位', assist)
  await sheet(chair).getByRole('button', { name: assist }).click()
  await chair.sees(/^时限/)
  await chair.picture('complaint-15-dispatch-sheet')
  await sheet(chair).getByRole('button', { name: /^派给/ }).click()
  await chair.sees(/^已派给/)
  await chair.picture('complaint-16-dispatched')
  const { body } = await demo.request('GET', `/api/v1/demands/${demandId}`, { token: await demo.logInAs('chair') })
  expect(body).toMatchObject({ state: 'dispatched', overrideReason: null, dispatches: [{ role: 'lead', state: 'sent' }, { role: 'assist', unitName: assist }] })
})

async function openOwnDispatch(visitor: Visitor, key: string): Promise<void> {
  const { body } = await demo.request('GET', '/api/v1/dispatches?limit=50', { token: await demo.logInAs(key) })
  const own = body.items.find((one: { demandId: string }) => one.demandId === demandId)
  await visitor.open(`features/dispatch/pages/detail/index?id=${own.id}`)
}

async function reply(visitor: Visitor, account: string): Promise<void> {
  await begin(visitor, '办结反馈')
  await sheet(visitor).getByRole('button', { name: '交反馈', exact: true }).click()
  await visitor.sees('选一个结果')
  await choose(visitor, '已解决')
  await visitor.write('办了什么', account)
  await visitor.addPhoto('#9b9488')
}

test('the lead unit accepts, makes contact, notes progress and answers with proof; the assistant answers too', async () => {
  handler = await come('handler', '部门承办人')
  await handler.tab('待办')
  await handler.sees(/^全部/)
  await handler.picture('complaint-17-handler-queue')
  await openOwnDispatch(handler, 'handler')
  await handler.sees('首次联系居民')
  await handler.picture('complaint-18-ticket')
  await begin(handler, '接单')
  await submit(handler, '接下来办')
  await begin(handler, '联系居民')
  await choose(handler, '上门')
  await choose(handler, '联系上了')
  await submit(handler, '记下来')
  await begin(handler, '记进展')
  await handler.write('办到哪一步了', '已进场，路基在回填')
  await submit(handler, '记下来')
  await handler.sees('已进场，路基在回填')
  await handler.picture('complaint-19-working')
  await reply(handler, '路基回填，路面补平，标线已画')
  await handler.picture('complaint-20-reply')
  await submit(handler, '交反馈')
  await handler.sees('交的反馈')

  assistant = await come('other-handler', '部门承办人')
  await openOwnDispatch(assistant, 'other-handler')
  await begin(assistant, '接单')
  await submit(assistant, '接下来办')
  await reply(assistant, '占道的摊子已清走')
  await submit(assistant, '交反馈')
})

test('the community worker looks on the spot and verifies with a photo', async () => {
  await worker.open(demandPage())
  await worker.page.reload()
  await begin(worker, '核查过了')
  await choose(worker, '已解决')
  await worker.write('看到了什么', '到现场看过，坑已补平')
  await worker.addPhoto('#a8a296')
  await worker.picture('complaint-21-verify')
  await submit(worker, '记下核查结果')
  await worker.sees(/^已解决，.*核查过$/)
  await worker.picture('complaint-22-verified')
})

test('the resident is asked three questions with nothing chosen, answers, and it is closed', async () => {
  await resident.open('pages/todo/index')
  await resident.page.reload()
  await resident.press('我反映的')
  await resident.sees('等您评价')
  await resident.picture('complaint-23-mine')
  await resident.open(`features/complaint/pages/confirm/index?id=${complaintId}`)
  await resident.sees('2. 事情解决了吗？')
  expect(await resident.page.getByRole('radio', { checked: true }).count()).toBe(0)
  await resident.picture('complaint-24-confirm')
  await expectReadable(resident, 'complaint-24-confirm')
  await resident.press('交上去')
  await resident.sees('选一个')
  await resident.press('联系过')
  await resident.press('解决了')
  await resident.press('很满意')
  await resident.write('想说两句', '修得很平，谢谢')
  await resident.press('交上去')
  await resident.sees('记下了，谢谢您')
  await resident.picture('complaint-25-thanks')
  const { body } = await demo.request('GET', `/api/v1/complaints/${complaintId}`, { token: await demo.logInAs('resident') })
  expect(body).toMatchObject({ state: 'closed', confirmation: { by: 'reporter', contacted: true, solved: true, satisfied: 'very' } })
})

test('each reads the one timeline in words meant for them; what the resident said of them is kept from who handled it', async () => {
  await resident.open(complaintPage())
  await resident.page.reload()
  await resident.sees('您作了评价')
  await resident.picture('complaint-26-closed')
  await resident.press(/^再看/)
  const own = await wordsOf(resident)
  for (const words of ['您提交了诉求', '接下了，开始办', '社区吹哨，请部门来办', '派单给', '接单了', '办完了，交来反馈', '部门办完，核查过了，请您评价', '您作了评价'])
    expect(own).toContain(words)
  expect(own).not.toContain('路基塌了，片区修不了')

  await worker.open(complaintPage())
  await worker.page.reload()
  await worker.sees(/作了评价$/)
  await worker.press(/^再看/)
  const desk = await wordsOf(worker)
  expect(desk).toContain('路基塌了，片区修不了')
  expect(desk).not.toContain('修得很平，谢谢')
})

test('a neighbour who may not see it reads that there is nothing, as if it did not exist', async () => {
  const neighbour = await come('neighbour')
  await neighbour.open(complaintPage())
  await neighbour.sees('没有找到这件事')
  await neighbour.picture('complaint-27-not-found')
  expect(neighbour.faults).toEqual([])
})

test('nothing of this broke a page or the server', () => {
  expect([resident, leader, worker, chair, handler, assistant].flatMap(({ faults }) => faults)).toEqual([])
  expect(demo.faults).toEqual([])
})
