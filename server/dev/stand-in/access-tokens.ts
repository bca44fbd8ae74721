import { randomBytes } from 'node:crypto'
import { WechatRefusal } from './refusal.ts'

const LIFE_MS = 7_200_000
/** In the last five minutes of a token the next one is handed out, and both are good. */
const OVERLAP_MS = 300_000
const FORCED_A_DAY = 20
const FORCED_APART_MS = 30_000
const DAY_MS = 86_400_000
/** As long as WeChat says a token may become, so that no column or header proves too short. */
const TOKEN_BYTES = 384

/** The stable access token of one appid. */
export class AccessTokens {
  /** Token → end of its life. */
  readonly #lives = new Map<string, number>()
  #latest: string | null = null
  #forcedAt: number[] = []

  constructor(readonly now: () => Date) {}

  /** The same token until its last five minutes; a forced call ends the token before at once. */
  issue(isForced: boolean): { access_token: string; expires_in: number } {
    const now = this.now().getTime()
    if (isForced) this.#force(now)
    const latest = this.#latest
    const restMs = latest === null ? 0 : (this.#lives.get(latest) ?? 0) - now
    if (latest !== null && restMs > OVERLAP_MS) return { access_token: latest, expires_in: Math.floor(restMs / 1000) }
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    this.#latest = token
    this.#lives.set(token, now + LIFE_MS)
    return { access_token: token, expires_in: LIFE_MS / 1000 }
  }

  /** Refuses with 41001, 40001 or 42001. */
  check(token: string | null): void {
    if (!token) throw new WechatRefusal(41001, 'access_token missing')
    const until = this.#lives.get(token)
    if (until === undefined) throw new WechatRefusal(40001, 'invalid credential, access_token is invalid or not latest')
    if (this.now().getTime() >= until) throw new WechatRefusal(42001, 'access_token expired')
  }

  #force(now: number): void {
    const last = this.#forcedAt.at(-1)
    this.#forcedAt = this.#forcedAt.filter((at) => at > now - DAY_MS)
    if (this.#forcedAt.length >= FORCED_A_DAY) throw new WechatRefusal(45009, 'reach max api daily quota limit')
    if (last !== undefined && now - last < FORCED_APART_MS) throw new WechatRefusal(45011, 'api minute-quota reach limit')
    this.#forcedAt.push(now)
    if (this.#latest !== null) this.#lives.delete(this.#latest)
    this.#latest = null
  }
}
