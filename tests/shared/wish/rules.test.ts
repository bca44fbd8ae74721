import { dayIn, firstSendAt, nextWaveAt, weekStart } from '@huying/shared/wish/ask-hours'
import { isPersonal } from '@huying/shared/wish/personal-words'
import { describe, expect, test } from 'vitest'

const shanghai = (words: string) => new Date(`${words}:00+08:00`)

describe('asking hours', () => {
  test.each([
    ['2027-03-01T06:59', '2027-03-01T07:00'],
    ['2027-03-01T07:00', '2027-03-01T07:00'],
    ['2027-03-01T21:59', '2027-03-01T21:59'],
    ['2027-03-01T22:00', '2027-03-02T07:00'],
    ['2027-03-01T23:59', '2027-03-02T07:00'],
    ['2027-12-31T23:00', '2028-01-01T07:00'],
  ])('a ring that begins at %s sends first at %s', (at, first) => {
    expect(firstSendAt(shanghai(at))).toEqual(shanghai(first))
  })

  test('waves are two hours apart, and the night lies between two of them', () => {
    const waves = [shanghai('2027-03-01T18:00')]
    for (let i = 0; i < 3; i++) waves.push(nextWaveAt(waves.at(-1)!))
    expect(waves.slice(1)).toEqual([shanghai('2027-03-01T20:00'), shanghai('2027-03-02T07:00'), shanghai('2027-03-02T09:00')])
  })

  test.each([
    ['2027-03-01T00:00', '2027-03-01T00:00'],
    ['2027-03-07T23:59', '2027-03-01T00:00'],
    ['2027-02-28T23:59', '2027-02-22T00:00'],
  ])('the week of %s began on Monday %s', (at, monday) => {
    expect(weekStart(shanghai(at))).toEqual(shanghai(monday))
  })

  test('a day is Shanghai’s', () => {
    expect([dayIn(shanghai('2027-03-01T00:30')), dayIn(shanghai('2027-03-01T23:30'))]).toEqual(['2027-03-01', '2027-03-01'])
  })
})

describe('a public title', () => {
  test.each(['帮王小明换灯', '电话13812345678', '电话138-1234 5678', '３号楼的灯', '2单元302室', '卡号6222021234567'])('%s tells who or where', (title) => {
    expect(isPersonal(title, ['王小明'])).toBe(true)
  })
  test.each(['想换一盏 12 瓦的灯', '孩子想要一套十万个为什么', '3 位老人想学用手机', '楼道口想要一把长椅'])('%s does not', (title) => {
    expect(isPersonal(title, ['王小明', '灯'])).toBe(false)
  })
})
