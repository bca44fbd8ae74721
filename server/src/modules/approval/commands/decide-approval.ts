import { approvalErrors } from '@huying/shared/approval/errors.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { APPROVAL_LIMIT, approvalSubject, noteProposal, type Approvable, type Approval, type Asked } from '../../../kernel/approvals.ts'
import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { SubjectRow } from '../../../kernel/columns.ts'
import { accountOf, type ActingAs, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { actOf, type ApprovalDeps } from '../acts.ts'
import { decidable, secondOn } from '../read.ts'

interface Taken {
  act: Approvable
  /** The thing, where it exists already; locked. */
  row: SubjectRow | null
  approval: Approval
}

/** Locks the thing first and then its proposal, in the order in which proposing takes them. */
export async function takeApproval(context: CommandContext, deps: ApprovalDeps, id: string): Promise<Taken> {
  const found = await readSubject(context.tx, approvalSubject, id)
  const act = actOf(deps, found)
  const row = act.subject ? await lockSubject(context.tx, act.subject, found.subjectId) : null
  return { act, row, approval: await lockSubject(context.tx, approvalSubject, id) }
}

async function takeAsSecond(context: CommandContext, deps: ApprovalDeps, id: string, action: 'approve' | 'refuse'): Promise<Taken & { as: ActingAs }> {
  const taken = await takeApproval(context, deps, id)
  const verdict = await secondOn(context, deps, taken.approval)
  if (verdict instanceof AppError) throw verdict
  const refusal = decidable(taken.approval, action, context.now)
  if (refusal) throw refusal
  return { ...taken, as: verdict }
}

/** The second person agrees: the act happens now, in the first person's name, if its guards still hold. */
export async function approve(context: CommandContext, deps: ApprovalDeps, id: string, reason: string | undefined): Promise<Written> {
  const { act, approval, as } = await takeAsSecond(context, deps, id, 'approve')
  const accountId = accountOf(context)
  const first = await deps.loadActorOf(context.tx, approval.proposedBy, context.now)
  if (!first) throw approvalErrors.FIRST_PERSON_OUT()
  await performAs({ ...context, actor: inOffice(first, approval.proposedAs), as: approval.proposedAs }, act, approval, { accountId, as })
  await transition({ ...context, as }, approvalSubject, approval, 'approve', {
    set: { decidedBy: accountId, decidedAt: context.now }, facts: factsOf(approval), words: { reason }, stop: 'all',
  })
  return { subject: { kind: approvalSubject.kind, id } }
}

/** The first person under the office in which they proposed, where they still hold it. */
function inOffice(first: Actor, { appointmentId }: ActingAs): Actor {
  const appointments = first.appointments.filter(({ id }) => id === appointmentId)
  return appointments.length > 0 ? { ...first, appointments } : first
}

/** A refusal that concerns the first person is not the second one's fault, and is told as what it is. */
async function performAs(context: CommandContext, act: Approvable, approval: Approval, second: { accountId: string; as: ActingAs }): Promise<void> {
  try {
    await act.perform(context, approval, second)
  } catch (error) {
    if (error instanceof AppError && (error.status === 403 || error.status === 404)) throw approvalErrors.FIRST_PERSON_OUT({ code: error.code })
    throw error
  }
}

/** The second person does not agree: the act is off, or the question goes on to whom the act names. */
export async function refuse(context: CommandContext, deps: ApprovalDeps, id: string, reason: string | undefined): Promise<Written> {
  const { act, row, approval, as } = await takeAsSecond(context, deps, id, 'refuse')
  const command = { ...context, as }
  const next = (await act.passOn?.(context, approval)) ?? null
  if (next) await passOn(command, approval, next, reason)
  else {
    await transition(command, approvalSubject, approval, 'refuse', {
      set: { decidedBy: accountOf(context), decidedAt: context.now }, facts: factsOf(approval), words: { reason }, stop: 'all',
    })
    if (act.subject && row) await noteProposal(command, act.subject, row, approval, 'refused')
  }
  return { subject: { kind: approvalSubject.kind, id } }
}

/** Nobody decided in time. Call it with the clock taken. */
export async function endUnanswered(context: CommandContext, { act, row, approval }: Taken): Promise<void> {
  const next = (await act.passOn?.(context, approval)) ?? null
  if (next) return passOn(context, approval, next, undefined)
  await transition(context, approvalSubject, approval, 'lapse', { set: { decidedAt: context.now }, facts: factsOf(approval), stop: 'all' })
  if (act.subject && row) await noteProposal(context, act.subject, row, approval, 'lapsed')
}

async function passOn(context: CommandContext, approval: Approval, asked: readonly Asked[], reason: string | undefined): Promise<void> {
  await transition(context, approvalSubject, approval, 'pass_on', {
    set: { asked, stage: approval.stage + 1, expiresAt: dueAt(context.kernel.calendar(), context.now, parseLimit(APPROVAL_LIMIT)) },
    facts: { ...factsOf(approval), stage: approval.stage + 1 },
    words: { reason },
    start: [{ kind: 'decide', limit: APPROVAL_LIMIT }],
  })
}

const factsOf = ({ subjectKind, subjectId, action }: Approval) => ({ subjectKind, subjectId, action })
