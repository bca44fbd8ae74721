import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../server/src/kernel/uuid.ts'
import { MONDAY, setTime, TOWN, wishCounty, type Person, type WishCounty } from '../server/wish/wish-county.ts'
import { begin, expectReadable, openAnew, sheet, submit } from './acts.ts'
import { openDoor, type Door } from './front-door.ts'
import { enterAs, openScreens, type Screens, type Visitor } from './screens.ts'

let county: WishCounty
let door: Door
let screens: Screens
let visitors: Visitor[] = []
let groupId: string

/** This person before a phone of their own, under their first appointment if `role` is told. */
async function come(person: Person, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  visitors = [...visitors, visitor]
  const { body: me } = await county.app.request('GET', '/api/v1/me', { token: person.token })
  const held = me.appointments.find((one: { role: string }) => one.role === role)
  await enterAs(visitor, { ...person, appointmentId: held?.id ?? null }, county.app.kernel.clock.now())
  return visitor
}
async function named(person: Person, name: string): Promise<Person> {
  await county.sql`update accounts set staff_name = ${name} where id = ${person.id}`
  return person
}
const inGroup = async (name: string, skills: string[] = []) => named(await county.member({ organizationId: groupId, skills }), name)
const asMember = (person: Person) => county.appointed('member', 'partyOrganization', groupId, null, person)
const tick = ({ page }: Visitor, name: RegExp) => page.getByRole('checkbox', { name }).filter({ visible: true }).click()
const detail = () => `features/wish/pages/detail/index?id=${wishId}`

const TITLE = '想把旧书架装起来'
let wishId: string
let resident: Person
let contact: Person
let helper: Person
let branch: Person

beforeAll(async () => {
  county = await wishCounty()
  setTime(county.app, MONDAY)
  door = await openDoor(county.app.url)
  screens = await openScreens(door.url)
  groupId = uuidv7()
  await county.sql`insert into party_organizations (id, level, name, parent_id, path, area_code)
    values (${groupId}, 'gridGroup', '一网格党小组', ${county.branchId}, ${[county.committeeId, county.branchId, groupId]}, '611023001001001')`
  contact = await asMember(await inGroup('刘*平', ['plumbing']))
  helper = await inGroup('陈*国', ['carpentry', 'moving'])
  for (const name of ['张*', '李*华', '周*', '吴*英']) await inGroup(name)
  for (let i = 0; i < 24; i++) await named(await county.member(), `赵*${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地'[i]}`)
  branch = await named(await county.secretary(), '郑*')
  resident = await county.resident()
  await county.bindPhone(resident, '13800002222')
  const publisher = await county.worker()
  ;({ id: wishId } = await county.submitted(resident, { category: 'repair', title: TITLE, story: '书架散了，板子都在，一个人扶不住。', publicationConsent: true }))
  await county.ok(publisher, 'publish', wishId, { publicTitle: TITLE })
  await county.drain()
})
afterAll(async () => {
  await screens?.close()
  await door?.close()
  await county?.app.close()
})

let claimer: Visitor

test('home says as whom one acts and where; another identity is one tap away', async () => {
  claimer = await come(contact, 'member')
  await claimer.sees('现在是党员')
  await claimer.sees(/^一网格党小组/)
  await claimer.picture('team-01-home')
  await expectReadable(claimer, 'team-01-home')
  await claimer.press(/^现在是党员，.*换身份$/)
  await sheet(claimer).getByRole('radio', { name: /^居民，/ }).click()
  await claimer.sees('现在是居民')
  await claimer.press(/^现在是居民，.*换身份$/)
  await sheet(claimer).getByRole('radio', { name: /^党员，/ }).click()
  await claimer.sees('现在是党员')
})

test('an asked member reads on the wish why, and that they may ask others along', async () => {
  await claimer.open(detail())
  await claimer.sees('为什么请您来')
  await claimer.sees('您和心愿在同一个网格')
  await claimer.page.getByRole('button', { name: '组队来帮', exact: true }).filter({ visible: true }).waitFor()
  await claimer.picture('team-02-asked')
  await expectReadable(claimer, 'team-02-asked')
})

test('they gather a team: who comes along and what each takes on; what is missing is said', async () => {
  await claimer.press('组队来帮')
  await claimer.sees('请谁一起？')
  await claimer.sees(/^陈\*国$/)
  expect(await claimer.page.getByText('刘*平', { exact: true }).filter({ visible: true }).count()).toBe(0)
  await claimer.press('组队认领')
  await claimer.sees('先选一起来帮的人')
  await claimer.picture('team-03-whom')
  await tick(claimer, /^陈\*国，/)
  await tick(claimer, /^张\*，/)
  await claimer.sees('一起的有 2 位')
  await claimer.press('3 个人一起认领')
  await claimer.sees('写一句您做什么')
  await claimer.write('您（联系人）', '约时间，带电钻')
  await claimer.write('陈*国', '一起装')
  await claimer.press('3 个人一起认领')
  await claimer.sees('写一句 张* 做什么')
  await claimer.picture('team-04-missing')
  await claimer.write('张*', '扶板子')
  await expectReadable(claimer, 'team-05-team')
  // The elder picture reloaded the page: who comes along and the shares are kept.
  await claimer.sees('一起的有 2 位')
  await claimer.picture('team-05-team')
})

test('a larger organization offers more people; the team claims in its name, and all see who does what', async () => {
  await claimer.press(/^东岗社区党总支（30 人）$/)
  await claimer.sees('请谁一起？')
  await claimer.press('再看一些')
  await tick(claimer, /^陈\*国，/)
  await tick(claimer, /^李\*华，/)
  await claimer.write('陈*国', '一起装')
  await claimer.write('李*华', '扶板子')
  await claimer.press('3 个人一起认领')
  await claimer.page.waitForURL(/pages\/home/)
  await openAnew(claimer, detail())
  await claimer.sees('一起帮的 3 位')
  await claimer.sees('约时间，带电钻')
  await claimer.picture('team-06-claimed')
  await expectReadable(claimer, 'team-06-claimed')
  const other = await come(helper)
  await other.open(detail())
  await other.sees('扶板子')
  expect((await county.rowOf(wishId)).claimer_id).toBe(contact.id)
  expect(await other.page.getByRole('button', { name: '办好了', exact: true }).filter({ visible: true }).count()).toBe(0)
})

test('their secretary names another contact, first of all one of the team', async () => {
  const secretary = await come(branch, 'secretary')
  await secretary.open(detail())
  await secretary.sees('一起帮的 3 位')
  await secretary.picture('team-07-secretary')
  await begin(secretary, '换联系人')
  await secretary.sees('团队里的')
  await secretary.press('选一位新的联系人')
  await secretary.sees('先选一位新的联系人')
  await secretary.press(/^陈\*国，/)
  await secretary.write('为什么换', '刘*平 出差半个月')
  await secretary.picture('team-08-new-contact')
  await secretary.press('请 陈*国 当联系人')
  await secretary.sees('一起帮的 3 位')
  expect((await county.rowOf(wishId)).claimer_id).toBe(helper.id)
  await openAnew(secretary, detail())
  await secretary.page.getByText('陈*国（东岗社区党总支）').filter({ visible: true }).first().waitFor()
  await expectReadable(secretary, 'team-09-replaced')
  await openAnew(claimer, detail())
  await claimer.sees('一起帮的 3 位')
  expect(await claimer.page.getByRole('button', { name: '记进展', exact: true }).filter({ visible: true }).count()).toBe(0)
})

test('whoever calls back finds it in 待办 while an answer is waited for, and sees the number with a reason', async () => {
  await county.fulfil(helper, wishId)
  const officer = await come(await county.appointed('callBackOfficer', 'area', TOWN), 'callBackOfficer')
  await officer.tab('待办')
  await officer.press('心愿回访')
  await officer.sees(TITLE)
  await officer.picture('team-10-call-back')
  await officer.open(detail())
  await begin(officer, '看联系方式')
  await sheet(officer).getByRole('button', { name: '看号码（会留记录）', exact: true }).click()
  await officer.sees('写一句原因')
  await officer.write('为什么要看', '回访问办得怎么样')
  expect(await sheet(officer).getByText(/一天最多看/).count()).toBe(0)
  await officer.picture('team-11-reveal')
  await sheet(officer).getByRole('button', { name: '看号码（会留记录）', exact: true }).click()
  await officer.sees('13800002222')
  await officer.picture('team-12-number')
  await submit(officer, '知道了')
  await officer.press('去确认')
  await officer.sees('居民满意吗？（可不选）')
  await expectReadable(officer, 'team-13-their-words')
  await officer.press('居民说办好了')
  await expect.poll(async () => (await county.rowOf(wishId)).confirmed_by).toBe('callBack')
})

test('no page of this failed', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([])
})
