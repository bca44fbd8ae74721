import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkHistory } from '../../server/src/kernel/history-check.ts'
import { historyTables } from '../../server/src/modules/history-tables.ts'
import { COMMUNITY, type Person } from '../factories/whistle-county.ts'
import { DAY, HOUR, MINUTE, PLACE_POINT, startBookingCounty, type BookingCounty } from '../server/booking/booking-county.ts'

let county: BookingCounty
beforeAll(async () => {
  county = await startBookingCounty()
})
afterAll(() => county.close())

async function inbox(person: Person): Promise<string[]> {
  await county.drain()
  return (await county.get(person, '/inbox?limit=50')).body.items.map(({ title, body }: { title: string; body: string }) => `${title}：${body}`).toReversed()
}

test('a class in the community, from its rule to who came: booked, waited for, moved on, attended, missed and excused', async () => {
  // Tuesday 22 September 2026: the class is planned over Mid-Autumn and the National Day, with a make-up Saturday.
  const { sql } = county
  const days = [['2026-09-25', 'holiday'], ['2026-10-01', 'holiday'], ['2026-10-02', 'holiday'], ['2026-10-05', 'holiday'], ['2026-10-06', 'holiday'], ['2026-10-07', 'holiday'], ['2026-10-10', 'workday']] as const
  for (const [day, kind] of days) await sql`insert into calendar_days (day, kind, is_override, reason) values (${day}, ${kind}, false, '国庆节')`
  await county.app.kernel.refresh()
  county.setTime('2026-09-22T09:00:00+08:00')
  const worker = await county.appoint('communityWorker', COMMUNITY)
  const rule = {
    placeId: county.place, name: '四点半课堂', kind: 'class', summary: '放学后有老师看着写作业', audience: 'families', priceKind: 'lowProfit', priceFen: 300, marketPriceFen: 2000,
    weeklyHours: [[], [], [], [['16:30', '18:30']], [], [['16:30', '18:30']], []], holidayRule: 'closed', sessionMinutes: 120, seats: 2, opensDaysAhead: 20,
    closesMinutesBefore: 60, cancelMinutesBefore: 120, quota: { count: 2, period: 'week' },
  }
  const preview = await county.ok(county.post(worker, '/services/preview', rule))
  const service = await county.ok(county.post(worker, '/services', rule))
  const { items } = (await county.get(worker, `/services/${service.id}/sessions?from=2026-09-22&to=2026-10-11`)).body
  const inShanghai = (at: string) => new Date(Date.parse(at) + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' ')
  // No class on Friday the 25th and in the week of the holiday; one on Saturday the 10th, which is worked for it.
  const expected = ['09-23 16:30', '09-30 16:30', '10-09 16:30', '10-10 16:30']
  expect(items.map(({ startsAt }: { startsAt: string }) => inShanghai(startsAt))).toEqual(expected)
  expect(preview.sessions.slice(0, 4).map(({ startsAt }: { startsAt: string }) => inShanghai(startsAt))).toEqual(expected)
  const [wednesday, next] = items as { id: string }[]

  // Two places, three families: the third waits; a mother brings her child every week as far as there is room.
  const [mother, father, aunt, walker] = await Promise.all([county.resident(), county.resident(), county.resident(), county.resident()])
  const child = await county.ok(county.post(mother, '/me/dependents', { kind: 'child', name: '王小明', consent: '我是他的母亲' }))
  const weekly = await county.booked(mother, wednesday!.id, { dependentId: child.id, repeatWeeks: 2 })
  expect(weekly).toMatchObject({ forWhom: '王*', priceFen: 300, series: { clashes: [{ code: 'NOT_FOUND', startsAt: '2026-10-07T08:30:00.000Z' }] } })
  expect(weekly.series.bookings).toHaveLength(2)
  const fathers = await county.booked(father, wednesday!.id)
  expect(await county.refused(county.post(aunt, `/sessions/${wednesday!.id}/bookings`))).toBe('409 SESSION_FULL')
  const aunts = await county.waiting(aunt, wednesday!.id)

  // The father moves to the next week: his seat passes to the aunt, who takes it within the half hour.
  await county.ok(county.post(father, `/bookings/${fathers.id}/move`, { sessionId: next!.id }))
  await county.advance(20 * MINUTE)
  const taken = await county.ok(county.post(aunt, `/waitlist/${aunts.id}/take`))

  // Reminders a day and two hours ahead; then the child is checked in by the code at the door, the aunt does not come.
  await county.advance(DAY + 7 * HOUR)
  expect(await inbox(mother)).toContain('您约的时间快到了：四点半课堂 今天 16:30')
  const [{ code }] = await sql<[{ code: string }]>`select code from places where id = ${county.place}`
  const here = await county.ok(county.post(mother, `/bookings/${weekly.id}/check-in`, { code, point: PLACE_POINT }))
  expect(here).toMatchObject({ state: 'checked_in', receiptNumber: expect.stringMatching(/^P260923/) })
  expect(await county.refused(county.post(county.staff, `/sessions/${wednesday!.id}/walk-ins`, { onBehalfOf: { name: '路过的孩子' } }))).toBe('409 SESSION_FULL')
  await county.advance(3 * HOUR)
  expect((await county.get(mother, `/bookings/${weekly.id}`)).body.state).toBe('completed')
  expect((await county.get(aunt, `/bookings/${taken.bookingId}`)).body).toMatchObject({ state: 'no_show', abilities: { appeal: true } })

  // She says why, and the desk of the next community finds for her.
  await county.ok(county.post(aunt, `/bookings/${taken.bookingId}/appeal`, { reason: '孩子发烧去了医院' }))
  expect((await inbox(county.otherStaff)).at(-1)).toBe('说明情况，请重新认定：四点半课堂 昨天 16:30'.replace('昨天', '今天'))
  expect(await county.ok(county.post(county.otherStaff, `/bookings/${taken.bookingId}/decide-appeal`, { decision: 'excuse' }))).toMatchObject({ state: 'cancelled', cancelledBy: 'excused' })

  // The teacher is ill: the next class is called off, everybody is told and shown the one after.
  await county.ok(county.post(county.staff, `/sessions/${next!.id}/close`, { reason: '老师临时生病' }))
  expect((await inbox(father)).at(-1)).toBe('这一场不办了，预约取消：四点半课堂 9月30日 周三 16:30，还可以约10月9日 周五 16:30')
  const [instead] = (await county.get(father, '/bookings')).body.items
  const { body: called } = await county.get(father, `/bookings/${instead.id}`)
  expect((await county.booked(walker, called.instead.id)).state).toBe('booked')

  // Nothing is left over, and the history is whole.
  await county.advance(25 * DAY)
  await county.drain()
  await county.checkSeats()
  const { faults } = await checkHistory(county.app.kernel.db, { tables: historyTables, cipher: county.app.kernel.cipher })
  expect(faults).toEqual([])
  expect(await sql`select id from bookings where state in ('pending', 'booked', 'checked_in')`).toEqual([])
  expect(county.app.faults).toEqual([])
})
