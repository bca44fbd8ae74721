import type { Deadline } from '@huying/shared/kernel/schema.ts'
import { describe, expect, test } from 'vitest'
import { primaryAct } from '../../../miniapp/src/features/complaint/acts.ts'
import type { Complaint } from '../../../miniapp/src/features/complaint/service.ts'
import { contactWords, dueOf, holderWords, nextStep, stateWord, ticksOf } from '../../../miniapp/src/features/complaint/view-model.ts'

const clock = (kind: string, part: Partial<Deadline> = {}): Deadline => ({
  kind, dueAt: '2026-11-27T10:00:00.000Z', originalDueAt: '2026-11-27T10:00:00.000Z', warnAt: null, startedAt: '2026-11-20T02:00:00.000Z',
  state: 'running', isProvisional: false, sentence: '', ...part,
})
const contact = (isReached: boolean): Complaint['contacts'][number] => ({ at: '2026-11-21T02:00:00.000Z', channel: 'phone', isReached, note: null })
type Part = Partial<Pick<Complaint, 'state' | 'isMine' | 'clocks' | 'holder' | 'urgency' | 'contacts' | 'demandId'>>
const complaint = (part: Part) =>
  ({ state: 'accepted', isMine: true, clocks: [], holder: null, urgency: 'normal', contacts: [], demandId: null, contactedAt: null, ...part }) as unknown as Complaint

describe('until when', () => {
  test('what waits to be taken is due to be taken, what is worked on to be solved', () => {
    const clocks = [clock('accept'), clock('contact'), clock('solve')]
    expect(dueOf(complaint({ state: 'submitted', clocks }))).toMatchObject({ act: '接手', deadline: { kind: 'accept' }, unit: 'wd' })
    expect(dueOf(complaint({ clocks }))).toMatchObject({ act: '办结', deadline: { kind: 'solve' }, why: { limit: { amount: 7, unit: 'wd' } } })
  })

  test('a clock that stands still for the resident says so', () => {
    expect(dueOf(complaint({ state: 'awaiting_resident', clocks: [clock('solve', { state: 'paused' })] }))).toMatchObject({ pausedWords: '等您补充，暂停计时' })
  })

  test('once raised the date is the unit’s, as its holder has it; a stopped clock promises nothing', () => {
    const holder = { kind: 'unit', label: '县住建局', since: '2026-11-23T02:00:00.000Z', until: '2026-12-02T10:00:00.000Z' } as const
    const raised = complaint({ state: 'raised', clocks: [clock('solve', { state: 'stopped' })], holder })
    expect(dueOf(raised)).toMatchObject({ act: '办结', start: '派到', deadline: { dueAt: holder.until, startedAt: holder.since } })
    expect(dueOf(complaint({ state: 'raised', holder: { ...holder, until: null } }))).toBeNull()
    expect(dueOf(complaint({ state: 'closed', clocks: [clock('confirm', { state: 'stopped' })] }))).toBeNull()
  })
})

describe('who reads it', () => {
  const holder = { kind: 'reporter', label: '等居民评价', since: '', until: null } as const

  test('what waits for the resident is “您” to them only', () => {
    const mine = complaint({ state: 'resolved', holder })
    const others = complaint({ state: 'resolved', holder, isMine: false })
    expect([stateWord(mine), holderWords(mine), nextStep(mine)]).toEqual(['等您评价', '等您评价', '您说解决了，才算办结'])
    expect([stateWord(others), holderWords(others), nextStep(others)]).toEqual(['等居民评价', '等居民评价', '居民说解决了，才算办结'])
  })

  test('whether one was contacted is said plainly, failed attempts included', () => {
    expect(contactWords(complaint({}))).toBe('还没有联系您')
    expect(contactWords(complaint({ contacts: [contact(false), contact(false)] }))).toBe('联系过您 2 次，没联系上')
    expect(contactWords(complaint({ contacts: [contact(false), contact(true)], isMine: false }))).toBe('已联系居民')
    expect(contactWords(complaint({ state: 'closed' }))).toBeNull()
  })
})

test('three ticks tell an old person where it stands', () => {
  const done = (part: Part) => ticksOf(complaint(part)).map(({ words, isDone }) => [words, isDone])
  expect(done({ state: 'submitted' })).toEqual([['等人接手', false], ['接手以后，马上办', false], ['办好了，请您说行不行', false]])
  const holder = { kind: 'unit', label: '县住建局', since: '', until: null } as const
  expect(done({ state: 'raised', demandId: 'd', holder, contacts: [contact(true)] })).toEqual([['已经联系过您', true], ['已经派给县住建局', true], ['办好了，请您说行不行', false]])
  expect(done({ state: 'closed', demandId: 'd', contacts: [contact(true)] }).map(([, isDone]) => isDone)).toEqual([true, true, true])
})

test('the red button follows the state: take it, make contact, solve; the resident answers', () => {
  expect(primaryAct({ abilities: {}, isMine: false, state: 'submitted' })).toBe('accept')
  expect(primaryAct({ abilities: {}, isMine: false, state: 'accepted', contactedAt: null })).toBe('contact')
  expect(primaryAct({ abilities: {}, isMine: false, state: 'accepted', contactedAt: '2026-11-21T02:00:00.000Z' })).toBe('resolve')
  expect(primaryAct({ abilities: {}, isMine: false, state: 'resolved' })).toBe('confirm')
  expect(primaryAct({ abilities: {}, isMine: false, state: 'closed' })).toBeNull()
  expect([true, false].map((isMine) => primaryAct({ abilities: {}, isMine, state: 'awaiting_resident' }))).toEqual(['answer', null])
  expect(primaryAct({ abilities: { 'decide-reopen': true }, isMine: false, state: 'closed' })).toBe('decide-reopen')
})
