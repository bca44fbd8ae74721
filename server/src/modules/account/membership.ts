import type { MaybeRow, PendingQuery, Sql, TransactionSql } from 'postgres'

/**
 * SQL: the roll of members still counts for this account. Rights come from appointments, so it does not once all of the
 * person's appointments as a member are over.
 */
export const isMemberStill = (sql: Sql | TransactionSql, accountId: PendingQuery<MaybeRow[]>, now: Date) => sql`(
  not exists (select 1 from appointments r where r.account_id = ${accountId} and r.role = 'member')
  or exists (select 1 from appointments r where r.account_id = ${accountId} and r.role = 'member' and r.from_at <= ${now} and (r.to_at is null or r.to_at > ${now})))`
