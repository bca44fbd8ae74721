import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNITY, COUNTY, DAY, GRID, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../factories/whistle-county.ts'
import { choose, expectReadable, openAnew, sheet, submit } from './acts.ts'
import { openDoor, type Door } from './front-door.ts'
import { enterAs, openScreens, type Screens, type Visitor } from './screens.ts'

/** A Monday morning, with working days before and behind it. */
const MONDAY = '2027-03-01T09:00:00+08:00'

let county: WhistleCounty
let door: Door
let screens: Screens
let visitors: Visitor[] = []
let street: Person
let worker: Person
let officer: Person
let second: Person
let reporter: Person
let caseNumber: string

async function come(person?: Person): Promise<Visitor> {
  const visitor = await screens.visitor()
  visitors = [...visitors, visitor]
  if (!person) return visitor
  const { appointments } = (await county.get(person, '/me')).body
  await enterAs(visitor, { ...person, appointmentId: appointments[0]?.id ?? null }, county.app.kernel.clock.now())
  return visitor
}
const ok = async (answer: Promise<{ status: number; body: any }>) => {
  const { status, body } = await answer
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}
const cards = ({ page }: Visitor) => page.locator('.list-card').filter({ visible: true })

beforeAll(async () => {
  county = await startWhistleCounty()
  county.app.kernel.clock.offsetMs = Date.parse(MONDAY) - Date.now()
  worker = await county.appoint('communityWorker', COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  officer = await county.appoint('countyOfficer', COUNTY)
  second = await county.appoint('countyOfficer', COUNTY)
  await county.handler(county.units.housing)
  const now = county.app.kernel.clock.now().getTime()
  const chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 60 * DAY) })
  const open = (text: string, category: string, nature: string) => ok(county.post(worker, '/demands', { category, nature, text, reason: '社区没有力量修', areaCode: COMMUNITY }))
  const lamp = await open('桥头的路灯不亮，晚上走路看不见', 'road-damage', 'facility')
  await open('菜市场门口的井盖翘起来了', 'road-manhole', 'safety')
  await open('幸福路积水过不去', 'road-damage', 'facility')
  await ok(county.post(chair, `/demands/${lamp.id}/dispatch`, { leadUnitId: county.units.housing, overrideReason: '归它管' }))
  reporter = await county.person(GRID)
  const filed = await ok(county.post(reporter, '/complaints', ROAD))
  caseNumber = filed.number
  await county.drain()
  door = await openDoor(county.app.url)
  screens = await openScreens(door.url)
})
afterAll(async () => {
  await screens?.close()
  await door?.close()
  await county?.close()
})

let officerOfTown: Visitor

test('an officer looks something up on the ledger: by words, by filters, and keeps what is needed again', async () => {
  officerOfTown = await come(street)
  await officerOfTown.tab('待办')
  await officerOfTown.press(/^查需求台账/)
  await officerOfTown.sees('桥头的路灯不亮，晚上走路看不见')
  await officerOfTown.picture('ledger-01-all')
  await expectReadable(officerOfTown, 'ledger-01-all')
  await officerOfTown.write('找一找', '井盖')
  await expect.poll(() => cards(officerOfTown).count()).toBe(1)
  await officerOfTown.sees('菜市场门口的井盖翘起来了')
  await officerOfTown.picture('ledger-02-found')
  await officerOfTown.write('找一找', '唢呐')
  await officerOfTown.sees('没有符合的')
  await officerOfTown.picture('ledger-03-none')
  await officerOfTown.write('找一找', '')
  await officerOfTown.press(/^筛选/)
  await choose(officerOfTown, '待派单')
  await officerOfTown.picture('ledger-04-filters')
  await sheet(officerOfTown).getByRole('button', { name: /^类别/ }).click()
  await sheet(officerOfTown).locator('input').fill('路面')
  await officerOfTown.press('路面破损')
  await choose(officerOfTown, '公共设施损坏')
  await sheet(officerOfTown).getByRole('button', { name: '看筛选结果', exact: true }).click()
  await officerOfTown.sees('待派单 · 路面破损 · 公共设施损坏')
  await expect.poll(() => cards(officerOfTown).count()).toBe(1)
  await officerOfTown.sees('幸福路积水过不去')
  await officerOfTown.picture('ledger-05-narrowed')
  await officerOfTown.press('存下筛选')
  await sheet(officerOfTown).getByRole('button', { name: '存下来', exact: true }).click()
  await officerOfTown.sees('起个名字，下次好找')
  await officerOfTown.write('名字', '没派的路')
  await submit(officerOfTown, '存下来')
  await officerOfTown.page.getByRole('tab', { name: '没派的路', exact: true }).waitFor()
})

test('what was kept is one press away the next time; the file holds what is on the screen', async () => {
  await openAnew(officerOfTown, 'features/demand/pages/ledger/index')
  await expect.poll(() => cards(officerOfTown).count()).toBeGreaterThan(1)
  await officerOfTown.page.getByRole('tab', { name: '没派的路', exact: true }).click()
  await expect.poll(() => cards(officerOfTown).count()).toBe(1)
  await officerOfTown.picture('ledger-06-kept')
  await expectReadable(officerOfTown, 'ledger-06-kept')
  const download = officerOfTown.page.waitForEvent('download')
  await officerOfTown.press('导出 Excel')
  expect((await download).suggestedFilename()).toBe('需求台账.xlsx')
  await officerOfTown.press(/^存过的筛选/)
  await sheet(officerOfTown).getByRole('button', { name: /^没派的路/ }).click()
  await officerOfTown.sees('没有存过筛选')
  await sheet(officerOfTown).getByRole('button', { name: '关闭', exact: true }).click()
  await expect.poll(() => officerOfTown.page.getByRole('tab', { name: '没派的路', exact: true }).count()).toBe(0)
})

test('a case is left out of the rates by two persons, its reporter objects, and another officer decides', async () => {
  const carrier = await come(worker)
  await carrier.tab('待办')
  await carrier.press(/^不计入三率的/)
  await carrier.sees('没有不计入的')
  await carrier.picture('exclusion-01-none')
  await carrier.press('申请不计入')
  await carrier.write('诉求编号', '1234567890')
  await sheet(carrier).getByRole('button', { name: '下一步', exact: true }).click()
  await carrier.picture('exclusion-02-unknown')
  await carrier.write('诉求编号', caseNumber)
  await sheet(carrier).getByRole('button', { name: '下一步', exact: true }).click()
  await choose(carrier, '不可抗力')
  await carrier.write('依据', '山洪，三月一日到五日路不通')
  await carrier.picture('exclusion-03-propose')
  await submit(carrier, '交给县里确认')
  await carrier.sees('已经交给县里确认，确认以后才不计入')

  const approver = await come(officer)
  await approver.tab('待办')
  await approver.press('等我确认')
  await approver.sees('山洪，三月一日到五日路不通')
  await approver.picture('exclusion-04-approve')
  await approver.press('同意')
  await submit(approver, '同意')
  await county.drain()

  const resident = await come(reporter)
  await resident.open('features/statistics/pages/exclusions/index')
  await resident.page.getByText(`诉求 ${caseNumber}`).first().click()
  await resident.sees('依据：山洪，三月一日到五日路不通')
  await resident.picture('exclusion-05-resident')
  await expectReadable(resident, 'exclusion-05-resident')
  await resident.press('我不同意')
  await resident.write('为什么不同意', '那几天路是通的')
  await submit(resident, '提出异议')
  await resident.sees('反映人不同意：那几天路是通的')

  const decider = await come(second)
  await decider.open('features/statistics/pages/exclusions/index')
  await decider.page.getByRole('tab', { name: '有异议', exact: true }).click()
  await decider.page.getByText(`诉求 ${caseNumber}`).first().click()
  await decider.press('答复异议')
  await choose(decider, '维持不计入')
  await decider.write('理由', '气象和交通的记录都有')
  await decider.picture('exclusion-06-decide')
  await submit(decider, '就这样定')
  await decider.sees('决定：气象和交通的记录都有')
  await decider.sees('这件事现在不计入三率')
  await decider.picture('exclusion-07-upheld')
})

test('a guest takes the data of the rates along, as a table and for programs', async () => {
  const guest = await come()
  await guest.open('features/statistics/pages/rates/index')
  await guest.sees('公开数据')
  for (const [button, ending] of [['下载 CSV', 'csv'], ['下载 JSON', 'json']] as const) {
    const download = guest.page.waitForEvent('download')
    await guest.press(button)
    expect((await download).suggestedFilename()).toMatch(new RegExp(`^三率公开数据 \\d{4}-\\d\\d\\.${ending}$`))
  }
  await guest.picture('rates-04-open-data')
  await expectReadable(guest, 'rates-04-open-data')
})

test('no page of this failed', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([])
  expect(county.app.faults).toEqual([])
})
