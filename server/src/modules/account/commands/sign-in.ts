import { randomBytes } from 'node:crypto'
import type { CommandContext } from '../../../kernel/context.ts'
import { tokenHash } from '../../../kernel/endpoint.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { RESIDENT_SESSION_MS, STAFF_IDLE_MS } from '../sessions.ts'

/** Opens a session; the account is made at the first login. Only the token's hash is stored. Sessions end in real time. */
export async function signIn(context: CommandContext, openid: string) {
  const { sql } = context.tx
  const [account] = await sql<{ id: string; displayName: string; gridCode: string | null }[]>`
    insert into accounts (id, openid, display_name, staff_name, created_at, last_seen_at)
    values (${uuidv7(context.now)}, ${openid}, '居民', '居民', ${context.now}, ${context.now})
    on conflict (openid) do update set last_seen_at = excluded.last_seen_at
    returning id, display_name as "displayName", grid_code as "gridCode"`
  const [{ isStaff } = { isStaff: false }] = await sql<{ isStaff: boolean }[]>`
    select exists (select 1 from appointments where account_id = ${account!.id} and role <> 'member'
        and from_at <= ${context.now} and (to_at is null or to_at > ${context.now}))
      or exists (select 1 from chair_terms where account_id = ${account!.id} and from_at <= ${context.now} and to_at > ${context.now}
        and state <> 'cancelled') as "isStaff"`
  const token = randomBytes(32).toString('base64url')
  const started = new Date(context.kernel.wallClock())
  await sql`insert into sessions (token_hash, account_id, is_staff, created_at, last_seen_at, expires_at) values (
    ${tokenHash(token)}, ${account!.id}, ${isStaff}, ${started}, ${started},
    ${new Date(started.getTime() + (isStaff ? STAFF_IDLE_MS : RESIDENT_SESSION_MS))})`
  return { token, account: account! }
}

/** Ends every session of the account, on all devices at once. */
export async function endSessions(context: CommandContext, accountId: string): Promise<void> {
  await context.tx.sql`update sessions set revoked_at = ${new Date(context.kernel.wallClock())} where account_id = ${accountId} and revoked_at is null`
}
