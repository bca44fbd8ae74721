import { accountContract } from '@huying/shared/account/contract.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import { accountOf } from '../../kernel/context.ts'
import type { LiveSender } from '../../kernel/live-sender.ts'
import { write, type Module } from '../../kernel/module.ts'
import { endSessions, signIn } from './commands/sign-in.ts'
import { meRoutes } from './me-routes.ts'
import { pushRoutes } from './push-routes.ts'
import { accountSubscribers } from './subscribers.ts'
import { signedInBy } from './wechat-identity.ts'

export const accountModule = (wechat: Wechat, live: LiveSender): Module => ({
  name: 'account',
  routes: [
    write(accountContract.login, {
      prepare: (_context, { body }) => signedInBy(wechat, body.code),
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
    ...meRoutes(wechat),
    ...pushRoutes(wechat),
  ],
  subscribers: accountSubscribers,
})
