import * as z from 'zod/mini'
import { urgency } from '../complaint/contract.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { demandState, ledgerFilter } from './ledger-filter.ts'
import { abilities, areaCode, code, day, deadline, id, instant, point, text } from '../kernel/schema.ts'

export { demandState }
export const demandOutcome = z.enum(['solved', 'partly', 'cannot'])
export const dispatchState = z.enum(['sent', 'accepted', 'return_requested', 'replied', 'verified', 'returned', 'cancelled'])

/** One unit's part, as the ledger shows it. */
export const dispatchBrief = z.object({
  id: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  role: z.enum(['lead', 'assist']),
  isRequired: z.boolean(),
  round: z.number(),
  state: dispatchState,
  /** When its work is due; null once its clock was never started. */
  dueAt: z.nullable(z.string()),
})

export const demandOwner = z.object({ kind: z.enum(['chair', 'street', 'county']), label: z.string() })

const summary = {
  id: z.string(),
  number: z.string(),
  state: demandState,
  version: z.number(),
  category: z.string(),
  nature: z.string(),
  urgency,
  /** What it is about, in the reporter's words. */
  text: z.string(),
  reason: z.string(),
  level: z.number(),
  round: z.number(),
  /** yellow from the warning on, orange from the due time on, red when the limit has run once more. */
  colour: z.enum(['none', 'yellow', 'orange', 'red']),
  owner: demandOwner,
  gridCode: z.nullable(z.string()),
  communityCode: z.nullable(z.string()),
  townCode: z.string(),
  areaName: z.string(),
  complaintCount: z.number(),
  dispatches: z.array(dispatchBrief),
  createdAt: z.string(),
  verifiedAt: z.nullable(z.string()),
  closedAt: z.nullable(z.string()),
  abilities,
  clocks: z.array(deadline),
}
export const demandItem = z.object(summary)
export type DemandItem = z.infer<typeof demandItem>

export const demand = z.object({
  ...summary,
  point: z.nullable(point),
  /** Of the complaints in it; photos of each with its complaint. */
  complaints: z.array(z.object({ id: z.string(), number: z.string(), text: z.string(), state: z.string(), reporter: z.string(), uploadIds: z.array(z.string()) })),
  recurrenceOf: z.nullable(z.string()),
  duplicateOf: z.nullable(z.string()),
  ruleCode: z.nullable(z.string()),
  overrideReason: z.nullable(z.string()),
  verification: z.nullable(z.object({ outcome: demandOutcome, note: z.string(), uploadIds: z.array(z.string()), at: z.string() })),
  dismissReason: z.nullable(z.string()),
  /** A hold that is proposed or in force: why, what is done meanwhile, when it is looked at again. */
  hold: z.nullable(z.object({
    state: z.enum(['proposed', 'overdue', 'approved']), reasonCode: z.string(), plan: z.string(), reviewOn: z.string(), renewals: z.number(),
  })),
})
export type Demand = z.infer<typeof demand>

/** One thing that could be otherwise; any one of `oneOf` has the same effect. */
const change = z.union([
  z.object({ of: z.enum(['nature', 'category', 'area']), oneOf: z.array(z.string()) }),
  z.object({ of: z.literal('month'), oneOf: z.array(z.number()) }),
  z.object({ of: z.literal('isUrban'), to: z.boolean() }),
  z.object({ of: z.literal('unit'), unitId: z.string(), gains: z.object({ what: z.enum(['active', 'handler', 'authority']), code: z.optional(z.string()) }) }),
])

export const suggestion = z.object({
  rule: z.nullable(z.object({ code: z.string(), label: z.string() })),
  leadUnitId: z.nullable(z.string()),
  leadUnitName: z.nullable(z.string()),
  assistUnitIds: z.array(z.string()),
  /** Every rule looked at, in order, the matching one last; what failed, in words. One that is broken has to be mended by the administrator. */
  tried: z.array(z.object({ ruleId: z.string(), label: z.string(), matched: z.boolean(), failed: z.array(z.string()), isBroken: z.boolean() })),
  /** What one different thing would lead to, another lead unit: in words, and as data. */
  wouldChange: z.array(z.object({ ifOnly: z.string(), change, ruleId: z.string(), leadUnitId: z.string(), leadUnitName: z.string() })),
  /** Past demands of the same category that were verified as solved, likest first. */
  similar: z.array(z.object({ demandId: z.string(), number: z.string(), nature: z.string(), leadUnitId: z.string(), leadUnitName: z.string(), verifiedAt: z.string() })),
})
export type Suggestion = z.infer<typeof suggestion>

const params = z.object({ id })
const reason = z.object({ reason: text(500) })
const proof = z.array(id).check(z.minLength(1, '至少 1 张照片'), z.maxLength(9, '最多 9 张照片'))

/** Who is asked: one lead, assistants, and which of those still at work after a lead left are kept. */
export const dispatchBody = z.object({
  leadUnitId: id,
  assists: z.optional(z.array(z.object({ unitId: id, isRequired: z._default(z.boolean(), true) })).check(z.maxLength(10, '协办最多 10 个'))),
  keepAssists: z.optional(z.array(id).check(z.maxLength(10))),
  overrideReason: z.optional(text(500)),
})
export const DISPATCH_ERRORS = [
  'UNIT_UNKNOWN', 'UNIT_NOT_READY', 'UNIT_TWICE', 'ASSIST_UNKNOWN', 'OVERRIDE_REASON_NEEDED', 'LEAD_ALREADY_DISPATCHED', 'UNIT_ALREADY_DISPATCHED',
] as const

export const demandContract = {
  list: endpoint({
    name: 'demand.list', method: 'GET', path: '/demands', summary: '需求台账', who: 'account',
    query: z.object({
      ...pageQuery,
      ...ledgerFilter,
      /** Most urgent first: owner: waits for me to dispatch · verify: to verify · holds: to decide a hold. all: what I may read, newest first. */
      queue: z._default(z.enum(['owner', 'verify', 'holds', 'all']), 'all'),
    }),
    answer: page(demandItem),
  }),
  create: endpoint({
    name: 'demand.create', method: 'POST', path: '/demands', summary: '从巡查或会议直接记入台账', who: 'account', status: 201,
    body: z.object({
      category: code, nature: code, text: text(1000), reason: text(500), areaCode, point: z.optional(point),
      aboutUnitId: z.optional(id), recurrenceOf: z.optional(id),
    }),
    answer: demand, errors: ['NATURE_UNKNOWN', 'CATEGORY_UNKNOWN', 'PLACE_UNKNOWN', 'UNIT_UNKNOWN'],
  }),
  get: endpoint({ name: 'demand.get', method: 'GET', path: '/demands/:id', summary: '一条台账', who: 'account', params, answer: demand }),
  suggestion: endpoint({
    name: 'demand.suggestion', method: 'GET', path: '/demands/:id/suggestion', summary: '按派单目录建议的部门，为什么', who: 'account', params, answer: suggestion,
  }),
  dispatch: endpoint({
    name: 'demand.dispatch', method: 'POST', path: '/demands/:id/dispatch', summary: '派单', who: 'account', params,
    body: dispatchBody, answer: demand, errors: ['NOT_OWNER', 'MUST_STAND_ASIDE', 'CONFLICT_OF_INTEREST', ...DISPATCH_ERRORS],
  }),
  addAssist: endpoint({
    name: 'demand.addAssist', method: 'POST', path: '/demands/:id/add-assist', summary: '再请一个部门协办', who: 'account', params,
    body: z.object({ unitId: id, isRequired: z._default(z.boolean(), true), reason: z.optional(text(500)) }), answer: demand,
    errors: ['NOT_OWNER', 'MUST_STAND_ASIDE', 'CONFLICT_OF_INTEREST', 'UNIT_UNKNOWN', 'UNIT_NOT_READY', 'UNIT_ALREADY_DISPATCHED'],
  }),
  verify: endpoint({
    name: 'demand.verify', method: 'POST', path: '/demands/:id/verify', summary: '上门核查', who: 'account', params,
    body: z.object({ outcome: demandOutcome, note: text(1000), uploadIds: proof }), answer: demand,
    /** Partly and cannot wait for the owner. */
    needsApproval: true,
    errors: ['NOT_VERIFIER', 'MUST_STAND_ASIDE', 'UPLOAD_NOT_USABLE'],
  }),
  redo: endpoint({
    name: 'demand.redo', method: 'POST', path: '/demands/:id/redo', summary: '核查没有通过，请部门再办', who: 'account', params,
    body: z.object({ dispatchIds: z.array(id).check(z.minLength(1), z.maxLength(11)), reason: text(500) }), answer: demand,
    errors: ['NOT_VERIFIER', 'MUST_STAND_ASIDE', 'NOT_REPLIED'],
  }),
  proposeHold: endpoint({
    name: 'demand.proposeHold', method: 'POST', path: '/demands/:id/propose-hold', summary: '眼下办不了，申请挂账', who: 'account', params,
    body: z.object({ reasonCode: code, plan: text(1000), reviewOn: day }), answer: demand,
    errors: ['NOT_OWNER', 'MUST_STAND_ASIDE', 'HOLD_REASON_UNKNOWN', 'HOLD_REVIEW_DATE', 'HOLD_PROPOSED_ALREADY'],
  }),
  decideHold: endpoint({
    name: 'demand.decideHold', method: 'POST', path: '/demands/:id/decide-hold', summary: '答复挂账申请', who: 'account', params,
    body: z.object({ decision: z.enum(['approve', 'refuse']), reason: z.optional(text(500)) }), answer: demand,
    errors: ['HOLD_NOT_PROPOSED', 'HOLD_SAME_PERSON', 'REASON_NEEDED'],
  }),
  renewHold: endpoint({
    name: 'demand.renewHold', method: 'POST', path: '/demands/:id/renew-hold', summary: '条件还不具备，继续挂账', who: 'account', params,
    body: z.object({ reviewOn: day, reason: text(500) }), answer: demand, errors: ['HOLD_RENEWED_TWICE', 'HOLD_REVIEW_DATE'],
  }),
  releaseHold: endpoint({
    name: 'demand.releaseHold', method: 'POST', path: '/demands/:id/release-hold', summary: '可以办了，结束挂账', who: 'account', params,
    body: reason, answer: demand, errors: ['NOT_OWNER', 'MUST_STAND_ASIDE'],
  }),
  dismiss: endpoint({
    name: 'demand.dismiss', method: 'POST', path: '/demands/:id/dismiss', summary: '不记入台账：退回、重复或记错，要社区同意', who: 'account', params,
    body: z.object({ reasonCode: code, reason: text(500), duplicateOf: z.optional(id) }), answer: demand, needsApproval: true,
    errors: ['NOT_OWNER', 'MUST_STAND_ASIDE', 'DISMISS_REASON_UNKNOWN', 'DUPLICATE_UNKNOWN'],
  }),
  takeOver: endpoint({ name: 'demand.takeOver', method: 'POST', path: '/demands/:id/take-over', summary: '上一级接过来', who: 'account', params, body: reason, answer: demand }),
  handBack: endpoint({
    name: 'demand.handBack', method: 'POST', path: '/demands/:id/hand-back', summary: '交回下一级', who: 'account', params, body: reason, answer: demand,
    errors: ['NOT_OWNER', 'CHAIR_CONFLICT', 'NO_CHAIR'],
  }),
  setDate: endpoint({
    name: 'demand.setDate', method: 'POST', path: '/demands/:id/set-date', summary: '重新定办结时间', who: 'account', params,
    body: z.object({ dueAt: instant, reason: text(500) }), answer: demand, errors: ['NOT_OWNER', 'DATE_NOT_LATER'],
  }),
}
