import * as z from 'zod/mini'
import { code, text } from '../kernel/schema.ts'
import { COMPLAINT_CATEGORY_GROUPS, type ComplaintCategoryCode, type ComplaintCategoryGroup, type Milestone } from './catalogue.ts'
import { FIRST_QUESTIONS } from './first-questions.ts'
import { MOST_QUESTIONS, question } from './questions.ts'

/** The catalogue of categories as administrators keep it: two levels, each category with its terms and its further questions. */

const category = z.strictObject({
  /** Never given to another category: cases carry it. */
  code,
  label: text(20),
  /** Words a resident would use; the form finds the category by them. */
  example: text(60),
  kindDefault: z.enum(['consult', 'help', 'complaint', 'suggestion', 'praise']),
  urgency: z.enum(['emergency', 'urgent', 'normal', 'complex']),
  isProofNeeded: z.boolean(),
  /** False: it is not offered any more; its cases keep its name. */
  isActive: z.boolean(),
  questions: z.array(question).check(z.maxLength(MOST_QUESTIONS, `一类最多 ${MOST_QUESTIONS} 个问题`)),
})
export type CategoryTerms = z.infer<typeof category>

const group = z.strictObject({ code, label: text(12), categories: z.array(category).check(z.maxLength(30, '一组最多 30 类')) })
export type CategoryGroup = z.infer<typeof group>

export const categoryGroups = z.array(group).check(z.minLength(1, '至少要有一组'), z.maxLength(20, '最多 20 组'))

/** What the program brings along, as version 0. */
export const BUILT_IN_CATEGORIES: readonly CategoryGroup[] = (COMPLAINT_CATEGORY_GROUPS as readonly ComplaintCategoryGroup[]).map((one) => ({
  code: one.code,
  label: one.label,
  categories: one.categories.map(({ code, label, example, kindDefault, urgency, isProofNeeded }) => ({
    code, label, example, kindDefault, urgency, isProofNeeded, isActive: true, questions: [...(FIRST_QUESTIONS[code as ComplaintCategoryCode] ?? [])],
  })),
}))

/** A category with the group it stands in. Stages of the work are the program's own, by the category's code. */
export type Category = CategoryTerms & { groupCode: string; groupLabel: string; milestones: readonly Milestone[] }

const MILESTONES = new Map<string, readonly Milestone[]>(
  (COMPLAINT_CATEGORY_GROUPS as readonly ComplaintCategoryGroup[]).flatMap(({ categories }) => categories.map(({ code, milestones }) => [code, milestones ?? []] as const)),
)

/** Every category of a catalogue, in the order of its groups. */
export const categoriesIn = (groups: readonly CategoryGroup[]): Category[] =>
  groups.flatMap(({ code, label, categories }) =>
    categories.map((one) => ({ ...one, groupCode: code, groupLabel: label, milestones: MILESTONES.get(one.code) ?? [] })),
  )
