import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page } from '../kernel/page.ts'
import { id, timelineEntry } from '../kernel/schema.ts'

export const historyContract = {
  read: endpoint({
    name: 'history.read', method: 'GET', path: '/history/:kind/:id', summary: '一件事的经过，最近的在前', who: 'guest',
    params: z.object({ kind: z.string().check(z.regex(/^[a-z][A-Za-z]{1,31}$/, '种类不对')), id }),
    /** All of it on one page: nextCursor is always null. */
    answer: page(timelineEntry),
  }),
}
