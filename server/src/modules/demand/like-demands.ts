import type { LikeDemand } from '@huying/shared/demand/ledger-contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { bigrams } from '../../kernel/bigrams.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { readSubject } from '../../kernel/subject.ts'
import { complaintSubject, distanceM, isAlike, likeness, mayReadComplaint, stepped } from '../complaint/public.ts'
import { demands } from './table.ts'
import { visibleTo } from './visible.ts'

const LIVE = ['pending', 'dispatched', 'replied', 'on_hold'] as const
/** The newest of a community and category are looked at; more are never live at once. */
const MOST_LOOKED_AT = 200
const MOST_SHOWN = 20

/**
 * Live entries that a complaint could join: of its category and community, those about the same thing first (as with complaints: within
 * 250 m and in like words), then the likest in words. 404 for whoever may not read the complaint; none that they may not read.
 */
export async function likeDemands({ db, actor }: ReadContext, complaintId: string): Promise<{ items: LikeDemand[] }> {
  const complaint = await readSubject(db, complaintSubject, complaintId)
  if (!mayReadComplaint(actor, complaint)) throw kernelErrors.NOT_FOUND()
  const { category, communityCode, townCode, lng, lat } = complaint
  const found = await db.q.select().from(demands).where(and(
    visibleTo(actor), inArray(demands.state, [...LIVE]), eq(demands.category, category),
    communityCode === null ? eq(demands.townCode, townCode) : eq(demands.communityCode, communityCode),
  )).orderBy(desc(demands.createdAt), desc(demands.id)).limit(MOST_LOOKED_AT)
  const words = { bigrams: bigrams(complaint.text) }
  const items = found.map((row) => {
    const distance = lng === null || lat === null || row.lng === null || row.lat === null ? null : distanceM({ lng, lat }, { lng: row.lng, lat: row.lat })
    const inWords = likeness(words, { bigrams: bigrams(row.summary) })
    return { row, distance, inWords, isLike: distance !== null && isAlike(distance, inWords) }
  })
  return {
    items: items.toSorted((a, b) => Number(b.isLike) - Number(a.isLike) || b.inWords - a.inWords).slice(0, MOST_SHOWN)
      .map(({ row: { id, number, summary, state }, distance, isLike }) => ({ id, number, text: summary, state, distance: distance === null ? null : stepped(distance), isLike })),
  }
}
