import type { ExclusionAnswer } from '@huying/shared/statistics/exclusion-contract.ts'
import type { Actor } from '../../kernel/actor.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import type { ComplaintRow } from '../complaint/public.ts'
import { exclusionPolicy } from './exclusion-policy.ts'
import { exclusionSubject, type ExclusionRow } from './exclusion-table.ts'

/** Keys as in paths: both decisions about an objection are one verb. */
export function presentExclusion(actor: Actor, row: ExclusionRow, complaint: ComplaintRow, now: Date): ExclusionAnswer {
  const { uphold, ...abilities } = abilitiesOf(exclusionSubject, exclusionPolicy(complaint), actor, row, now)
  return {
    id: row.id, state: row.state, version: row.version, complaintId: row.complaintId, complaintNumber: complaint.number, reason: row.reason, basis: row.basis,
    createdAt: row.createdAt.toISOString(), objection: row.objection, objectedAt: row.objectedAt?.toISOString() ?? null,
    decision: row.decision, decidedAt: row.decidedAt?.toISOString() ?? null,
    abilities: { ...abilities, ...(uphold !== undefined && { 'decide-objection': uphold }) },
  }
}
