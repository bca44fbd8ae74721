import { Calendar } from '@huying/shared/kernel/calendar.ts'
import { explain } from '@huying/shared/kernel/calendar-explain.ts'
import type { TimelineEntry } from '@huying/shared/kernel/schema.ts'
import { describe, expect, test } from 'vitest'
import { usualLimit } from '../../../miniapp/src/components/case/limits.ts'
import { isWholeIn, titleOf } from '../../../miniapp/src/components/case/title.ts'
import { timelineItems } from '../../../miniapp/src/components/case/timeline-items.ts'
import { whyRows } from '../../../miniapp/src/components/case/why-rows.ts'

describe('a title is the first sentence', () => {
  test.each([
    ['东门口井盖碎了一半。昨晚下雨往外冒污水', '东门口井盖碎了一半'],
    ['路灯不亮', '路灯不亮'],
    ['  有坑！\n晚上看不见 ', '有坑'],
    ['。', '。'],
  ])('%s → %s', (text, title) => expect(titleOf(text)).toBe(title))

  test('a long one is cut and says so', () => {
    expect(titleOf('字'.repeat(40))).toBe(`${'字'.repeat(25)}…`)
    expect(isWholeIn(titleOf('字'.repeat(40)), '字'.repeat(40))).toBe(false)
    expect(isWholeIn('路灯不亮', '路灯不亮。')).toBe(true)
  })
})

describe('a deadline is explained day by day', () => {
  const calendar = new Calendar({ days: [{ date: '2026-11-25', kind: 'holiday', isOverride: true, name: '县庆' }], publishedYears: [2026] })
  const rowsFrom = (from: string, amount: number) => whyRows(explain(calendar, new Date(from), { amount, unit: 'wd' }).days)

  test('neighbours with one reason share a row, weekends say they do not count, both ends stand alone', () => {
    expect(whyRows([
      { date: '2026-11-18', counts: false, reason: '当天不算' },
      { date: '2026-11-19', counts: true, reason: '工作日' },
      { date: '2026-11-20', counts: true, reason: '工作日' },
      { date: '2026-11-21', counts: false, reason: '周末' },
      { date: '2026-11-22', counts: false, reason: '周末' },
      { date: '2026-11-23', counts: true, reason: '工作日' },
    ])).toEqual([
      { dates: '11月18日 周三', reason: '当天不算', sum: '起算', kind: 'start' },
      { dates: '11月19日至20日', reason: '工作日', sum: '2 天', kind: 'counts' },
      { dates: '11月21日至22日', reason: '周末', sum: '不算', kind: 'free' },
      { dates: '11月23日 周一', reason: '', sum: '到期', kind: 'due' },
    ])
  })

  test('counted rows and the last day add up to the limit, whatever lies between', () => {
    for (const amount of [1, 2, 3, 7, 15]) {
      const rows = rowsFrom('2026-11-18T15:10:00+08:00', amount)
      const counted = rows.filter(({ kind }) => kind === 'counts').reduce((sum, row) => sum + Number.parseInt(row.sum, 10), 0)
      expect(counted + 1).toBe(amount)
    }
  })

  test('a limit that ends on the day it began has one row', () => {
    expect(whyRows([{ date: '2026-11-24', counts: true, reason: '工作日' }])).toEqual([{ dates: '11月24日 周二', reason: '工作日', sum: '当天到期', kind: 'due' }])
    expect(whyRows([])).toEqual([])
  })
})

test('each clock has the limit of its urgency', () => {
  expect(usualLimit('solve', 'normal')).toEqual({ amount: 7, unit: 'wd' })
  expect(usualLimit('returnLimit', 'emergency')).toEqual({ amount: 2, unit: 'h' })
  expect(usualLimit('confirm', 'urgent')).toEqual({ amount: 7, unit: 'd' })
  expect(usualLimit('red', 'normal')).toBeNull()
})

describe('a history becomes a timeline', () => {
  const entry = (action: string, label: string, part: Partial<TimelineEntry> = {}): TimelineEntry => ({
    at: '2026-11-24T01:00:00.000Z', action, label, who: '王*', role: 'resident', from: null, to: null, note: null, ...part,
  })
  const options = { now: new Date('2026-11-24T02:00:00.000Z'), isElder: false, isOwn: true, isOver: false }
  const raised = [
    entry('complaint.raise', '社区吹哨，请部门来办', { who: '东岗社区社区干部 刘*平', role: 'communityWorker' }),
    entry('demand.open', '记入需求台账', { who: '东岗社区社区干部 刘*平', role: 'communityWorker' }),
    entry('complaint.contact', '联系居民', { who: '1网格片长 刘*平', role: 'gridLeader' }),
    entry('complaint.submit', '提交了诉求'),
  ]

  test('one line an act, the newest going on, the next step ahead', () => {
    expect(timelineItems(raised, { ...options, next: '轮值会长派单' }).map(({ phase, title }) => [phase, title])).toEqual([
      ['next', '轮值会长派单'],
      ['now', '社区吹哨，请部门来办'],
      ['done', '1网格片长 刘*平 联系您'],
      ['done', '您提交了诉求'],
    ])
  })

  test('what the system did speaks to its reader too', () => {
    const items = timelineItems([entry('complaint.resolve_by_demand', '部门办完，核查过了，请居民评价', { who: '系统', role: 'system' })], options)
    expect(items.map(({ title }) => title)).toEqual(['部门办完，核查过了，请您评价'])
  })

  test('others read who asked; a unit stands where the label says 部门; nothing goes on in what is over', () => {
    const items = timelineItems([entry('dispatch.accept', '部门接单了', { who: '县住建局', role: 'unitHandler', note: '马上去' }), entry('complaint.submit', '提交了诉求')], {
      ...options, isOwn: false, isOver: true,
    })
    expect(items).toMatchObject([
      { phase: 'done', title: '县住建局接单了', note: '马上去', when: '今天 09:00' },
      { phase: 'done', title: '王* 提交了诉求' },
    ])
    expect(new Set(items.map(({ key }) => key)).size).toBe(2)
  })
})
