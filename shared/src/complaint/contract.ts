import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, areaCode, code, deadline, id, instant, phone, point, text } from '../kernel/schema.ts'
import { answerValue } from './questions.ts'

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
  /** Only for them and for whoever works on it. */
  point: z.nullable(point),
  answers: z.record(z.string(), answerValue),
  /** The further questions of its category with what was answered, in the words of the day it was filed. */
  answered: z.array(z.object({ code: z.string(), label: z.string(), words: z.string() })),
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
  /** What was asked of the reporter, and their answers. */
  questions: z.array(z.object({ question: z.string(), askedAt: z.string(), answer: z.nullable(z.string()), answeredAt: z.nullable(z.string()) })),
  /** A question was not answered in time. */
  isUnanswered: z.boolean(),
  /** Why it does not belong here, the law it rests on, and where to go instead. */
  decline: z.nullable(z.object({ classCode: z.string(), label: z.string(), basis: z.string(), whereToGo: z.string(), version: z.string() })),
  mergedIntoId: z.nullable(z.string()),
  reopenCount: z.number(),
  /** Of earlier rounds: the last one counts, these stay visible to whoever may see answers. */
  earlierAnswers: z.array(z.object({
    outcome: z.nullable(z.enum(['done', 'partly', 'cannot', 'explained'])), contacted: z.nullable(z.boolean()), solved: z.nullable(z.boolean()),
    satisfied: z.nullable(z.enum(['very', 'basically', 'not'])), reopenedAt: z.string(),
  })),
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

/** How to reach a reporter; null where it is not known. */
export const contactCard = z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()), address: z.nullable(z.string()) })
export type ContactCard = z.infer<typeof contactCard>

const newComplaint = z.object({
  kind: complaintKind,
  category: code,
  text: text(1000),
  point: z.optional(point),
  address: z.optional(text(200)),
  areaCode: z.optional(areaCode),
  /** To the further questions of the category, by their codes. */
  answers: z.optional(z.record(z.string().check(z.maxLength(64)), answerValue)),
  /** The version of the catalogue the form showed; the one in force unless told, or where that one ended more than a week ago. */
  catalogueVersion: z.optional(z.int().check(z.minimum(0), z.maximum(1_000_000))),
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

/** One of the same community and category that others may follow; metres are null where a point is missing. */
const mergeTarget = z.object({
  id: z.string(), number: z.string(), text: z.string(), state: complaintState, reporter: z.string(), createdAt: z.string(), distance: z.nullable(z.number()),
  isLike: z.boolean(),
})
export type MergeTarget = z.infer<typeof mergeTarget>

/** mine: reported by or filed by me · filed: filed by me for others · desk: waiting at my desk, most urgent first · reopens: asks me to work on it again, most urgent first · callBack: to be asked · area: all I may read. */
export const complaintQueue = z.enum(['mine', 'filed', 'desk', 'reopens', 'callBack', 'area'])

export const complaintContract = {
  list: endpoint({
    name: 'complaint.list', method: 'GET', path: '/complaints', summary: '诉求列表：我的、我替人反映的、我手上的、待回访的', who: 'account',
    query: z.object({ ...pageQuery, queue: z._default(complaintQueue, 'mine'), state: z.optional(complaintState), category: z.optional(code) }),
    answer: page(complaintItem),
  }),
  create: endpoint({
    name: 'complaint.create', method: 'POST', path: '/complaints', summary: '反映一件事', who: 'account',
    body: newComplaint, answer: complaint, status: 201,
    errors: [
      'PLACE_NEEDED', 'PLACE_UNKNOWN', 'CATEGORY_UNKNOWN', 'ANSWERS_WRONG', 'UNIT_UNKNOWN', 'TEXT_REFUSED', 'UPLOAD_NOT_USABLE', 'BEHALF_NOT_ALLOWED',
      'TARGET_UNKNOWN', 'TARGET_ELSEWHERE',
    ],
  }),
  get: endpoint({ name: 'complaint.get', method: 'GET', path: '/complaints/:id', summary: '一件诉求', who: 'account', params, answer: complaint }),
  accept: endpoint({
    name: 'complaint.accept', method: 'POST', path: '/complaints/:id/accept', summary: '接手', who: 'account',
    params,
    /** Less urgent than its category says needs a second person. */
    body: z.object({ urgency: z.optional(urgency), reason: z.optional(text(500)) }),
    answer: complaint, needsApproval: true, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK'],
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
    answer: complaint, errors: ['NOT_AT_YOUR_DESK', 'KIND_NOT_RAISABLE', 'NATURE_UNKNOWN', 'DEMAND_ELSEWHERE'],
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
  reassign: endpoint({
    name: 'complaint.reassign', method: 'POST', path: '/complaints/:id/reassign', summary: '转给更合适的网格或社区', who: 'account', params,
    body: z.object({ areaCode, reason: text(500) }), answer: complaint,
    errors: ['NOT_AT_YOUR_DESK', 'REASSIGN_FINAL', 'REASSIGN_ELSEWHERE', 'PLACE_UNKNOWN'],
  }),
  ask: endpoint({
    name: 'complaint.ask', method: 'POST', path: '/complaints/:id/ask', summary: '请居民补充情况', who: 'account', params,
    body: z.object({ question: text(500) }), answer: complaint, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK', 'CONTACT_FIRST', 'ASK_LIMIT'],
  }),
  answer: endpoint({
    name: 'complaint.answer', method: 'POST', path: '/complaints/:id/answer', summary: '补充情况', who: 'account', params,
    body: z.object({ answer: text(1000) }), answer: complaint, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK'],
  }),
  takeBack: endpoint({
    name: 'complaint.takeBack', method: 'POST', path: '/complaints/:id/take-back', summary: '不等补充了，接着办', who: 'account', params,
    body: z.object({ reason: z.optional(text(500)) }), answer: complaint, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK'],
  }),
  decline: endpoint({
    name: 'complaint.decline', method: 'POST', path: '/complaints/:id/decline', summary: '不归这里办，说明该找谁', who: 'account', params,
    body: z.object({ reasonCode: code, reason: z.optional(text(500)), whereToGo: z.optional(text(200)) }), answer: complaint, needsApproval: true,
    errors: ['NOT_AT_YOUR_DESK', 'CLASS_UNKNOWN', 'ASK_BEFORE_DECLINE', 'EMERGENCY_NOT_DECLINED', 'ANOTHER_PERSON'],
  }),
  appeal: endpoint({
    name: 'complaint.appeal', method: 'POST', path: '/complaints/:id/appeal', summary: '不同意，请街道再看一次', who: 'account', params,
    body: reason, answer: complaint, errors: ['APPEALED_ALREADY', 'WINDOW_OVER'],
  }),
  requestRaise: endpoint({
    name: 'complaint.requestRaise', method: 'POST', path: '/complaints/:id/request-raise', summary: '请社区吹哨', who: 'account', params,
    body: z.object({ reason: z.optional(text(500)) }), answer: complaint, errors: ['KIND_NOT_RAISABLE', 'RAISE_NOT_YET', 'RAISE_ASKED_ALREADY'],
  }),
  refuseRaise: endpoint({
    name: 'complaint.refuseRaise', method: 'POST', path: '/complaints/:id/refuse-raise', summary: '暂不吹哨，说明原因', who: 'account', params,
    body: reason, answer: complaint, errors: ['NOT_AT_YOUR_DESK', 'RAISE_NOT_ASKED'],
  }),
  merge: endpoint({
    name: 'complaint.merge', method: 'POST', path: '/complaints/:id/merge', summary: '和同一件事并在一起办', who: 'account', params,
    body: z.object({ complaintId: id, reason: z.optional(text(500)) }), answer: complaint, errors: ['TARGET_UNKNOWN', 'TARGET_ELSEWHERE'],
  }),
  mergeTargets: endpoint({
    name: 'complaint.mergeTargets', method: 'GET', path: '/complaints/:id/merge-targets', summary: '可以和它并办的诉求：像的在前，再是同一类的', who: 'account', params,
    answer: z.object({ items: z.array(mergeTarget) }),
  }),
  unmerge: endpoint({
    name: 'complaint.unmerge', method: 'POST', path: '/complaints/:id/unmerge', summary: '不再并办，单独办', who: 'account', params,
    body: z.object({ reason: z.optional(text(500)) }), answer: complaint, errors: ['TARGET_DONE'],
  }),
  reopen: endpoint({
    name: 'complaint.reopen', method: 'POST', path: '/complaints/:id/reopen', summary: '没有解决，重新办', who: 'account', params,
    body: reason, answer: complaint, errors: ['REOPEN_NOT_FIRST', 'WINDOW_OVER'],
  }),
  requestReopen: endpoint({
    name: 'complaint.requestReopen', method: 'POST', path: '/complaints/:id/request-reopen', summary: '再次没有解决，申请再办', who: 'account', params,
    body: reason, answer: complaint, errors: ['REOPEN_IS_FIRST', 'REOPEN_ASKED_ALREADY', 'WINDOW_OVER'],
  }),
  decideReopen: endpoint({
    name: 'complaint.decideReopen', method: 'POST', path: '/complaints/:id/decide-reopen', summary: '答复再办申请', who: 'account', params,
    body: z.object({ decision: z.enum(['grant', 'refuse']), reason: z.optional(text(500)) }), answer: complaint,
    errors: ['REOPEN_NOT_ASKED', 'REASON_NEEDED'],
  }),
  contactReveal: endpoint({
    name: 'complaint.contactReveal', method: 'POST', path: '/complaints/:id/contact-reveal', summary: '查看反映人的联系方式，会留下记录', who: 'account', params,
    body: reason, answer: contactCard, errors: ['NOT_ON_DUTY', 'NOT_AT_YOUR_DESK', 'CONTACT_SEALED'],
  }),
  lookup: endpoint({
    name: 'complaint.lookup', method: 'POST', path: '/complaints/lookup', summary: '凭编号和手机号查进度', who: 'guest', rate: 'lookup',
    body: z.object({ number: z.string().check(z.regex(/^\d{9,14}$/, '编号是一串数字')), phone }),
    answer: z.object({
      number: z.string(), state: complaintState, category: z.string(), areaName: z.string(), holder: z.nullable(holder), createdAt: z.string(),
      resolvedAt: z.nullable(z.string()), closedAt: z.nullable(z.string()), outcome: z.nullable(z.enum(['done', 'partly', 'cannot', 'explained'])),
    }),
  }),
  like: endpoint({
    name: 'complaint.like', method: 'POST', path: '/complaints/like', summary: '附近有没有人反映过同一件事；不写入任何东西', who: 'account',
    /** In a body: what somebody is about to say stands in no address, which proxies write down. */
    body: z.object({ category: code, lng: z.number(), lat: z.number(), text: text(1000) }),
    answer: z.object({ items: z.array(z.object({ id: z.string(), text: z.string(), state: complaintState, distance: z.number(), createdAt: z.string(), alsoCount: z.number() })) }),
  }),
}
