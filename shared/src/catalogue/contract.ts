import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'

/** Every list of codes there is; each has its home with the feature that uses it. */
export const CATALOGUES = [
  'wish-categories', 'skills', 'reject-reasons', 'complaint-categories', 'decline-classes', 'exclusion-reasons', 'natures', 'hold-reasons',
  'return-reasons', 'units',
] as const
export type CatalogueName = (typeof CATALOGUES)[number]

/** `code` is what bodies carry (for units their id), `label` what people read; hints and examples come along. */
const item = z.looseObject({ code: z.string(), label: z.string() })

export const catalogueContract = {
  get: endpoint({
    name: 'catalogue.get', method: 'GET', path: '/catalogues/:name', summary: '一份代码表', who: 'guest',
    params: z.object({ name: z.enum(CATALOGUES) }),
    answer: z.object({ items: z.array(item) }),
  }),
}
