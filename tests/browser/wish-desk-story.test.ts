import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS, MONDAY, setTime, wishCounty, type Person, type WishCounty } from '../server/wish/wish-county.ts'
import { begin, expectReadable, openAnew, sheet, submit } from './acts.ts'
import { openDoor, type Door } from './front-door.ts'
import { enterAs, openScreens, type Screens, type Visitor } from './screens.ts'

let county: WishCounty
let door: Door
let screens: Screens
let visitors: Visitor[] = []

/** This person before a phone of their own, under their first appointment if `role` is told. */
async function come(person: Person, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  visitors = [...visitors, visitor]
  const { body: me } = await county.app.request('GET', '/api/v1/me', { token: person.token })
  const held = me.appointments.find((one: { id: string; role: string }) => one.role === role)
  await enterAs(visitor, { ...person, appointmentId: held?.id ?? null }, county.app.kernel.clock.now())
  return visitor
}

async function member(name: string, skills: string[] = []): Promise<Person> {
  const person = await county.member({ skills })
  await county.sql`update accounts set staff_name = ${name}, display_name = ${name} where id = ${person.id}`
  return person
}
async function wishFor(author: Person, publisher: Person, publicTitle: string): Promise<string> {
  const { id } = await county.submitted(author, { category: 'repair', title: publicTitle, story: `${publicTitle}，工具我有。`, publicationConsent: true })
  await county.ok(publisher, 'publish', id, { publicTitle })
  return id
}
const stateOf = async (id: string): Promise<string> => (await county.rowOf(id)).state
const detail = (id: string) => `features/wish/pages/detail/index?id=${id}`

let publisher: Person
let branch: Person
let resident: Person
let helper: Person

beforeAll(async () => {
  county = await wishCounty()
  setTime(county.app, MONDAY)
  door = await openDoor(county.app.url)
  screens = await openScreens(door.url)
  publisher = await county.worker()
  branch = await county.secretary()
  resident = await county.resident()
  helper = await member('刘*平', ['plumbing'])
  for (const name of ['张*', '李*华', '陈*国']) await member(name)
})
afterAll(async () => {
  await screens?.close()
  await door?.close()
  await county?.app.close()
})

const ALONE = '阳台的晾衣架掉了一头'
let alone: string

test('while members are being asked, the worker reads who was asked and why, and that it is too early to assign', async () => {
  alone = await wishFor(resident, publisher, ALONE)
  await county.drain()
  const worker = await come(publisher, 'communityWorker')
  await worker.open(detail(alone))
  await worker.sees('请了哪些党员，为什么')
  await worker.sees(/还没到可以这样做的时候/)
  await worker.picture('desk-01-too-early')
  await worker.press(/^请了哪些党员，为什么/)
  await worker.sees('怎么排的')
  await worker.sees('刚按当时存下的情况重排了一遍，结果一样')
  await worker.sees(/正好会/)
  await worker.picture('desk-02-who-was-asked')
  await expectReadable(worker, 'desk-02-who-was-asked')
})

test('nobody came forward in four rings: the secretary finds it in 待办, sees who fits best, and asks one', async () => {
  await county.advance(4 * DAY_MS)
  expect(await stateOf(alone)).toBe('open')
  const secretary = await come(branch, 'secretary')
  await secretary.tab('待办')
  await secretary.sees(ALONE)
  await secretary.picture('desk-03-branch-queue')
  await secretary.open(detail(alone))
  await secretary.picture('desk-04-backstop')
  await expectReadable(secretary, 'desk-04-backstop')
  await begin(secretary, '安排人来帮')
  await secretary.sees(/^请过的 \d+ 位$/)
  await secretary.press('选一位来帮')
  await secretary.sees('先选一位党员')
  await expectReadable(secretary, 'desk-05-choose')
  await secretary.press(/^刘\*平，/)
  await secretary.write('想对他说一句', '您家离得近')
  await secretary.picture('desk-05-assign')
  await secretary.press('请 刘*平 来帮')
  // The pictures reloaded this page, so that none is behind it: done, it leads home.
  await secretary.page.waitForURL(/pages\/home/)
  expect(await stateOf(alone)).toBe('claimed')
  await openAnew(secretary, detail(alone))
  await secretary.sees(/^有人帮$/)
  await secretary.picture('desk-06-assigned')
  expect((await county.rowOf(alone)).claimer_id).toBe(helper.id)
})

const RAIL = '楼道的扶手松了'
let rail: string
let neighbour: Person
let owner: Visitor

test('the branch takes note of a claim; the resident lets the helper see their number and grants more time, each once', async () => {
  neighbour = await county.resident()
  rail = await wishFor(neighbour, publisher, RAIL)
  await county.ok(helper, 'claim', rail)
  const secretary = await come(branch, 'secretary')
  await secretary.open(detail(rail))
  await begin(secretary, '支部知道了')
  await secretary.picture('desk-07-acknowledge')
  await submit(secretary, '确认')
  owner = await come(neighbour)
  await owner.open(detail(rail))
  await owner.picture('desk-08-claimed')
  await begin(owner, '让他联系我')
  await submit(owner, '同意')
  await begin(owner, '同意再等')
  await owner.picture('desk-09-extend')
  await submit(owner, '同意再等 30 天')
  await owner.sees('他能看到您的电话，看一次记一次')
  await owner.page.getByRole('button', { name: '同意再等', exact: true }).filter({ visible: true }).waitFor({ state: 'detached' })
  await expectReadable(owner, 'desk-10-shared')
})

test('the resident says what is missing, twice; the helper reads it, then the community has to settle', async () => {
  for (const [time, missing] of ['还有一颗没拧', '摸着还是晃'].entries()) {
    await county.fulfil(helper, rail)
    await openAnew(owner, detail(rail))
    await begin(owner, '还没办好')
    await sheet(owner).getByRole('button', { name: '告诉他', exact: true }).click()
    await owner.sees('写一句还差什么')
    await owner.write('还差什么', missing)
    await owner.picture(`desk-11-dispute-${time + 1}`)
    await submit(owner, '告诉他')
    await owner.sees(missing)
  }
  await owner.picture('desk-12-disputed')
  expect(await stateOf(rail)).toBe('disputed')
  const claimer = await come(helper)
  await claimer.open(detail(rail))
  await claimer.sees('居民说还差')
  await claimer.sees('摸着还是晃')
  await claimer.picture('desk-13-helper-reads')
})

let settler: Visitor

test('who published it may not settle it and reads why; a colleague does, and the resident’s “no” stays visible', async () => {
  const reader = await come(publisher, 'communityWorker')
  await reader.open(detail(rail))
  await reader.sees(/要由另一位社区干部或街道来协调/)
  settler = await come(await county.worker(), 'communityWorker')
  await settler.open(detail(rail))
  await begin(settler, '给个答复')
  await sheet(settler).getByRole('radio', { name: '认定已经办好', exact: true }).click()
  await settler.write('理由', '到现场看过，扶手装得很牢')
  await settler.picture('desk-14-settle')
  await submit(settler, '就这么定')
  await settler.sees('社区认定办好了，居民有不同意见')
  await openAnew(owner, detail(rail))
  await owner.sees('社区认定办好了，居民有不同意见')
  await owner.picture('desk-15-settled')
  expect(await stateOf(rail)).toBe('confirmed')
})

const NOISE = '楼下烧烤摊半夜还在吵，睡不着。'

test('what is really a complaint is refused as one, and its form opens filled in', async () => {
  const elder = await county.resident()
  const { id } = await county.submitted(elder, { category: 'neighbourly', title: '楼下太吵', story: NOISE, publicationConsent: true })
  await settler.open(detail(id))
  await begin(settler, '不通过')
  await sheet(settler).getByRole('radio', { name: /^这是一件诉求/ }).click()
  await settler.picture('desk-16-reject')
  await submit(settler, '不通过')
  const author = await come(elder)
  await author.open(detail(id))
  await author.sees('社区看过，没有通过')
  await author.picture('desk-17-rejected')
  await expectReadable(author, 'desk-17-rejected')
  await author.press('转成反映问题，不用再写')
  await expect.poll(() => author.page.locator('textarea').filter({ visible: true }).first().inputValue()).toBe(NOISE)
  await author.picture('desk-18-complaint')
})

test('thanks that both agree to show stand on the wall for everybody', async () => {
  const wish = await wishFor(neighbour, publisher, '水龙头一直滴水')
  await county.ok(helper, 'claim', wish)
  await county.fulfil(helper, wish)
  await county.ok(neighbour, 'confirm', wish, { rating: 5, thanks: '晚上再也听不见滴水了，谢谢', showThanks: true })
  const claimer = await come(helper)
  await claimer.open(detail(wish))
  await begin(claimer, '感谢墙')
  await sheet(claimer).getByRole('radio', { name: '可以公开', exact: true }).click()
  await claimer.picture('desk-19-agree')
  await submit(claimer, '就这样')
  const guest = await screens.visitor()
  visitors = [...visitors, guest]
  await guest.page.clock.setFixedTime(county.app.kernel.clock.now())
  await guest.tab('微心愿')
  await guest.page.getByRole('tab', { name: '感谢墙' }).filter({ visible: true }).click()
  await guest.sees(/晚上再也听不见滴水了/)
  await guest.sees('刘*平 帮的')
  await guest.picture('desk-20-wall')
})

test('nothing of this broke a page or the server', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([])
  expect(county.app.faults).toEqual([])
})
