import type { demandContract } from '@huying/shared/demand/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { resolveByDemand } from '../../complaint/public.ts'
import { closeIfAnswered, demandSubject, takeDemand, type DemandRow } from '../../demand/public.ts'
import { liveIds } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'

type Body = Input<typeof demandContract.verify>['body']

/**
 * Seen on the spot: the demand and its replied dispatches are verified, its complaints resolved, in one transaction.
 * Partly and cannot need the owner's agreement besides, which is not open yet.
 */
export async function verifyDemand(context: CommandContext, id: string, body: Body): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'verify')
  if (body.outcome !== 'solved') throw kernelErrors.NOT_AVAILABLE_YET({ outcome: body.outcome })
  const uploadIds = await attachUploads(context, body.uploadIds, 'proof', { kind: demandSubject.kind, id })
  await endDispatches(context, row)
  const verified = await transition(command, demandSubject, row, 'verify', {
    set: { verifiedAt: context.now, verifiedBy: accountOf(context), verifyOutcome: body.outcome, verifyNote: body.note, verifyUploadIds: uploadIds },
    facts: { outcome: body.outcome, photos: uploadIds.length, round: row.round },
    words: { note: body.note },
    stop: 'all',
  })
  await resolveByDemand(context, { demandId: id, outcome: 'done', note: body.note, uploadIds })
  await closeIfAnswered(context, verified)
  return { subject: { kind: demandSubject.kind, id } }
}

/** Replied ones are verified; an optional assistant that never answered is not asked any more. */
async function endDispatches(context: CommandContext, demand: DemandRow): Promise<void> {
  const system: CommandContext = { ...context, as: { role: 'system', appointmentId: null } }
  for (const id of await liveIds(context.tx, demand)) {
    const row = await lockSubject(context.tx, dispatchSubject, id)
    const facts = { demandId: demand.id, unitId: row.unitId }
    const change = { set: { endedAt: context.now }, facts, stop: 'all' as const }
    await transition(system, dispatchSubject, row, row.state === 'replied' ? 'verify' : 'cancel', change)
  }
}
