import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { ROLES, SCOPE_KINDS } from '../kernel/role.ts'

const account = z.object({ id: z.string(), displayName: z.string(), gridCode: z.nullable(z.string()) })

const appointment = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  scopeKind: z.enum(SCOPE_KINDS),
  scopeId: z.string(),
  from: z.string(),
  to: z.nullable(z.string()),
})

export const accountContract = {
  login: endpoint({
    name: 'auth.wechat', method: 'POST', path: '/auth/wechat', summary: '用微信登录', who: 'guest', rate: 'login', status: 201,
    body: z.object({ code: z.string().check(z.minLength(1, '缺少登录凭证'), z.maxLength(128)) }),
    answer: z.object({ token: z.string(), account }),
    errors: ['LOGIN_CODE_REFUSED', 'LOGIN_RISKY'],
  }),
  logout: endpoint({ name: 'auth.logout', method: 'POST', path: '/auth/logout', summary: '退出登录', who: 'account', answer: z.object({}) }),
  me: endpoint({
    name: 'me.get', method: 'GET', path: '/me', summary: '我是谁，有哪些身份', who: 'account',
    answer: z.object({ account, appointments: z.array(appointment), gridCode: z.nullable(z.string()) }),
  }),
}
