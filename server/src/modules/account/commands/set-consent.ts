import { CONSENT_DOCUMENTS } from '@huying/shared/account/consent.ts'
import type { accountContract } from '@huying/shared/account/contract.ts'
import { accountErrors } from '@huying/shared/account/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'

/** Agreeing is to the wording shown now; taking back ends every wording. Each record stays, with its times. */
export async function setConsent(context: CommandContext, { body }: Input<typeof accountContract.setConsent>): Promise<Written> {
  const { document, version, isGiven } = body
  const id = accountOf(context)
  const { sql } = context.tx
  if (isGiven) {
    if (!CONSENT_DOCUMENTS.some((entry) => entry.document === document && entry.version === version)) throw accountErrors.CONSENT_IS_OLD()
    await sql`insert into consents (id, account_id, document, version, given_at) values (${uuidv7(context.now)}, ${id}, ${document}, ${version}, ${context.now})
      on conflict (account_id, document, version) where withdrawn_at is null do nothing`
  } else await sql`update consents set withdrawn_at = ${context.now} where account_id = ${id} and document = ${document} and withdrawn_at is null`
  return { subject: { kind: 'account', id } }
}
