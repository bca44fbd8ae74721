import { kernelErrors, AppError } from '@huying/shared/kernel/error.ts'
import { exclusionContract } from '@huying/shared/statistics/exclusion-contract.ts'
import { statisticsErrors } from '@huying/shared/statistics/errors.ts'
import { approvable, propose, secondByOffice } from '../../../kernel/approvals.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { create } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { complaintSubject, mayReadComplaint, type ComplaintRow } from '../../complaint/public.ts'
import { asCarrier, asOutside, outsideAsked, type Line } from '../exclusion-policy.ts'
import { isExcluded, isUnreachable, lineOf } from '../exclusion-queries.ts'
import { exclusionSubject, type ExclusionRow } from '../exclusion-table.ts'

type Body = Input<typeof exclusionContract.propose>['body']

/** Whoever carries a case asks to leave it out of the rates; an officer outside the measured line has to agree. */
export async function proposeExclusion(context: CommandContext, body: Body): Promise<Written> {
  const { row, line, command } = await check(context, body)
  return propose(command, { of: { subject: complaintSubject, row }, action: 'exclude', input: { ...body }, asked: outsideAsked(line) })
}

async function check(context: CommandContext, { complaintId, reasonCode }: Body): Promise<{ row: ComplaintRow; line: Line; command: CommandContext }> {
  const { tx, actor } = context
  const row = await lockSubject(tx, complaintSubject, complaintId)
  const line = await lineOf(tx, complaintId)
  const as = line === null ? kernelErrors.NOT_FOUND() : asCarrier(actor, line)
  // A unit does not read the complaint itself, and yet carries it.
  if (as instanceof AppError && !mayReadComplaint(actor, row)) throw kernelErrors.NOT_FOUND()
  if (line === null) throw statisticsErrors.NOT_A_CASE()
  if (as instanceof AppError) throw as
  if (await isExcluded(tx, complaintId)) throw statisticsErrors.EXCLUDED_ALREADY()
  if (reasonCode === 'unreachable' && !(await isUnreachable(tx, row))) throw statisticsErrors.ATTEMPTS_MISSING()
  return { row, line, command: { ...context, as } }
}

/** The second person: never of what is measured. */
export const exclusion = approvable(exclusionContract.propose.body, {
  kind: complaintSubject.kind,
  action: 'exclude',
  label: '不计入三率',
  subject: complaintSubject,
  async second(context, approval) {
    const verdict = secondByOffice(context, approval)
    const line = await lineOf(context.db, approval.subjectId)
    return verdict instanceof AppError || line === null ? verdict : asOutside(context.actor, line)
  },
  async perform(context, { input }, second) {
    const { line, command } = await check(context, input)
    await create(command, exclusionSubject, 'exclude', {
      id: uuidv7(context.now), complaintId: input.complaintId, reason: input.reasonCode as ExclusionRow['reason'], basis: input.basis,
      proposedBy: accountOf(context), approvedBy: second.accountId, ...line,
    }, {
      facts: { complaintId: input.complaintId, reason: input.reasonCode, unitId: line.unitId, agreedBy: second.accountId, agreedAs: second.as.role },
      words: { reason: input.basis },
    })
  },
})
