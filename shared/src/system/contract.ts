import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { limitText } from '../kernel/limit.ts'
import { instant } from '../kernel/schema.ts'

const edge = z.object({
  from: z.array(z.string()), action: z.string(), to: z.array(z.string()), who: z.array(z.string()), guard: z.string(), clocks: z.string(),
})

export const systemContract = {
  machines: endpoint({
    name: 'machines.list', method: 'GET', path: '/machines', summary: '所有状态机', who: 'guest',
    answer: z.object({ machines: z.array(z.object({ name: z.string(), states: z.array(z.string()), edges: z.array(edge) })) }),
  }),
  explain: endpoint({
    name: 'calendars.explain', method: 'GET', path: '/calendars/explain', summary: '期限怎么算的', who: 'guest',
    query: z.object({ from: instant, limit: limitText }),
    answer: z.object({
      dueAt: z.string(), warnAt: z.nullable(z.string()), sentence: z.string(), isProvisional: z.boolean(),
      days: z.array(z.object({ date: z.string(), counts: z.boolean(), reason: z.string() })),
    }),
  }),
}
