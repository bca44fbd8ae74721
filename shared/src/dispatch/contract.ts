import * as z from 'zod/mini'
import { contact, contactBody, contactCard, urgency } from '../complaint/contract.ts'
import { demandOutcome, DISPATCH_ERRORS, dispatchBody, dispatchState } from '../demand/contract.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, code, deadline, id, text } from '../kernel/schema.ts'

const summary = {
  id: z.string(),
  state: dispatchState,
  version: z.number(),
  demandId: z.string(),
  demandNumber: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  role: z.enum(['lead', 'assist']),
  isRequired: z.boolean(),
  round: z.number(),
  category: z.string(),
  nature: z.string(),
  urgency,
  /** What the matter is, in the reporter's words. */
  text: z.string(),
  areaName: z.string(),
  handler: z.nullable(z.string()),
  isAcceptedBySilence: z.boolean(),
  createdAt: z.string(),
  acceptedAt: z.nullable(z.string()),
  contactedAt: z.nullable(z.string()),
  repliedAt: z.nullable(z.string()),
  abilities,
  clocks: z.array(deadline),
}
export const dispatchItem = z.object(summary)
export type DispatchItem = z.infer<typeof dispatchItem>

export const dispatch = z.object({
  ...summary,
  reason: z.string(),
  outcome: z.nullable(demandOutcome),
  account: z.nullable(z.string()),
  plan: z.nullable(z.string()),
  uploadIds: z.array(z.string()),
  contacts: z.array(contact),
  notes: z.array(z.object({ at: z.string(), kind: z.enum(['progress', 'reply', 'redo']), note: z.string(), uploadIds: z.array(z.string()) })),
  endReason: z.nullable(z.string()),
  /** The unit's request to hand it back; null where it never asked. */
  returnRequest: z.nullable(z.object({ reasonCode: z.string(), basis: z.string(), proposedUnitId: z.nullable(z.string()), askedAt: z.string() })),
  extension: z.nullable(z.object({ workingDays: z.number(), reason: z.string(), state: z.enum(['asked', 'granted', 'refused', 'lapsed']) })),
  /** The stages its category asks of the lead. */
  milestones: z.array(z.object({ code: z.string(), label: z.string(), isReached: z.boolean() })),
})
export type Dispatch = z.infer<typeof dispatch>

/** Another handler of the unit; the name masked, 刘*平. */
const colleague = z.object({ accountId: z.string(), name: z.string() })
export type Colleague = z.infer<typeof colleague>

const params = z.object({ id })
const uploadIds = (min: number) => z.array(id).check(z.minLength(min, `至少 ${min} 张照片`), z.maxLength(9, '最多 9 张照片'))

export const dispatchContract = {
  list: endpoint({
    name: 'dispatch.list', method: 'GET', path: '/dispatches', summary: '派单：本单位的，或看得到的', who: 'account',
    /** Most urgent first: unit: my units' live ones · decide: a request to hand back or for more time waits for me. all: what I may read, newest first. */
    query: z.object({ ...pageQuery, queue: z._default(z.enum(['unit', 'decide', 'all']), 'unit'), state: z.optional(dispatchState), demandId: z.optional(id) }),
    answer: page(dispatchItem),
  }),
  get: endpoint({ name: 'dispatch.get', method: 'GET', path: '/dispatches/:id', summary: '一张派单', who: 'account', params, answer: dispatch }),
  accept: endpoint({ name: 'dispatch.accept', method: 'POST', path: '/dispatches/:id/accept', summary: '接单', who: 'account', params, answer: dispatch }),
  contact: endpoint({
    name: 'dispatch.contact', method: 'POST', path: '/dispatches/:id/contact', summary: '主办单位记下一次联系居民', who: 'account',
    params, body: contactBody, answer: dispatch, errors: ['NOT_LEAD', 'CONTACT_IN_FUTURE'],
  }),
  progress: endpoint({
    name: 'dispatch.progress', method: 'POST', path: '/dispatches/:id/progress', summary: '记进展', who: 'account', params,
    /** `milestone`: the stage that is reached with it. */
    body: z.object({ note: text(1000), uploadIds: z.optional(uploadIds(0)), milestone: z.optional(code) }), answer: dispatch,
    errors: ['UPLOAD_NOT_USABLE', 'MILESTONE_UNKNOWN'],
  }),
  reply: endpoint({
    name: 'dispatch.reply', method: 'POST', path: '/dispatches/:id/reply', summary: '办完了，交反馈', who: 'account', params,
    body: z.object({ outcome: demandOutcome, account: text(1000), uploadIds: uploadIds(1), plan: z.optional(text(1000)) }), answer: dispatch,
    errors: ['CONTACT_NEEDED', 'PLAN_NEEDED', 'UPLOAD_NOT_USABLE'],
  }),
  cancel: endpoint({
    name: 'dispatch.cancel', method: 'POST', path: '/dispatches/:id/cancel', summary: '撤回派单', who: 'account', params,
    body: z.object({ reason: text(500) }), answer: dispatch, errors: ['NOT_OWNER', 'MUST_STAND_ASIDE'],
  }),
  requestReturn: endpoint({
    name: 'dispatch.requestReturn', method: 'POST', path: '/dispatches/:id/request-return', summary: '认为不归本单位办，申请退单', who: 'account', params,
    body: z.object({ reasonCode: code, basis: text(1000), proposedUnitId: z.optional(id) }), answer: dispatch,
    errors: ['RETURN_TOO_LATE', 'RETURN_ONCE', 'RETURN_AFTER_REDO', 'RETURN_REASON_UNKNOWN', 'UNIT_UNKNOWN'],
  }),
  withdrawReturn: endpoint({
    name: 'dispatch.withdrawReturn', method: 'POST', path: '/dispatches/:id/withdraw-return', summary: '不退单了，接着办', who: 'account', params,
    body: z.object({ reason: z.optional(text(500)) }), answer: dispatch,
  }),
  decideReturn: endpoint({
    name: 'dispatch.decideReturn', method: 'POST', path: '/dispatches/:id/decide-return', summary: '答复退单，可以同时另派', who: 'account', params,
    body: z.object({ decision: z.enum(['approve', 'refuse']), reason: z.optional(text(500)), dispatch: z.optional(dispatchBody) }), answer: dispatch,
    errors: ['NOT_OWNER', 'MUST_STAND_ASIDE', 'REASON_NEEDED', ...DISPATCH_ERRORS],
  }),
  colleagues: endpoint({
    name: 'dispatch.colleagues', method: 'GET', path: '/dispatches/:id/colleagues', summary: '本单位可以接手的同事', who: 'account', params,
    answer: z.object({ items: z.array(colleague) }),
  }),
  handOver: endpoint({
    name: 'dispatch.handOver', method: 'POST', path: '/dispatches/:id/hand-over', summary: '转给本单位的同事办', who: 'account', params,
    body: z.object({ accountId: id, reason: z.optional(text(500)) }), answer: dispatch, errors: ['NOT_COLLEAGUE'],
  }),
  requestExtension: endpoint({
    name: 'dispatch.requestExtension', method: 'POST', path: '/dispatches/:id/request-extension', summary: '申请延期', who: 'account', params,
    body: z.object({ workingDays: z.number().check(z.int(), z.minimum(1), z.maximum(10, '最多 10 个工作日')), reason: text(500) }), answer: dispatch,
    errors: ['EXTENSION_ONCE', 'EXTENSION_TOO_LATE', 'EXTENSION_TOO_LONG', 'EXTENSION_EMERGENCY', 'TIME_STANDS'],
  }),
  decideExtension: endpoint({
    name: 'dispatch.decideExtension', method: 'POST', path: '/dispatches/:id/decide-extension', summary: '答复延期', who: 'account', params,
    body: z.object({ decision: z.enum(['approve', 'refuse']), reason: z.optional(text(500)) }), answer: dispatch,
    errors: ['NOT_OWNER', 'MUST_STAND_ASIDE', 'EXTENSION_NOT_ASKED', 'REASON_NEEDED'],
  }),
  recallReply: endpoint({
    name: 'dispatch.recallReply', method: 'POST', path: '/dispatches/:id/recall-reply', summary: '收回反馈，接着办', who: 'account', params,
    body: z.object({ reason: z.optional(text(500)) }), answer: dispatch, errors: ['RECALL_ONCE'],
  }),
  contactReveal: endpoint({
    name: 'dispatch.contactReveal', method: 'POST', path: '/dispatches/:id/contact-reveal', summary: '查看反映人的联系方式，会留下记录', who: 'account', params,
    body: z.object({ reason: text(500) }), answer: z.object({ items: z.array(z.object({ complaintId: z.string(), number: z.string(), ...contactCard.shape })) }),
    errors: ['NOT_LEAD'],
  }),
}
