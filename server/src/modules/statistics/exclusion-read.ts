import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ExclusionAnswer } from '@huying/shared/statistics/exclusion-contract.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { readSubject } from '../../kernel/subject.ts'
import { categoriesNow, complaintSubject } from '../complaint/public.ts'
import { asCarrier, mayReadExclusion } from './exclusion-policy.ts'
import { presentExclusion } from './exclusion-presenter.ts'
import { caseByNumber, lineOf, listExclusions } from './exclusion-queries.ts'
import { exclusionSubject, type ExclusionState } from './exclusion-table.ts'

/** An exclusion as this person sees it, or 404. */
export async function getExclusion({ db, actor, now }: ReadContext, id: string): Promise<ExclusionAnswer> {
  const row = await readSubject(db, exclusionSubject, id)
  const complaint = await readSubject(db, complaintSubject, row.complaintId)
  if (!mayReadExclusion(actor, row, complaint)) throw kernelErrors.NOT_FOUND()
  return presentExclusion(actor, row, complaint, now)
}

/** A case by its number, for whoever may ask to leave it out; 404 for everybody else. */
export async function findCase(context: ReadContext, number: string): Promise<{ complaintId: string; number: string; categoryLabel: string }> {
  const found = await caseByNumber(context.db, number)
  const line = found && (await lineOf(context.db, found.complaintId))
  if (!found || !line || asCarrier(context.actor, line) instanceof AppError) throw kernelErrors.NOT_FOUND()
  return { complaintId: found.complaintId, number, categoryLabel: categoriesNow(context).byCode.get(found.category)?.label ?? found.category }
}

export async function listVisibleExclusions(
  { db, actor, now }: ReadContext,
  { cursor, limit, ...query }: { cursor?: string | undefined; limit: number; state?: ExclusionState | undefined; complaintId?: string | undefined },
): Promise<{ items: ExclusionAnswer[]; nextCursor: string | null }> {
  const rows = await listExclusions(db, actor, { ...query, after: decodeCursor(cursor), limit: limit + 1 })
  return pageOf(rows, limit, ({ row }) => ({ at: row.createdAt, id: row.id }), ({ row, complaint }) => presentExclusion(actor, row, complaint, now))
}
