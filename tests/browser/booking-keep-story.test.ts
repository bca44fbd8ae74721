import type { PlaceDetail } from '@huying/shared/booking/catalogue-contract.ts'
import type { Service } from '@huying/shared/booking/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNITY, COUNTY, type Person } from '../factories/whistle-county.ts'
import { DAY, startBookingCounty, type BookingCounty } from '../server/booking/booking-county.ts'
import { begin, expectReadable, idOf, openAnew, sheet, submit } from './acts.ts'
import { openDoor, type Door } from './front-door.ts'
import { enterAs, openScreens, type Screens, type Visitor } from './screens.ts'

let county: BookingCounty
let door: Door
let screens: Screens
let visitors: Visitor[] = []
let worker: { person: Person; screen: Visitor }
let resident: { person: Person; screen: Visitor }
let placeId: string
let serviceId: string
let bookedSession: string

async function come(person: Person, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  visitors = [...visitors, visitor]
  const { body: me } = await county.get(person, '/me')
  const held = (me.appointments as { id: string; role: string }[]).find((one) => one.role === role)
  await enterAs(visitor, { ...person, appointmentId: held?.id ?? null }, county.now())
  return visitor
}
const radio = ({ page }: Visitor, name: string) => page.getByRole('radio', { name, exact: true }).filter({ visible: true }).click()

beforeAll(async () => {
  county = await startBookingCounty()
  door = await openDoor(county.app.url)
  screens = await openScreens(door.url)
  const [atDesk, atHome] = [await county.appoint('communityWorker', COMMUNITY), await county.resident()]
  worker = { person: atDesk, screen: await come(atDesk, 'communityWorker') }
  resident = { person: atHome, screen: await come(atHome) }
})
afterAll(async () => {
  await screens?.close()
  await door?.close()
  await county?.close()
})

test('a community worker finds the places they keep from 待办 and adds one; what is missing is named where it is missing', async () => {
  const { screen } = worker
  await screen.open('pages/todo/index')
  await screen.press(/^地点和服务/)
  await screen.sees('东岗党群服务中心')
  await screen.picture('booking-60-places')
  await expectReadable(screen, 'booking-60-places')
  await screen.press('加一个地点')
  await screen.press('加上')
  await screen.sees('写一下叫什么')
  await screen.sees('在地图上点一下门口')
  await screen.picture('booking-61-place-missing')
  await screen.write('叫什么', '东岗社区活动室')
  await radio(screen, '功能室')
  await screen.write('地址', '东岗路 10 号')
  await screen.page.getByRole('img', { name: '地图，点一下选位置' }).filter({ visible: true }).click({ position: { x: 170, y: 100 } })
  await screen.write('电话（可不写）', '0914-0000010')
  await screen.addPhoto('#446688')
  await screen.write('周一', '8:30-11:30，14-17')
  await screen.press('周二到周五也这样')
  await screen.write('周六', '下午')
  await screen.press('加上')
  await screen.sees(/周六：写成/)
  await screen.write('周六', '')
  await screen.picture('booking-62-place-filled')
  // What is written is kept as a draft, whatever becomes of the page.
  await expectReadable(screen, 'booking-62-place-filled')
})

test('the place stands with its hours, its photo and the code for its door', async () => {
  const { screen, person } = worker
  await screen.press('加上')
  await screen.sees('周一到周五 08:30-11:30，14:00-17:00')
  placeId = idOf(screen)
  const place = (await county.get(person, `/places/${placeId}`)).body as PlaceDetail
  expect(place).toMatchObject({ name: '东岗社区活动室', kind: 'functionRoom', communityCode: COMMUNITY, isActive: true })
  expect(place.uploadIds).toHaveLength(1)
  expect(place.openingHours?.[1]).toEqual([['08:30', '11:30'], ['14:00', '17:00']])
  await screen.picture('booking-63-place')
  await expectReadable(screen, 'booking-63-place')
  await screen.press(/^门口的签到码/)
  await sheet(screen).locator('.qr-code').waitFor()
  await screen.picture('booking-64-door-code')
  await screen.press('关闭')
})

test('a service is written, looked at before it is agreed to, and then has its sessions', async () => {
  const { screen, person } = worker
  await openAnew(screen, `features/booking/pages/place/index?id=${placeId}`)
  await screen.press('加一项服务')
  await screen.press('看看会怎样')
  await screen.sees('选一下是哪一类')
  await screen.picture('booking-65-rule-missing')
  await expectReadable(screen, 'booking-65-rule')
  await screen.write('叫什么', '书法班')
  await radio(screen, '课程活动')
  await screen.write('来的人要知道的', '笔墨纸都有，人来就行')
  await radio(screen, '微利')
  await screen.write('价格（元）', '10')
  await screen.write('市场上大概多少（元）', '5')
  await screen.write('周一', '9:00-11:00')
  await screen.write('周三', '9:00-11:00')
  await screen.write('一场几个名额', '2')
  await screen.press('看看会怎样')
  await screen.sees('写价格和市场价（元），价格要低一些')
  await screen.write('市场上大概多少（元）', '40')
  await screen.press('有一天不一样')
  await screen.write('第 1 个例外，哪一天', '2027-03-08')
  await screen.write('为什么不一样', '妇女节，老师放假')
  await screen.press('看看会怎样')
  await screen.sees(/接下来会排出 \d+ 场/)
  await screen.picture('booking-66-preview')
  expect(await county.sql`select 1 from services where place_id = ${placeId}`).toHaveLength(0)
  await submit(screen, '就这么定')
  await screen.sees('周一 09:00-11:00；周三 09:00-11:00')
  const { items } = (await county.get(person, `/places/${placeId}/services`)).body as { items: Service[] }
  expect(items).toMatchObject([{ name: '书法班', priceFen: 1000, marketPriceFen: 4000, seats: 2, exceptions: [{ date: '2027-03-08', hours: [], reason: '妇女节，老师放假' }] }])
  serviceId = items[0]!.id
  await screen.picture('booking-67-service')
})

test('a resident finds it, sees where and when its doors are open, and books it', async () => {
  const { screen, person } = resident
  await screen.open('features/booking/pages/services/index')
  await screen.press('课程活动')
  await screen.page.getByRole('button', { name: /书法班/ }).filter({ visible: true }).first().click()
  await screen.sees(/开放时间：周一到周五/)
  await screen.page.getByRole('tab', { name: /周三/ }).filter({ visible: true }).click()
  await screen.page.getByRole('radio', { name: /^09:00|^10:00/ }).filter({ visible: true }).first().click()
  await screen.picture('booking-68-resident')
  await expectReadable(screen, 'booking-68-resident')
  await screen.page.getByRole('tab', { name: /周三/ }).filter({ visible: true }).click()
  await screen.page.getByRole('radio', { name: /^09:00|^10:00/ }).filter({ visible: true }).first().click()
  await screen.press('约这个时间')
  await sheet(screen).getByRole('button', { name: '约好', exact: true }).click()
  await screen.sees('到了给工作人员看，没有网也能看')
  bookedSession = (await county.get(person, `/bookings/${idOf(screen)}`)).body.sessionId
})

test('a change shows whom it touches before it applies; who booked meanwhile is shown too', async () => {
  const { screen } = worker
  await openAnew(screen, `features/booking/pages/rule/index?place=${placeId}&id=${serviceId}`)
  await screen.write('周三', '')
  await screen.press('看看会怎样')
  await screen.sees('1 个人约了的场次，新的排班里没有')
  await screen.sees(/1 人约了/)
  await screen.picture('booking-69-touches')
  // Somebody books the other seat while the worker still looks.
  await county.booked(await county.resident(), bookedSession)
  await screen.sees('会影响 1 人，他们先不动')
  await sheet(screen).getByRole('button', { name: '就这么定', exact: true }).click()
  await screen.sees('2 个人约了的场次，新的排班里没有')
  await submit(screen, '就这么定')
  await expect.poll(async () => (await county.stateOf('service_sessions', bookedSession)).is_off_rule).toBe(true)
})

test('who changed it is asked about the session, finds it in the week and keeps it', async () => {
  const { screen } = worker
  await openAnew(screen, `features/booking/pages/place/index?id=${placeId}`)
  await screen.press(/^一周的场次/)
  await screen.sees(/排班改了，等您定/)
  await screen.picture('booking-70-week')
  await screen.page.getByRole('button', { name: /书法班/ }).filter({ visible: true, hasText: '排班改了' }).click()
  await begin(screen, '照常办')
  await submit(screen, '照常办')
  await expect.poll(async () => (await county.stateOf('service_sessions', bookedSession)).is_off_rule).toBe(false)
})

test('an administrator keeps the places of the whole county', async () => {
  const screen = await come(await county.appoint('administrator', COUNTY), 'administrator')
  await screen.open('features/booking/pages/places/index')
  await screen.sees('东岗社区活动室')
  await screen.press('加一个地点')
  await screen.sees('先在上面选社区或村，地图就出来了')
  await screen.press(/^选社区或村/)
  await screen.write('找社区或村', '西街')
  await screen.press('西街社区')
  await screen.page.getByRole('img', { name: '地图，点一下选位置' }).filter({ visible: true }).waitFor()
  await screen.picture('booking-71-administrator')
})

test('whoever is no staff is told so on every page of the desk, and whoever is, under another identity, how to get there', async () => {
  const { screen } = resident
  for (const route of ['week/index', 'sheet/index', 'came/index?id=x&day=2027-03-01']) {
    await openAnew(screen, `features/booking/pages/${route}`)
    await screen.sees('这里只给窗口的工作人员看')
  }
  await screen.picture('booking-72-not-staff')
  await expectReadable(screen, 'booking-72-not-staff')
  const staff = await come(county.staff)
  await openAnew(staff, 'features/booking/pages/week/index')
  await staff.sees('这里要用服务人员的身份看')
  await openAnew(screen, 'features/booking/pages/places/index')
  await screen.page.locator('.state-view').filter({ visible: true }).first().waitFor()
  await screen.picture('booking-73-no-keeper')
})

test('a place out of use is not shown to residents, and still there for whoever keeps it', async () => {
  const { screen } = worker
  await openAnew(screen, `features/booking/pages/place-edit/index?id=${placeId}`)
  await screen.press(/^在用/)
  await screen.press('改好了')
  // The page leads back by itself; only then one goes elsewhere.
  await screen.sees('停用了，居民看不到')
  expect((await county.get(resident.person, `/places/${placeId}`)).status).toBe(404)
  await openAnew(screen, 'features/booking/pages/places/index')
  await screen.sees('停用了')
  await screen.picture('booking-74-out-of-use')
  await county.advance(DAY)
})

test('nothing of this broke a page or the server', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([])
  expect(county.app.faults).toEqual([])
})
