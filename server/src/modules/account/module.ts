import { accountContract } from '@huying/shared/account/contract.ts'
import { accountErrors } from '@huying/shared/account/errors.ts'
import { pushContract } from '@huying/shared/account/push-contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { WechatError } from '../../gateways/wechat/error.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import { PushRefused, type PushReceiver } from '../../gateways/wechat/push.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { accountOf } from '../../kernel/context.ts'
import type { LiveSender } from '../../kernel/live-sender.ts'
import { read, write, type Module } from '../../kernel/module.ts'
import { receivePush } from './commands/receive-push.ts'
import { endSessions, signIn } from './commands/sign-in.ts'
import { accountSubscribers } from './subscribers.ts'

const RISKY = 40226
const BUSY = -1

/** Who the WeChat code belongs to; a refused code is the person's to retry, a busy WeChat is not their fault. */
async function openidOf(wechat: Wechat, code: string): Promise<string> {
  try {
    return (await wechat.code2session(code)).openid
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    if (error.errcode === RISKY) throw accountErrors.LOGIN_RISKY()
    if (error.errcode === BUSY || error.isRetryable) throw accountErrors.WECHAT_BUSY()
    throw accountErrors.LOGIN_CODE_REFUSED()
  }
}

/** Anybody can call the address; only what WeChat signed is taken. */
function fromWechat<T>(wechat: Wechat, receive: (push: PushReceiver) => T): T {
  try {
    if (wechat.push) return receive(wechat.push)
  } catch (error) {
    if (!(error instanceof PushRefused)) throw error
  }
  throw kernelErrors.FORBIDDEN(undefined, '这不是微信发来的')
}

const presentMe = ({ actor }: ReadContext) => ({
  account: { id: actor.accountId!, displayName: actor.displayName, gridCode: actor.gridCode },
  appointments: actor.appointments.map((held) => ({
    id: held.id, role: held.role, scopeKind: held.scopeKind, scopeId: held.scopeId,
    from: held.from.toISOString(), to: held.to?.toISOString() ?? null,
  })),
  gridCode: actor.gridCode,
})

export const accountModule = (wechat: Wechat, live: LiveSender): Module => ({
  name: 'account',
  routes: [
    write(accountContract.login, {
      prepare: (_context, { body }) => openidOf(wechat, body.code),
      run: async (context, _input, openid) => ({ answer: await signIn(context, openid) }),
    }),
    write(accountContract.logout, {
      run: async (context) => {
        await endSessions(context, accountOf(context))
        return { answer: {} }
      },
      // Where it fails the hub notices at its next look at sessions.
      after: (context) => live.revokeAccount(accountOf(context)).catch(() => undefined),
    }),
    read(accountContract.me, async (context) => presentMe(context)),
    read(pushContract.verify, async (_context, { query }) => ({
      type: 'text/plain', body: fromWechat(wechat, (push) => push.verifyAddress(query)),
    })),
    write(pushContract.receive, {
      prepare: async (_context, { query, body }) => fromWechat(wechat, (push) => push.receive(query, body)),
      run: async (context, _input, event) => {
        await receivePush(context, event)
        return { answer: { type: 'text/plain', body: 'success' } }
      },
    }),
  ],
  subscribers: accountSubscribers,
})
