import type { CategoryGroup, CategoryTerms } from '@huying/shared/complaint/categories'
import type { Question, QuestionKind } from '@huying/shared/complaint/questions'
import { freshCode, inserted } from './order'

/** Where a category stands: its group and its place in it. */
export interface Spot {
  group: number
  category: number
}

export const categoryAt = (groups: readonly CategoryGroup[], { group, category }: Spot): CategoryTerms | undefined => groups[group]?.categories[category]

export const withGroup = (groups: readonly CategoryGroup[], index: number, change: Partial<CategoryGroup>): CategoryGroup[] =>
  groups.map((group, at) => (at === index ? { ...group, ...change } : group))

export const withCategories = (groups: readonly CategoryGroup[], index: number, change: (categories: readonly CategoryTerms[]) => CategoryTerms[]): CategoryGroup[] =>
  groups.map((group, at) => (at === index ? { ...group, categories: change(group.categories) } : group))

export const withCategoryAt = (groups: readonly CategoryGroup[], { group, category }: Spot, change: Partial<CategoryTerms>): CategoryGroup[] =>
  withCategories(groups, group, (categories) => categories.map((one, at) => (at === category ? { ...one, ...change } : one)))

const codesIn = (groups: readonly CategoryGroup[]): string[] => groups.flatMap(({ code, categories }) => [code, ...categories.map((one) => one.code)])

/** A new category at the end of a group, and where it stands. */
export function addCategory(groups: readonly CategoryGroup[], index: number): { groups: CategoryGroup[]; spot: Spot } {
  const fresh: CategoryTerms = {
    code: freshCode('category', codesIn(groups)), label: '新的一类', example: '居民会怎么说', kindDefault: 'complaint', urgency: 'normal', isProofNeeded: false, isActive: true, questions: [],
  }
  return { groups: withCategories(groups, index, (categories) => [...categories, fresh]), spot: { group: index, category: groups[index]?.categories.length ?? 0 } }
}

/** A new group with its first category; a group with none cannot be published. */
export function addGroup(groups: readonly CategoryGroup[]): { groups: CategoryGroup[]; spot: Spot } {
  const empty: CategoryGroup = { code: freshCode('group', codesIn(groups)), label: '新的一组', categories: [] }
  return addCategory([...groups, empty], groups.length)
}

const CHOICES = () => [{ code: 'choice-1', label: '选项一' }, { code: 'choice-2', label: '选项二' }]

/** A question as it begins; another kind keeps what the old one had in common with it. */
export function questionOf(kind: QuestionKind, { code, label, help, isRequired }: Pick<Question, 'code' | 'label' | 'help' | 'isRequired'>, choices = CHOICES()): Question {
  const base = { code, label, isRequired, ...(help !== undefined && { help }) }
  switch (kind) {
    case 'text':
      return { ...base, kind, maxLength: 50 }
    case 'number':
      return { ...base, kind, isWhole: true, min: 0 }
    case 'single':
    case 'multiple':
      return { ...base, kind, choices }
    case 'date':
      return { ...base, kind, range: 'past' }
  }
}

export const addQuestion = (questions: readonly Question[]): Question[] =>
  inserted(questions, questions.length, questionOf('text', { code: freshCode('question', questions.map(({ code }) => code)), label: '新的问题', isRequired: false }))

export const ofKind = (question: Question, kind: QuestionKind): Question =>
  questionOf(kind, question, 'choices' in question ? question.choices : undefined)
