import type { Booking, BookingDetail, WaitlistEntry } from '@huying/shared/booking/contract.ts'
import gcoord from 'gcoord'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GRID, type Person } from '../factories/whistle-county.ts'
import { DAY, HOUR, MINUTE, PLACE_POINT, startBookingCounty, type BookingCounty } from '../server/booking/booking-county.ts'
import { begin, choose, expectReadable, idOf, openAnew, sheet, submit } from './acts.ts'
import { openDoor, type Door } from './front-door.ts'
import { enterAs, openScreens, type Screens, type Visitor } from './screens.ts'

let county: BookingCounty
let door: Door
let screens: Screens
let visitors: Visitor[] = []
let serviceId: string
/** Tomorrow at ten, at two and at four. */
let morning: string
let noon: string
let evening: string
let resident: { person: Person; phone: Visitor }
let desk: Visitor
let bookingId: string

async function come(person: Person, role?: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  visitors = [...visitors, visitor]
  const { body: me } = await county.get(person, '/me')
  const held = (me.appointments as { id: string; role: string }[]).find((one) => one.role === role)
  await enterAs(visitor, { ...person, appointmentId: held?.id ?? null }, county.now())
  return visitor
}
/** Time passes for the county and on every phone. */
async function pass(ms: number): Promise<void> {
  await county.advance(ms)
  for (const { page } of visitors) await page.clock.setFixedTime(county.now())
}
const page = {
  service: () => `features/booking/pages/service/index?id=${serviceId}`,
  booking: (id: string) => `features/booking/pages/booking/index?id=${id}`,
  session: (id: string) => `features/booking/pages/session/index?id=${id}`,
}
/** Chooses a time of a day on the service's page. */
async function pick({ page: screen }: Visitor, day: RegExp, time: RegExp): Promise<void> {
  await screen.getByRole('tab', { name: day }).filter({ visible: true }).click()
  await screen.getByRole('radio', { name: time }).filter({ visible: true }).click()
}
const stateOf = async (id: string): Promise<Booking['state']> => (await county.stateOf('bookings', id)).state

beforeAll(async () => {
  county = await startBookingCounty()
  county.setTime('2027-03-01T13:00:00+08:00')
  door = await openDoor(county.app.url)
  screens = await openScreens(door.url)
  serviceId = await county.service({ name: '书法班', kind: 'class', summary: '教毛笔字，笔墨纸都有', seats: 2, closesMinutesBefore: 10 })
  const at = (hour: number) => DAY + (hour - 13) * HOUR
  morning = await county.session(serviceId, at(10))
  noon = await county.session(serviceId, at(14))
  evening = await county.session(serviceId, at(16), { seats: 5 })
  // The same class next week, so that one can come back for it.
  const nextWeek = await county.session(serviceId, at(16) + 7 * DAY)
  await county.sql`update service_sessions n set starts_at = s.starts_at + interval '7 days' from service_sessions s where n.id = ${nextWeek} and s.id = ${evening}`
  const person = await county.resident()
  resident = { person, phone: await come(person) }
  desk = await come(county.staff, 'serviceStaff')
})
afterAll(async () => {
  await screens?.close()
  await door?.close()
  await county?.close()
})

test('who finds a time full queues for it, is offered the seat that somebody gives up, and takes it', async () => {
  const holders = await Promise.all([county.resident(), county.resident()])
  const held: BookingDetail[] = await Promise.all(holders.map((person) => county.booked(person, morning)))
  const { phone } = resident
  await phone.open(page.service())
  await pick(phone, /^明天|^周二/, /^10:00/)
  await phone.picture('booking-21-full')
  await phone.press('排候补')
  await phone.sees('约满了，排候补')
  await phone.picture('booking-22-queue')
  await submit(phone, '排候补')
  await phone.sees('排在第 1 位')
  await phone.picture('booking-23-waiting')
  await expectReadable(phone, 'booking-23-waiting')
  const entryId = idOf(phone)
  await county.ok(county.post(holders[0]!, `/bookings/${held[0]!.id}/cancel`))
  expect(((await county.get(resident.person, `/waitlist/${entryId}`)).body as WaitlistEntry).state).toBe('offered')
  await openAnew(phone, `features/booking/pages/waitlist/index?id=${entryId}`)
  await phone.sees(/还剩 .*分钟/)
  await phone.picture('booking-24-offered')
  await expectReadable(phone, 'booking-24-offered')
  await phone.press('要这个位子')
  await submit(phone, '要')
  await phone.press(/^看约好的这一次/)
  await phone.sees('到了给工作人员看，没有网也能看')
  bookingId = idOf(phone)
  expect(await stateOf(bookingId)).toBe('booked')
})

test('a booking moves to another time, and its old seat is free again', async () => {
  const { phone } = resident
  await begin(phone, '改时间')
  await phone.sees('改到什么时候')
  await pick(phone, /^明天|^周二/, /^14:00/)
  await phone.picture('booking-25-move')
  await phone.press('改到这个时间')
  await phone.sees(/14:00 到 15:00/)
  await phone.picture('booking-26-moved')
  await expectReadable(phone, 'booking-26-moved')
  expect((await county.stateOf('bookings', bookingId)).session_id).toBe(noon)
  expect((await county.stateOf('service_sessions', morning)).taken).toBe(1)
})

test('a grid leader books for an old neighbour in few taps: the name, and how they agreed', async () => {
  const leader = await come(await county.appoint('gridLeader', GRID, { post: 'A' }), 'gridLeader')
  await leader.open(page.service())
  await pick(leader, /^明天|^周二/, /^16:00/)
  await leader.press('约这个时间')
  await leader.write('姓名', '赵桂英')
  await submitAs(leader, '约好', '写一句他是怎么同意的')
  await choose(leader, '当面说好的')
  await leader.picture('booking-27-helper')
  await sheet(leader).getByRole('button', { name: '约好', exact: true }).click()
  await leader.sees(/给 .*约的/)
  await leader.picture('booking-28-helped')
  await expectReadable(leader, 'booking-28-helped')
})

/** Sends a form that is not complete and reads what is missing. */
async function submitAs(visitor: Visitor, words: string, missing: string): Promise<void> {
  await sheet(visitor).getByRole('button', { name: words, exact: true }).click()
  await visitor.sees(missing)
}

test('who comes every week books ahead at once, and is told each week that cannot be had', async () => {
  const person = await county.resident()
  const regular = await come(person)
  await regular.open(page.service())
  await pick(regular, /^明天|^周二/, /^16:00/)
  await regular.press('约这个时间')
  await choose(regular, '连约 4 周')
  await regular.picture('booking-29-weekly')
  await sheet(regular).getByRole('button', { name: '约好', exact: true }).click()
  await regular.sees('一起约了 2 次')
  await regular.sees(/没约上：这一周没有这一场/)
  await regular.picture('booking-30-series')
  await expectReadable(regular, 'booking-30-series')
  const download = regular.page.waitForEvent('download')
  await regular.press('加到手机日历')
  expect((await download).suggestedFilename()).toBe('预约.ics')
  await regular.sees('加到日历了')
})

test('the desk checks somebody in by the pass code; a wrong one is refused', async () => {
  const { passCode } = (await county.get(resident.person, `/bookings/${bookingId}`)).body as Booking
  await pass(DAY + 40 * MINUTE)
  await openAnew(desk, 'pages/todo/index')
  await desk.sees('14:00 书法班')
  await desk.picture('booking-31-day')
  await desk.page.locator('.section').filter({ hasText: '14:00' }).getByRole('button', { name: /^王\*/ }).click()
  await begin(desk, '签到')
  await desk.write('凭证码', passCode === '000000' ? '111111' : '000000')
  await sheet(desk).getByRole('button', { name: '签到', exact: true }).click()
  await desk.sees('凭证码不对，请再核对一次')
  await desk.picture('booking-32-wrong-code')
  await desk.write('凭证码', passCode!)
  await submit(desk, '签到')
  await desk.sees('已签到')
  expect(await stateOf(bookingId)).toBe('checked_in')
})

test("somebody else types the code of the desk's screen; it changes every half minute", async () => {
  await pass(HOUR + 50 * MINUTE)
  const person = await county.resident()
  await county.sql`update service_sessions set closes_at = starts_at where id = ${evening}`
  const { id } = await county.booked(person, evening) as BookingDetail
  await openAnew(desk, page.session(evening))
  await desk.page.locator('.qr-code').filter({ visible: true }).waitFor()
  await desk.picture('booking-33-code')
  const shown = await desk.page.locator('.rotating-code').filter({ visible: true }).innerText()
  const guest = await come(person)
  await guest.open(page.booking(id))
  await begin(guest, '签到')
  await sheet(guest).getByRole('button', { name: '签到', exact: true }).click()
  await guest.sees('写一下码下面的字')
  await guest.write('码下面的字', 'ffff 0000 ffff')
  await sheet(guest).getByRole('button', { name: '签到', exact: true }).click()
  await guest.sees('这行字不对，或者刚刚换了，再看一遍')
  await guest.picture('booking-34-typed-code')
  const { body } = await county.get(county.staff, `/sessions/${evening}/code`)
  expect(shown.replaceAll(' ', '')).toHaveLength(body.code.length)
  await guest.write('码下面的字', (body.code as string).toUpperCase())
  await submit(guest, '签到')
  await guest.sees('已签到')
  await expectReadable(guest, 'booking-35-checked-in')
})

test("by the place's own code only where one stands near it", async () => {
  const person = await county.resident()
  const { id } = await county.booked(person, evening) as BookingDetail
  const [{ code }] = await county.sql<[{ code: string }]>`select code from places where id = ${county.place}`
  const guest = await come(person)
  await guest.open(page.booking(id))
  await begin(guest, '签到')
  await guest.write('码下面的字', code)
  await sheet(guest).getByRole('button', { name: '签到', exact: true }).click()
  await guest.sees(/不知道您在哪/)
  const [longitude, latitude] = gcoord.transform([PLACE_POINT.lng, PLACE_POINT.lat], gcoord.GCJ02, gcoord.WGS84)
  await guest.page.context().grantPermissions(['geolocation'])
  await guest.page.context().setGeolocation({ longitude: longitude + 0.02, latitude })
  await sheet(guest).getByRole('button', { name: '签到', exact: true }).click()
  await guest.sees('您离得太远，到了再签到')
  await guest.picture('booking-36-too-far')
  await guest.page.context().setGeolocation({ longitude, latitude })
  await submit(guest, '签到')
  await guest.sees('已签到')
})

test('a session called off while it is still to come: everybody is told and shown another', async () => {
  const session = await county.session(serviceId, 2 * DAY)
  const person = await county.resident()
  const { id } = await county.booked(person, session) as BookingDetail
  await openAnew(desk, page.session(session))
  await begin(desk, '不办了')
  await submitAs(desk, '不办了，告诉大家', '写一句原因')
  await desk.write('为什么', '老师临时生病')
  await desk.picture('booking-37-close')
  await submit(desk, '不办了，告诉大家')
  await desk.sees('老师临时生病')
  await desk.picture('booking-38-closed')
  await county.drain()
  const guest = await come(person)
  await guest.open('features/notification/pages/inbox/index')
  await guest.sees(/这一场不办了/)
  await guest.picture('booking-39-told')
  await guest.open(page.booking(id))
  await guest.sees(/^还可以约/)
  await guest.picture('booking-40-instead')
  await expectReadable(guest, 'booking-40-instead')
})

test('who is said not to have come says why, and another desk finds', async () => {
  await pass(2 * HOUR)
  const [missed] = await county.sql<{ id: string; booker: string }[]>`select b.id, b.booker_id as booker from bookings b
    where b.session_id = ${evening} and b.state = 'no_show' and b.authority is null and b.series_id is not null`
  const regular = visitors.find((visitor) => visitor.page.url().includes(missed!.id))!
  await openAnew(regular, page.booking(missed!.id))
  await regular.sees('没有来')
  await regular.picture('booking-41-no-show')
  await begin(regular, '说明情况')
  await regular.write('是什么情况', '孩子发烧，去了医院')
  await regular.picture('booking-42-appeal')
  await submit(regular, '请重新认定')
  await regular.sees(/别的窗口正在认定/)
  await expectReadable(regular, 'booking-43-appealed')
  const other = await come(county.otherStaff, 'serviceStaff')
  await other.open('pages/todo/index')
  await other.press('爽约申诉')
  await other.picture('booking-44-appeals')
  await other.page.getByRole('button', { name: /书法班/ }).filter({ visible: true }).first().click()
  await begin(other, '认定')
  await choose(other, '情况属实，不算爽约')
  await other.write('理由', '看过医院的挂号单')
  await other.picture('booking-45-decide')
  await submit(other, '就这么定')
  await expect.poll(() => stateOf(missed!.id)).toBe('cancelled')
})

test('the desk reads its week, prints and exports the day, and enters later who signed on paper', async () => {
  await openAnew(desk, 'pages/todo/index')
  await desk.press(/^一周的场次/)
  await desk.sees(/周二，今天|3月2日 周二/)
  await desk.picture('booking-46-week')
  const file = desk.page.waitForEvent('download')
  await desk.press('导出 Excel')
  expect((await file).suggestedFilename()).toMatch(/^一周场次 .*\.xlsx$/)
  await openAnew(desk, 'features/booking/pages/sheet/index?day=2027-03-02')
  await desk.sees(/到场名单/)
  await desk.picture('booking-47-sheet')
  const day = desk.page.waitForEvent('download')
  await desk.press('导出 Excel')
  expect((await day).suggestedFilename()).toBe('到场名单 2027-03-02.xlsx')
  await desk.page.emulateMedia({ media: 'print' })
  expect(await desk.page.getByRole('button', { name: '打印' }).filter({ visible: true }).count()).toBe(0)
  await desk.page.screenshot({ path: 'tests/.output/screens/booking-48-print.png', fullPage: true })
  await desk.page.emulateMedia({ media: 'screen' })
  const [absent] = await county.sql<{ id: string }[]>`select id from bookings where session_id = ${evening} and state = 'no_show' order by id`
  await desk.page.locator('.sheet-of').filter({ hasText: '16:00' }).getByRole('button', { name: /^补录/ }).click()
  await desk.sees('谁来过')
  await desk.page.getByRole('checkbox').filter({ visible: true }).first().click()
  await desk.picture('booking-49-enter')
  await desk.press(/^记 1 人来过/)
  await desk.sees(/来过（补录）/)
  await desk.picture('booking-50-entered')
  expect(await stateOf(absent!.id)).toBe('cancelled')
})

test('nothing of this broke a page or the server', () => {
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([])
  expect(county.app.faults).toEqual([])
})
