import type { Demand, DemandItem, Suggestion } from '@huying/shared/demand/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { clocksOf } from '../../kernel/clocks.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { readSubject } from '../../kernel/subject.ts'
import { namesOfAreas, namesOfReporters } from '../complaint/public.ts'
import { aroundDemand, aroundOf, type Around } from './around.ts'
import { mayRead } from './policy.ts'
import { presentDemand, presentItem, type Shown } from './presenter.ts'
import { complaintsOf, listDemands, type ListQuery } from './queries.ts'
import { demandSubject } from './subject.ts'
import { explainSuggestion } from './suggest.ts'
import type { DemandRow } from './table.ts'

/** The row with what decides over it, or 404 for whoever may not read it. */
export async function readDemand(context: ReadContext, id: string): Promise<{ row: DemandRow; around: Around }> {
  const row = await readSubject(context.db, demandSubject, id)
  const around = await aroundDemand(context.db, id, context.now)
  if (!mayRead(context.actor, row, around)) throw kernelErrors.NOT_FOUND()
  return { row, around }
}

async function shownFor(context: ReadContext, rows: readonly DemandRow[]): Promise<Map<string, Shown>> {
  const ids = rows.map((row) => row.id)
  const [around, clocks, areaNames] = await Promise.all([
    aroundOf(context.db, ids, context.now),
    clocksOf(context.db, 'demand', ids),
    namesOfAreas(context.db, rows.flatMap((row) => [row.gridCode, row.communityCode, row.townCode])),
  ])
  return new Map(rows.map(({ id }) => [id, { around: around.get(id)!, clocks: clocks.filter((clock) => clock.subjectId === id), areaNames }]))
}

/** A demand as this person sees it, or 404. */
export async function getDemand(context: ReadContext, id: string): Promise<Demand> {
  const { row } = await readDemand(context, id)
  const complaints = await complaintsOf(context.db, id)
  const [shown, names] = await Promise.all([
    shownFor(context, [row]),
    namesOfReporters(context.db, complaints.map((complaint) => complaint.reporterId)),
  ])
  const withNames = complaints.map((complaint) => ({
    row: complaint,
    reporterName: complaint.reporterId === null ? null : (names.get(complaint.reporterId) ?? null),
  }))
  return presentDemand(context.actor, row, shown.get(id)!, withNames, context.kernel.cipher, context.now)
}

export async function getSuggestion(context: ReadContext, id: string): Promise<Suggestion> {
  return explainSuggestion(context, (await readDemand(context, id)).row)
}

/** These entries of the ledger as this person sees them, in their order. */
export async function presentItems(context: ReadContext, rows: readonly DemandRow[]): Promise<DemandItem[]> {
  const shown = await shownFor(context, rows)
  return rows.map((row) => presentItem(context.actor, row, shown.get(row.id)!, context.now))
}

export async function listVisibleDemands(
  context: ReadContext,
  query: ListQuery & { cursor?: string },
): Promise<{ items: DemandItem[]; nextCursor: string | null }> {
  const found = await listDemands(context.db, context.actor, context.now, query, decodeCursor(query.cursor))
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: await presentItems(context, page.map(({ row }) => row)),
    nextCursor: found.length > query.limit && last ? encodeCursor({ at: last.at, id: last.row.id }) : null,
  }
}
