import type { CatalogueFault } from '@huying/shared/catalogue/versions.ts'
import { categoriesIn, type CategoryGroup, type CategoryTerms } from '@huying/shared/complaint/categories.ts'
import type { Question } from '@huying/shared/complaint/questions.ts'
import { higherUrgency } from '@huying/shared/complaint/urgency.ts'

/** Categories that have to stand on: the program itself speaks of them. */
const NEEDED = ['conduct-attitude', 'other-other'] as const

/** Everything that is wrong with a catalogue of categories, beside the one that it would replace. */
export function categoryFaults(groups: readonly CategoryGroup[], before: readonly CategoryGroup[]): CatalogueFault[] {
  const all = categoriesIn(groups)
  const missing = categoriesIn(before).filter(({ code }) => !all.some((one) => one.code === code))
  return [
    ...twice(groups.map(({ code }) => code)).map((code) => at(code, '两组用了同一个代码')),
    ...twice(groups.map(({ label }) => label)).map((label) => at(null, `两组都叫「${label}」`)),
    ...twice(all.map(({ code }) => code)).map((code) => at(code, '两类用了同一个代码')),
    ...twice(all.filter(({ isActive }) => isActive).map(({ label }) => label)).map((label) => at(null, `两类都叫「${label}」，居民分不清`)),
    ...missing.map(({ label, code }) => at(code, `不能删掉「${label}」：以前的诉求还在用，停用就可以`)),
    ...NEEDED.flatMap((code) => (all.some((one) => one.code === code && one.isActive) ? [] : [at(code, '这一类不能停用：说不清的、说到工作人员的都归它')])),
    ...groups.filter(({ categories }) => !categories.some(({ isActive }) => isActive)).map(({ code, label }) => at(code, `「${label}」里没有在用的类别，居民会看到空的一组`)),
    ...all.flatMap((category) => questionFaults(category)),
  ]
}

const at = (place: string | null, message: string): CatalogueFault => ({ at: place, isWarning: false, message })
const twice = <T>(values: readonly T[]): T[] => [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]

function questionFaults({ code, questions }: CategoryTerms): CatalogueFault[] {
  return [
    ...twice(questions.map((one) => one.code)).map(() => at(code, '两个问题用了同一个代码')),
    ...twice(questions.map((one) => one.label)).map((label) => at(code, `问了两遍「${label}」`)),
    ...questions.flatMap((question) => wordsOf(question).map((words) => at(code, `「${question.label}」${words}`))),
  ]
}

function wordsOf(question: Question): string[] {
  if (question.kind === 'number' && question.min !== undefined && question.max !== undefined && question.min > question.max) return ['最小的比最大的还大']
  if (question.kind !== 'single' && question.kind !== 'multiple') return []
  return [
    ...(question.choices.length < 2 ? ['至少要有两个选项'] : []),
    ...(twice(question.choices.map(({ code }) => code)).length > 0 ? ['有两个选项用了同一个代码'] : []),
    ...(twice(question.choices.map(({ label }) => label)).length > 0 ? ['有两个一样的选项'] : []),
  ]
}

/** The categories that would become less urgent: their cases get more time, and that takes two persons. */
export function lessUrgent(groups: readonly CategoryGroup[], before: readonly CategoryGroup[]): { code: string; label: string }[] {
  const all = categoriesIn(groups)
  return categoriesIn(before).flatMap(({ code, urgency }) => {
    const now = all.find((one) => one.code === code)
    return now && now.urgency !== urgency && higherUrgency(now.urgency, urgency) === urgency ? [{ code, label: now.label }] : []
  })
}
