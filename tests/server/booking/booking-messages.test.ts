import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Person } from '../../factories/whistle-county.ts'
import { DAY, HOUR, MONDAY, startBookingCounty, type BookingCounty } from './booking-county.ts'

let county: BookingCounty
beforeAll(async () => {
  county = await startBookingCounty()
})
beforeEach(() => county.setTime(MONDAY))
afterAll(async () => {
  expect(county.app.faults).toEqual([])
  await county.close()
})

/** What is in their inbox, oldest first, as `title: body`. */
async function inbox(person: Person): Promise<string[]> {
  await county.drain()
  const { items } = (await county.get(person, '/inbox')).body
  return items.map(({ title, body }: { title: string; body: string }) => `${title}：${body}`).toReversed()
}

test('whoever booked is reminded a day and two hours ahead, and only while the booking stands', async () => {
  const session = await county.session(await county.service({ name: '太极拳', seats: 3 }), 3 * DAY)
  const [stays, leaves] = [await county.resident(), await county.resident()]
  await county.booked(stays, session)
  const { id } = await county.booked(leaves, session)
  await county.advance(2 * DAY)
  await county.drain()
  await county.post(leaves, `/bookings/${id}/cancel`)
  await county.advance(22 * HOUR)
  expect(await inbox(stays)).toEqual(['您约的时间快到了：太极拳 明天 09:00', '您约的时间快到了：太极拳 今天 09:00'])
  expect(await inbox(leaves)).toHaveLength(1)
})

test('staff hear of what waits for their answer; the booker of the answer; whoever waits of the seat', async () => {
  const session = await county.session(await county.service({ name: '多功能厅', seats: 1, needsApproval: true, closesMinutesBefore: 180 }), 3 * DAY)
  const [asks, waits] = [await county.resident(), await county.resident()]
  const { id } = await county.booked(asks, session)
  await county.waiting(waits, session)
  expect(await inbox(county.staff)).toEqual(['预约了：多功能厅 周四 09:00'])
  await county.ok(county.post(county.staff, `/bookings/${id}/decline`, { reason: '当天换届选举' }))
  expect(await inbox(asks)).toEqual(['没能同意这次预约：多功能厅 周四 09:00'])
  expect(await inbox(waits)).toEqual(['有位子了，请尽快确认：多功能厅 周四 09:00'])
})

test('a closed session tells everybody in it and names another; reopened, they are told again and booked by nobody', async () => {
  const service = await county.service({ name: '法律咨询', kind: 'legalAdvice', seats: 1 })
  const [session] = [await county.session(service, 3 * DAY), await county.session(service, 4 * DAY)]
  const [booker, waiter] = [await county.resident(), await county.resident()]
  const { id } = await county.booked(booker, session)
  await county.waiting(waiter, session)
  const close = (person: Person) => county.post(person, `/sessions/${session}/close`, { reason: '律师生病' })
  expect(await county.refused(close(booker))).toBe('403 FORBIDDEN')
  expect(await county.ok(close(county.staff))).toMatchObject({ state: 'closed', closeReason: '律师生病', left: 1 })
  expect((await county.get(booker, `/bookings/${id}`)).body).toMatchObject({ state: 'cancelled', cancelledBy: 'place', reason: '律师生病', instead: { left: 1 } })
  expect(await inbox(booker)).toEqual(['这一场不办了，预约取消：法律咨询 周四 09:00，还可以约周五 09:00'])
  expect(await inbox(waiter)).toEqual(['这一场不再候补：法律咨询 周四 09:00'])
  await county.ok(county.post(county.staff, `/sessions/${session}/reopen`))
  expect((await county.stateOf('bookings', id)).state).toBe('cancelled')
  expect((await inbox(booker)).at(-1)).toBe('这一场恢复了：法律咨询 周四 09:00')
  expect((await inbox(waiter)).at(-1)).toBe('这一场恢复了：法律咨询 周四 09:00')
  await county.booked(waiter, session)
})
