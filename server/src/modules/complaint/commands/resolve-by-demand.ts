import type { CommandContext } from '../../../kernel/context.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { CONFIRM_LIMIT } from '../limits.ts'
import { resolveFollowers } from './followers.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintOutcome } from '../table.ts'

/** What a verified demand says to each of its complaints. */
export interface DemandResult {
  demandId: string
  outcome: ComplaintOutcome
  note: string
  uploadIds: readonly string[]
}

/**
 * Resolves every raised complaint of a verified demand; call it with the demand and its dispatches locked.
 * Answers how many there were.
 */
export async function resolveByDemand(context: CommandContext, result: DemandResult): Promise<number> {
  const ids = await context.tx.sql<{ id: string }[]>`select id from complaints
    where demand_id = ${result.demandId} and state = 'raised' order by id for update`
  for (const { id } of ids) {
    const row = await lockSubject(context.tx, complaintSubject, id)
    await transition({ ...context, as: { role: 'system', appointmentId: null } }, complaintSubject, row, 'resolve_by_demand', {
      set: {
        outcome: result.outcome, resolution: result.note, resolutionUploadIds: [...result.uploadIds], resolvedAt: context.now,
        resolvedBy: context.actor.accountId,
      },
      facts: { outcome: result.outcome, demandId: result.demandId },
      words: { account: result.note },
      stop: ['contact'],
      start: [{ kind: 'confirm', limit: CONFIRM_LIMIT }],
    })
    await resolveFollowers(context, row, {
      outcome: result.outcome, note: result.note, uploadIds: result.uploadIds, resolvedBy: context.actor.accountId,
    })
  }
  return ids.length
}
