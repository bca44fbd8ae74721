import type { ServiceLine, ServiceSession } from '@huying/shared/booking/contract.ts'
import { describe, expect, test } from 'vitest'
import { bodyFor, EMPTY_GUEST, faultOf, SELF, SOMEBODY } from '../../../miniapp/src/features/booking/for-whom.ts'
import { distanceWords, foundServices, holdLeft, isWaitable, metresBetween } from '../../../miniapp/src/features/booking/view-model.ts'

const NOW = new Date('2026-11-24T01:00:00.000Z')
const service = (id: string, nextAt: string | null, lat: number) =>
  ({ id, next: nextAt === null ? null : { id: `${id}-next`, startsAt: nextAt, left: 1 }, place: { lng: 121.48, lat } }) as ServiceLine
const session = (changes: Partial<ServiceSession>): ServiceSession => ({
  id: 's', state: 'open', startsAt: '2026-11-24T06:00:00.000Z', endsAt: '2026-11-24T07:00:00.000Z', closesAt: '2026-11-24T05:00:00.000Z', seats: 2, left: 0, isBookable: false, whyNot: '约满了', ...changes,
})
const found = (isFreeOnly: boolean, near: { lng: number; lat: number } | null) =>
  foundServices([service('far', '2026-11-25T01:00:00.000Z', 29.5), service('later', '2026-12-01T01:00:00.000Z', 29.3), service('none', null, 29.31), service('near', '2026-11-30T01:00:00.000Z', 29.29)], { now: NOW, isFreeOnly, near })
    .map(({ id }) => id)

describe('finding a service', () => {
  test('with a free seat this week leaves out what has none in the next seven days', () => {
    expect(found(true, null)).toEqual(['far', 'near'])
    expect(found(false, null)).toEqual(['far', 'later', 'none', 'near'])
  })
  test('near me puts the nearest first, and distances are said roughly', () => {
    expect(found(false, { lng: 121.48, lat: 29.28 })).toEqual(['near', 'later', 'none', 'far'])
    expect(metresBetween({ lng: 121.48, lat: 29.28 }, { lng: 121.48, lat: 29.29 })).toBeCloseTo(1112, 0)
    expect([20, 340, 1240].map(distanceWords)).toEqual(['约 100 米', '约 300 米', '约 1.2 公里'])
  })
})

describe('a session without a seat', () => {
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
