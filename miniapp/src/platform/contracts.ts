import * as z from 'zod/mini'
import { endpoint } from '@huying/shared/kernel/endpoint'
import { id } from '@huying/shared/kernel/schema'

/** The endpoints the platform itself needs: signing in, files and live changes. Features bring their own. */

export const signInContract = endpoint({
  name: 'account.signIn',
  method: 'POST',
  path: '/auth/wechat',
  summary: '用微信登录码换登录',
  who: 'guest',
  rate: 'login',
  body: z.object({ code: z.string() }),
  answer: z.object({ token: z.string() }),
})

export const signOutContract = endpoint({
  name: 'account.signOut',
  method: 'POST',
  path: '/auth/logout',
  summary: '退出登录',
  who: 'account',
  answer: z.unknown(),
})

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
