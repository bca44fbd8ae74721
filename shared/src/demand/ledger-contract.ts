import * as z from 'zod/mini'
import { endpoint, rawAnswer } from '../kernel/endpoint.ts'
import { id, text } from '../kernel/schema.ts'
import { demandState, ledgerFilter, ledgerFilterObject } from './ledger-filter.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** A file holds so many entries: more fit on no screen, and in no memory that others need too. */
export const MOST_EXPORTED = 2_000
export const MOST_FILTERS = 20

const keptFilter = z.object({ id: z.string(), name: z.string(), filter: ledgerFilterObject })
export type KeptFilter = z.infer<typeof keptFilter>

/** An entry that a complaint could join; `distance` in metres, in steps of 50, null where one of both has no point. */
const likeDemand = z.object({
  id: z.string(), number: z.string(), text: z.string(), state: demandState, distance: z.nullable(z.number()),
  /** Within 250 m and in like words. */
  isLike: z.boolean(),
})
export type LikeDemand = z.infer<typeof likeDemand>

/** The ledger as a file, the filters that a person keeps, and what a complaint could join. */
export const ledgerContract = {
  like: endpoint({
    name: 'demand.like', method: 'GET', path: '/complaints/:id/like-demands', summary: '台账上在办的同类问题，吹哨时可以并进去，最像的在前', who: 'account',
    params: z.object({ id }), answer: z.object({ items: z.array(likeDemand) }),
  }),
  file: endpoint({
    name: 'demand.ledgerFile', method: 'GET', path: '/demands/ledger.xlsx', summary: '需求台账导出（Excel），按当前筛选，最多 2000 条', who: 'account', raw: XLSX,
    query: z.object(ledgerFilter), answer: rawAnswer, errors: ['LEDGER_TOO_LONG'],
  }),
  filters: endpoint({
    name: 'demand.filters', method: 'GET', path: '/ledger-filters', summary: '我存的台账筛选', who: 'account', answer: z.object({ items: z.array(keptFilter) }),
  }),
  keepFilter: endpoint({
    name: 'demand.keepFilter', method: 'POST', path: '/ledger-filters', summary: '存一个台账筛选；同名的换成新的', who: 'account', status: 201,
    body: z.object({ name: text(20), filter: ledgerFilterObject }), answer: keptFilter, errors: ['FILTER_EMPTY', 'FILTERS_FULL'],
  }),
  dropFilter: endpoint({
    name: 'demand.dropFilter', method: 'POST', path: '/ledger-filters/:id/drop', summary: '删掉一个台账筛选', who: 'account', params: z.object({ id }), answer: z.object({}),
  }),
}
