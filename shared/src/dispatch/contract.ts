import * as z from 'zod/mini'
import { contact, contactBody, urgency } from '../complaint/contract.ts'
import { demandOutcome, dispatchState } from '../demand/contract.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, deadline, id, text } from '../kernel/schema.ts'

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
})
export type Dispatch = z.infer<typeof dispatch>

const params = z.object({ id })
const uploadIds = (min: number) => z.array(id).check(z.minLength(min, `至少 ${min} 张照片`), z.maxLength(9, '最多 9 张照片'))

export const dispatchContract = {
  list: endpoint({
    name: 'dispatch.list', method: 'GET', path: '/dispatches', summary: '派单：本单位的，或看得到的', who: 'account',
    /** unit: my units' live ones, most urgent first · all: what I may read, newest first. */
    query: z.object({ ...pageQuery, queue: z._default(z.enum(['unit', 'all']), 'unit'), state: z.optional(dispatchState), demandId: z.optional(id) }),
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
    body: z.object({ note: text(1000), uploadIds: z.optional(uploadIds(0)) }), answer: dispatch, errors: ['UPLOAD_NOT_USABLE'],
  }),
  reply: endpoint({
    name: 'dispatch.reply', method: 'POST', path: '/dispatches/:id/reply', summary: '办完了，交反馈', who: 'account', params,
    body: z.object({ outcome: demandOutcome, account: text(1000), uploadIds: uploadIds(1), plan: z.optional(text(1000)) }), answer: dispatch,
    errors: ['CONTACT_NEEDED', 'PLAN_NEEDED', 'UPLOAD_NOT_USABLE'],
  }),
  cancel: endpoint({
    name: 'dispatch.cancel', method: 'POST', path: '/dispatches/:id/cancel', summary: '撤回派单', who: 'account', params,
    body: z.object({ reason: text(500) }), answer: dispatch, errors: ['NOT_OWNER', 'MUST_STAND_ASIDE', 'NOT_AVAILABLE_YET'],
  }),
}
