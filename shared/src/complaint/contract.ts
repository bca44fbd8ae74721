import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, areaCode, code, deadline, id, instant, phone, point, text } from '../kernel/schema.ts'

export const complaintKind = z.enum(['consult', 'help', 'complaint', 'suggestion', 'praise'])
export const urgency = z.enum(['emergency', 'urgent', 'normal', 'complex'])
export const desk = z.enum(['grid', 'community', 'town'])
export const complaintState = z.enum([
  'submitted', 'accepted', 'awaiting_resident', 'raised', 'merged', 'resolved', 'closed', 'declined', 'withdrawn',
])
const uploadIds = (max: number, min = 0) => z.array(id).check(z.minLength(min, `至少 ${min} 张照片`), z.maxLength(max, `最多 ${max} 张照片`))

/** Who has it now: a person on duty, a desk, the ledger's owner or a unit; until when they have. */
export const holder = z.object({
  kind: z.enum(['gridLeader', 'community', 'town', 'owner', 'unit', 'verifier', 'reporter']),
  label: z.string(),
  since: z.string(),
  until: z.nullable(z.string()),
})
export type Holder = z.infer<typeof holder>

/** One step on the way from the place to the first desk, with its reason. */
export const firstLineStep = z.object({
  step: z.enum(['about', 'point', 'address', 'area', 'residence', 'community', 'town']),
  areaCode: z.nullable(z.string()),
  isDecisive: z.boolean(),
  reason: z.string(),
})

export const contact = z.object({
  at: z.string(),
  channel: z.enum(['phone', 'visit', 'inApp']),
  isReached: z.boolean(),
  /** Null for the reporter: the note is the handlers' own. */
  note: z.nullable(z.string()),
})

/** The reporter's answer; null for those who handled the case: they see totals only. */
export const confirmation = z.object({
  contacted: z.nullable(z.boolean()),
  solved: z.nullable(z.boolean()),
  satisfied: z.nullable(z.enum(['very', 'basically', 'not'])),
  comment: z.nullable(z.string()),
  by: z.enum(['reporter', 'callBack', 'clock', 'accountClosed']),
})

const summary = {
  id: z.string(),
  number: z.string(),
  state: complaintState,
  version: z.number(),
  kind: complaintKind,
  category: z.string(),
  text: z.string(),
  urgency,
  desk,
  gridCode: z.nullable(z.string()),
  communityCode: z.nullable(z.string()),
  townCode: z.string(),
  areaName: z.string(),
  /** Masked, 王*; 一位居民 where the reporter asked for confidence. */
  reporter: z.string(),
  isMine: z.boolean(),
  isConfidential: z.boolean(),
  demandId: z.nullable(z.string()),
  holder: z.nullable(holder),
  createdAt: z.string(),
  resolvedAt: z.nullable(z.string()),
  closedAt: z.nullable(z.string()),
  outcome: z.nullable(z.enum(['done', 'partly', 'cannot', 'explained'])),
  abilities,
  clocks: z.array(deadline),
}

export const complaintItem = z.object(summary)
export type ComplaintItem = z.infer<typeof complaintItem>

export const complaint = z.object({
  ...summary,
  /** Only for the reporter and whoever filed it. */
  address: z.nullable(z.string()),
  point: z.nullable(point),
  answers: z.record(z.string(), z.string()),
  uploadIds: z.array(z.string()),
  about: z.nullable(z.union([
    z.object({ role: z.enum(['gridLeader', 'communityWorker']), areaCode: z.string() }),
    z.object({ unitId: z.string() }),
  ])),
  firstLine: z.array(firstLineStep),
  /** Danger to life in the words: the number to call, shown before anything else. */
  firstThings: z.array(z.object({ code: z.string(), phone: z.string(), message: z.string() })),
  demandNumber: z.nullable(z.string()),
  acceptedAt: z.nullable(z.string()),
  contactedAt: z.nullable(z.string()),
  contacts: z.array(contact),
  resolution: z.nullable(z.string()),
  resolutionUploadIds: z.array(z.string()),
  confirmation: z.nullable(confirmation),
})
export type Complaint = z.infer<typeof complaint>

const params = z.object({ id })
const reason = z.object({ reason: text(500) })
export const contactBody = z.object({
  channel: z.enum(['phone', 'visit', 'inApp']),
  at: instant,
  isReached: z.boolean(),
  note: z.optional(text(500)),
})

const newComplaint = z.object({
  kind: complaintKind,
  category: code,
  text: text(1000),
  point: z.optional(point),
  address: z.optional(text(200)),
  areaCode: z.optional(areaCode),
  answers: z.optional(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(500)))),
  uploadIds: z.optional(uploadIds(9)),
  onBehalfOf: z.optional(z.object({ name: text(30), phone: z.optional(phone), authority: text(200) })),
  about: z.optional(z.union([
    z.object({ role: z.enum(['gridLeader', 'communityWorker']), areaCode }),
    z.object({ unitId: id }),
  ])),
  isConfidential: z.optional(z.boolean()),
  joinComplaintId: z.optional(id),
})
export type NewComplaint = z.output<typeof newComplaint>

/** mine: reported by or filed by me · filed: filed by me for others · desk: waiting at my desk, most urgent first · callBack: to be asked · area: all I may read. */
export const complaintQueue = z.enum(['mine', 'filed', 'desk', 'callBack', 'area'])

export const complaintContract = {
  list: endpoint({
    name: 'complaint.list', method: 'GET', path: '/complaints', summary: '诉求列表：我的、我替人反映的、我手上的、待回访的', who: 'account',
    query: z.object({ ...pageQuery, queue: z._default(complaintQueue, 'mine'), state: z.optional(complaintState), category: z.optional(code) }),
    answer: page(complaintItem),
  }),
  create: endpoint({
    name: 'complaint.create', method: 'POST', path: '/complaints', summary: '反映一件事', who: 'account',
    body: newComplaint, answer: complaint, status: 201,
    errors: ['PLACE_NEEDED', 'PLACE_UNKNOWN', 'CATEGORY_UNKNOWN', 'UNIT_UNKNOWN', 'TEXT_REFUSED', 'UPLOAD_NOT_USABLE', 'BEHALF_NOT_ALLOWED', 'NOT_AVAILABLE_YET'],
  }),
  get: endpoint({ name: 'complaint.get', method: 'GET', path: '/complaints/:id', summary: '一件诉求', who: 'account', params, answer: complaint }),
  accept: endpoint({
    name: 'complaint.accept', method: 'POST', path: '/complaints/:id/accept', summary: '接手', who: 'account',
    params, answer: complaint, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK'],
  }),
  handUp: endpoint({
    name: 'complaint.handUp', method: 'POST', path: '/complaints/:id/hand-up', summary: '请上一级来办', who: 'account',
    params, body: reason, answer: complaint, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK', 'NO_HIGHER_DESK'],
  }),
  contact: endpoint({
    name: 'complaint.contact', method: 'POST', path: '/complaints/:id/contact', summary: '记下一次联系居民', who: 'account',
    params, body: contactBody, answer: complaint, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK', 'CONTACT_IN_FUTURE'],
  }),
  resolve: endpoint({
    name: 'complaint.resolve', method: 'POST', path: '/complaints/:id/resolve', summary: '办完了，请居民评价', who: 'account', params,
    body: z.object({ outcome: z.enum(['done', 'partly', 'cannot', 'explained']), account: text(1000), uploadIds: z.optional(uploadIds(9)) }),
    answer: complaint, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK', 'CONTACT_NEEDED', 'PROOF_NEEDED', 'UPLOAD_NOT_USABLE'],
  }),
  raise: endpoint({
    name: 'complaint.raise', method: 'POST', path: '/complaints/:id/raise', summary: '吹哨，请部门来办', who: 'account', params,
    body: z.object({ reason: text(500), nature: code, demandId: z.optional(id) }),
    answer: complaint, errors: ['NOT_AT_YOUR_DESK', 'KIND_NOT_RAISABLE', 'NATURE_UNKNOWN', 'DEMAND_ELSEWHERE', 'NOT_AVAILABLE_YET'],
  }),
  confirm: endpoint({
    name: 'complaint.confirm', method: 'POST', path: '/complaints/:id/confirm', summary: '评价办得怎么样', who: 'account', params,
    body: z.object({ contacted: z.boolean(), solved: z.boolean(), satisfied: z.enum(['very', 'basically', 'not']), comment: z.optional(text(500)) }),
    answer: complaint, errors: ['FILER_CANNOT_CONFIRM', 'HANDLER_CANNOT_CONFIRM'],
  }),
  withdraw: endpoint({
    name: 'complaint.withdraw', method: 'POST', path: '/complaints/:id/withdraw', summary: '撤回', who: 'account', params,
    body: z.object({ reason: z.optional(text(500)) }), answer: complaint,
  }),
}
