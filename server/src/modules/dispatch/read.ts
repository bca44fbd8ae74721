import type { Colleague, Dispatch, DispatchItem } from '@huying/shared/dispatch/contract.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import { clocksOf } from '../../kernel/clocks.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { readSubject } from '../../kernel/subject.ts'
import { namesOfAreas } from '../complaint/public.ts'
import { aroundOf, demandSubject, type DemandRow } from '../demand/public.ts'
import { asHandler, mayRead } from './policy.ts'
import { presentDispatch, presentItem, type Shown } from './presenter.ts'
import { contactsOf, handlersOf, listDispatches, namesOf, notesOf, type ListQuery } from './queries.ts'
import { dispatchSubject } from './subject.ts'
import type { DispatchRow } from './table.ts'

interface Pair {
  row: DispatchRow
  demand: DemandRow
}

/** The row with its demand, or 404 for whoever may not read it. */
export async function readDispatch({ db, actor }: ReadContext, id: string): Promise<Pair> {
  const row = await readSubject(db, dispatchSubject, id)
  const demand = await readSubject(db, demandSubject, row.demandId)
  if (!mayRead(actor, row, demand)) throw kernelErrors.NOT_FOUND()
  return { row, demand }
}

async function shownFor({ db, now }: ReadContext, pairs: readonly Pair[]): Promise<Map<string, Shown>> {
  const ids = pairs.map(({ row }) => row.id)
  const [around, names, areaNames, clocks] = await Promise.all([
    aroundOf(db, [...new Set(pairs.map(({ demand }) => demand.id))], now),
    namesOf(db, pairs.map(({ row }) => row)),
    namesOfAreas(db, pairs.flatMap(({ demand }) => [demand.gridCode, demand.communityCode, demand.townCode])),
    clocksOf(db, 'dispatch', ids),
  ])
  return new Map(
    pairs.map(({ row, demand }) => [row.id, {
      demand,
      around: around.get(demand.id)!,
      unitName: names.units.get(row.unitId) ?? '',
      handlerName: row.handlerId === null ? null : (names.handlers.get(row.handlerId) ?? null),
      areaNames,
      clocks: clocks.filter((clock) => clock.subjectId === row.id),
    }]),
  )
}

/** A dispatch as this person sees it, or 404. */
export async function getDispatch(context: ReadContext, id: string): Promise<Dispatch> {
  const pair = await readDispatch(context, id)
  const [shown, contacts, notes] = await Promise.all([shownFor(context, [pair]), contactsOf(context.db, id), notesOf(context.db, id)])
  return presentDispatch(context.actor, pair.row, shown.get(id)!, contacts, notes, context.now)
}

export async function listVisibleDispatches(
  context: ReadContext,
  query: ListQuery & { cursor?: string },
): Promise<{ items: DispatchItem[]; nextCursor: string | null }> {
  const found = await listDispatches(context.db, context.actor, context.now, query, decodeCursor(query.cursor))
  const page = found.slice(0, query.limit)
  const shown = await shownFor(context, page)
  const last = page.at(-1)
  return {
    items: page.map(({ row }) => presentItem(context.actor, row, shown.get(row.id)!, context.now)),
    nextCursor: found.length > query.limit && last ? encodeCursor({ at: last.at, id: last.row.id }) : null,
  }
}

/** To whom a handler may hand it over: the others of the unit; 404 where it is not theirs to read, 403 where it is not their unit's. */
export async function colleaguesOf(context: ReadContext, id: string): Promise<{ items: Colleague[] }> {
  const { row } = await readDispatch(context, id)
  const verdict = asHandler(context.actor, row)
  if (verdict instanceof AppError) throw verdict
  const handlers = await handlersOf(context.db, row.unitId, context.now)
  return { items: handlers.filter(({ accountId }) => accountId !== context.actor.accountId) }
}
