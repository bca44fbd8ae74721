import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, areaCode, id, instant, text } from '../kernel/schema.ts'

export const chairTermState = z.enum(['planned', 'running', 'ended', 'revoked', 'cancelled'])

/** Who chairs which association from when to when; in office from `from` on and before `to`. */
export const chairTerm = z.object({
  id: z.string(),
  state: chairTermState,
  version: z.number(),
  associationId: z.string(),
  associationName: z.string(),
  communityCode: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  accountId: z.string(),
  /** Masked, 刘*平. */
  chair: z.string(),
  from: z.string(),
  to: z.string(),
  isInOffice: z.boolean(),
  abilities,
})
export type ChairTermAnswer = z.infer<typeof chairTerm>

/** A joint-construction association, who chairs it now, and from when on nobody does. */
const association = z.object({
  id: z.string(),
  name: z.string(),
  communityCode: z.string(),
  communityName: z.string(),
  /** In office now: the name masked, the unit, the end of the term; null where nobody is. */
  chair: z.nullable(z.object({ termId: z.string(), name: z.string(), unitName: z.string(), to: z.string() })),
  /** The end of the last term that runs or is planned; null where there is none. */
  takenUntil: z.nullable(z.string()),
  /** `appoint`: whether this person may propose who chairs it next. */
  abilities,
})
export type AssociationAnswer = z.infer<typeof association>

/** A secretary of a member unit; `isLast`: their unit has the latest term, so another's turn comes first. */
const candidate = z.object({ accountId: z.string(), name: z.string(), unitId: z.string(), unitName: z.string(), isLast: z.boolean() })
export type Candidate = z.infer<typeof candidate>

const params = z.object({ id })
const reason = z.object({ reason: text(500) })

export const associationContract = {
  associations: endpoint({
    name: 'association.list', method: 'GET', path: '/associations', summary: '党建共建联合会，现在谁轮值', who: 'account',
    query: z.object({ communityCode: z.optional(areaCode) }), answer: z.object({ items: z.array(association) }),
  }),
  candidates: endpoint({
    name: 'association.candidates', method: 'GET', path: '/associations/:id/candidates', summary: '可以轮值的成员单位书记', who: 'account', params,
    answer: z.object({ items: z.array(candidate) }),
  }),
  list: endpoint({
    name: 'chairTerm.list', method: 'GET', path: '/chair-terms', summary: '联合会轮值会长的任期，最近的在前', who: 'account',
    query: z.object({ ...pageQuery, associationId: z.optional(id), communityCode: z.optional(areaCode), state: z.optional(chairTermState) }),
    answer: page(chairTerm),
  }),
  get: endpoint({ name: 'chairTerm.get', method: 'GET', path: '/chair-terms/:id', summary: '一次任期', who: 'account', params, answer: chairTerm }),
  appoint: endpoint({
    name: 'chairTerm.appoint', method: 'POST', path: '/chair-terms', summary: '定轮值会长，要管理员和街道两个人', who: 'account', status: 201,
    body: z.object({ associationId: id, accountId: id, from: instant, to: instant }), answer: chairTerm, needsApproval: true,
    errors: ['ASSOCIATION_UNKNOWN', 'NOT_SECRETARY', 'NOT_YOURSELF', 'TERM_OVERLAPS', 'TERM_TOO_LONG', 'TERM_IN_PAST', 'SAME_UNIT_TWICE'],
  }),
  cancel: endpoint({
    name: 'chairTerm.cancel', method: 'POST', path: '/chair-terms/:id/cancel', summary: '取消还没开始的任期，要两个人', who: 'account', params,
    body: reason, answer: chairTerm, needsApproval: true,
  }),
  resign: endpoint({
    name: 'chairTerm.resign', method: 'POST', path: '/chair-terms/:id/resign', summary: '辞任', who: 'account', params, body: reason, answer: chairTerm,
  }),
  revoke: endpoint({
    name: 'chairTerm.revoke', method: 'POST', path: '/chair-terms/:id/revoke', summary: '提前结束任期，要两个人', who: 'account', params,
    body: reason, answer: chairTerm, needsApproval: true,
  }),
}
