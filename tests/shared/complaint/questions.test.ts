import { answerFaults, answerWords, filledAnswers, question, todayOf, wordsIn, type AnswerValue, type Question } from '@huying/shared/complaint/questions.ts'
import { describe, expect, test } from 'vitest'

const TODAY = '2026-11-24'
const ask = (more: object): Question => question.parse({ code: 'q', label: '问题', isRequired: false, ...more })
const CHOICES = [{ code: 'a', label: '甲' }, { code: 'b', label: '乙' }]
const faults = (asked: Question, value?: AnswerValue) => answerFaults([asked], value === undefined ? {} : { q: value }, TODAY).map(({ message }) => message)

describe('an answer', () => {
  const whole = ask({ kind: 'number', min: 1, max: 5, isWhole: true })
  const single = ask({ kind: 'single', choices: CHOICES })
  const multiple = ask({ kind: 'multiple', choices: CHOICES })
  const past = ask({ kind: 'date', range: 'past' })
  const future = ask({ kind: 'date', range: 'future' })

  test.each<[string, Question, AnswerValue, string[]]>([
    ['text that fits', ask({ kind: 'text', maxLength: 2 }), '两字', []],
    ['text too long', ask({ kind: 'text', maxLength: 2 }), '三个字', ['最多 2 个字']],
    ['text, but a number', ask({ kind: 'text', maxLength: 2 }), 3, ['这里写文字']],
    ['a number in between', whole, 5, []],
    ['a number too small', whole, 0, ['不能小于 1']],
    ['a number too large', whole, 6, ['不能大于 5']],
    ['half a number', whole, 1.5, ['要填整数']],
    ['a number as words', whole, '3', ['这里填数字']],
    ['one of the choices', single, 'a', []],
    ['none of the choices', single, 'c', ['从给出的选项里选一个']],
    ['two where one is asked', single, ['a'], ['从给出的选项里选一个']],
    ['several choices', multiple, ['a', 'b'], []],
    ['one that is not there', multiple, ['a', 'c'], ['从给出的选项里选']],
    ['the same twice', multiple, ['a', 'a'], ['同一项选了两次']],
    ['several as words', multiple, 'a', ['从给出的选项里选']],
    ['today, of days gone by', past, TODAY, []],
    ['tomorrow, of days gone by', past, '2026-11-25', ['不能晚于今天']],
    ['yesterday, of days to come', future, '2026-11-23', ['不能早于今天']],
    ['a day that never was', past, '2026-02-30', ['选一个日期']],
    ['words for a day', past, '昨天', ['选一个日期']],
  ])('%s', (_, asked, value, expected) => expect(faults(asked, value)).toEqual(expected))

  test('is only missed where it is required; blanks and nothing chosen are none', () => {
    const required = { ...multiple, isRequired: true }
    expect(faults(multiple)).toEqual([])
    expect([faults(required), faults(required, []), faults({ ...ask({ kind: 'text', maxLength: 5 }), isRequired: true }, '  ')]).toEqual([['这一项要填'], ['这一项要填'], ['这一项要填']])
    expect(filledAnswers({ a: ' ', b: [], c: 0, d: '1' })).toEqual({ c: 0, d: '1' })
  })

  test('to a question nobody asked is wrong, and all that is wrong is said at once', () => {
    expect(answerFaults([whole, { ...single, code: 'r', isRequired: true }], { q: 9, x: '?' }, TODAY)).toEqual([
      { code: 'q', message: '不能大于 5' }, { code: 'r', message: '这一项要填' }, { code: 'x', message: '没有问这个问题' },
    ])
  })

  test('reads as people say it', () => {
    expect(answerWords(ask({ kind: 'number', isWhole: true, unit: '盏' }), 3)).toBe('3 盏')
    expect(answerWords(multiple, ['b', 'a'])).toBe('甲、乙')
    expect(answerWords(single, 'b')).toBe('乙')
    expect(answerWords(past, TODAY)).toBe(TODAY)
  })
})

test("free words are what is checked, and the day is Shanghai's", () => {
  expect(wordsIn({ a: '东门', b: 3, c: ['x'], d: '12 号' })).toBe('东门\n12 号')
  expect(todayOf(new Date('2026-11-24T16:30:00Z'))).toBe('2026-11-25')
})
