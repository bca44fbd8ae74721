import { AppError } from '@huying/shared/kernel/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { readSubject } from '../../kernel/subject.ts'
import { mayReveal } from './policy.ts'
import { readFacts } from './queries.ts'
import { wishSubject } from './table.ts'

/**
 * The resident's name and exact phone, as a reveal answers them: only while the right to it lasts, also to a repeated request.
 * Somebody filed for is called on the number that was given; a dependent's guardian on their own.
 */
export async function readContact(context: ReadContext, id: string): Promise<{ name: string; phone: string | null }> {
  const wish = await readSubject(context.db, wishSubject, id)
  const verdict = mayReveal(context.actor, wish, await readFacts(context.db, id), context.now)
  if (verdict instanceof AppError) throw verdict
  const { cipher } = context.kernel
  const accountId = wish.dependentId !== null ? wish.filerId : wish.beneficiaryId
  const [account] = await context.db.sql<{ name: Buffer | null; phone: Buffer | null; displayName: string }[]>`
    select name, phone, display_name as "displayName" from accounts where id = ${accountId}`
  const own = (column: 'contact_name' | 'on_behalf_name' | 'on_behalf_phone', sealed: Buffer | null) =>
    sealed === null ? null : cipher.open({ table: 'wishes', column, row: id }, sealed)
  const ofAccount = (column: 'name' | 'phone') =>
    account?.[column] && accountId !== null ? cipher.open({ table: 'accounts', column, row: accountId }, account[column]) : null
  return {
    name: own('contact_name', wish.contactName) ?? own('on_behalf_name', wish.onBehalfName) ?? ofAccount('name') ?? account?.displayName ?? '居民',
    phone: own('on_behalf_phone', wish.onBehalfPhone) ?? ofAccount('phone'),
  }
}
