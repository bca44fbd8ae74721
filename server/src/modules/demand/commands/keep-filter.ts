import { demandErrors } from '@huying/shared/demand/errors.ts'
import { MOST_FILTERS, type ledgerContract } from '@huying/shared/demand/ledger-contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { deleteFilter, keptFilters, writeFilter } from '../kept-filters.ts'

type Body = Input<typeof ledgerContract.keepFilter>['body']

/** Keeps a filter under a name; the account is locked, so that nobody keeps more than there is room for. */
export async function keepFilter(context: CommandContext, { name, filter }: Body): Promise<Written> {
  const { tx, now } = context
  const accountId = accountOf(context)
  if (Object.values(filter).every((value) => value === undefined)) throw demandErrors.FILTER_EMPTY()
  await tx.sql`select 1 from accounts where id = ${accountId} for update`
  const kept = await keptFilters(tx, accountId)
  if (kept.length >= MOST_FILTERS && !kept.some((one) => one.name === name)) throw demandErrors.FILTERS_FULL()
  return { answer: await writeFilter(tx, accountId, name, filter, now) }
}

/** Takes one's own filter away; somebody else's is not there. */
export async function dropFilter(context: CommandContext, id: string): Promise<Written> {
  if (!(await deleteFilter(context.tx, accountOf(context), id))) throw kernelErrors.NOT_FOUND()
  return { answer: {} }
}
