import * as z from 'zod/mini'
import { moved } from '../calendar/contract.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { SETTINGS } from './catalogue.ts'

const setting = z.object({
  key: z.string(), label: z.string(), hint: z.string(), value: z.unknown(),
  /** The rules' own value, in force while none is set. */
  fallback: z.unknown(),
  isSet: z.boolean(),
})
export type Setting = z.infer<typeof setting>

const values = z.strictObject(Object.fromEntries(SETTINGS.map(({ key, schema }) => [key, z.optional(z.nullable(schema))])))

export const settingsContract = {
  list: endpoint({ name: 'settings.list', method: 'GET', path: '/settings', summary: '县里可以调的设置', who: 'account', answer: z.object({ items: z.array(setting) }) }),
  change: endpoint({
    name: 'settings.change', method: 'PUT', path: '/settings', summary: '改设置；写 null 就是改回默认', who: 'account',
    body: z.object({ values }),
    answer: z.object({ items: z.array(setting), moved }),
    errors: ['SETTING_OUT_OF_BOUNDS'],
  }),
}
