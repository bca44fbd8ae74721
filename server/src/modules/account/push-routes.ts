import { pushContract } from '@huying/shared/account/push-contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import { PushRefused, type PushReceiver } from '../../gateways/wechat/push.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { receivePush } from './commands/receive-push.ts'

/** Anybody can call the address; only what WeChat signed is taken. */
function fromWechat<T>(wechat: Wechat, receive: (push: PushReceiver) => T): T {
  try {
    if (wechat.push) return receive(wechat.push)
  } catch (error) {
    if (!(error instanceof PushRefused)) throw error
  }
  throw kernelErrors.FORBIDDEN(undefined, '这不是微信发来的')
}

/** What WeChat calls. */
export const pushRoutes = (wechat: Wechat): readonly Route[] => [
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
]
