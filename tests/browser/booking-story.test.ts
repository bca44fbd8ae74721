import { bookingContract } from '@huying/shared/booking/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemo, type RunningDemo } from '../support/demo.ts'
import { expectReadable } from './acts.ts'
import { actAs, openScreens, signInAs, type Screens, type Visitor } from './screens.ts'

let demo: RunningDemo
let screens: Screens
let resident: Visitor
let desk: Visitor
let serviceId: string
let passCode: string

async function come(key: string): Promise<Visitor> {
  const visitor = await screens.visitor()
  await signInAs(visitor, await demo.persona(key))
  return visitor
}

const servicePage = () => `features/booking/pages/service/index?id=${serviceId}`

beforeAll(async () => {
  demo = await startDemo({ withH5: true })
  screens = await openScreens(demo.url)
  // Whichever of the two has a seat soonest: the picker shows seven days, and each is open on one weekday.
  const kinds = await Promise.all(['legalAdvice', 'jobAdvice'].map((kind) => demo.request('GET', `/api/v1/services?kind=${kind}&limit=50`)))
  const mine = await demo.request('GET', '/api/v1/bookings?limit=50', { token: await demo.logInAs('resident') })
  const taken = bookingContract.bookings.answer.parse(mine.body).items.filter(({ state }) => state === 'booked' || state === 'pending')
  const isFree = (at: string) => taken.every(({ startsAt, endsAt }) => at < startsAt || at >= endsAt)
  const offered = kinds.flatMap(({ body }) => bookingContract.services.answer.parse(body).items)
    .flatMap(({ id, next }) => (next !== null && isFree(next.startsAt) ? [{ id, at: Date.parse(next.startsAt) }] : []))
  serviceId = offered.toSorted((one, other) => one.at - other.at)[0]!.id
})
afterAll(async () => {
  await screens?.close()
  await demo?.close()
})

test('a resident finds what has a seat this week, by kind', async () => {
  resident = await come('resident')
  await resident.tab('首页')
  await resident.press(/^预约服务/)
  await resident.press(/^只看这周有空位的/)
  await resident.sees(/余 \d+ 位/)
  await resident.picture('booking-01-services')
  await expectReadable(resident, 'booking-01-services')
})

test('they choose a time, say for whom and have a pass code: three taps', async () => {
  await resident.open(servicePage())
  await resident.page.locator('.slot:not(.slot-full)').filter({ visible: true }).first().waitFor()
  await resident.picture('booking-02-session')
  await expectReadable(resident, 'booking-02-session')
  await resident.press('约这个时间')
  await resident.sees('先在上面选一个时间')
  await resident.page.locator('.slot:not(.slot-full)').filter({ visible: true }).first().click()
  await resident.press('约这个时间')
  await resident.picture('booking-03-for-whom')
  await resident.press('约好')
  await resident.sees('到了给工作人员看，没有网也能看')
  passCode = (await resident.page.locator('.pass-code').textContent())!
  await resident.picture('booking-04-booked')
  await expectReadable(resident, 'booking-04-booked')
})

test('the same time cannot be had twice, and the reason is said', async () => {
  await resident.open(servicePage())
  await resident.page.locator('.slot:not(.slot-full)').filter({ visible: true }).first().click()
  await resident.press('约这个时间')
  await resident.press('约好')
  await resident.sees('这段时间已经约了别的')
  await resident.picture('booking-05-refused')
})

test('it stands under 我的事 with its pass code, without a network too, and is cancelled', async () => {
  await resident.open('pages/todo/index')
  await resident.page.reload()
  await resident.tab('我的事')
  await resident.press('我的预约')
  await resident.sees(`凭证码 ${passCode}`)
  await resident.picture('booking-06-mine')
  await resident.page.getByText(`凭证码 ${passCode}`).filter({ visible: true }).click()
  await resident.sees('到了给工作人员看，没有网也能看')
  await resident.press('返回')
  await resident.page.context().setOffline(true)
  await resident.page.getByText(`凭证码 ${passCode}`).filter({ visible: true }).click()
  await resident.sees('到了给工作人员看，没有网也能看')
  await resident.picture('booking-07-offline')
  await resident.page.context().setOffline(false)
  await resident.press('取消预约')
  await resident.sees('位子会让给排队的人')
  await resident.page.getByRole('button', { name: '取消预约', exact: true }).filter({ visible: true }).last().click()
  await resident.sees('已取消')
  await resident.picture('booking-08-cancelled')
})

test('the desk sees the day and what waits for an answer', async () => {
  desk = await come('service-staff')
  await actAs(desk, '服务人员')
  await desk.tab('待办')
  await desk.press('今天的名单')
  await desk.picture('booking-09-desk')
  await desk.press('等我答复')
  await desk.picture('booking-10-approve')
  await desk.press('爽约申诉')
  await desk.picture('booking-11-appeals')
})

test('a seat that somebody gives up reaches who waits for it by itself: nothing is pressed, nothing opened anew', async () => {
  const token = await demo.logInAs('service-staff')
  const { appointments } = (await demo.request('GET', '/api/v1/me', { token })).body as { appointments: { role: string; scopeId: string }[] }
  const { scopeId } = appointments.find(({ role }) => role === 'serviceStaff')!
  const offered = bookingContract.services.answer.parse((await demo.request('GET', `/api/v1/services?placeId=${scopeId}&limit=50`)).body).items
  const { id, next } = offered.find((service) => service.next !== null && service.audience === 'everyone')!
  const neighbour = await demo.logInAs('neighbour')
  expect((await demo.request('POST', `/api/v1/sessions/${next!.id}/bookings`, { token: neighbour, body: {} })).status).toBe(201)
  const session = bookingContract.session.answer.parse((await demo.request('GET', `/api/v1/sessions/${next!.id}`)).body)
  const setSeats = (seats: number) => demo.request('POST', `/api/v1/sessions/${session.id}/seats`, { token, body: { seats } })
  if (session.left > 0) expect((await setSeats(session.seats - session.left)).status).toBe(200)
  await resident.open(`features/booking/pages/service/index?id=${id}&session=${session.id}`)
  await resident.press('排候补')
  await resident.page.getByRole('dialog').getByRole('button', { name: '排候补', exact: true }).click()
  await resident.sees(/排在第 \d+ 位/)
  await resident.picture('booking-12-waiting')
  expect((await setSeats(session.seats - session.left + 1)).status).toBe(200)
  await resident.sees(/还剩 .*分钟/)
  await resident.picture('booking-13-offered')
  await expectReadable(resident, 'booking-13-offered')
})

test('nothing of this broke a page or the server', () => {
  expect([resident, desk].flatMap(({ faults }) => faults)).toEqual([])
  expect(demo.faults).toEqual([])
})
