import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { id } from '../kernel/schema.ts'
import { MESSAGE_KINDS } from './templates.ts'

export const inboxMessage = z.object({
  id: z.string(),
  kind: z.enum(MESSAGE_KINDS),
  title: z.string(),
  body: z.string(),
  /** What it is about: complaint, demand, dispatch, wish, approval, chairTerm. */
  subjectKind: z.string(),
  subjectId: z.string(),
  isUrgent: z.boolean(),
  createdAt: z.string(),
  readAt: z.nullable(z.string()),
})
export type InboxMessage = z.infer<typeof inboxMessage>

const unreadCount = z.object({ unread: z.number() })
const credits = z.object({
  items: z.array(z.object({ kind: z.enum(MESSAGE_KINDS), templateId: z.string(), label: z.string(), isLongTerm: z.boolean(), credits: z.number() })),
})

export const notificationContract = {
  inbox: endpoint({
    name: 'inbox.list', method: 'GET', path: '/inbox', summary: '我的消息，最近的在前', who: 'account',
    query: z.object({ ...pageQuery, unread: z.optional(z.enum(['true', 'false'])) }),
    answer: page(inboxMessage),
  }),
  unread: endpoint({ name: 'inbox.unread', method: 'GET', path: '/inbox/unread', summary: '还有几条没看', who: 'account', answer: unreadCount }),
  read: endpoint({
    name: 'inbox.read', method: 'POST', path: '/inbox/:id/read', summary: '看过了', who: 'account', params: z.object({ id }), answer: inboxMessage,
  }),
  readAll: endpoint({ name: 'inbox.readAll', method: 'POST', path: '/inbox/read', summary: '全部看过了', who: 'account', answer: unreadCount }),
  credits: endpoint({
    name: 'me.messageCredits', method: 'GET', path: '/me/message-credits', summary: '可以请我同意接收的微信消息', who: 'account', answer: credits,
  }),
  addCredits: endpoint({
    name: 'me.addMessageCredits', method: 'POST', path: '/me/message-credits', summary: '记下我在微信里答的同意或拒绝', who: 'account',
    /** What wx.requestSubscribeMessage answered, by template. */
    body: z.object({
      answers: z.record(z.string().check(z.minLength(1), z.maxLength(64)), z.enum(['accept', 'reject', 'ban', 'filter'])),
    }),
    answer: credits, errors: ['TEMPLATE_UNKNOWN'],
  }),
}
