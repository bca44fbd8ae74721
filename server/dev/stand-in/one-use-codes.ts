import { randomBytes } from 'node:crypto'
import { WechatRefusal } from './refusal.ts'

const LIFE_MS = 5 * 60_000

interface Code {
  openid: string
  appId: string
  until: number
  isUsed: boolean
}

/** One pool of codes that are good once, for five minutes, for one appid. Login and phone codes live in pools of their own. */
export class OneUseCodes {
  readonly #codes = new Map<string, Code>()

  constructor(readonly now: () => Date) {}

  mint(openid: string, appId: string): string {
    this.#forgetOld()
    const code = `0${randomBytes(24).toString('base64url').slice(0, 31)}`
    this.#codes.set(code, { openid, appId, until: this.now().getTime() + LIFE_MS, isUsed: false })
    return code
  }

  /** The openid behind a code, which is then spent. Refuses with 40029 or 40163. */
  spend(code: string, appId: string): string {
    const found = this.#codes.get(code)
    if (!found || found.appId !== appId || this.now().getTime() >= found.until) throw new WechatRefusal(40029, 'invalid code')
    if (found.isUsed) throw new WechatRefusal(40163, 'code been used')
    found.isUsed = true
    return found.openid
  }

  #forgetOld(): void {
    const now = this.now().getTime()
    for (const [code, { until }] of this.#codes) if (until <= now) this.#codes.delete(code)
  }
}
