import type { ServiceSession } from '@huying/shared/booking/contract.ts'
import { describe, expect, test } from 'vitest'
import { bodyFor, EMPTY_GUEST, faultOf, SELF, SOMEBODY } from '../../../miniapp/src/features/booking/for-whom.ts'
import { bookingChip, daysFrom, distanceWords, holdLeft, isWaitable, metresBetween, nextFirst, periodWords, roughly, startWords } from '../../../miniapp/src/features/booking/view-model.ts'

const NOW = new Date('2026-11-24T01:00:00.000Z')
const session = (changes: Partial<ServiceSession>): ServiceSession => ({
  id: 's', state: 'open', startsAt: '2026-11-24T06:00:00.000Z', endsAt: '2026-11-24T07:00:00.000Z', closesAt: '2026-11-24T05:00:00.000Z', seats: 2, left: 0, isBookable: false, whyNot: '约满了', ...changes,
})

describe('finding a service', () => {
  test('is told to a hundred metres where one is, and distances are said roughly', () => {
    expect(roughly({ lng: 110.912654, lat: 33.5 })).toBe('110.913,33.500')
    expect(metresBetween({ lng: 121.48, lat: 29.28 }, { lng: 121.48, lat: 29.29 })).toBeCloseTo(1112, 0)
    expect([20, 340, 1240].map(distanceWords)).toEqual(['约 100 米', '约 300 米', '约 1.2 公里'])
  })
})

describe('a session without a seat', () => {
  test('makes its day full; a day whose seats cannot be had any more, or not yet, is not said to be full', () => {
    const [today] = daysFrom(NOW, [session({})])
    expect(today).toMatchObject({ words: '约满', hasRoom: false })
    expect(daysFrom(NOW, [session({ left: 2, whyNot: '已经停止预约' })])[0]!.words).toBe('约不了')
    expect(daysFrom(NOW, [session({}), session({ left: 2, isBookable: true, whyNot: null })])[0]).toMatchObject({ words: '余 2', hasRoom: true })
  })

  test('can be queued for while it is full and not yet closed', () => {
    expect(isWaitable(session({}), NOW)).toBe(true)
    expect(isWaitable(session({ left: 1, isBookable: true }), NOW)).toBe(false)
    expect(isWaitable(session({ state: 'closed' }), NOW)).toBe(false)
    expect(isWaitable(session({}), new Date('2026-11-24T05:00:00.000Z'))).toBe(false)
  })
  test('a held seat says how long it is still held, rounded down, and nothing once it is over', () => {
    const words = (at: string) => holdLeft('2026-11-24T05:00:00.000Z', new Date(at))
    expect(['2026-11-24T04:30:30.000Z', '2026-11-24T04:59:30.000Z', '2026-11-23T16:00:00.000Z', '2026-11-24T05:00:01.000Z'].map(words)).toEqual(['29 分钟', '不到 1 分钟', '13 小时 0 分钟', null])
  })
})

test('for a resident one helps, name and consent are asked for; a wrong number is said, an absent one is not sent', () => {
  const guest = { ...EMPTY_GUEST, name: ' 王奶奶 ', authority: '当面说好的' }
  expect([EMPTY_GUEST, { ...guest, authority: '' }, { ...guest, phone: '1380013' }, guest].map((one) => faultOf(SOMEBODY, one))).toEqual([
    '写一下给谁约', '写一句他是怎么同意的', '手机号是 11 位，也可以不写', null,
  ])
  expect(faultOf(SELF, EMPTY_GUEST)).toBeNull()
  expect(bodyFor(SOMEBODY, guest)).toEqual({ onBehalfOf: { name: '王奶奶', authority: '当面说好的' } })
  expect([bodyFor(SELF, guest), bodyFor('17', guest)]).toEqual([{}, { dependentId: '17' }])
})

describe('times as people say them', () => {
  const on = (from: string, to: string) => ({ startsAt: `2026-11-24T${from}:00+08:00`, endsAt: `2026-11-24T${to}:00+08:00` })
  test('for the young a clock, for the old the part of the day, said once where it is the same', () => {
    expect(periodWords(on('14:00', '15:30'), NOW, {})).toBe('今天 14:00 到 15:30')
    expect(periodWords(on('14:00', '15:30'), NOW, { isElder: true })).toBe('今天下午 2 点到 3 点半')
    expect(periodWords(on('09:00', '16:00'), NOW, { isElder: true })).toBe('今天上午 9 点到下午 4 点')
    expect(periodWords({ startsAt: '2026-11-24T22:00:00+08:00', endsAt: '2026-11-25T00:00:00+08:00' }, NOW, { isElder: true })).toBe('今天晚上 10 点到夜里 12 点')
    expect([startWords(on('09:00', '10:00').startsAt, {}), startWords(on('09:00', '10:00').startsAt, { isElder: true })]).toEqual(['09:00', '上午 9 点'])
  })
})

test('a no-show that a late day sheet took back is said to have come', () => {
  expect(bookingChip({ state: 'cancelled', checkedInAt: '2026-11-24T01:00:00.000Z' }).words).toBe('来过（补录）')
  expect(bookingChip({ state: 'cancelled', checkedInAt: null }).words).toBe('已取消')
})

test("one's own bookings begin with the next; what is over or off comes after, as it was", () => {
  const booking = (name: string, state: 'booked' | 'pending' | 'cancelled' | 'completed', startsAt: string, endsAt: string) => ({ name, state, startsAt, endsAt })
  const list = [
    booking('next week', 'booked', '2026-12-01T01:00:00.000Z', '2026-12-01T02:00:00.000Z'), booking('off', 'cancelled', '2026-11-26T01:00:00.000Z', '2026-11-26T02:00:00.000Z'),
    booking('tomorrow', 'pending', '2026-11-25T01:00:00.000Z', '2026-11-25T02:00:00.000Z'), booking('now', 'booked', '2026-11-24T00:30:00.000Z', '2026-11-24T01:30:00.000Z'),
    booking('yesterday', 'completed', '2026-11-23T01:00:00.000Z', '2026-11-23T02:00:00.000Z'),
  ]
  expect(nextFirst(list, NOW).map(({ name }) => name)).toEqual(['now', 'tomorrow', 'next week', 'off', 'yesterday'])
})
