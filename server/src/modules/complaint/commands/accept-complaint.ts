import type { UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import { complaintContract } from '@huying/shared/complaint/contract.ts'
import { higherUrgency } from '@huying/shared/complaint/urgency.ts'
import * as z from 'zod/mini'
import { approvable, propose, secondByOffice, type Asked, type SecondPerson } from '../../../kernel/approvals.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../limits.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintRow } from '../table.ts'
import { takeComplaint } from '../take.ts'

type Body = Input<typeof complaintContract.accept>['body']

/** Takes a complaint on. More urgent than its category says is the handler's to decide; less urgent needs a second person. */
export async function acceptComplaint(context: CommandContext, id: string, acceptance: Body): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'accept')
  const urgency = acceptance.urgency ?? row.urgency
  if (urgency !== row.urgency && higherUrgency(urgency, row.urgency) === row.urgency) {
    const input = { urgency, ...(acceptance.reason !== undefined && { reason: acceptance.reason }) }
    return propose(command, { of: { subject: complaintSubject, row }, action: 'accept', input, asked: othersAsked(row) })
  }
  await carryOut(command, row, urgency, acceptance.reason, null)
  return { subject: { kind: complaintSubject.kind, id } }
}

/** Colleagues of the community, or the street. */
export const othersAsked = (row: ComplaintRow): Asked[] => [
  ...(row.communityCode === null || row.aboutRole !== null ? [] : [{ role: 'communityWorker', over: row.communityCode } as const]),
  { role: 'streetOfficer', over: row.townCode },
]

/** A community worker who takes it from a grid's desk takes it to the community's. Another urgency means other limits, from the start. */
async function carryOut(command: CommandContext, row: ComplaintRow, urgency: UrgencyCode, reason: string | undefined, second: SecondPerson | null): Promise<void> {
  const desk = row.desk === 'grid' && command.as?.role === 'communityWorker' ? 'community' : row.desk
  const limits = limitsOf(command.kernel, urgency)
  const isChanged = urgency !== row.urgency
  const kinds = row.contactedAt === null ? (['contact', 'solve'] as const) : (['solve'] as const)
  await transition(command, complaintSubject, row, 'accept', {
    set: { handlerId: accountOf(command), acceptedAt: command.now, desk, urgency },
    facts: { desk, ...(isChanged && { urgency, urgencyBefore: row.urgency }), ...(second && { agreedBy: second.accountId, agreedAs: second.as.role }) },
    words: { reason },
    stop: ['accept'],
    start: isChanged ? kinds.map((kind) => ({ kind, limit: limits[kind], from: row.createdAt })) : [],
  })
}

/** A second person agrees that it is less urgent. */
export const acceptLessUrgent = approvable(z.required(complaintContract.accept.body, { urgency: true }), {
  kind: complaintSubject.kind,
  action: 'accept',
  label: '降低紧急程度后接手',
  subject: complaintSubject,
  second: async (context, approval) => secondByOffice(context, approval),
  async perform(context, { subjectId, input }, second) {
    const { row, command } = await takeComplaint(context, subjectId, 'accept')
    await carryOut(command, row, input.urgency, input.reason, second)
  },
})

