import * as z from 'zod/mini'
import { EXCLUSION_REASONS } from '../complaint/catalogue.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, id, text } from '../kernel/schema.ts'

const reasonCode = z.enum(EXCLUSION_REASONS.map(({ code }) => code) as [string, ...string[]])
export const exclusionState = z.enum(['in_force', 'objected', 'upheld', 'lifted'])

/** A case left out of the rates: in force at once, counted again while the reporter's objection waits or once it is lifted. */
const exclusion = z.object({
  id: z.string(),
  state: exclusionState,
  version: z.number(),
  complaintId: z.string(),
  complaintNumber: z.string(),
  reason: reasonCode,
  basis: z.string(),
  createdAt: z.string(),
  objection: z.nullable(z.string()),
  objectedAt: z.nullable(z.string()),
  decision: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  abilities,
})
export type ExclusionAnswer = z.infer<typeof exclusion>

const byId = { params: z.object({ id }) }

export const exclusionContract = {
  list: endpoint({
    name: 'exclusion.list', method: 'GET', path: '/exclusions', summary: '不计入三率的诉求：自己的，或者自己管的范围里的', who: 'account',
    query: z.object({ ...pageQuery, state: z.optional(exclusionState), complaintId: z.optional(id) }),
    answer: page(exclusion),
  }),
  get: endpoint({ ...byId, name: 'exclusion.get', method: 'GET', path: '/exclusions/:id', summary: '一件不计入三率的诉求', who: 'account', answer: exclusion }),
  findCase: endpoint({
    name: 'exclusion.findCase', method: 'GET', path: '/exclusion-cases/:number', summary: '按编号找一件自己承担的诉求，好申请不计入', who: 'account',
    params: z.object({ number: z.string().check(z.regex(/^\d{6,20}$/, '编号是一串数字')) }),
    answer: z.object({ complaintId: z.string(), number: z.string(), categoryLabel: z.string() }),
  }),
  propose: endpoint({
    name: 'exclusion.propose', method: 'POST', path: '/exclusions', summary: '申请一件诉求不计入三率，由不在考核线上的县级人员确认', who: 'account',
    body: z.object({ complaintId: id, reasonCode, basis: text(500, 5) }),
    answer: exclusion, status: 201, needsApproval: true,
    errors: ['EXCLUDED_ALREADY', 'NOT_A_CASE', 'ATTEMPTS_MISSING'],
  }),
  object: endpoint({
    ...byId, name: 'exclusion.object', method: 'POST', path: '/exclusions/:id/object', summary: '不同意把自己的事排除在统计之外', who: 'account',
    body: z.object({ reason: text(500) }), answer: exclusion,
  }),
  decideObjection: endpoint({
    ...byId, name: 'exclusion.decideObjection', method: 'POST', path: '/exclusions/:id/decide-objection', summary: '对异议作决定：维持，或者重新计入', who: 'account',
    body: z.object({ decision: z.enum(['uphold', 'lift']), reason: text(500) }), answer: exclusion,
    errors: ['IN_MEASURED_LINE', 'ANOTHER_OFFICER'],
  }),
  lift: endpoint({
    ...byId, name: 'exclusion.lift', method: 'POST', path: '/exclusions/:id/lift', summary: '重新计入三率', who: 'account',
    body: z.object({ reason: text(500) }), answer: exclusion, errors: ['IN_MEASURED_LINE', 'ANOTHER_OFFICER'],
  }),
}
