import type { Kernel } from '../../kernel/context.ts'

interface Retention {
  table: string
  /** The instant from which the days are counted. */
  since: string
  days: number
  /** Sessions live in real time, everything else in the county's. */
  isReal?: true
}

/** How long rows are kept that nobody needs any more; docs/personal-data.md says why. What hangs on another comes before it. */
export const RETENTIONS: readonly Retention[] = [
  { table: 'sessions', since: 'expires_at', days: 30, isReal: true },
  { table: 'wechat_messages', since: 'created_at', days: 365 },
  { table: 'inbox_messages', since: 'created_at', days: 366 },
  { table: 'wechat_pushes', since: 'received_at', days: 90 },
]

const DAY_MS = 86_400_000
const BATCH = 1_000

/** Deletes a batch of each, beside whoever does the same; answers how many rows went. */
export async function purgeOld({ db, clock, wallClock }: Kernel): Promise<number> {
  let gone = 0
  for (const { table, since, days, isReal } of RETENTIONS) {
    const until = new Date((isReal ? wallClock() : clock.now().getTime()) - days * DAY_MS)
    const { count } = await db.sql`delete from ${db.sql(table)} where ctid = any(array(
      select ctid from ${db.sql(table)} where ${db.sql(since)} <= ${until} limit ${BATCH} for update skip locked))`
    gone += count
  }
  return gone
}
