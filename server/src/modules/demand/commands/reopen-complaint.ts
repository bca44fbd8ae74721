import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ClockRow } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { takeClock } from '../../../kernel/sweep.ts'
import { transition } from '../../../kernel/transition.ts'
import { complaintSubject, halfSolve, limitsOf, refuseReopen, reopenRow, takeComplaint, type ComplaintRow } from '../../complaint/public.ts'
import { solveClocks } from '../clocks.ts'
import { demandSubject } from '../subject.ts'
import type { DemandRow, Level } from '../table.ts'

/** Not solved, the first time: worked on again at once, with the demand through which it was solved. */
export async function reopenComplaint(context: CommandContext, id: string, reason: string): Promise<Written> {
  const demand = await lockDemandOf(context, id)
  const { row, command } = await takeComplaint(context, id, 'reopen')
  await bringBack(context, await reopenRow(command, row, 'reopen', reason), demand)
  return { subject: { kind: complaintSubject.kind, id } }
}

/** From the second time on somebody looks first. */
export async function decideReopen(context: CommandContext, id: string, decision: 'grant' | 'refuse', reason: string | undefined): Promise<Written> {
  if (decision === 'refuse') return refuseReopen(context, id, reason)
  const demand = await lockDemandOf(context, id)
  const { row, command } = await takeComplaint(context, id, 'grant_reopen')
  await bringBack(context, await reopenRow(command, row, 'grant_reopen', reason), demand)
  return { subject: { kind: complaintSubject.kind, id } }
}

export async function grantBySilence(context: CommandContext, clock: ClockRow): Promise<void> {
  const demand = await lockDemandOf(context, clock.subjectId)
  const row = await lockSubject(context.tx, complaintSubject, clock.subjectId)
  if (!(await takeClock(context, clock)) || (row.state !== 'resolved' && row.state !== 'closed')) return
  await bringBack(context, await reopenRow(context, row, 'reopen_overdue', undefined), demand)
}

/** The demand is locked before its complaint; which one it is can only change while the complaint is on the ledger. */
async function lockDemandOf({ tx }: CommandContext, complaintId: string): Promise<DemandRow | null> {
  const { demandId } = await readSubject(tx, complaintSubject, complaintId)
  return demandId === null ? null : lockSubject(tx, demandSubject, demandId)
}

/** The demand is live again, one round further; the second time one level up. A live one only takes the complaint in. */
async function bringBack(context: CommandContext, complaint: ComplaintRow, demand: DemandRow | null): Promise<void> {
  if (complaint.demandId !== (demand?.id ?? null)) throw kernelErrors.CONFLICT()
  if (!demand) return
  const system: CommandContext = { ...context, as: { role: 'system', appointmentId: null } }
  const facts = { complaintId: complaint.id }
  if (demand.state !== 'verified' && demand.state !== 'closed') {
    await transition(system, demandSubject, demand, 'bring_back', { facts })
    return
  }
  const count = demand.bringBackCount + 1
  const level = (count >= 2 ? Math.min(2, demand.level + 1) : demand.level) as Level
  await transition(system, demandSubject, demand, 'bring_back', {
    set: {
      round: demand.round + 1, bringBackCount: count, level, redoCount: 0, dispatchedAt: null, repliedAt: null, closedAt: null,
      verifiedAt: null, verifiedBy: null, verifyOutcome: null, verifyNote: null, verifyUploadIds: [],
    },
    facts: { ...facts, round: demand.round + 1, level },
    start: [{ kind: 'assign', limit: limitsOf(context.kernel, demand.urgency).assign }, ...solveClocks(context, halfSolve(context, demand.urgency))],
  })
}
