import * as z from 'zod/mini'
import { suggestion } from '../demand/contract.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, areaCode, code, instant, text } from '../kernel/schema.ts'
import { catalogueFault, publication, versionFields, versionLine, versionQuery } from './versions.ts'

const unitChoice = z.discriminatedUnion('by', [z.strictObject({ by: z.literal('unit'), code }), z.strictObject({ by: z.literal('town') })])
const few = (most: number) => z.maxLength(most, `最多 ${most} 个`)

/** One readable rule. What `when` leaves out is not asked; an empty list would never hold and is a fault. */
export const dispatchRule = z.strictObject({
  code,
  label: text(60),
  when: z.strictObject({
    categories: z.optional(z.array(code).check(few(200))),
    natures: z.optional(z.array(code).check(few(20))),
    areaCodes: z.optional(z.array(areaCode).check(few(50))),
    isUrban: z.optional(z.boolean()),
    authority: z.optional(code),
    months: z.optional(z.array(z.int().check(z.minimum(1), z.maximum(12))).check(few(12))),
  }),
  lead: unitChoice,
  assists: z.array(unitChoice).check(few(10)),
})
export type RuleBody = z.infer<typeof dispatchRule>
const rules = z.array(dispatchRule).check(z.maxLength(300, '最多 300 条规则'))

const ruleList = z.object({
  ...versionFields,
  /** The newest there is, in force or waiting: what an edit builds on. */
  newest: z.number(),
  rules: z.array(dispatchRule),
  /** Rules that are broken as units stand now. */
  faults: z.array(catalogueFault),
  abilities,
})
export type RuleList = z.infer<typeof ruleList>

/** A case as the rules see it; `at` now unless told. */
const matter = z.object({ category: code, nature: code, areaCode, at: z.optional(instant) })

const route = z.object({ ruleCode: z.nullable(z.string()), ruleLabel: z.nullable(z.string()), leadUnitName: z.nullable(z.string()), assistUnitNames: z.array(z.string()) })
const movedCase = z.object({
  demandId: z.string(), number: z.string(), category: z.string(), categoryLabel: z.string(), nature: z.string(), areaName: z.string(), createdAt: z.string(),
  before: route, after: route,
})
export type MovedCase = z.infer<typeof movedCase>

export const rulesContract = {
  list: endpoint({
    name: 'catalogue.rules', method: 'GET', path: '/catalogue-rules', summary: '派单目录：有序的规则；不写版本就是现在在用的', who: 'account',
    query: z.object(versionQuery), answer: ruleList,
  }),
  versions: endpoint({
    name: 'catalogue.ruleVersions', method: 'GET', path: '/catalogue-rules/versions', summary: '派单目录的各个版本，新的在前', who: 'account',
    query: z.object(pageQuery), answer: page(versionLine),
  }),
  publish: endpoint({
    name: 'catalogue.publishRules', method: 'POST', path: '/catalogue-rules', summary: '发布新一版派单目录', who: 'account', status: 201,
    body: z.object({ rules, ...publication }), answer: ruleList,
    errors: ['CATALOGUE_FAULTY', 'CATALOGUE_CHANGED', 'CATALOGUE_UNCHANGED', 'IN_FORCE_TOO_EARLY'],
  }),
  check: endpoint({
    name: 'catalogue.checkRules', method: 'POST', path: '/catalogue-rules/check', summary: '这一版规则有没有毛病，不保存', who: 'account',
    body: z.object({ rules }), answer: z.object({ faults: z.array(catalogueFault) }),
  }),
  try: endpoint({
    name: 'catalogue.tryRules', method: 'POST', path: '/catalogue-rules/try', summary: '试一试：哪条规则会接住这件事，为什么', who: 'account',
    /** `rules`: a draft; without one, those in force. */
    body: z.object({ matter, rules: z.optional(rules) }), answer: suggestion, errors: ['PLACE_UNKNOWN', 'NATURE_UNKNOWN', 'CATEGORY_UNKNOWN'],
  }),
  compare: endpoint({
    name: 'catalogue.compareRules', method: 'POST', path: '/catalogue-rules/compare', summary: '比一比：过去一年的事，改了以后哪些会派到别处', who: 'account',
    body: z.object({ rules, ...pageQuery }),
    answer: z.object({
      from: z.string(), to: z.string(),
      /** Cases of that year; of them, those that would go to another lead unit, and those whose assistants alone would change. */
      cases: z.number(), elsewhere: z.number(), otherAssists: z.number(),
      items: z.array(movedCase), nextCursor: z.nullable(z.string()),
    }),
    errors: ['COMPARISON_TOO_SLOW'],
  }),
}
