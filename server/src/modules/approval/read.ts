import type { ApprovalAnswer } from '@huying/shared/approval/contract.ts'
import { approvalErrors } from '@huying/shared/approval/errors.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Page } from '@huying/shared/kernel/page.ts'
import { approvalSubject, isSamePerson, type Approval } from '../../kernel/approvals.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { accountOf } from '../../kernel/context.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import type { Verdict } from '../../kernel/policy.ts'
import { readSubject } from '../../kernel/subject.ts'
import { wrongState } from '../../kernel/transition.ts'
import { actOf, type ApprovalDeps } from './acts.ts'
import { hasDecided, listProposed, listWaiting, namesOf, type Listed } from './queries.ts'

/** What an act throws refuses as well as what it answers. */
function asVerdict(error: unknown): AppError {
  if (error instanceof AppError) return error
  throw error
}

/** May this person decide, apart from the state? 404 for whoever has nothing to do with it. */
export async function secondOn(context: ReadContext, deps: ApprovalDeps, approval: Approval): Promise<Verdict> {
  const isFirst = approval.proposedBy === context.actor.accountId
  const verdict = await actOf(deps, approval).second(context, approval).catch(asVerdict)
  if (isFirst) return approvalErrors.SAME_PERSON()
  if (verdict instanceof AppError) return verdict.code === 'FORBIDDEN' ? kernelErrors.NOT_FOUND() : verdict
  return (await isSamePerson(context, accountOf(context), approval.proposedBy)) ? approvalErrors.SAME_PERSON() : verdict
}

export async function getApproval(context: ReadContext, deps: ApprovalDeps, id: string): Promise<ApprovalAnswer> {
  const approval = await readSubject(context.db, approvalSubject, id)
  const verdict = await secondOn(context, deps, approval)
  const isHidden = verdict instanceof AppError && verdict.status === 404
  if (isHidden && !(await hasDecided(context.db, id, context.actor.accountId))) throw verdict
  const names = await namesOf(context.db, [approval.proposedBy])
  return present(context, deps, approval, isHidden ? kernelErrors.FORBIDDEN() : verdict, names)
}

function present(context: ReadContext, deps: ApprovalDeps, row: Approval, verdict: Verdict, names: ReadonlyMap<string, string>): ApprovalAnswer {
  const ability = (action: 'approve' | 'refuse') => {
    const refusal = verdict instanceof AppError ? verdict : decidable(row, action, context.now)
    return refusal ? { code: refusal.code, message: refusal.message } : (true as const)
  }
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    action: row.action,
    label: actOf(deps, row).label,
    input: row.input,
    proposedBy: names.get(row.proposedBy) ?? '',
    isMine: row.proposedBy === context.actor.accountId,
    proposedAt: row.proposedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    abilities: { approve: ability('approve'), refuse: ability('refuse') },
  }
}

/** Why it cannot be decided any more, or null. */
export function decidable(row: Approval, action: 'approve' | 'refuse', now: Date): AppError | null {
  if (row.state !== 'waiting') return wrongState(approvalSubject, row.state, action)
  return row.expiresAt <= now ? approvalErrors.APPROVAL_EXPIRED() : null
}

interface Query {
  queue: 'waiting' | 'proposed'
  cursor?: string
  limit: number
}

/**
 * Whom a proposal waits for is the act's to say, not a column's: so what waits is looked through in order until the page
 * is full. All of it lapses within working days, so there is never much.
 */
export async function listApprovals(context: ReadContext, deps: ApprovalDeps, query: Query): Promise<Page<ApprovalAnswer>> {
  const found: { listed: Listed; verdict: Verdict }[] = []
  // Only offices are ever asked.
  if (query.queue === 'waiting' && context.actor.appointments.length === 0) return { items: [], nextCursor: null }
  let after = decodeCursor(query.cursor)
  while (found.length <= query.limit) {
    const batch = query.queue === 'proposed' ? await listProposed(context.db, accountOf(context), after, query.limit + 1) : await listWaiting(context.db, after)
    for (const listed of batch) {
      const verdict = await secondOn(context, deps, listed.row)
      if (query.queue === 'proposed' || !(verdict instanceof AppError)) found.push({ listed, verdict })
    }
    const last = batch.at(-1)
    if (!last || query.queue === 'proposed') break
    after = { at: last.at, id: last.row.id }
  }
  const page = found.slice(0, query.limit)
  const names = await namesOf(context.db, page.map(({ listed }) => listed.row.proposedBy))
  const last = page.at(-1)?.listed
  return {
    items: page.map(({ listed, verdict }) => present(context, deps, listed.row, verdict, names)),
    nextCursor: found.length > query.limit && last ? encodeCursor({ at: last.at, id: last.row.id }) : null,
  }
}
