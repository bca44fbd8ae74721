import * as z from 'zod/mini'
import { endpoint } from '@huying/shared/kernel/endpoint'
import { ROLES, SCOPE_KINDS } from '@huying/shared/kernel/role'

export const appointment = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  scopeKind: z.enum(SCOPE_KINDS),
  scopeId: z.string(),
  /** The scope's name as people know it; absent on older servers. */
  scopeName: z.optional(z.string()),
  from: z.string(),
  to: z.nullable(z.string()),
})
export type Appointment = z.infer<typeof appointment>

export const meContract = endpoint({
  name: 'account.me',
  method: 'GET',
  path: '/me',
  summary: '我是谁，有哪些身份',
  who: 'account',
  answer: z.object({
    account: z.object({
      id: z.string(),
      /** Masked, as 周*明; null until the person has given a name. */
      name: z.nullish(z.string()),
      /** Masked, as 156******77. */
      phone: z.nullish(z.string()),
    }),
    appointments: z.array(appointment),
    gridCode: z.nullable(z.string()),
    /** 南大街社区第 3 网格 */
    gridName: z.nullish(z.string()),
    communityName: z.nullish(z.string()),
  }),
})
