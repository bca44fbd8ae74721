import { expect, test } from 'vitest'
import { filterWords, isSame, tidy } from '../../../miniapp/src/features/demand/ledger-filters.ts'

const names = { area: '南大街社区', units: [{ id: 'u1', name: '县住建局' }], categories: [{ id: 'road-manhole', name: '井盖缺失松动' }] }

test('a filter says what it leaves; nothing where it leaves everything', () => {
  expect(filterWords({}, names)).toBe('')
  expect(filterWords({ state: 'pending', urgency: 'urgent', overdue: 'true', level: '1' }, names)).toBe('待派单 · 急件 · 超期的 · 街道联席会')
  expect(filterWords({ q: '井盖', category: 'road-manhole', nature: 'safety', areaCode: '611023001001', unitId: 'u1', from: '2026-11-01', to: '2026-11-30' }, names))
    .toBe('“井盖” · 井盖缺失松动 · 安全隐患 · 南大街社区 · 县住建局 · 2026年11月1日起 · 到2026年11月30日')
})

test('a kept filter knows codes alone, and still says that something was chosen', () => {
  expect(filterWords({ areaCode: '611023001001', unitId: 'gone', category: 'gone' }, { units: [], categories: [] })).toBe('选定的类别 · 选定的地方 · 选定的部门')
})

test('two filters that ask the same are the same, whatever the order and what was left open', () => {
  expect(isSame({ state: 'pending', q: '' }, { state: 'pending', level: undefined })).toBe(true)
  expect(isSame({ urgency: 'urgent', state: 'pending' }, { state: 'pending', urgency: 'urgent' })).toBe(true)
  expect(isSame({ state: 'pending' }, { state: 'closed' })).toBe(false)
  expect(tidy({ q: '', overdue: 'true' })).toEqual({ overdue: 'true' })
})
