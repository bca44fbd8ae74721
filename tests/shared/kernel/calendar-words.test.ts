import { describe, expect, test } from 'vitest'
import { explain } from '@huying/shared/kernel/calendar-explain'
import { dueAt, redAt, warnAt } from '@huying/shared/kernel/calendar-clock'
import { formatLimit, half, limitText, parseLimit } from '@huying/shared/kernel/limit'
import { AWAITING_RESIDENT_WORDS, chipFor, holdWords, sayDate, sayDeadline, sayMoment, type ChipInput } from '@huying/shared/kernel/words-for-time'
import { at, calendarOf, official, officialFacts } from './calendar-cases.ts'

describe('limits', () => {
  test.each(['7wd', '4wh', '5d', '24h', '30min'])('%s is read and written back', (text) => {
    expect(formatLimit(parseLimit(text))).toBe(text)
    expect(limitText.safeParse(text).success).toBe(true)
  })
  test.each(['', '7', 'wd', '0wd', '-1h', '1.5h', '7 wd', '7wdx', '10000d', '7WD'])('%j is refused', (text) => {
    expect(() => parseLimit(text)).toThrow(RangeError)
    expect(limitText.safeParse(text).success).toBe(false)
  })
  test.each([
    ['7wd', '1wd', '4wd'],
    ['1wd', '1wd', '1wd'],
    ['15wd', '2wd', '8wd'],
    ['3h', undefined, '90min'],
    ['24h', undefined, '12h'],
    ['24h', '1wd', '1wd'],
    ['3wh', undefined, '2wh'],
    ['3wd', '2wd', '2wd'],
  ])('half of %s, at least %s, is %s', (text, minimum, expected) => {
    expect(formatLimit(half(parseLimit(text), minimum ? parseLimit(minimum) : undefined))).toBe(expected)
  })
})

describe('a deadline explains itself', () => {
  const explained = (from: string, text: string, pauses: [string, string][] = [], calendar = official) =>
    explain(calendar, at(from), parseLimit(text), pauses.map(([begin, end]) => ({ from: at(begin), to: at(end) })))

  test('in one sentence, with the free days and the make-up Saturday', () => {
    const golden = explained('2026-09-24 16:20', '7wd')
    expect(golden.sentence).toBe(
      '从 9月24日 周四 16:20 起算 7 个工作日：当天不算，周末、9月25日至27日中秋节放假、10月1日至7日国庆节放假不算，10月10日 周六调休上班算，所以 10月12日 周一 18:00 前办结。',
    )
    expect(golden.warnAt).toEqual(at('2026-10-10 18:00'))
    expect(golden.isProvisional).toBe(false)
  })

  test('day by day, as many counting as the limit has', () => {
    const { days } = explained('2026-09-24 16:20', '7wd')
    expect(days).toHaveLength(19)
    expect(days[0]).toEqual({ date: '2026-09-24', counts: false, reason: '当天不算' })
    expect(days[1]).toEqual({ date: '2026-09-25', counts: false, reason: '中秋节放假' })
    expect(days.filter((day) => day.counts).map((day) => `${day.date} ${day.reason}`)).toEqual([
      '2026-09-28 周一', '2026-09-29 周二', '2026-09-30 周三', '2026-10-08 周四', '2026-10-09 周五', '2026-10-10 调休上班', '2026-10-12 周一',
    ])
  })

  test.each([
    ['2026-09-24 16:20', '4wh', [], '从 9月24日 周四 16:20 起算 4 个工作小时：只算上班时间，9月25日至27日中秋节放假不算，所以 9月28日 周一 10:20 前办结。'],
    ['2026-11-24 19:00', '4wh', [], '从 11月24日 周二 19:00 起算 4 个工作小时：只算上班时间，当天已经下班不算，所以 11月25日 周三 12:00 前办结。'],
    ['2026-10-01 03:00', '24h', [], '从 10月1日 周四 03:00 起算 24 小时：不分昼夜连续计时，所以 10月2日 周五 03:00 前办结。'],
    ['2026-11-24 09:00', '5d', [], '从 11月24日 周二 09:00 起算 5 天：当天不算，周末和节假日也算，所以 11月29日 周日 24:00 前办结。'],
    ['2026-11-24 09:00', '3wd', [['2026-11-25 09:00', '2026-11-27 09:00']],
      '从 11月24日 周二 09:00 起算 3 个工作日：当天不算，周末不算，其中 11月26日至27日暂停计时不算，所以 12月1日 周二 18:00 前办结。'],
    ['2026-11-24 09:00', '24h', [['2026-11-24 10:00', '2026-11-24 11:30']],
      '从 11月24日 周二 09:00 起算 24 小时：不分昼夜连续计时，中间暂停的 1 小时 30 分钟不算，所以 11月25日 周三 10:30 前办结。'],
    ['2026-12-30 09:00', '2wd', [], '从 12月30日 周三 09:00 起算 2 个工作日：当天不算，所以 2027年1月1日 周五 18:00 前办结（2027年的放假安排还没公布，这是暂估）。'],
  ] as [string, string, [string, string][], string][])('%s + %s', (from, text, pauses, sentence) => {
    expect(explained(from, text, pauses).sentence).toBe(sentence)
  })

  test('a decision of the county is named', () => {
    const calendar = calendarOf([
      ...officialFacts,
      { date: '2026-11-25', kind: 'holiday', isOverride: true, name: '暴雪停工' },
      { date: '2026-11-28', kind: 'workday', isOverride: true, name: '补班' },
    ])
    expect(explained('2026-11-24 09:00', '3wd', [], calendar).sentence).toBe(
      '从 11月24日 周二 09:00 起算 3 个工作日：当天不算，11月25日县里安排不上班（暴雪停工）不算，11月28日 周六县里安排上班（补班）算，所以 11月28日 周六 18:00 前办结。',
    )
  })
})

describe('moments as people say them', () => {
  const now = at('2026-11-24 09:41')
  test.each([
    ['2026-11-24 17:10', '今天 17:10 前', '今天下午 5 点 10 分前'],
    ['2026-11-25 16:00', '明天 16:00 前', '明天下午 4 点前'],
    ['2026-11-27 15:00', '周五 15:00 前', '周五下午 3 点前'],
    ['2026-11-29 24:00', '周日 24:00 前', '周日夜里 12 点前'],
    ['2026-11-30 09:30', '11月30日 周一 09:30 前', '11月30日 周一上午 9 点半前'],
    ['2027-01-05 12:00', '2027年1月5日 周二 12:00 前', '2027年1月5日 周二中午 12 点前'],
    ['2026-11-23 19:00', '昨天 19:00 前', '昨天晚上 7 点前'],
    ['2026-11-20 05:00', '11月20日 周五 05:00 前', '11月20日 周五凌晨 5 点前'],
  ])('%s: %s, %s', (moment, normal, elder) => {
    expect(sayDeadline(at(moment), now)).toBe(normal)
    expect(sayDeadline(at(moment), now, { isElder: true })).toBe(elder)
  })
  test('midnight begins a day when something happens then, and ends one when something is due', () => {
    expect(sayMoment(at('2026-11-25 00:00'), now)).toBe('明天 00:00')
    expect(sayDeadline(at('2026-11-25 00:00'), now)).toBe('今天 24:00 前')
    expect(sayDate(at('2026-11-25 00:00'), now)).toBe('明天')
  })
})

describe('the deadline chip', () => {
  const chip = (now: string, from: string, text: string, more: Partial<ChipInput> = {}) => {
    const limit = parseLimit(text)
    const due = dueAt(official, at(from), limit)
    const { words, tone, isProvisional } = chipFor({
      calendar: official, now: at(now), dueAt: due, warnAt: warnAt(official, at(from), limit), redAt: redAt(official, due, limit),
      state: 'running', unit: limit.unit, isProvisional: false, ...more,
    })
    return [tone, words, isProvisional]
  }
  // 3 working days from Tuesday the 24th end on Friday the 27th at 18:00.
  test.each([
    ['2026-11-24 09:41', ['calm', '还剩 3 个工作日', false]],
    ['2026-11-26 17:59', ['calm', '还剩 1 个工作日', false]],
    ['2026-11-26 18:00', ['soon', '还剩 8 小时 · 明天 18:00 前办结', false]],
    ['2026-11-27 10:01', ['soon', '还剩 5 小时 · 今天 18:00 前办结', false]],
    ['2026-11-27 17:30', ['soon', '还剩 30 分钟 · 今天 18:00 前办结', false]],
    ['2026-11-27 17:59', ['soon', '还剩 1 分钟 · 今天 18:00 前办结', false]],
    ['2026-11-27 18:00', ['over', '超时不到 1 小时', false]],
    ['2026-11-30 08:59', ['over', '超时不到 1 小时', false]],
    ['2026-11-30 11:30', ['over', '超时 3 小时', false]],
    ['2026-12-02 09:00', ['over', '超时 2 天', false]],
    ['2026-12-02 18:00', ['supervised', '督办 超时 3 天', false]],
  ])('3 wd at %s: %j', (now, expected) => {
    expect(chip(now, '2026-11-24 08:00', '3wd', { act: '办结' })).toEqual(expected)
  })

  test.each([
    ['2026-11-24 10:59', '4wh', ['calm', '还剩 2 小时', false]],
    ['2026-11-24 11:00', '4wh', ['soon', '还剩 2 小时 · 今天 15:00 前', false]],
    ['2026-11-24 09:00', '72h', ['calm', '还剩 72 小时', false]],
    ['2026-11-27 09:30', '72h', ['over', '超时不到 1 小时', false]],
    ['2026-11-29 09:30', '72h', ['over', '超时 2 天', false]],
    ['2026-11-24 09:00', '7d', ['calm', '还剩 7 天', false]],
  ])('at %s, %s from 09:00: %j', (now, text, expected) => {
    expect(chip(now, '2026-11-24 09:00', text)).toEqual(expected)
  })

  test('supervision is red before anything else', () => {
    expect(chip('2026-12-02 09:00', '2026-11-24 08:00', '3wd', { supervision: '街道督办' })).toEqual(['supervised', '街道督办 超时 2 天', false])
  })
  test('a clock that stands still says why', () => {
    const now = '2026-12-02 09:00'
    expect(chip(now, '2026-11-24 08:00', '3wd', { state: 'paused', pausedWords: AWAITING_RESIDENT_WORDS })).toEqual(['paused', '等您补充，暂停计时', false])
    expect(chip(now, '2026-11-24 08:00', '3wd', { state: 'paused', pausedWords: holdWords(at('2026-12-20 09:00'), at(now)) })).toEqual([
      'paused', '已挂账，12月20日再看', false,
    ])
  })
  test('a stopped one says whether it was in time', () => {
    const stopped = (when: string) => chip('2026-12-20 09:00', '2026-11-24 08:00', '3wd', { state: 'stopped', stoppedAt: at(when), isProvisional: true })
    expect(stopped('2026-11-27 17:59')).toEqual(['done', '按时完成', false])
    expect(stopped('2026-12-01 18:00')).toEqual(['done', '已完成，超时 2 天', false])
  })
  test('a year that is not published is named an estimate', () => {
    expect(chip('2026-12-30 09:00', '2026-12-30 09:00', '3wd', { isProvisional: true })).toEqual(['calm', '还剩 3 个工作日 · 假期未公布，暂估', true])
  })
  test('in elder mode it is a sentence with the date', () => {
    expect(chip('2026-11-24 09:41', '2026-11-24 08:00', '3wd', { isElder: true })[1]).toBe('还剩 3 个工作日，周五下午 6 点前')
    expect(chip('2026-11-27 10:01', '2026-11-24 08:00', '3wd', { isElder: true, act: '办结' })[1]).toBe('还剩 5 小时，今天下午 6 点前办结')
  })
  test('what falls due outside working time is counted in real time', () => {
    expect(chip('2026-11-27 19:00', '2026-11-24 08:00', '3wd', { dueAt: at('2026-11-27 21:30'), warnAt: null })[1]).toBe('还剩 2 小时')
  })
})
