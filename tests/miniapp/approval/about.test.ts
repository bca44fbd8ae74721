import { expect, test } from 'vitest'
import { aboutOf, pageOf, photosOf } from '../../../miniapp/src/features/approval/about.ts'
import type { Approval } from '../../../miniapp/src/features/approval/service.ts'

const NOW = new Date('2026-11-24T02:00:00.000Z')
const approval = (subjectKind: string, action: string, input: Record<string, unknown>) => ({ subjectKind, action, input, subjectId: 's' }) as Approval

test.each([
  ['complaint', 'accept', { urgency: 'complex', reason: '要立项' }, ['改按疑难件办，时限会变长', '要立项']],
  ['complaint', 'decline', { reasonCode: 'vague', whereToGo: '到社区当面说' }, ['说不清具体的事，补充后仍不能办', '请居民去：到社区当面说']],
  ['demand', 'verify', { outcome: 'partly', note: '只修了一半', uploadIds: ['u'] }, ['现场看到：部分解决', '只修了一半']],
  ['demand', 'dismiss', { reasonCode: 'mistake', reason: '记错了地方' }, ['记错了', '记错了地方']],
  ['chairTerm', 'appoint', { from: '2026-12-31T16:00:00.000Z', to: '2027-03-31T16:00:00.000Z' }, ['2027年1月1日 周五 到 2027年4月1日 周四 轮值']],
  ['appointment', 'appoint', { role: 'gridLeader', post: 'B' }, ['任命为片长 B岗']],
  ['wish', 'close_unmet', { reason: '没人能修' }, ['没人能修']],
])('the second person reads what %s.%s would do, and why', (kind, action, input, lines) => {
  expect(aboutOf(approval(kind, action, input), NOW)).toEqual(lines)
})

test('the thing itself and its photos can be looked at, where there are any', () => {
  expect(pageOf(approval('demand', 'verify', {}))).toContain('features/demand')
  expect(pageOf(approval('chairTerm', 'appoint', {}))).toBeNull()
  expect([photosOf(approval('demand', 'verify', { uploadIds: ['u', 3] })), photosOf(approval('demand', 'dismiss', {}))]).toEqual([['u'], []])
})
