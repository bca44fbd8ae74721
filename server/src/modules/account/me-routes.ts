import { accountContract } from '@huying/shared/account/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { addDependent, removeDependent } from './commands/add-dependent.ts'
import { bindPhone } from './commands/bind-phone.ts'
import { changeMe } from './commands/change-me.ts'
import { setConsent } from './commands/set-consent.ts'
import { presentConsents, presentDependent, presentMe } from './presenter.ts'
import { readConsents, readDependents, readMe } from './queries.ts'
import { ownPhone } from './wechat-identity.ts'

const me = async (context: ReadContext) => presentMe(context, await readMe(context))
const consents = async (context: ReadContext) => presentConsents(await readConsents(context))

/** What a person keeps about themselves. */
export const meRoutes = (wechat: Wechat): readonly Route[] => [
  read(accountContract.me, me),
  write(accountContract.changeMe, { run: changeMe, present: me }),
  write(accountContract.bindPhone, {
    prepare: (context, { body }) => ownPhone(wechat, context, body.code),
    run: (context, _input, number) => bindPhone(context, number),
    present: me,
  }),
  read(accountContract.consents, consents),
  write(accountContract.setConsent, { run: setConsent, present: consents }),
  read(accountContract.dependents, async (context) => ({ items: (await readDependents(context)).map(presentDependent) })),
  write(accountContract.addDependent, {
    run: addDependent,
    async present(context, id) {
      const [row] = await readDependents(context, id)
      if (!row) throw kernelErrors.NOT_FOUND()
      return presentDependent(row)
    },
  }),
  write(accountContract.removeDependent, { run: (context, { params }) => removeDependent(context, params.id) }),
]
