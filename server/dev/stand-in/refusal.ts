import { randomBytes } from 'node:crypto'

/** What WeChat answers when it refuses: HTTP 200 with this code. */
export class WechatRefusal extends Error {
  constructor(
    readonly errcode: number,
    readonly errmsg: string,
  ) {
    super(errmsg)
  }
}

/** A refusal of a hook: HTTP status and a body a developer can read. */
export class HookRefusal extends Error {
  constructor(
    readonly status: 400 | 404 | 405 | 413,
    readonly code: string,
    message: string,
    readonly details?: unknown,
  ) {
    super(message)
  }
}

const hex8 = () => randomBytes(4).toString('hex')

/** WeChat's own words with the request id it appends to each. */
export const refusalBody = ({ errcode, errmsg }: WechatRefusal) => ({ errcode, errmsg: `${errmsg} rid: ${hex8()}-${hex8()}-${hex8()}` })
