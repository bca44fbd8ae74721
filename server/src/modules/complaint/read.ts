import type { Complaint, ComplaintItem } from '@huying/shared/complaint/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { clocksOf } from '../../kernel/clocks.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { readSubject } from '../../kernel/subject.ts'
import { dutiesOf } from '../area/public.ts'
import { categoryAsFiled } from './categories.ts'
import { mayRead } from './policy.ts'
import { presentComplaint, presentItem, type Surroundings } from './presenter.ts'
import { contactsOf, questionsOf, heldSince, ledgerNotes, listComplaints, namesOfAreas, namesOfReporters, type ListQuery } from './queries.ts'
import { complaintSubject } from './subject.ts'
import type { ComplaintRow } from './table.ts'

/** What is needed to show these complaints, in a fixed number of queries. */
async function surroundingsOf({ db, now }: ReadContext, rows: readonly ComplaintRow[]): Promise<Map<string, Surroundings>> {
  const ids = rows.map((row) => row.id)
  const grids = rows.flatMap((row) => row.gridCode ?? [])
  const [duties, clocks, ledger, since, areaNames, reporters] = await Promise.all([
    dutiesOf(db, grids, now),
    clocksOf(db, 'complaint', ids),
    ledgerNotes(db, ids),
    heldSince(db, ids),
    namesOfAreas(db, rows.flatMap((row) => [row.gridCode, row.communityCode, row.townCode])),
    namesOfReporters(db, rows.map((row) => row.reporterId)),
  ])
  return new Map(
    rows.map((row) => [row.id, {
      duty: row.gridCode === null ? null : (duties.get(row.gridCode) ?? null),
      clocks: clocks.filter((clock) => clock.subjectId === row.id),
      ledger: ledger.get(row.id) ?? null,
      since: since.get(row.id) ?? row.createdAt,
      areaNames,
      reporterName: row.reporterId === null ? null : (reporters.get(row.reporterId) ?? null),
    }]),
  )
}

/** A complaint as this person sees it, or 404. */
export async function getComplaint(context: ReadContext, id: string): Promise<Complaint> {
  const row = await readSubject(context.db, complaintSubject, id)
  if (!mayRead(context.actor, row)) throw kernelErrors.NOT_FOUND()
  const around = (await surroundingsOf(context, [row])).get(id)!
  const [contacts, questions, category] = await Promise.all([contactsOf(context.db, id), questionsOf(context.db, id), categoryAsFiled(context, row)])
  return presentComplaint(context.actor, row, around, contacts, questions, category, context.kernel.cipher, context.now)
}

/** The short form of one complaint, for whoever was let read it. */
export async function presentRow(context: ReadContext, row: ComplaintRow): Promise<ComplaintItem> {
  const around = (await surroundingsOf(context, [row])).get(row.id)!
  return presentItem(context.actor, row, around, context.kernel.cipher, context.now)
}

export async function listVisibleComplaints(
  context: ReadContext,
  query: ListQuery & { cursor?: string },
): Promise<{ items: ComplaintItem[]; nextCursor: string | null }> {
  const found = await listComplaints(context.db, context.actor, context.now, query, decodeCursor(query.cursor))
  const shown = found.slice(0, query.limit)
  const around = await surroundingsOf(context, shown.map(({ row }) => row))
  const last = shown.at(-1)
  return {
    items: shown.map(({ row }) => presentItem(context.actor, row, around.get(row.id)!, context.kernel.cipher, context.now)),
    nextCursor: found.length > query.limit && last ? encodeCursor({ at: last.at, id: last.row.id }) : null,
  }
}
