import { firstSendAt, nextWaveAt } from '@huying/shared/wish/ask-hours.ts'
import { WISH_EVENTS } from '@huying/shared/wish/events.ts'
import type { Ranked } from '@huying/shared/wish/routing.ts'
import { whyAsked } from '@huying/shared/wish/routing-words.ts'
import { startClocksOf, type ClockRow, type ClockStart } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { waveAt } from '../clocks.ts'
import { limitsOf } from '../limits.ts'
import { openRoutingDesk, type RoutingDesk } from '../routing-inputs.ts'
import { currentRuns, rank, storeRuns, type CurrentRun, type NewRun } from '../routing-store.ts'
import type { Wish } from '../table.ts'

const ROUTING_LOCK = 7_309
/** How far ahead of a ranking's waves members are looked up. */
const SLICE = 50
/** Up to here the waves keep their hours; after that they begin anew. */
const LATE_MS = 3_600_000

/** One routing at a time in a county; held until the transaction ends. Taken before any other lock. */
export async function lockRouting({ tx }: CommandContext): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(${ROUTING_LOCK}, hashtext(current_schema()))`
}

/** A wish whose next ten are due. */
export interface DueWave {
  wish: Wish
  clock: Pick<ClockRow, 'dueAt'>
}

/** A member and their place in the ranking, from 1. */
interface Place {
  ranked: Ranked
  rank: number
}

interface Wave {
  wish: Wish
  runId: string
  places: readonly Place[]
  askedUpTo: number
}

/**
 * Asks the next ten of each wish's ranking who still may be asked; more come in two hours while the ranking has some.
 * One wish after the other, each as if the one before were written already, but read and written together.
 * A wave that comes late, because nothing ran in between, does not come at night.
 */
export async function askWaves(context: CommandContext, due: readonly DueWave[]): Promise<void> {
  const { tx, now, kernel } = context
  if (due.length === 0) return
  if (firstSendAt(now) > now) return startClocksOf(context, 'wish', due.map(({ wish }) => ({ id: wish.id, start: waveAt(now) })))
  const wishes = due.map(({ wish }) => wish)
  const begun = await currentRuns(tx, wishes)
  const desk = await openRoutingDesk(context, wishes, wishes.filter(({ id }) => !begun.has(id)))
  await desk.load([...begun.values()].flatMap(({ ranked, askedUpTo }) => ranked.slice(askedUpTo, askedUpTo + SLICE).map(({ id }) => id)))
  const fresh: NewRun[] = []
  const waves: Wave[] = []
  const next: { id: string; start: ClockStart }[] = []
  const size = limitsOf(kernel).wave
  for (const { wish, clock } of due) {
    const known = begun.get(wish.id)
    const run = known ?? rank(desk.inputFor(wish))
    const wave = await nextWave(desk, wish, run, size)
    desk.noteAsked(wish, wave.places.map(({ ranked }) => ranked.id))
    if (known) waves.push(wave)
    else {
      fresh.push({ ...(run as NewRun), askedUpTo: wave.askedUpTo })
      if (wave.places.length > 0) waves.push(wave)
    }
    if (wave.askedUpTo < run.ranked.length) next.push({ id: wish.id, start: waveAt(nextWaveAt(isLate(now, clock) ? now : clock.dueAt)) })
  }
  await storeRuns(tx, fresh)
  await ask(context, waves)
  await startClocksOf(context, 'wish', next)
}

const isLate = (now: Date, { dueAt }: Pick<ClockRow, 'dueAt'>): boolean => now.getTime() - dueAt.getTime() > LATE_MS

/** The next of a ranking who may be asked, up to `size` of them. */
async function nextWave(desk: RoutingDesk, wish: Wish, run: CurrentRun, size: number): Promise<Wave> {
  const places: Place[] = []
  let at = run.askedUpTo
  while (places.length < size && at < run.ranked.length) {
    const slice = run.ranked.slice(at, at + SLICE)
    await desk.load(slice.map(({ id }) => id))
    for (const ranked of slice) {
      if (places.length === size) break
      at++
      if (desk.mayBeAsked(wish, ranked.id)) places.push({ ranked, rank: at })
    }
  }
  return { wish, runId: run.id, places, askedUpTo: at }
}

/** Notes whom and why, and announces each wave: one event, and a message for each member that says why. */
async function ask({ tx, now }: CommandContext, waves: readonly Wave[]): Promise<void> {
  if (waves.length === 0) return
  const asks = waves.flatMap(({ wish, runId, places }) =>
    // Of a sensitive wish nobody learns more than its town.
    places.map(({ ranked, rank }) => ({ wishId: wish.id, memberId: ranked.id, runId, ring: wish.ring, rank, why: whyAsked(wish.isSensitive ? { ...ranked, ring: 4 } : ranked) })))
  const runs = waves.map(({ runId, askedUpTo }) => ({ id: runId, askedUpTo }))
  const versions = waves.map(({ wish }) => ({ id: wish.id, version: wish.version }))
  await tx.sql`with runs as (update wish_routing_runs r set asked_up_to = n."askedUpTo"
      from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as n (id uuid, "askedUpTo" int) where r.id = n.id and r.asked_up_to <> n."askedUpTo"), asked as (
      insert into wish_asks (wish_id, member_id, run_id, ring, rank, why, asked_at)
      select a."wishId", a."memberId", a."runId", a.ring, a.rank, a.why, ${now}
      from jsonb_to_recordset(${JSON.stringify(asks)}::jsonb) as a ("wishId" uuid, "memberId" uuid, "runId" uuid, ring smallint, rank int, why text)
      returning wish_id, member_id, ring, rank, why)
    insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data)
    select ${now}, ${WISH_EVENTS.asked}, 'wish', w.id, w.version, null,
      jsonb_build_object('asked', jsonb_agg(jsonb_build_object('memberId', member_id, 'ring', ring, 'rank', rank, 'why', why) order by rank), 'version', w.version)
    from asked join jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as w (id uuid, version int) on w.id = asked.wish_id group by w.id, w.version`
}
