import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'

/** Live screens: a ticket opens the WebSocket, which says that something changed and never what. */
export const liveContract = {
  ticket: endpoint({
    name: 'live.ticket', method: 'POST', path: '/live/tickets', summary: '取一张实时连接的票，30 秒内用一次', who: 'account', isSecret: true, status: 201,
    answer: z.object({ ticket: z.string() }),
  }),
}

/** What a watcher hears: this thing is at this version now, look again. */
export const liveMessage = z.object({ kind: z.string(), id: z.string(), version: z.number() })
export type LiveMessage = z.infer<typeof liveMessage>
