import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, areaCode, deadline, id, text } from '../kernel/schema.ts'
import { REJECT_REASONS, WISH_CATEGORIES } from './catalogue.ts'
import { wishMachine, type WishState } from './machine.ts'

const states = Object.keys(wishMachine.states) as [WishState, ...WishState[]]
const category = z.enum(WISH_CATEGORIES.map((entry) => entry.code) as [string, ...string[]])

/** A line of the board or of a queue. `who`: 王*, or 一位居民 where the category is sensitive. */
const wishLine = z.object({
  id: z.string(), number: z.string(), state: z.enum(states), category: z.string(), title: z.string(), who: z.string(),
  communityCode: z.nullable(z.string()), townCode: z.string(), publishedAt: z.nullable(z.string()), createdAt: z.string(),
})

/** A wish. `story` and `clocks` only for those concerned; null and empty for the public. */
const wish = z.extend(wishLine, {
  story: z.nullable(z.string()),
  uploadIds: z.array(z.string()),
  version: z.number(),
  claimedBy: z.nullable(z.string()),
  rating: z.nullable(z.number()),
  thanks: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  clocks: z.array(deadline),
  abilities,
})

const one = { params: z.object({ id }), answer: wish, who: 'account' as const, method: 'POST' as const }
const uploadIds = (max: number, min = 0) => z.array(id).check(z.minLength(min, `至少 ${min} 张照片`), z.maxLength(max, `最多 ${max} 张照片`))
const reason = z.object({ reason: text(200) })

export const wishContract = {
  list: endpoint({
    name: 'wish.list', method: 'GET', path: '/wishes', summary: '心愿墙，或我的、待审、我在帮的', who: 'guest',
    query: z.object({
      ...pageQuery,
      view: z._default(z.enum(['board', 'mine', 'desk', 'claims']), 'board'),
      category: z.optional(category),
      areaCode: z.optional(areaCode),
    }),
    answer: page(wishLine),
  }),
  get: endpoint({ ...one, name: 'wish.get', method: 'GET', path: '/wishes/:id', summary: '一个心愿', who: 'guest' }),
  create: endpoint({
    name: 'wish.create', method: 'POST', path: '/wishes', summary: '许个微心愿', who: 'account', status: 201, answer: wish,
    body: z.object({
      category, title: text(30), story: text(500), areaCode: z.optional(areaCode), uploadIds: z.optional(uploadIds(6)),
      contactName: z.optional(text(20)), publicationConsent: z.boolean(),
    }),
    errors: ['TOO_MANY_WISHES', 'CONTENT_RISKY', 'UPLOAD_NOT_USABLE', 'NO_AREA'],
  }),
  return: endpoint({ ...one, name: 'wish.return', path: '/wishes/:id/return', summary: '退回请补充', body: reason }),
  reject: endpoint({
    ...one, name: 'wish.reject', path: '/wishes/:id/reject', summary: '不通过',
    body: z.object({ reasonCode: z.enum(REJECT_REASONS.map((entry) => entry.code) as [string, ...string[]]), reason: z.optional(text(200)) }),
  }),
  publish: endpoint({ ...one, name: 'wish.publish', path: '/wishes/:id/publish', summary: '公开到心愿墙', body: z.object({ publicTitle: text(30) }) }),
  claim: endpoint({
    ...one, name: 'wish.claim', path: '/wishes/:id/claim', summary: '认领', body: z.object({}),
    errors: ['NOT_IN_REACH', 'OWN_WISH', 'BARRED', 'TOO_MANY_CLAIMS'],
  }),
  progress: endpoint({ ...one, name: 'wish.progress', path: '/wishes/:id/progress', summary: '记进展', body: z.object({ note: text(300), uploadIds: z.optional(uploadIds(6)) }) }),
  release: endpoint({ ...one, name: 'wish.release', path: '/wishes/:id/release', summary: '办不了，放回心愿墙', body: reason }),
  fulfil: endpoint({ ...one, name: 'wish.fulfil', path: '/wishes/:id/fulfil', summary: '办好了', body: z.object({ account: text(500), uploadIds: uploadIds(6, 1) }), errors: ['UPLOAD_NOT_USABLE'] }),
  confirm: endpoint({
    ...one, name: 'wish.confirm', path: '/wishes/:id/confirm', summary: '确认圆满',
    body: z.object({ rating: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(5))), thanks: z.optional(text(200)) }),
  }),
  withdraw: endpoint({ ...one, name: 'wish.withdraw', path: '/wishes/:id/withdraw', summary: '撤回', body: z.object({ reason: z.optional(text(200)) }) }),
}
