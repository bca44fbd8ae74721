import { COMPLAINT_CATEGORIES } from '@huying/shared/complaint/catalogue.ts'
import { describe, expect, test } from 'vitest'
import { guessCategory, guessKind } from '../../../miniapp/src/features/complaint/guess.ts'

describe('the category is guessed from the words', () => {
  test.each(COMPLAINT_CATEGORIES.filter(({ code }) => code !== 'other-other').map(({ code, example }) => [example, code]))('%s → %s', (example, code) => {
    expect(guessCategory(example)).toBe(code)
  })

  test.each([
    ['东门口井盖碎了一半，昨晚下雨往外冒污水，老人孩子走路危险。', 'road-manhole'],
    ['楼下烧烤店油烟直排，窗户都不敢开', 'nuisance-fumes'],
    ['三单元的灯坏了，路灯也不亮', 'road-light'],
    ['家里停水两天了', 'utility-water'],
    ['邻居家的狗天天叫，半夜也叫', 'nuisance-animals'],
    ['化粪池满了，下水道堵塞，臭得很', 'utility-drain'],
  ])('%s → %s', (text, code) => {
    expect(guessCategory(text)).toBe(code)
  })

  test('words that say nothing are not guessed at', () => {
    expect(guessCategory('有件事想说')).toBeNull()
    expect(guessCategory('')).toBeNull()
  })
})

describe('the kind is guessed from how one says it', () => {
  test.each([
    ['低保怎么申请', 'welfare-allowance', 'consult'],
    ['希望社区多办夜校', 'other-suggestion', 'suggestion'],
    ['感谢片长帮我家通了下水', 'conduct-praise', 'praise'],
    ['井盖没了，怕有人掉下去', 'road-manhole', 'help'],
    ['路上有个大坑', 'road-damage', 'complaint'],
    ['电梯坏了三次没人管', 'building-elevator', 'complaint'],
    ['有件事想说', null, 'help'],
  ] as const)('%s → %s → %s', (text, category, kind) => {
    expect(guessKind(text, category)).toBe(kind)
  })
})
