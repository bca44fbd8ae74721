import { describe, expect, test } from 'vitest'
import { communityOf, homeOf } from '../../miniapp/src/hooks/place-words.ts'

describe('where one lives, in few words', () => {
  test.each([
    ['城关街道 塘坝社区 塘坝社区第1网格', '塘坝社区第1网格', '塘坝社区'],
    ['城关街道 东岗社区 1网格', '东岗社区 1网格', '东岗社区'],
    ['城关街道 东岗社区', '东岗社区', '东岗社区'],
    ['城关街道', '城关街道', '城关街道'],
  ])('%s', (areaName, home, community) => {
    expect([homeOf(areaName), communityOf(areaName)]).toEqual([home, community])
  })
  test('nothing where nothing is known', () => {
    expect([homeOf(null), communityOf(null), homeOf('')]).toEqual([null, null, null])
  })
})
