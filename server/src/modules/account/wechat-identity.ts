import { accountErrors } from '@huying/shared/account/errors.ts'
import type { AppError } from '@huying/shared/kernel/error.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import { WechatError } from '../../gateways/wechat/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { openidOf } from './queries.ts'

const RISKY = 40226
const MAINLAND = '86'

/** A refused code is the person's to retry, a busy WeChat is not their fault; anything else is ours. */
async function asking<T>(ask: () => Promise<T>, refusal: () => AppError): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    if (error.errcode === RISKY) throw accountErrors.LOGIN_RISKY()
    throw error.isRetryable ? accountErrors.WECHAT_BUSY() : refusal()
  }
}

/** Who a login code belongs to. */
export const signedInBy = (wechat: Wechat, code: string): Promise<string> =>
  asking(async () => (await wechat.code2session(code)).openid, accountErrors.LOGIN_CODE_REFUSED)

/** The asker's own number, of a code that WeChat gave for it. */
export async function ownPhone(wechat: Wechat, context: ReadContext, code: string): Promise<string> {
  const openid = await openidOf(context)
  const { phoneNumber, countryCode } = await asking(() => wechat.getPhoneNumber(code, openid ?? undefined), accountErrors.PHONE_CODE_REFUSED)
  if (countryCode !== MAINLAND || !/^1\d{10}$/.test(phoneNumber)) throw accountErrors.PHONE_NOT_MAINLAND()
  return phoneNumber
}
