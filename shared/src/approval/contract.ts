import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, id, text } from '../kernel/schema.ts'

export const approvalState = z.enum(['waiting', 'approved', 'refused', 'lapsed'])

/** A two-person act that one person proposed. */
export const approval = z.object({
  id: z.string(),
  state: approvalState,
  version: z.number(),
  subjectKind: z.string(),
  /** Of the thing; of the thing to be, where the act would create it. */
  subjectId: z.string(),
  action: z.string(),
  /** What it is about, in words. */
  label: z.string(),
  /** What was asked for, as the first person gave it. */
  input: z.record(z.string(), z.unknown()),
  /** Masked, 刘*平. */
  proposedBy: z.string(),
  isMine: z.boolean(),
  proposedAt: z.string(),
  expiresAt: z.string(),
  decidedAt: z.nullable(z.string()),
  abilities,
})
export type ApprovalAnswer = z.infer<typeof approval>

const params = z.object({ id })
const body = z.object({ reason: z.optional(text(500)) })

export const approvalContract = {
  list: endpoint({
    name: 'approval.list', method: 'GET', path: '/approvals', summary: '等我确认的，或我提出的', who: 'account',
    /** waiting: I may be the second person, soonest to lapse first · proposed: by me, newest first. */
    query: z.object({ ...pageQuery, queue: z._default(z.enum(['waiting', 'proposed']), 'waiting') }),
    answer: page(approval),
  }),
  get: endpoint({ name: 'approval.get', method: 'GET', path: '/approvals/:id', summary: '一件等确认的事', who: 'account', params, answer: approval }),
  approve: endpoint({
    name: 'approval.approve', method: 'POST', path: '/approvals/:id/approve', summary: '同意，照办', who: 'account', params, body, answer: approval,
    errors: ['SAME_PERSON', 'FIRST_PERSON_OUT', 'APPROVAL_EXPIRED'],
  }),
  refuse: endpoint({
    name: 'approval.refuse', method: 'POST', path: '/approvals/:id/refuse', summary: '不同意', who: 'account', params, body, answer: approval,
    errors: ['SAME_PERSON', 'APPROVAL_EXPIRED'],
  }),
}
