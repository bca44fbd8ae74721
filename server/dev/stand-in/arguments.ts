import { WechatRefusal } from './refusal.ts'
import type { StandIn } from './context.ts'

export type Fields = Record<string, unknown>

/** The body of a POST; 47001 where it is no JSON object. */
export function fieldsOf(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new WechatRefusal(47001, 'data format error')
  return body as Fields
}

/** A text that must be there; refuses with `errcode`. */
export function required(value: unknown, errcode: number, errmsg: string): string {
  if (typeof value !== 'string' || value === '') throw new WechatRefusal(errcode, errmsg)
  return value
}

/** Refuses with 41030 a page that begins with a slash or that the mini-program does not have. */
export function checkPage(standIn: StandIn, page: string): void {
  const path = page.split('?')[0] ?? ''
  const isKnown = standIn.pages?.has(path) ?? true
  if (page.startsWith('/') || !isKnown) throw new WechatRefusal(41030, 'invalid page')
}
