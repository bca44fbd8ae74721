import * as z from 'zod/mini'
import { endpoint } from '@huying/shared/kernel/endpoint'
import { id } from '@huying/shared/kernel/schema'

/** What the platform itself needs of the API beside signing in: files and live changes. Features bring their own. */

export const uploadAnswer = z.object({
  id,
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  url: z.string(),
  thumbnailUrl: z.string(),
  verdict: z.enum(['pending', 'pass', 'review', 'risky', 'none']),
})
export type Uploaded = z.infer<typeof uploadAnswer>

export const liveTicketContract = endpoint({
  name: 'live.ticket',
  method: 'POST',
  path: '/live/tickets',
  summary: '取一张实时连接的票，30 秒内用一次',
  who: 'account',
  answer: z.object({ ticket: z.string() }),
})

export const liveMessage = z.object({ kind: z.string(), id: z.string(), version: z.number() })
export type LiveMessage = z.infer<typeof liveMessage>
