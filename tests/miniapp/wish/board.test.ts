import { wishContract } from '@huying/shared/wish/contract'
import { expect, test } from 'vitest'
import { boardQuery, filterWords, WHOLE_BOARD } from '../../../miniapp/src/features/wish/board.ts'

const filter = { state: 'open', category: 'repair', age: 'week', area: { code: '611023001001', name: '东岗社区' }, words: ' 扶手 ' } as const

test('the filter of the board is asked as the contract takes it; the whole board asks for nothing', () => {
  expect(boardQuery(filter)).toEqual({ view: 'board', state: 'open', category: 'repair', minDays: 7, areaCode: '611023001001', q: '扶手' })
  expect(wishContract.list.query.safeParse(boardQuery(filter)).success).toBe(true)
  expect(boardQuery(WHOLE_BOARD)).toEqual({ view: 'board' })
  expect(boardQuery({ ...WHOLE_BOARD, state: 'thanked' })).toEqual({ view: 'wall' })
})

test('two characters are looked for, one is not', () => {
  expect(boardQuery({ ...WHOLE_BOARD, words: '灯' })).toEqual({ view: 'board' })
  expect(boardQuery({ ...WHOLE_BOARD, words: '换灯' })).toEqual({ view: 'board', q: '换灯' })
})

test('where nothing is found, what was looked for is said', () => {
  expect(filterWords(filter)).toBe('东岗社区、修修补补、等了一周以上、等人帮、“扶手”')
  expect(filterWords(WHOLE_BOARD)).toBe('')
})
