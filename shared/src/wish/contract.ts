import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, areaCode, deadline, id, phone, text } from '../kernel/schema.ts'
import { REJECT_REASONS, WISH_CATEGORIES } from './catalogue.ts'
import { wishMachine, type WishState } from './machine.ts'
import { routingAnswer } from './routing-contract.ts'

const daysAgo = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(3650))
const states = Object.keys(wishMachine.states) as [WishState, ...WishState[]]
const category = z.enum(WISH_CATEGORIES.map((entry) => entry.code) as [string, ...string[]])

/** A line of the board or of a queue. `who`: 王*, or 一位居民 where the category is sensitive. `place` is the community's name, the town's where veiled. */
const wishLine = z.object({
  id: z.string(), number: z.string(), state: z.enum(states), category: z.string(), title: z.string(), who: z.string(), place: z.string(),
  communityCode: z.nullable(z.string()), townCode: z.string(), publishedAt: z.nullable(z.string()), createdAt: z.string(),
  /** Why this person was asked; of the lists only in that of what one was asked for. */
  why: z.nullable(z.string()),
  /** The nearest date that runs, for those concerned. */
  dueAt: z.nullable(z.string()),
  /** On the wall, and where a worker reads thanks first: the resident's words and who helped. */
  thanks: z.optional(z.nullable(z.string())),
  claimedBy: z.optional(z.nullable(z.string())),
  /** Everywhere but on the board and the wall. */
  abilities: z.optional(abilities),
})

const note = z.object({ kind: z.enum(['progress', 'fulfil', 'dispute']), at: z.string(), note: z.string(), uploadIds: z.array(z.string()) })

/** Who is helping; a team with what each takes on. */
const claim = z.object({
  /** The member, of a team its contact. */
  memberId: z.string(),
  by: z.string(),
  organization: z.nullable(z.string()),
  /** For which they help: a new contact of a team is one of its members. */
  organizationId: z.nullable(z.string()),
  claimedAt: z.string(),
  isContactOpen: z.boolean(),
  team: z.array(z.object({ memberId: z.string(), who: z.string(), share: z.string() })),
})

/** A wish. Story, notes, claim and clocks only for those concerned; null and empty for the public. */
const wish = z.extend(wishLine, {
  story: z.nullable(z.string()),
  uploadIds: z.array(z.string()),
  version: z.number(),
  /** For whom it was posted. */
  beneficiary: z.enum(['self', 'dependent', 'onBehalf']),
  ring: z.nullable(z.number()),
  claimedBy: z.nullable(z.string()),
  claim: z.nullable(claim),
  notes: z.array(note),
  disputeCount: z.number(),
  rating: z.nullable(z.number()),
  thanks: z.nullable(z.string()),
  /** Everybody may read the thanks: both agree and they were checked. */
  isThanksShown: z.boolean(),
  /** How it was confirmed; `community` and `street` settled it although the resident disagrees. */
  confirmedBy: z.nullable(z.enum(['beneficiary', 'callBack', 'clock', 'community', 'street'])),
  reasonCode: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** What WeChat's check said of the words, for the desk. */
  checkVerdict: z.nullable(z.string()),
  clocks: z.array(deadline),
  abilities,
})

const one = { params: z.object({ id }), answer: wish, who: 'account' as const, method: 'POST' as const }
const uploadIds = (max: number, min = 0) => z.array(id).check(z.minLength(min, `至少 ${min} 张照片`), z.maxLength(max, `最多 ${max} 张照片`))
const reason = z.object({ reason: text(200) })
const mayReason = z.object({ reason: z.optional(text(200)) })

export const wishContract = {
  list: endpoint({
    name: 'wish.list', method: 'GET', path: '/wishes', summary: '心愿墙，或我的、请我帮的、我在帮的、待我处理的', who: 'guest',
    query: z.object({
      ...pageQuery,
      /**
       * `desk` the community's, `street` the town's, `branch` the secretary's queue, `thanks` what a worker reads before it is shown, `callBack` what
       * waits for the resident's answer, for whoever calls them; oldest first.
       * `wall`: fulfilled, with thanks, where both agree.
       */
      view: z._default(z.enum(['board', 'mine', 'asked', 'claims', 'desk', 'street', 'branch', 'wall', 'thanks', 'callBack']), 'board'),
      category: z.optional(category),
      state: z.optional(z.enum(states)),
      areaCode: z.optional(areaCode),
      /** Words in the public title; two Chinese characters are enough. */
      q: z.optional(text(30)),
      /** How long ago it was published, in calendar days: at least and at most. */
      minDays: z.optional(daysAgo),
      maxDays: z.optional(daysAgo),
    }),
    answer: page(wishLine),
  }),
  get: endpoint({ ...one, name: 'wish.get', method: 'GET', path: '/wishes/:id', summary: '一个心愿', who: 'guest' }),
  routing: endpoint({
    name: 'wish.routing', method: 'GET', path: '/wishes/:id/routing', summary: '请了哪些党员来帮、为什么请他们', who: 'account',
    params: z.object({ id }), query: z.object({ withInputs: z.optional(z.enum(['true', 'false'])) }), answer: routingAnswer,
  }),
  create: endpoint({
    name: 'wish.create', method: 'POST', path: '/wishes', summary: '许个微心愿', who: 'account', status: 201, answer: wish,
    body: z.object({
      category, title: text(30), story: text(500), areaCode: z.optional(areaCode), uploadIds: z.optional(uploadIds(6)),
      dependentId: z.optional(id),
      onBehalfOf: z.optional(z.object({ name: text(20), phone: z.optional(phone), authority: text(100) })),
      contactName: z.optional(text(20)), publicationConsent: z.boolean(),
    }).check(z.refine((body) => body.dependentId === undefined || body.onBehalfOf === undefined, '替家里人和替居民代办，只能选一样')),
    errors: ['TOO_MANY_WISHES', 'CONTENT_RISKY', 'UPLOAD_NOT_USABLE', 'NO_AREA', 'NOT_GUARDIAN', 'NOT_LEADER_HERE'],
  }),
  return: endpoint({ ...one, name: 'wish.return', path: '/wishes/:id/return', summary: '退回请补充', body: reason, errors: ['OWN_WISH', 'SAME_REVIEWER'] }),
  resubmit: endpoint({
    ...one, name: 'wish.resubmit', path: '/wishes/:id/resubmit', summary: '补充后再交',
    body: z.object({
      category: z.optional(category), title: z.optional(text(30)), story: z.optional(text(500)), uploadIds: z.optional(uploadIds(6)),
      contactName: z.optional(text(20)), publicationConsent: z.optional(z.boolean()),
    }),
    errors: ['TIME_OVER', 'CONTENT_RISKY', 'UPLOAD_NOT_USABLE'],
  }),
  reject: endpoint({
    ...one, name: 'wish.reject', path: '/wishes/:id/reject', summary: '不通过',
    body: z.object({ reasonCode: z.enum(REJECT_REASONS.map((entry) => entry.code) as [string, ...string[]]), reason: z.optional(text(200)) }),
    errors: ['OWN_WISH', 'SAME_REVIEWER'],
  }),
  appeal: endpoint({ ...one, name: 'wish.appeal', path: '/wishes/:id/appeal', summary: '不同意审核结果', body: mayReason, errors: ['ONLY_ONCE', 'TOO_LATE', 'TOO_MANY_WISHES'] }),
  publish: endpoint({
    ...one, name: 'wish.publish', path: '/wishes/:id/publish', summary: '公开到心愿墙',
    /** Pictures that the check has not passed and that this person has looked at and found good. */
    body: z.object({ publicTitle: text(30), approvedUploadIds: z.optional(uploadIds(6)) }),
    errors: ['OWN_WISH', 'SAME_REVIEWER', 'PICTURES_UNCHECKED', 'TITLE_PERSONAL'],
  }),
  claim: endpoint({
    ...one, name: 'wish.claim', path: '/wishes/:id/claim', summary: '认领',
    body: z.object({
      team: z.optional(z.object({
        organizationId: id, contactId: id,
        members: z.array(z.object({ memberId: id, share: text(50) })).check(z.minLength(1, '至少一位成员'), z.maxLength(20, '最多 20 位成员')),
      })),
    }),
    errors: ['TIME_OVER', 'NOT_IN_REACH', 'OWN_WISH', 'BARRED', 'TOO_MANY_CLAIMS', 'TEAM_NOT_VALID'],
  }),
  assign: endpoint({
    ...one, name: 'wish.assign', path: '/wishes/:id/assign', summary: '安排一位党员来帮', body: z.object({ memberId: id, reason: z.optional(text(200)) }),
    errors: ['TIME_OVER', 'TOO_EARLY', 'HELPER_NOT_VALID', 'TOO_MANY_CLAIMS'],
  }),
  progress: endpoint({ ...one, name: 'wish.progress', path: '/wishes/:id/progress', summary: '记进展', body: z.object({ note: text(300), uploadIds: z.optional(uploadIds(6)) }), errors: ['TIME_OVER'] }),
  extend: endpoint({ ...one, name: 'wish.extend', path: '/wishes/:id/extend', summary: '同意再等一段时间', body: mayReason, errors: ['TIME_OVER', 'ONLY_ONCE'] }),
  acknowledge: endpoint({ ...one, name: 'wish.acknowledge', path: '/wishes/:id/acknowledge', summary: '支部确认，认领人可以联系居民', body: mayReason, errors: ['TIME_OVER', 'ONLY_ONCE', 'OWN_CLAIM'] }),
  shareContact: endpoint({ ...one, name: 'wish.shareContact', path: '/wishes/:id/share-contact', summary: '同意让认领人看到联系方式', body: mayReason, errors: ['TIME_OVER', 'ONLY_ONCE'] }),
  replaceContact: endpoint({
    ...one, name: 'wish.replaceContact', path: '/wishes/:id/replace-contact', summary: '换团队联系人', body: z.object({ contactId: id, reason: z.optional(text(200)) }),
    errors: ['TIME_OVER', 'NO_TEAM', 'TEAM_NOT_VALID', 'TOO_MANY_CLAIMS'],
  }),
  contactReveal: endpoint({
    name: 'wish.contactReveal', method: 'POST', path: '/wishes/:id/contact-reveal', summary: '看居民的联系方式（有记录）', who: 'account',
    params: z.object({ id }), body: reason, answer: z.object({ name: z.string(), phone: z.nullable(z.string()) }),
    errors: ['CONTACT_NOT_OPEN', 'TOO_MANY_REVEALS'],
  }),
  release: endpoint({ ...one, name: 'wish.release', path: '/wishes/:id/release', summary: '办不了，放回心愿墙', body: reason, errors: ['TIME_OVER'] }),
  fulfil: endpoint({ ...one, name: 'wish.fulfil', path: '/wishes/:id/fulfil', summary: '办好了', body: z.object({ account: text(500), uploadIds: uploadIds(6, 1) }), errors: ['TIME_OVER', 'UPLOAD_NOT_USABLE'] }),
  confirm: endpoint({
    ...one, name: 'wish.confirm', path: '/wishes/:id/confirm', summary: '确认圆满',
    body: z.object({
      rating: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(5))),
      thanks: z.optional(text(200)),
      /** Whether everybody may read the thanks; unless told, as the wish itself. */
      showThanks: z.optional(z.boolean()),
    }),
    errors: ['TIME_OVER', 'FILER_CANNOT_CONFIRM', 'OWN_CLAIM', 'CONTENT_RISKY'],
  }),
  showThanks: endpoint({
    ...one, name: 'wish.showThanks', path: '/wishes/:id/show-thanks', summary: '感谢的话能不能公开（居民和帮忙的党员都同意才公开）', body: z.object({ isAgreed: z.boolean() }), errors: ['NO_THANKS'],
  }),
  approveThanks: endpoint({ ...one, name: 'wish.approveThanks', path: '/wishes/:id/approve-thanks', summary: '看过感谢的话，可以公开', errors: ['OWN_WISH', 'NO_THANKS'] }),
  dispute: endpoint({ ...one, name: 'wish.dispute', path: '/wishes/:id/dispute', summary: '还没有办好', body: z.object({ missing: text(200) }), errors: ['TIME_OVER'] }),
  settle: endpoint({
    ...one, name: 'wish.settle', path: '/wishes/:id/settle', summary: '协调：认定办好、再办一次或者换人',
    body: z.object({ decision: z.enum(['done', 'again', 'release']), reason: text(200) }), errors: ['SAME_PUBLISHER', 'STREET_DECIDES', 'ONLY_ONCE', 'OWN_WISH', 'OWN_CLAIM'],
  }),
  withdraw: endpoint({ ...one, name: 'wish.withdraw', path: '/wishes/:id/withdraw', summary: '撤回', body: mayReason }),
  takeDown: endpoint({ ...one, name: 'wish.takeDown', path: '/wishes/:id/take-down', summary: '下架，请改一改再交', body: reason, errors: ['OWN_WISH'] }),
  closeUnmet: endpoint({
    ...one, name: 'wish.closeUnmet', path: '/wishes/:id/close-unmet', summary: '确实帮不上，结束征集（两个人一起决定）', body: reason, needsApproval: true, errors: ['TIME_OVER', 'TOO_EARLY'],
  }),
}
