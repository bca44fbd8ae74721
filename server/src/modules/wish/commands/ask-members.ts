import { firstSendAt, nextWaveAt, weekStart } from '@huying/shared/wish/ask-hours.ts'
import { WISH_EVENTS } from '@huying/shared/wish/events.ts'
import type { Ranked } from '@huying/shared/wish/routing.ts'
import { whyAsked } from '@huying/shared/wish/routing-words.ts'
import type { ClockRow } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { startWishClocks, waveAt } from '../clocks.ts'
import { limitsOf } from '../limits.ts'
import { readRoutingInput } from '../routing-inputs.ts'
import { currentRun, storeRun } from '../routing-store.ts'
import type { Wish } from '../table.ts'

const ROUTING_LOCK = 7_309
/** How much of the queue is looked at in one statement. */
const SLICE = 50
/** Up to here the waves keep their hours; after that they begin anew. */
const LATE_MS = 3_600_000

/** One routing at a time in a county; held until the transaction ends. Taken before any other lock. */
export async function lockRouting({ tx }: CommandContext): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(${ROUTING_LOCK}, hashtext(current_schema()))`
}

/**
 * Asks the next ten of the ring's ranking who still may be asked; more come in two hours while the ranking has some.
 * A wave that comes late, because nothing ran in between, does not come at night.
 */
export async function askNextWave(context: CommandContext, wish: Wish, clock: Pick<ClockRow, 'dueAt'>): Promise<void> {
  const { tx, now, kernel } = context
  if (firstSendAt(now) > now) return startWishClocks(context, wish.id, [waveAt(now)])
  const begun = await currentRun(tx, wish.id, wish.ring!, wish.publishedAt!)
  const run = begun ?? (await storeRun(tx, await readRoutingInput(context, wish)))
  const size = limitsOf(kernel).wave
  const asked: Place[] = []
  let at = run.askedUpTo
  while (asked.length < size && at < run.ranked.length) {
    const slice = run.ranked.slice(at, at + SLICE)
    // What was ranked a moment ago, in this transaction, still holds.
    const may = begun ? await stillAskable(context, wish.id, slice.map(({ id }) => id)) : null
    for (const ranked of slice) {
      if (asked.length === size) break
      at++
      if (may === null || may.has(ranked.id)) asked.push({ ranked, rank: at })
    }
  }
  await ask(context, wish, { runId: run.id, askedUpTo: at }, asked)
  if (at < run.ranked.length) await startWishClocks(context, wish.id, [waveAt(nextWaveAt(isLate(now, clock) ? now : clock.dueAt))])
}

const isLate = (now: Date, { dueAt }: Pick<ClockRow, 'dueAt'>): boolean => now.getTime() - dueAt.getTime() > LATE_MS

/** A member and their place in the ranking, from 1. */
interface Place {
  ranked: Ranked
  rank: number
}

/** What must hold at the very moment of asking: under the week's cap, a free slot, not barred, not asked for this wish. */
async function stillAskable({ tx, now, kernel }: CommandContext, wishId: string, ids: readonly string[]): Promise<Set<string>> {
  const limits = limitsOf(kernel)
  const rows = await tx.sql<{ id: string }[]>`select m.account_id as id from party_members m where m.account_id = any(${[...ids]}::uuid[])
    and (m.barred_until is null or m.barred_until <= ${now})
    and not exists (select 1 from wish_asks s where s.wish_id = ${wishId} and s.member_id = m.account_id)
    and (select count(*) from wish_asks s where s.member_id = m.account_id and s.asked_at >= ${weekStart(now)}) < ${limits.asksAWeek}
    and (select count(*) from wish_claims c where c.member_id = m.account_id and c.state = 'running') < ${limits.runningClaims}`
  return new Set(rows.map((row) => row.id))
}

/** Notes whom and why, and announces the wave: one event, and a message for each that says why. */
async function ask({ tx, now }: CommandContext, wish: Wish, { runId, askedUpTo }: { runId: string; askedUpTo: number }, places: readonly Place[]): Promise<void> {
  if (places.length === 0) {
    await tx.sql`update wish_routing_runs set asked_up_to = ${askedUpTo} where id = ${runId}`
    return
  }
  // Of a sensitive wish nobody learns more than its town.
  const asks = places.map(({ ranked, rank }) => ({ memberId: ranked.id, ring: wish.ring, rank, why: whyAsked(wish.isSensitive ? { ...ranked, ring: 4 } : ranked) }))
  await tx.sql`with run as (update wish_routing_runs set asked_up_to = ${askedUpTo} where id = ${runId}), asked as (
      insert into wish_asks (wish_id, member_id, run_id, ring, rank, why, asked_at)
      select ${wish.id}, a."memberId", ${runId}, a.ring, a.rank, a.why, ${now}
      from jsonb_to_recordset(${JSON.stringify(asks)}::jsonb) as a ("memberId" uuid, ring smallint, rank int, why text) returning member_id, ring, rank, why)
    insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data)
    select ${now}, ${WISH_EVENTS.asked}, 'wish', ${wish.id}, ${wish.version}, null,
      jsonb_build_object('asked', jsonb_agg(jsonb_build_object('memberId', member_id, 'ring', ring, 'rank', rank, 'why', why) order by rank), 'version', ${wish.version}::int)
    from asked`
}
