import { DAY_MS } from '@huying/shared/kernel/calendar-day.ts'
import type { Kernel } from './context.ts'

const KEY_DAYS = 7
const BATCH = 1_000

/** What was kept under an `Idempotency-Key` up to this instant counts no more. */
export const keysOver = (now: Date): Date => new Date(now.getTime() - KEY_DAYS * DAY_MS)

/** Deletes one batch of keys that count no more, beside whoever does the same; answers how many went. */
export async function purgeKeys({ db, clock }: Kernel): Promise<number> {
  const gone = await db.sql`delete from idempotency_keys where (account_id, key) in (
    select account_id, key from idempotency_keys where created_at <= ${keysOver(clock.now())} order by created_at limit ${BATCH} for update skip locked)`
  return gone.count
}
