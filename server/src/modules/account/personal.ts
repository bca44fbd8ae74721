import { CLOSED_NAME, ERASED_WORDS, type PersonalDuty } from '../../kernel/personal-data.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { endSessions } from './commands/sign-in.ts'

export const accountPersonal: PersonalDuty = {
  module: 'account',
  /** Signed out on every device; the address in WeChat goes too, so that coming back makes a new account. */
  async close(context, accountId) {
    await endSessions(context, accountId)
    await context.tx.sql`update accounts set state = 'closed', openid = null, unionid = null where id = ${accountId}`
    await context.tx.sql`update dependents set ended_at = ${context.now} where guardian_id = ${accountId} and ended_at is null`
  },
  /** What is left is a nameless row that histories and cases point to. Consents stay: they prove that what was done was allowed. */
  async erase({ tx: { sql }, kernel: { cipher } }, accountId) {
    await sql`update accounts set name = null, display_name = ${CLOSED_NAME}, staff_name = ${CLOSED_NAME}, phone = null, phone_index = null, grid_code = null,
      house_id = null, birth_year = null, is_elder = false, is_disabled = false, last_seen_at = null where id = ${accountId}`
    const wards = await sql<{ id: string }[]>`select id from dependents where guardian_id = ${accountId}`
    for (const { id } of wards)
      await sql`update dependents set name = ${cipher.seal({ table: 'dependents', column: 'name', row: id }, ERASED_WORDS)}, display_name = '一位居民', relation = null,
        consent = ${ERASED_WORDS}, account_id = null where id = ${id}`
    await sql`delete from sessions where account_id = ${accountId}`
    await sql`delete from idempotency_keys where account_id = ${accountId}`
  },
  collect: async (context, accountId) => [
    { name: 'account', title: '账号', items: await collectAccount(context, accountId) },
    { name: 'consents', title: '我同意过什么', items: [...(await context.db.sql`select document, version, given_at as "givenAt", withdrawn_at as "withdrawnAt"
      from consents where account_id = ${accountId} order by given_at, id`)] },
    { name: 'dependents', title: '我替谁办事', items: await collectDependents(context, accountId) },
    { name: 'sessions', title: '登录记录', items: [...(await context.db.sql`select created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt",
      revoked_at as "revokedAt" from sessions where account_id = ${accountId} order by created_at`)] },
  ],
}

async function collectAccount({ db, kernel: { cipher } }: ReadContext, accountId: string): Promise<Record<string, unknown>[]> {
  const rows = await db.sql<{ name: Buffer | null; phone: Buffer | null }[]>`select a.openid, a.unionid, a.name, a.display_name as "displayName", a.phone, a.grid_code as "gridCode",
      h.code as "houseCode", a.birth_year as "birthYear", a.is_elder as "isElder", a.is_disabled as "isDisabled", a.created_at as "createdAt", a.last_seen_at as "lastSeenAt"
    from accounts a left join houses h on h.id = a.house_id where a.id = ${accountId}`
  const open = (column: string, sealed: Buffer | null) => sealed && cipher.open({ table: 'accounts', column, row: accountId }, sealed)
  return rows.map(({ name, phone, ...row }) => ({ ...row, name: open('name', name), phone: open('phone', phone) }))
}

async function collectDependents({ db, kernel: { cipher } }: ReadContext, accountId: string): Promise<Record<string, unknown>[]> {
  const rows = await db.sql<{ id: string; name: Buffer }[]>`select id, kind, name, relation, consent, created_at as "createdAt", ended_at as "endedAt"
    from dependents where guardian_id = ${accountId} order by created_at, id`
  return rows.map(({ id, name, ...row }) => ({ ...row, name: cipher.open({ table: 'dependents', column: 'name', row: id }, name) }))
}
