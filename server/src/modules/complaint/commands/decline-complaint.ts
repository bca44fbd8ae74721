import { DECLINE_CLASSES, DECLINE_CLASSES_VERSION, type DeclineClass } from '@huying/shared/complaint/catalogue.ts'
import { complaintContract } from '@huying/shared/complaint/contract.ts'
import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { approvable, propose, secondByOffice, type SecondPerson } from '../../../kernel/approvals.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { APPEAL_LIMIT, limitsOf } from '../limits.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintRow } from '../table.ts'
import { takeComplaint } from '../take.ts'
import { othersAsked } from './accept-complaint.ts'
import { releaseFollowers } from './followers.ts'

type Body = Input<typeof complaintContract.decline>['body']

/** It belongs elsewhere, by a listed class and with the right door named. What nobody can make sense of needs a question and a second person first. */
export async function declineComplaint(context: CommandContext, id: string, declining: Body): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'decline')
  const declined = classOf(declining.reasonCode)
  if (declined.needsSecondPerson) {
    if (row.askCount === 0) throw complaintErrors.ASK_BEFORE_DECLINE()
    return propose(command, { of: { subject: complaintSubject, row }, action: 'decline', input: { ...declining }, asked: othersAsked(row) })
  }
  await carryOut(command, row, declined, declining, null)
  return { subject: { kind: complaintSubject.kind, id } }
}

function classOf(code: string): DeclineClass {
  const found = DECLINE_CLASSES.find((one) => one.code === code)
  if (!found) throw complaintErrors.CLASS_UNKNOWN()
  return found
}

async function carryOut(command: CommandContext, row: ComplaintRow, declined: DeclineClass, { reason, whereToGo }: Body, second: SecondPerson | null): Promise<void> {
  await transition(command, complaintSubject, row, 'decline', {
    set: { declineClass: declined.code, declineVersion: DECLINE_CLASSES_VERSION, declineWhere: whereToGo ?? declined.whereToGo, declinedBy: accountOf(command) },
    facts: { class: declined.code, version: DECLINE_CLASSES_VERSION, ...(second && { agreedBy: second.accountId, agreedAs: second.as.role }) },
    words: { reason },
    stop: 'all',
    start: [{ kind: 'appeal', limit: APPEAL_LIMIT }],
  })
  await releaseFollowers(command, row)
}

export const declineVague = approvable(complaintContract.decline.body, {
  kind: complaintSubject.kind,
  action: 'decline',
  label: '说不清具体的事，不受理',
  subject: complaintSubject,
  second: async (context, approval) => secondByOffice(context, approval),
  async perform(context, { subjectId, input }, second) {
    const { row, command } = await takeComplaint(context, subjectId, 'decline')
    await carryOut(command, row, classOf(input.reasonCode), input, second)
  },
})

/** The reporter does not agree: the street looks at it anew, all limits from now. */
export async function appealDecline(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'appeal')
  const limits = limitsOf(context.kernel, row.urgency)
  await transition(command, complaintSubject, row, 'appeal', {
    set: { desk: 'town', hasAppealed: true, handlerId: null, contactedAt: null },
    facts: { class: row.declineClass },
    words: { reason },
    stop: ['appeal'],
    start: (['accept', 'contact', 'solve'] as const).map((kind) => ({ kind, limit: limits[kind] })),
  })
  return { subject: { kind: complaintSubject.kind, id } }
}
