import type { ApprovalAnswer } from '@huying/shared/approval/contract.ts'
import { approvalErrors } from '@huying/shared/approval/errors.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Page } from '@huying/shared/kernel/page.ts'
import { approvalSubject, askedAs, isSamePerson, type Approval } from '../../kernel/approvals.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { accountOf } from '../../kernel/context.ts'
import { decodeCursor, encodeCursor, pageOf, type Position } from '../../kernel/cursor.ts'
import type { Verdict } from '../../kernel/policy.ts'
import { readSubject } from '../../kernel/subject.ts'
import { wrongState } from '../../kernel/transition.ts'
import { actOf, type ApprovalDeps } from './acts.ts'
import { hasDecided, listProposed, listWaiting, namesOf } from './queries.ts'

/** What an act throws refuses as well as what it answers. */
function asVerdict(error: unknown): AppError {
  if (error instanceof AppError) return error
  throw error
}

/** May this person decide, apart from the state? 404 for whoever has nothing to do with it. */
export async function secondOn(context: ReadContext, deps: ApprovalDeps, approval: Approval): Promise<Verdict> {
  if (approval.proposedBy === context.actor.accountId) return approvalErrors.SAME_PERSON()
  const verdict = await actOf(deps, approval).second(context, approval).catch(asVerdict)
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

/** As much as one request looks through; what it does not reach, the next page does. */
const MOST_LOOKED_AT = 200
const positionOf = ({ createdAt, id }: Approval): Position => ({ at: createdAt, id })

export async function listApprovals(context: ReadContext, deps: ApprovalDeps, query: Query): Promise<Page<ApprovalAnswer>> {
  const after = decodeCursor(query.cursor)
  return query.queue === 'proposed' ? listOwn(context, deps, after, query.limit) : listToDecide(context, deps, after, query.limit)
}

/** What this person proposed: never theirs to decide. */
async function listOwn(context: ReadContext, deps: ApprovalDeps, after: Position | null, limit: number): Promise<Page<ApprovalAnswer>> {
  const rows = await listProposed(context.db, accountOf(context), after, limit + 1)
  const names = await namesOf(context.db, rows.map(({ proposedBy }) => proposedBy))
  return pageOf(rows, limit, positionOf, (row) => present(context, deps, row, approvalErrors.SAME_PERSON(), names))
}

/**
 * Whom a proposal waits for is the act's to say, not a column's: so what waits for offices like theirs is looked through in
 * order until the page is full. A page may therefore be short, even empty, and yet have a next one.
 */
async function listToDecide(context: ReadContext, deps: ApprovalDeps, after: Position | null, limit: number): Promise<Page<ApprovalAnswer>> {
  const roles = context.actor.appointments.map(({ role }) => role)
  // Only offices are ever asked.
  if (roles.length === 0) return { items: [], nextCursor: null }
  const moving = deps.acts().filter(({ movesAmong }) => movesAmong?.some((role) => roles.includes(role)))
  const rows = await listWaiting(context.db, { roles, acts: moving.map(({ kind, action }) => `${kind}.${action}`) }, after, MOST_LOOKED_AT)
  const found: { row: Approval; verdict: Verdict }[] = []
  for (const row of rows) {
    if (found.length > limit) break
    if (!actOf(deps, row).movesAmong && askedAs(context.actor, row.asked).length === 0) continue
    const verdict = await secondOn(context, deps, row)
    if (!(verdict instanceof AppError)) found.push({ row, verdict })
  }
  const page = found.slice(0, limit)
  const names = await namesOf(context.db, page.map(({ row }) => row.proposedBy))
  const lookedAt = rows.length === MOST_LOOKED_AT ? rows.at(-1) : undefined
  const last = found.length > limit ? page.at(-1)?.row : lookedAt
  return {
    items: page.map(({ row, verdict }) => present(context, deps, row, verdict, names)),
    nextCursor: last ? encodeCursor(positionOf(last)) : null,
  }
}
