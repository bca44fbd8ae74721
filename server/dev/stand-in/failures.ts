import { setTimeout as sleep } from 'node:timers/promises'
import { WechatRefusal } from './refusal.ts'

export interface Failure {
  /** A path of WeChat's, or `*` for every one. */
  api: string
  errcode?: number
  errmsg?: string
  /** Slowness before the answer. */
  delayMs?: number
  /** How many calls it befalls. */
  times: number
}

/** Faults that a developer ordered; the oldest that fits a call is taken first. */
export class Failures {
  #ordered: Failure[] = []

  order(failure: Failure): void {
    this.#ordered.push({ ...failure })
  }

  clear(): void {
    this.#ordered = []
  }

  list(): readonly Failure[] {
    return this.#ordered
  }

  /** Waits and refuses as ordered, or does nothing. */
  async befall(api: string): Promise<void> {
    const failure = this.#ordered.find((one) => one.api === '*' || one.api === api)
    if (!failure) return
    failure.times -= 1
    if (failure.times <= 0) this.#ordered = this.#ordered.filter((one) => one !== failure)
    if (failure.delayMs) await sleep(failure.delayMs)
    if (failure.errcode) throw new WechatRefusal(failure.errcode, failure.errmsg ?? 'ordered failure')
  }
}
