import { createHmac, randomBytes } from 'node:crypto'
import { WechatRefusal } from './refusal.ts'

const VISIT_MS = 2 * 3_600_000

/**
 * Who has a session and who visited lately. A visit counts in real time: moving the server's clock does not
 * mean that people left, exactly as a session's idle time counts real time.
 */
export class Sessions {
  readonly #keys = new Map<string, string>()
  readonly #visitedAt = new Map<string, number>()

  constructor(readonly elapsedMs: () => number) {}

  visit(openid: string): void {
    this.#visitedAt.set(openid, this.elapsedMs())
  }

  /** A new session key; the one before is no longer valid. */
  open(openid: string): string {
    this.visit(openid)
    const key = randomBytes(16).toString('base64')
    this.#keys.set(openid, key)
    return key
  }

  /** Refuses with 61010 where the person was not here within two hours. */
  requireVisit(openid: string): void {
    const at = this.#visitedAt.get(openid)
    if (at === undefined || this.elapsedMs() - at >= VISIT_MS) throw new WechatRefusal(61010, 'user access record is expired')
  }

  /** Refuses with 87009 where the signature was not made with the valid key. */
  check(openid: string, signature: string): void {
    const key = this.#keys.get(openid)
    if (!key || createHmac('sha256', key).update('').digest('hex') !== signature) throw new WechatRefusal(87009, 'invalid signature')
  }
}
