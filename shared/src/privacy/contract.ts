import * as z from 'zod/mini'
import { endpoint, rawAnswer } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, id, text } from '../kernel/schema.ts'

export const CLOSING_STATES = ['cooling', 'kept', 'refused', 'closed', 'erased'] as const
export const HOLD_STATES = ['in_force', 'released', 'lapsed'] as const
export const HELD_CASES = ['wish', 'complaint'] as const
/** Longest time, in days, that one order may keep what is known about a person. */
export const LONGEST_HOLD_DAYS = 365

const closing = z.object({
  id: z.string(),
  state: z.enum(CLOSING_STATES),
  askedAt: z.string(),
  /** When the cooling off is over and the account is closed. */
  closesAt: z.string(),
})

/** Work of an office in force, or a thing that ends with the account: one Chinese sentence, and how many. */
const counted = z.object({ title: z.string(), count: z.int() })

const closingView = z.object({
  /** The latest one; null where there never was any. */
  closing: z.nullable(closing),
  /** What has to be done or handed over before. */
  openWork: z.array(counted),
  /** What would end with the account now. */
  effects: z.array(counted),
})
export type ClosingView = z.infer<typeof closingView>

const section = z.object({ name: z.string(), title: z.string(), items: z.array(z.record(z.string(), z.unknown())) })
const packageState = z.object({
  askedAt: z.string(),
  /** Null while it is being made. */
  readyAt: z.nullable(z.string()),
  expiresAt: z.nullable(z.string()),
  bytes: z.nullable(z.int()),
})
const exported = z.object({
  at: z.string(),
  sections: z.array(section),
  /** The package of data and photos asked for last, while it can be had. */
  package: z.nullable(packageState),
})
export type Exported = z.infer<typeof exported>
export type ExportPackage = z.infer<typeof packageState>

const hold = z.object({
  id: z.string(),
  state: z.enum(HOLD_STATES),
  caseKind: z.enum(HELD_CASES),
  caseNumber: z.string(),
  basis: z.string(),
  placedAt: z.string(),
  until: z.string(),
  abilities,
})
export type LegalHold = z.infer<typeof hold>

export const privacyContract = {
  closing: endpoint({ name: 'me.closing', method: 'GET', path: '/me/close', summary: '注销账号会怎样，现在到了哪一步', who: 'account', answer: closingView }),
  close: endpoint({
    name: 'me.close', method: 'POST', path: '/me/close', summary: '申请注销账号，七天冷静期以后执行', who: 'account', status: 201, answer: closingView,
    errors: ['OPEN_WORK', 'ALREADY_CLOSING'],
  }),
  keep: endpoint({
    name: 'me.keepAccount', method: 'POST', path: '/me/close/cancel', summary: '冷静期里撤回注销', who: 'account', answer: closingView, errors: ['NOT_CLOSING'],
  }),
  export: endpoint({ name: 'me.export', method: 'GET', path: '/me/export', summary: '关于我的全部信息', who: 'account', rate: 'lookup', answer: exported }),
  askPackage: endpoint({
    name: 'me.askPackage', method: 'POST', path: '/me/export', summary: '把我的信息和照片打成一个包', who: 'account', status: 201, answer: packageState,
  }),
  package: endpoint({
    name: 'me.package', method: 'GET', path: '/me/export/file', summary: '下载打好的资料包', who: 'account', raw: 'application/zip', answer: rawAnswer, errors: ['NO_PACKAGE'],
  }),
  holds: endpoint({ name: 'legalHolds.list', method: 'GET', path: '/legal-holds', summary: '依法保全的账号信息', who: 'account', query: z.object(pageQuery), answer: page(hold) }),
  placeHold: endpoint({
    name: 'legalHolds.place', method: 'POST', path: '/legal-holds', summary: '依法保全一件事当事人的信息，注销也不删除', who: 'account', status: 201, answer: hold,
    body: z.object({
      caseKind: z.enum(HELD_CASES), caseNumber: text(20, 6),
      /** The law or the order that asks for it. */
      basis: text(200, 4),
      days: z.int().check(z.minimum(1), z.maximum(LONGEST_HOLD_DAYS)),
    }),
    errors: ['CASE_UNKNOWN', 'CASE_WITHOUT_ACCOUNT'],
  }),
  releaseHold: endpoint({
    name: 'legalHolds.release', method: 'POST', path: '/legal-holds/:id/release', summary: '解除保全', who: 'account', params: z.object({ id }), answer: hold,
    body: z.object({ reason: text(200, 2) }),
  }),
}
