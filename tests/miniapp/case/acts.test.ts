import { complaintContract, contactBody } from '@huying/shared/complaint/contract.ts'
import { describe, expect, test } from 'vitest'
import { rankActs, refusedActs } from '../../../miniapp/src/components/case/act-rank.ts'
import { type ActField, contactAct, firstFault, reasonField, type uploadsIn } from '../../../miniapp/src/components/case/act-spec.ts'

const acts = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, button: key.toUpperCase() }))
const all = { a: true, b: true, c: true, d: true, e: true } as const
const keys = (ranked: ReturnType<typeof rankActs<(typeof acts)[number]>>) => [ranked.primary?.key ?? null, ranked.shown.map(({ key }) => key), ranked.hidden.map(({ key }) => key)]

describe('what the thumb zone holds', () => {
  test('three buttons at most, the primary one among them; the rest waits behind 更多, which takes a place itself', () => {
    expect(keys(rankActs(acts, all, 'c'))).toEqual(['c', ['a'], ['b', 'd', 'e']])
    expect(keys(rankActs(acts.slice(0, 3), all, 'c'))).toEqual(['c', ['a', 'b'], []])
    expect(keys(rankActs(acts.slice(0, 3), all, null))).toEqual([null, ['a', 'b', 'c'], []])
    expect(keys(rankActs(acts, all, 'c', 1))).toEqual(['c', [], ['a', 'b', 'd', 'e']])
  })

  test('what is refused is no button, whatever the state asks for', () => {
    expect(keys(rankActs(acts, { a: true, c: { code: 'WRONG_STATE', message: '' } }, 'c'))).toEqual([null, ['a'], []])
    expect(keys(rankActs(acts, {}, 'a'))).toEqual([null, [], []])
  })
})

describe('a refusal is shown with its reason', () => {
  const atDesk = { code: 'NOT_AT_YOUR_DESK', message: '这件事现在不在您这里' }

  test('where the act might be this person’s; not where it never was, or only the state is another', () => {
    const abilities = {
      a: true, b: { code: 'RETURN_TOO_LATE', message: '已经过了可以退单的时间' }, c: { code: 'FORBIDDEN', message: '' }, d: { code: 'WRONG_STATE', message: '' },
    } as const
    expect(refusedActs(acts, abilities)).toEqual([{ label: 'B', reason: '已经过了可以退单的时间' }])
  })

  test('once a reason, and of a desk only to whom it gives nothing to do', () => {
    expect(refusedActs(acts, { a: atDesk, b: atDesk, c: atDesk, d: atDesk })).toEqual([{ label: 'A、B、C', reason: atDesk.message }])
    expect(refusedActs(acts, { a: true, b: atDesk })).toEqual([])
  })
})

describe('a form names the first thing missing', () => {
  const fields: readonly ActField[] = [
    { kind: 'choice', name: 'outcome', label: '', choices: [], missing: '选一个结果' },
    { ...reasonField('', ''), isAsked: ({ words }) => words.outcome === 'refuse' },
    { kind: 'photos', name: 'photos', label: '', purpose: 'proof', most: 3, missing: '加一张照片' },
  ]
  const fault = (words: Record<string, string>, photos: Parameters<typeof uploadsIn>[0]['photos'] = {}) => firstFault(fields, { words, photos })?.words ?? null

  test('in order; what is not asked is not missing', () => {
    expect(fault({})).toBe('选一个结果')
    expect(fault({ outcome: 'refuse' })).toBe('写一句原因')
    expect(fault({ outcome: 'refuse', reason: '  ' })).toBe('写一句原因')
    expect(fault({ outcome: 'approve' })).toBe('加一张照片')
    expect(fault({ outcome: 'approve' }, { photos: [{ key: '1', path: '', state: 'sent', uploadId: 'u' }] })).toBeNull()
  })

  test('a photo that is under way or failed says so', () => {
    expect(fault({ outcome: 'approve' }, { photos: [{ key: '1', path: '', state: 'sending', percent: 1 }] })).toBe('照片还在传，稍等一下')
    expect(fault({ outcome: 'approve' }, { photos: [{ key: '1', path: '', state: 'failed', reason: '' }] })).toBe('有照片没传上，点一下重传，或者去掉它')
  })
})

test('a contact goes out as the contract takes it, at this moment', () => {
  const body = contactAct(complaintContract.contact).body({ words: { channel: 'phone', isReached: 'no', note: ' 没人接 ' }, photos: {} })
  expect(contactBody.parse(body)).toMatchObject({ channel: 'phone', isReached: false, note: '没人接' })
  expect(Math.abs(Date.parse((body as { at: string }).at) - Date.now())).toBeLessThan(5_000)
})
