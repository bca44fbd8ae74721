import type { Db, Tx } from '../../kernel/db.ts'
import { MEASURES, type Counts, type Measure, type Tally } from './tally.ts'

interface Cell {
  kind: string
  scope: string
  month: string
}
const cellOf = (key: string): Cell => {
  const [kind, scope, month] = key.split('/') as [string, string, string]
  return { kind, scope, month }
}

const HOURS = 'hours:'
const byKey = ([a]: [string, Counts], [b]: [string, Counts]): number => (a < b ? -1 : 1)

/** Adds to the figures, always in the same order, so that two that do so at once never wait for each other. */
export async function addFigures({ sql }: Tx, difference: Tally): Promise<void> {
  const entries = Object.entries(difference).toSorted(byKey)
  const counts = entries.flatMap(([key, held]) => {
    const row = Object.fromEntries(MEASURES.map((measure) => [measure, held[measure] ?? 0]))
    return Object.values(row).some((count) => count !== 0) ? [{ ...cellOf(key), ...row }] : []
  })
  const times = entries.flatMap(([key, held]) => Object.entries(held).flatMap(([measure, wishes]) =>
    measure.startsWith(HOURS) ? [{ ...cellOf(key), hours: Number(measure.slice(HOURS.length)), wishes }] : []))
  if (counts.length > 0)
    await sql`insert into wish_figures as f (scope_kind, scope_id, month, posted, published, claimed, claimed_within_day, fulfilled, not_counted, rated, rating_sum)
      select kind, scope, month, posted, published, claimed, "claimedWithinDay", fulfilled, "notCounted", rated, "ratingSum" from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
        as c (kind text, scope text, month date, posted int, published int, claimed int, "claimedWithinDay" int, fulfilled int, "notCounted" int, rated int, "ratingSum" int)
      on conflict on constraint wish_figures_pk do update set posted = f.posted + excluded.posted, published = f.published + excluded.published,
        claimed = f.claimed + excluded.claimed, claimed_within_day = f.claimed_within_day + excluded.claimed_within_day, fulfilled = f.fulfilled + excluded.fulfilled,
        not_counted = f.not_counted + excluded.not_counted, rated = f.rated + excluded.rated, rating_sum = f.rating_sum + excluded.rating_sum`
  if (times.length > 0)
    await sql`insert into wish_figure_times as t (scope_kind, scope_id, month, hours, wishes)
      select kind, scope, month, hours, wishes from jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as c (kind text, scope text, month date, hours int, wishes int)
      on conflict on constraint wish_figure_times_pk do update set wishes = t.wishes + excluded.wishes`
}

/** Everything that the figures hold, as one tally; counts of nothing left out. */
export async function readFigures({ sql }: Db): Promise<Tally> {
  const tally: Tally = {}
  const rows = await sql<({ key: string } & Record<Measure, number>)[]>`select scope_kind || '/' || scope_id || '/' || month as key, posted, published, claimed,
    claimed_within_day as "claimedWithinDay", fulfilled, not_counted as "notCounted", rated, rating_sum as "ratingSum" from wish_figures`
  for (const { key, ...counts } of rows) tally[key] = counts
  const times = await sql<{ key: string; hours: number; wishes: number }[]>`select scope_kind || '/' || scope_id || '/' || month as key, hours, wishes from wish_figure_times`
  for (const { key, hours, wishes } of times) (tally[key] ??= {})[`hours:${hours}`] = wishes
  return tally
}

/** What of these wishes is in the figures; locked until the transaction ends, in order of id. */
export async function lockCounted({ sql }: Tx, wishIds: readonly string[]): Promise<Map<string, Tally>> {
  await sql`insert into wish_counted (wish_id) select unnest(${[...wishIds]}::uuid[]) on conflict do nothing`
  const rows = await sql<{ id: string; tally: Tally }[]>`select wish_id as id, tally from wish_counted where wish_id = any(${[...wishIds]}::uuid[]) order by wish_id for update`
  return new Map(rows.map(({ id, tally }) => [id, tally]))
}

export async function keepCounted({ sql }: Tx, tallies: ReadonlyMap<string, Tally>): Promise<void> {
  const rows = [...tallies].map(([id, tally]) => ({ id, tally }))
  await sql`insert into wish_counted (wish_id, tally) select id, tally from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (id uuid, tally jsonb)
    on conflict on constraint wish_counted_pk do update set tally = excluded.tally`
}

/** Nothing is counted. Whoever counts meanwhile waits until this transaction ends. */
export async function clearFigures({ sql }: Tx): Promise<void> {
  await sql`lock table wish_counted, wish_figures, wish_figure_times in share row exclusive mode`
  await sql`delete from wish_counted`
  await sql`delete from wish_figures`
  await sql`delete from wish_figure_times`
}
