import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bigramQuery, bigrams } from '../../../server/src/kernel/bigrams.ts'

describe('the terms of a text', () => {
  it.each([
    ['路灯坏了', ['路灯', '灯坏', '坏了']],
    ['路灯，坏了', ['路灯', '坏了']],
    ['路灯路灯', ['路灯', '灯路']],
    ['3号楼B座', ['3', '3号', '号楼', '楼b', 'b', 'b座']],
    ['３号楼Ｂ座', ['3', '3号', '号楼', '楼b', 'b', 'b座']],
    ['WiFi 密码', ['wifi', '密码']],
    ['电话0914-6322345', ['电话', '话0914', '0914', '6322345']],
    ['𠮷野家', ['𠮷野', '野家']],
    ['灯', []],
    ['。！ \n', []],
    ['', []],
  ])('%j are %j', (text, terms) => expect(bigrams(text)).toEqual(terms))
})

describe('a search', () => {
  it.each(['灯', '', '，', '灯 水'])('for %j looks for nothing', (words) => expect(bigramQuery(words)).toBeNull())

  const finds = (words: string, text: string) => bigramQuery(words)!.every((term) => bigrams(text).includes(term))

  it.each([
    ['路灯', '小区路灯坏了', true],
    ['路灯 坏', '小区路灯亮', true],
    ['路灯 漏水', '路灯下面漏水', true],
    ['路灯 漏水', '路灯坏了', false],
    ['充电桩', '充电的桩', false],
    ['3号楼', '城关镇3号楼漏水', true],
    ['3号楼', '13号楼漏水', false],
    ['wifi', '想要WIFI密码', true],
  ])('for %j finds %j: %s', (words, text, isFound) => expect(finds(words, text)).toBe(isFound))

  it('finds every text by any two or more characters in a row', () => {
    const chinese = fc.string({ unit: fc.constantFrom(...'党员认领微心愿路灯漏水𠮷，。 '), minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(chinese, fc.nat(), fc.integer({ min: 2, max: 12 }), (text, from, length) => {
        const characters = [...text]
        const start = from % characters.length
        const words = characters.slice(start, start + length).join('')
        return bigramQuery(words) === null || finds(words, text)
      }),
    )
  })
})
