import { approvalContract } from '@huying/shared/approval/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { approvalSubject } from '../../kernel/approvals.ts'
import { read, write, type DeadlineHandler, type Module } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'
import type { ApprovalDeps } from './acts.ts'
import { approve, endUnanswered, refuse, takeApproval } from './commands/decide-approval.ts'
import { getApproval, listApprovals } from './read.ts'

/** Two-person acts: what one person proposed and another decides. Which acts there are, the modules say. */
export function approvalModule(deps: ApprovalDeps): Module {
  const present = (context: Parameters<typeof getApproval>[0], id: string) => getApproval(context, deps, id)
  const lapse: DeadlineHandler = {
    subjectKind: approvalSubject.kind,
    kind: 'decide',
    async onDue(context, clock) {
      const taken = await takeApproval(context, deps, clock.subjectId)
      if (!(await takeClock(context, clock)) || taken.approval.state !== 'waiting') return
      await endUnanswered(context, taken)
    },
  }
  return {
    name: 'approval',
    routes: [
      read(approvalContract.list, (context, { query }) => listApprovals(context, deps, query)),
      read(approvalContract.get, (context, { params }) => getApproval(context, deps, params.id)),
      write(approvalContract.approve, { run: (context, { params, body }) => approve(context, deps, params.id, body.reason), present }),
      write(approvalContract.refuse, { run: (context, { params, body }) => refuse(context, deps, params.id, body.reason), present }),
    ],
    subjects: [approvalSubject],
    deadlines: [lapse],
    constraints: { approvals_one_waiting: kernelErrors.CONFLICT },
    mayWatch: { approval: async (context, id) => Boolean(await getApproval(context, deps, id)) },
  }
}
