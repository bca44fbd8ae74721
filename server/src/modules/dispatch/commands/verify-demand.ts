import { demandContract } from '@huying/shared/demand/contract.ts'
import * as z from 'zod/mini'
import { approvable, propose, type SecondPerson } from '../../../kernel/approvals.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition, wrongState } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { resolveByDemand } from '../../complaint/public.ts'
import { asOwner, closeIfAnswered, demandSubject, NO_HOLD, ownersAsked, readDemand, takeDemand, type DemandRow } from '../../demand/public.ts'
import { liveIds } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'

type Body = Input<typeof demandContract.verify>['body']
/** What waits for the owner: bound to the replies that were looked at, so that it dies with a redo. */
const waiting = z.extend(demandContract.verify.body, { repliedAt: z.string() })

/**
 * Seen on the spot: the demand and its replied dispatches are verified, its complaints resolved, in one transaction.
 * Partly and cannot wait for the owner's agreement; the photos are tied to the demand at once, so that they last.
 */
export async function verifyDemand(context: CommandContext, id: string, body: Body): Promise<Written> {
  const { row, around, command } = await takeDemand(context, id, 'verify')
  const uploadIds = await attachUploads(context, body.uploadIds, 'proof', { kind: demandSubject.kind, id })
  if (body.outcome !== 'solved') {
    const input: z.infer<typeof waiting> = { ...body, uploadIds, repliedAt: row.repliedAt!.toISOString() }
    return propose(command, { of: { subject: demandSubject, row }, action: 'verify', input, asked: ownersAsked(row, around) })
  }
  await carryOut(command, row, { ...body, uploadIds }, null)
  return { subject: { kind: demandSubject.kind, id } }
}

const OUTCOMES = { solved: 'done', partly: 'partly', cannot: 'cannot' } as const

async function carryOut(command: CommandContext, row: DemandRow, body: Body, second: SecondPerson | null): Promise<void> {
  await endDispatches(command, row)
  const verified = await transition(command, demandSubject, row, 'verify', {
    set: {
      verifiedAt: command.now, verifiedBy: accountOf(command), verifyOutcome: body.outcome, verifyNote: body.note, verifyUploadIds: [...body.uploadIds], ...NO_HOLD,
    },
    facts: { outcome: body.outcome, photos: body.uploadIds.length, round: row.round, ...(second && { agreedBy: second.accountId, agreedAs: second.as.role }) },
    words: { note: body.note },
    stop: 'all',
  })
  await resolveByDemand(command, { demandId: row.id, outcome: OUTCOMES[body.outcome], note: body.note, uploadIds: body.uploadIds })
  await closeIfAnswered(command, verified)
}

/** The owner agrees that a matter is solved in part, or cannot be. */
export const verifyUnsolved = approvable(waiting, {
  kind: demandSubject.kind,
  action: 'verify',
  label: '核查结果：没有全部解决',
  subject: demandSubject,
  movesAmong: ['chair', 'streetOfficer', 'countyOfficer'],
  async second(context, { subjectId }) {
    const { row, around } = await readDemand(context, subjectId)
    return asOwner(context.actor, row, around)
  },
  async perform(context, { subjectId, input }, second) {
    const { row, command } = await takeDemand(context, subjectId, 'verify')
    if (row.repliedAt?.toISOString() !== input.repliedAt) throw wrongState(demandSubject, row.state, 'verify')
    await carryOut(command, row, input, second)
  },
})

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
