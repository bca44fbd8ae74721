import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'

/** Keeps the number sealed, with a blind index to be found by. */
export async function bindPhone(context: CommandContext, number: string): Promise<Written> {
  const id = accountOf(context)
  const { cipher } = context.kernel
  await context.tx.sql`update accounts set phone = ${cipher.seal({ table: 'accounts', column: 'phone', row: id }, number)},
    phone_index = ${cipher.blindIndex('accounts', 'phone', number)} where id = ${id}`
  return { subject: { kind: 'account', id } }
}
