import type { accountContract } from '@huying/shared/account/contract.ts'
import { accountErrors } from '@huying/shared/account/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import * as mask from '../../../kernel/mask.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'

const LIMIT = 10

/** An elder or child one acts for, with the consent as it was given. The guardian is locked, so that two at once keep the limit. */
export async function addDependent(context: CommandContext, { body }: Input<typeof accountContract.addDependent>): Promise<Written> {
  const guardian = accountOf(context)
  const { sql } = context.tx
  await sql`select 1 from accounts where id = ${guardian} for update`
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`select count(*)::int as count from dependents
    where guardian_id = ${guardian} and ended_at is null`
  if (count >= LIMIT) throw accountErrors.TOO_MANY_DEPENDENTS()
  const id = uuidv7(context.now)
  await sql`insert into dependents (id, guardian_id, kind, name, display_name, relation, consent, created_at) values (${id}, ${guardian}, ${body.kind},
    ${context.kernel.cipher.seal({ table: 'dependents', column: 'name', row: id }, body.name)}, ${mask.residentName(body.name)},
    ${body.relation ?? null}, ${body.consent}, ${context.now})`
  return { subject: { kind: 'dependent', id } }
}

/** What was done for them stays; nothing new can be. */
export async function removeDependent(context: CommandContext, id: string): Promise<Written> {
  const ended = await context.tx.sql`update dependents set ended_at = ${context.now}
    where id = ${id} and guardian_id = ${accountOf(context)} and ended_at is null returning id`
  if (ended.length === 0) throw kernelErrors.NOT_FOUND()
  return { answer: {} }
}
