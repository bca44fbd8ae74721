import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { ROLES, SCOPE_KINDS } from '../kernel/role.ts'
import { areaCode, id, text } from '../kernel/schema.ts'
import { CONSENT_DOCUMENTS } from './consent.ts'

const account = z.object({ id: z.string(), displayName: z.string(), gridCode: z.nullable(z.string()) })

const appointment = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  scopeKind: z.enum(SCOPE_KINDS),
  scopeId: z.string(),
  /** Of the place, unit, organization or association, in Chinese; a grid's with its community. */
  scopeName: z.nullable(z.string()),
  from: z.string(),
  to: z.nullable(z.string()),
})

/** `gridCode` is where the person lives, a grid or, while they know no better, a community; `areaName` says it in words. */
const me = z.object({
  account,
  appointments: z.array(appointment),
  gridCode: z.nullable(z.string()),
  areaName: z.nullable(z.string()),
  /** 138******62. */
  phone: z.nullable(z.string()),
  isMember: z.boolean(),
})
export type Me = z.infer<typeof me>

const documents = CONSENT_DOCUMENTS.map((entry) => entry.document) as [string, ...string[]]
const consent = z.object({
  document: z.string(),
  title: z.string(),
  summary: z.string(),
  withdrawal: z.string(),
  /** The wording shown now. */
  version: z.string(),
  /** Agreed to in this wording, and not taken back. */
  isGiven: z.boolean(),
  /** The wording agreed to last, with its times; an older one does not count any more. */
  given: z.nullable(z.object({ version: z.string(), givenAt: z.string(), withdrawnAt: z.nullable(z.string()) })),
})
const consents = z.object({ items: z.array(consent) })
export type Consents = z.infer<typeof consents>

const dependent = z.object({
  id: z.string(),
  kind: z.enum(['elder', 'child']),
  /** 王*. */
  name: z.string(),
  relation: z.nullable(z.string()),
  consent: z.string(),
  createdAt: z.string(),
})
export type Dependent = z.infer<typeof dependent>

export const accountContract = {
  login: endpoint({
    name: 'auth.wechat', method: 'POST', path: '/auth/wechat', summary: '用微信登录', who: 'guest', rate: 'login', isSecret: true, status: 201,
    body: z.object({ code: z.string().check(z.minLength(1, '缺少登录凭证'), z.maxLength(128)) }),
    answer: z.object({ token: z.string(), account }),
    errors: ['LOGIN_CODE_REFUSED', 'LOGIN_RISKY', 'WECHAT_BUSY'],
  }),
  logout: endpoint({ name: 'auth.logout', method: 'POST', path: '/auth/logout', summary: '退出登录', who: 'account', answer: z.object({}) }),
  me: endpoint({ name: 'me.get', method: 'GET', path: '/me', summary: '我是谁，有哪些身份', who: 'account', answer: me }),
  changeMe: endpoint({
    name: 'me.change', method: 'PUT', path: '/me', summary: '改我的名字、住在哪个社区和网格', who: 'account', answer: me,
    body: z.object({ gridCode: z.optional(areaCode), name: z.optional(text(20, 2)) }),
    errors: ['NOT_A_HOME', 'NAME_IS_FIXED'],
  }),
  bindPhone: endpoint({
    name: 'me.bindPhone', method: 'POST', path: '/me/phone', summary: '用微信授权的手机号', who: 'account', answer: me,
    body: z.object({ code: z.string().check(z.minLength(1, '缺少手机号凭证'), z.maxLength(128)) }),
    errors: ['PHONE_CODE_REFUSED', 'PHONE_NOT_MAINLAND', 'WECHAT_BUSY'],
  }),
  consents: endpoint({ name: 'me.consents', method: 'GET', path: '/me/consents', summary: '我同意过什么', who: 'account', answer: consents }),
  setConsent: endpoint({
    name: 'me.setConsent', method: 'PUT', path: '/me/consents', summary: '同意，或撤回同意', who: 'account', answer: consents,
    body: z.object({ document: z.enum(documents), version: z.string().check(z.maxLength(20)), isGiven: z.boolean() }),
    errors: ['CONSENT_IS_OLD'],
  }),
  dependents: endpoint({
    name: 'me.dependents', method: 'GET', path: '/me/dependents', summary: '我替谁办事', who: 'account',
    answer: z.object({ items: z.array(dependent) }),
  }),
  addDependent: endpoint({
    name: 'me.addDependent', method: 'POST', path: '/me/dependents', summary: '加一位我替他办事的家人', who: 'account', status: 201, answer: dependent,
    body: z.object({
      kind: z.enum(['elder', 'child']), name: text(20, 2), relation: z.optional(text(10)),
      /** In the person's words: who agreed, how and when. */
      consent: text(200, 4),
    }),
    errors: ['TOO_MANY_DEPENDENTS'],
  }),
  removeDependent: endpoint({
    name: 'me.removeDependent', method: 'POST', path: '/me/dependents/:id/remove', summary: '不再替这位家人办事', who: 'account',
    params: z.object({ id }), answer: z.object({}),
  }),
}
