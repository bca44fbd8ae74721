import { complaintContract } from '@huying/shared/complaint/contract.ts'
import { describe, expect, test } from 'vitest'
import {
  ABOUT_STAFF_CATEGORY, bodyOf, categoryIn, type ComplaintDraft, EMPTY_DRAFT, firstThingsIn, kindIn, problemsOf, restoredPhotos,
} from '../../../miniapp/src/features/complaint/draft.ts'

const draft = (part: Partial<ComplaintDraft>): ComplaintDraft => ({ ...EMPTY_DRAFT, text: '路灯不亮', ...part })
const AT_HOME = { gridCode: '611023001001001', isForOther: false, today: '2026-11-24' }
const A_GUEST = { gridCode: null, isForOther: false, today: '2026-11-24' }
const A_LEADER = { gridCode: '611023001001001', isForOther: true, today: '2026-11-24' }
const place = { lng: 110.9, lat: 33.5, name: '', address: '' }
const sent = { key: '1', path: 'temporary', state: 'sent', uploadId: '0192f0c4-0000-7000-8000-000000000001', thumbnailUrl: '/thumb' } as const
const fields = (value: ComplaintDraft, around = AT_HOME as typeof AT_HOME | typeof A_GUEST) => problemsOf(value, around).map(({ field }) => field)

describe('what is missing is named in reading order', () => {
  test('nothing but a few words is asked of somebody whose home is known', () => {
    expect(problemsOf(draft({}), AT_HOME)).toEqual([])
    expect(fields(draft({ text: ' ' }))).toEqual(['text'])
  })

  test('a guest or newcomer says where, by a point or by a place', () => {
    expect(fields(draft({}), A_GUEST)).toEqual(['place'])
    expect(fields(draft({ place }), A_GUEST)).toEqual([])
    expect(fields(draft({ area: { code: '611023001001', name: '东岗社区' } }), A_GUEST)).toEqual([])
  })

  test('a grid leader who writes for somebody says for whom, on what authority and where; their own home does not count', () => {
    expect(fields(draft({ text: '' }), A_LEADER)).toEqual(['behalfName', 'behalfAuthority', 'text', 'place'])
    expect(fields(draft({ place, behalf: { name: '王英', phone: '', authority: '当面托我' } }), A_LEADER)).toEqual([])
  })

  test.each([
    ['1380914762', '少了 1 位，手机号是 11 位'], ['138091476201', '多了 1 位，手机号是 11 位'], ['23809147620', '手机号是 1 开头的'], ['1380914762x', '手机号只写数字'],
  ])('a wrong number says what is wrong: %s', (phone, words) => {
    const value = draft({ place, behalf: { name: '王英', phone, authority: '当面托我' } })
    expect(problemsOf(value, A_LEADER)).toEqual([{ field: 'behalfPhone', words }])
  })

  test('photos on their way hold it back, and what is said of staff asks of whom', () => {
    expect(fields(draft({ photos: [{ key: '1', path: 'p', state: 'sending', percent: 10 }] }))).toEqual(['photos'])
    expect(fields(draft({ photos: [sent] }))).toEqual([])
    expect(fields(draft({ category: ABOUT_STAFF_CATEGORY }))).toEqual(['about'])
  })
})

describe('what the category asks besides', () => {
  const asked = { answers: { 'road-light': { count: 3, pole: ' ', since: '2026-11-20', gone: 'x' }, 'road-bus': { since: '2030-01-01' } } }
  test('is only wrong where it is answered wrongly, and only for the category that is chosen', () => {
    expect(problemsOf(draft(asked), AT_HOME)).toEqual([])
    expect(problemsOf(draft({ answers: { 'road-light': { count: 0.5, since: '2026-11-25' } } }), AT_HOME)).toEqual([
      { field: 'answer-count', words: '要填整数' }, { field: 'answer-since', words: '不能晚于今天' },
    ])
  })
  test('goes along without what was left empty or is asked no more', () => {
    expect(bodyOf(draft(asked), AT_HOME, null).answers).toEqual({ count: 3, since: '2026-11-20' })
    expect(bodyOf(draft({ ...asked, category: 'other-other' }), AT_HOME, null)).not.toHaveProperty('answers')
  })
})

describe('what goes out is what the contract takes', () => {
  const parse = (value: ComplaintDraft, around = AT_HOME as typeof AT_HOME | typeof A_LEADER, code: string | null = null) =>
    complaintContract.create.body.parse(bodyOf(value, around, code))

  test('the words decide kind and category until the person does', () => {
    expect(parse(draft({}))).toEqual({ kind: 'complaint', category: 'road-light', text: '路灯不亮' })
    expect(parse(draft({ kind: 'help', category: 'other-other' }))).toMatchObject({ kind: 'help', category: 'other-other' })
    expect([categoryIn(draft({ text: '有件事' })), kindIn(draft({ text: '有件事' }))]).toEqual(['other-other', 'help'])
  })

  test('a point, an address, photos and confidence go along; a place by its own name is its address', () => {
    expect(parse(draft({ place, address: ' 南大街 18 号 ', photos: [sent], isConfidential: true }))).toMatchObject({
      point: { lng: 110.9, lat: 33.5 }, address: '南大街 18 号', uploadIds: [sent.uploadId], isConfidential: true,
    })
    expect(parse(draft({ place: { ...place, name: '东门', address: '南大街' } }))).toMatchObject({ address: '南大街 东门' })
  })

  test('what is said of a grid leader names the grid; of others it names nobody', () => {
    const about = (aboutRole: ComplaintDraft['aboutRole']) => parse(draft({ category: ABOUT_STAFF_CATEGORY, aboutRole }), AT_HOME, '611023001001001').about
    expect(about('gridLeader')).toEqual({ role: 'gridLeader', areaCode: '611023001001001' })
    expect(about('other')).toBeUndefined()
  })

  test('for somebody else: name, authority and a number only if there is one', () => {
    const value = draft({ place, behalf: { name: ' 王英 ', phone: '', authority: '当面托我' } })
    expect(parse(value, A_LEADER).onBehalfOf).toEqual({ name: '王英', authority: '当面托我' })
    expect(parse(value, AT_HOME).onBehalfOf).toBeUndefined()
  })
})

test('danger to life shows whom to call, the most pressing first', () => {
  expect(firstThingsIn('楼道闻到煤气味，有人晕倒').map(({ phone }) => phone)).toEqual(['119', '120'])
  expect(firstThingsIn('路灯不亮')).toEqual([])
})

test('a draft taken up again keeps the photos that arrived, by their own address', () => {
  const photos = restoredPhotos(draft({ photos: [sent, { key: '2', path: 'gone', state: 'sending', percent: 3 }, { key: '3', path: 'gone', state: 'failed', reason: '' }] }))
  expect(photos).toEqual([{ ...sent, path: '/thumb' }])
})
