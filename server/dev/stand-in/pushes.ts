import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { encryptPush, pushSignature } from '../../src/gateways/wechat/crypto.ts'

export interface PushOptions {
  appId: string
  /** The server's address for pushes, as entered in WeChat's back office. */
  pushUrl: string
  pushToken: string
  encodingAesKey: string
  now: () => Date
  /** Waits before the second, third and fourth attempt. */
  retryMs: readonly number[]
}

/** One event and how its delivery went, for `GET /stand-in/pushes`. */
export interface Push {
  event: string
  openid: string
  at: string
  attempts: number
  state: 'pending' | 'delivered' | 'given up'
  /** Why the last attempt failed. */
  fault: string | null
}

const ANSWER_WITHIN_MS = 5_000
const KEPT = 1_000

/** Signed and encrypted events to the server, tried again where it does not answer `success` in time. */
export class Pushes {
  readonly #log: Push[] = []
  readonly #closing = new AbortController()
  readonly #underWay = new Set<Promise<void>>()
  readonly #sender = `gh_${randomBytes(6).toString('hex')}`

  constructor(readonly options: PushOptions) {}

  /** Delivers in the background. `from` is the openid unless WeChat itself speaks. */
  send(event: string, openid: string, fields: Record<string, unknown>, from = openid): void {
    const at = this.options.now()
    const push: Push = { event, openid, at: at.toISOString(), attempts: 0, state: 'pending', fault: null }
    this.#log.push(push)
    if (this.#log.length > KEPT) this.#log.shift()
    const message = {
      ToUserName: this.#sender,
      FromUserName: from,
      CreateTime: Math.floor(at.getTime() / 1000),
      MsgType: 'event',
      Event: event,
      ...fields,
    }
    const delivery = this.#deliver(push, JSON.stringify(message)).finally(() => this.#underWay.delete(delivery))
    this.#underWay.add(delivery)
  }

  list(): readonly Push[] {
    return this.#log
  }

  /** Resolves when nothing is under way any more. */
  async settle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.settle()
  }

  async #deliver(push: Push, message: string): Promise<void> {
    for (const waitMs of [0, ...this.options.retryMs]) {
      await sleep(waitMs, undefined, { signal: this.#closing.signal }).catch(() => undefined)
      if (this.#closing.signal.aborted) break
      push.attempts += 1
      push.fault = await this.#attempt(push.openid, message)
      if (push.fault === null) {
        push.state = 'delivered'
        return
      }
    }
    push.state = 'given up'
  }

  /** null where the server took it, else what went wrong. */
  async #attempt(openid: string, message: string): Promise<string | null> {
    const { appId, pushUrl, pushToken, encodingAesKey, now } = this.options
    const Encrypt = encryptPush({ encodingAesKey, appId, message })
    const timestamp = String(Math.floor(now().getTime() / 1000))
    const nonce = String(randomInt(1_000_000_000, 2_000_000_000))
    const url = new URL(pushUrl)
    url.search = new URLSearchParams({
      signature: pushSignature([pushToken, timestamp, nonce]),
      timestamp,
      nonce,
      openid,
      encrypt_type: 'aes',
      msg_signature: pushSignature([pushToken, timestamp, nonce, Encrypt]),
    }).toString()
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ToUserName: this.#sender, Encrypt }),
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), this.#closing.signal]),
      })
      const answer = (await response.text()).trim()
      return response.ok && (answer === 'success' || answer === '') ? null : `HTTP ${response.status}: ${answer.slice(0, 200)}`
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}
