import type { MergeTarget } from '@huying/shared/complaint/contract.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { readSubject } from '../../kernel/subject.ts'
import { distanceM, isAlike, likeness, stepped } from './like.ts'
import { mayRead, workersOn } from './policy.ts'
import { reporterLabel } from './presenter.ts'
import { namesOfReporters, targetsFor } from './queries.ts'
import { complaintSubject } from './subject.ts'
import type { ComplaintRow } from './table.ts'

/** What a complaint may be merged into, for the community workers who merge: the likest first, then the rest of its category, the latest first. */
export async function mergeTargets(context: ReadContext, id: string): Promise<{ items: MergeTarget[] }> {
  const { db, actor } = context
  const row = await readSubject(db, complaintSubject, id)
  if (!mayRead(actor, row)) throw kernelErrors.NOT_FOUND()
  const verdict = workersOn(actor, row)
  if (verdict instanceof AppError) throw verdict
  const found = (await targetsFor(db, row)).filter((target) => mayRead(actor, target))
  const names = await namesOfReporters(db, found.map(({ reporterId }) => reporterId))
  const offered = found.map((target) => ({ target: asTarget(context, row, target, names), inWords: likeness(row, target) }))
  const [like, rest] = [offered.filter(({ target }) => target.isLike), offered.filter(({ target }) => !target.isLike)]
  return { items: [...like.toSorted((a, b) => b.inWords - a.inWords), ...rest].map(({ target }) => target) }
}

function asTarget({ actor, kernel }: ReadContext, row: ComplaintRow, target: ComplaintRow, names: ReadonlyMap<string, string>): MergeTarget {
  const distance = distanceBetween(row, target)
  const name = target.reporterId === null ? null : (names.get(target.reporterId) ?? null)
  return {
    id: target.id, number: target.number, text: target.text, state: target.state, reporter: reporterLabel(actor, target, kernel.cipher, name),
    createdAt: target.createdAt.toISOString(), distance: distance === null ? null : stepped(distance), isLike: distance !== null && isAlike(distance, likeness(row, target)),
  }
}

function distanceBetween(a: ComplaintRow, b: ComplaintRow): number | null {
  if (a.lng === null || a.lat === null || b.lng === null || b.lat === null) return null
  return distanceM({ lng: a.lng, lat: a.lat }, { lng: b.lng, lat: b.lat })
}
