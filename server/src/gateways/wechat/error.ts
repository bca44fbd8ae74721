/** Codes after which the same request may well succeed later: busy, quotas, a parallel send, a token on its way out. */
const RETRYABLE = new Set([-1, 40001, 40014, 42001, 43108, 44990, 44991, 45009, 45011])

/** Codes that only a change of this server's set-up can cure, with what to change. */
const CONFIGURATION = new Map([
  [40013, 'WECHAT_APPID is not an appid that WeChat knows'],
  [40125, 'WECHAT_SECRET is not the secret of this appid'],
  [40164, "this server's IP address is not on the IP whitelist of the mini-program's back office"],
  [41002, 'the appid is missing'],
  [41004, 'the secret is missing'],
])

/**
 * WeChat refused, or could not be understood or reached.
 * `errcode` is null where no answer of WeChat's came: time-out, no network, not JSON.
 * `errmsg` is WeChat's own, for logs and never for people; it holds neither secret nor token.
 */
export class WechatError extends Error {
  readonly isRetryable: boolean
  /** True where an operator must change the set-up; retrying cannot help. */
  readonly isConfiguration: boolean

  constructor(
    /** The path called, as `/wxa/msg_sec_check`. */
    readonly api: string,
    readonly errcode: number | null,
    readonly errmsg: string,
    options?: ErrorOptions,
  ) {
    const advice = errcode === null ? undefined : CONFIGURATION.get(errcode)
    super(`WeChat ${api}: ${errcode ?? 'no answer'} ${errmsg}${advice ? ` (configuration: ${advice})` : ''}`, options)
    this.name = 'WechatError'
    this.isRetryable = errcode === null || RETRYABLE.has(errcode)
    this.isConfiguration = advice !== undefined
  }
}
