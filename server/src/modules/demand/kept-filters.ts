import type { KeptFilter } from '@huying/shared/demand/ledger-contract.ts'
import type { LedgerFilter } from '@huying/shared/demand/ledger-filter.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { uuidv7 } from '../../kernel/uuid.ts'

/** An account's own, in the order of their names. */
export async function keptFilters({ sql }: Db, accountId: string): Promise<KeptFilter[]> {
  return [...(await sql<KeptFilter[]>`select id, name, filter from ledger_filters where account_id = ${accountId} order by name, id`)]
}

/** Another of the same name is replaced. */
export async function writeFilter({ sql }: Tx, accountId: string, name: string, filter: LedgerFilter, now: Date): Promise<KeptFilter> {
  const [kept] = await sql<[KeptFilter]>`insert into ledger_filters (id, account_id, name, filter, created_at)
    values (${uuidv7(now)}, ${accountId}, ${name}, ${JSON.stringify(filter)}::jsonb, ${now})
    on conflict (account_id, name) do update set filter = excluded.filter returning id, name, filter`
  return kept
}

/** False where this account keeps none of this id. */
export async function deleteFilter({ sql }: Tx, accountId: string, id: string): Promise<boolean> {
  return (await sql`delete from ledger_filters where id = ${id} and account_id = ${accountId} returning id`).length > 0
}
