import type { Deadline } from '@huying/shared/kernel/schema.ts'
import { describe, expect, test } from 'vitest'
import { primaryAct } from '../../../miniapp/src/features/dispatch/acts.ts'
import type { Dispatch } from '../../../miniapp/src/features/dispatch/service.ts'
import { dueOf, milestonesOf, pressingOf } from '../../../miniapp/src/features/dispatch/view-model.ts'

const NOW = new Date('2026-11-24T02:00:00.000Z')
const clock = (kind: string, dueAt: string, part: Partial<Deadline> = {}): Deadline => ({
  kind, dueAt, originalDueAt: dueAt, warnAt: null, startedAt: '2026-11-20T02:00:00.000Z', state: 'running', isProvisional: false, sentence: '', ...part,
})
const SOON = '2026-11-25T10:00:00.000Z'
const PAST = '2026-11-23T10:00:00.000Z'
const LATER = '2026-12-03T10:00:00.000Z'

const dispatch = (part: Partial<Dispatch>): Dispatch => ({
  id: 'd', state: 'accepted', version: 1, demandId: 'n', demandNumber: '2611230041', unitId: 'u', unitName: '县住建局', role: 'lead', isRequired: true, round: 1,
  category: 'road-damage', nature: 'facility', urgency: 'normal', text: '大坑', areaName: '东岗社区', handler: null, isAcceptedBySilence: false,
  createdAt: '2026-11-20T02:00:00.000Z', acceptedAt: null, contactedAt: null, repliedAt: null, abilities: {}, clocks: [], reason: '', outcome: null,
  account: null, plan: null, uploadIds: [], contacts: [], notes: [], endReason: null, returnRequest: null, extension: null, milestones: [], ...part,
})

describe('which part of the queue a dispatch belongs to', () => {
  test('overdue comes before everything, then what is to be accepted, then what is soon due', () => {
    expect(pressingOf(dispatch({ clocks: [clock('solve', PAST)] }), NOW)).toBe('over')
    expect(pressingOf(dispatch({ state: 'sent', clocks: [clock('returnLimit', SOON), clock('solve', LATER)] }), NOW)).toBe('toAccept')
    expect(pressingOf(dispatch({ clocks: [clock('solve', SOON, { warnAt: PAST })] }), NOW)).toBe('soon')
    expect(pressingOf(dispatch({ clocks: [clock('solve', LATER, { warnAt: SOON })] }), NOW)).toBe('rest')
  })

  test('a clock that stands still presses nobody', () => {
    expect(pressingOf(dispatch({ clocks: [clock('solve', PAST, { state: 'paused', warnAt: PAST })] }), NOW)).toBe('rest')
  })

  test('what is answered has no date any more', () => {
    expect(dueOf(dispatch({ state: 'replied', clocks: [clock('solve', PAST, { state: 'stopped' })] }))).toBeNull()
  })
})

describe('the dates a unit keeps', () => {
  const words = (part: Partial<Dispatch>) => milestonesOf(dispatch(part), NOW).map(({ kind, words, isDone, isLocked }) => [kind, words, isDone, isLocked])

  test('what lies ahead says until when; a return that is past is locked with its date', () => {
    expect(words({ clocks: [clock('contact', SOON), clock('returnLimit', PAST, { state: 'stopped' }), clock('solve', LATER)] })).toEqual([
      ['contact', '明天 18:00 前', false, false],
      ['return', '昨天 18:00 已过，不能退', false, true],
      ['reply', '12月3日 周四 18:00 前', false, false],
    ])
  })

  test('what is done has its tick; an assistant owes no contact', () => {
    expect(words({ contactedAt: PAST, repliedAt: PAST, state: 'replied' })).toEqual([
      ['contact', '昨天 18:00 已联系', true, false],
      ['reply', '昨天 18:00 已交', true, false],
    ])
    expect(words({ role: 'assist', clocks: [clock('solve', LATER)] })).toEqual([['reply', '12月3日 周四 18:00 前', false, false]])
  })
})

test('the red button follows the work: accept, make contact, answer; an assistant answers at once', () => {
  expect(primaryAct(dispatch({ state: 'sent' }))).toBe('accept')
  expect(primaryAct(dispatch({}))).toBe('contact')
  expect(primaryAct(dispatch({ contactedAt: PAST }))).toBe('reply')
  expect(primaryAct(dispatch({ role: 'assist' }))).toBe('reply')
  expect(primaryAct(dispatch({ state: 'replied' }))).toBeNull()
  expect(primaryAct(dispatch({ state: 'return_requested' }))).toBe('decide-return')
  expect(primaryAct(dispatch({ abilities: { 'decide-extension': true } }))).toBe('decide-extension')
})
