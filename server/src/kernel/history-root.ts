import { createHash } from 'node:crypto'
import { dayOf, isoDate, MINUTE_MS, startOfDay } from '@huying/shared/kernel/calendar-day.ts'
import type { Kernel } from './context.ts'
import type { Tx } from './db.ts'
import { createMerkleTree, type MerkleTree } from './merkle.ts'

/** A day's root: publishing it makes everything written until the end of that day unchangeable even for the database's owner. */
export interface DayRoot {
  /** `2026-11-24`, in Shanghai. */
  day: string
  root: Buffer
  previousRoot: Buffer | null
  /** Merkle root over the heads of all chains at the end of the day. */
  headsRoot: Buffer
  headCount: number
}

/** After this long every transaction that began on a day has ended. */
const SETTLED_AFTER_MS = 10 * MINUTE_MS
const ROOT_LOCK = 7_302
const BATCH = 5_000

/** Adds the last entry of a chain; subjects go in the order of kind (as text) and id. */
export function addHead(tree: MerkleTree, kind: string, head: { id: string; seq: number; hash: Buffer }): void {
  tree.add(Buffer.concat([Buffer.from(`${kind}/${head.id}/${head.seq}/`), head.hash]))
}

/** The root that chains a day's heads to the root before: 32 bytes. */
export const rootOf = ({ day, headCount, headsRoot, previousRoot }: Omit<DayRoot, 'root'>): Buffer =>
  createHash('sha256').update(previousRoot ?? Buffer.alloc(32)).update(`${day}/${headCount}/`).update(headsRoot).digest()

/** The instant at which the day is over. */
export const endOfDay = (day: number): Date => new Date(startOfDay(day + 1))

/**
 * Stores the root of the last day that has settled, once; answers its day, or null where that is done already.
 * Days on which no worker ran get none: the next root covers what they wrote.
 */
export async function storeDayRoot(kernel: Kernel): Promise<string | null> {
  const day = dayOf(kernel.clock.now().getTime() - SETTLED_AFTER_MS) - 1
  const isStored = async ({ sql }: Pick<Tx, 'sql'> | Kernel['db']) => (await sql`select 1 from history_roots where day >= ${isoDate(day)}`).length > 0
  if (await isStored(kernel.db)) return null
  return kernel.db.transaction(async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(${ROOT_LOCK}, hashtext(current_schema()))`
    if (await isStored(tx)) return null
    const [last] = await tx.sql<{ root: Buffer }[]>`select root from history_roots order by day desc limit 1`
    const tree = await headsUntil(tx, endOfDay(day))
    const facts = { day: isoDate(day), headCount: tree.size, headsRoot: tree.root(), previousRoot: last?.root ?? null }
    await tx.sql`insert into history_roots (day, root, previous_root, heads_root, head_count, created_at)
      values (${facts.day}, ${rootOf(facts)}, ${facts.previousRoot}, ${facts.headsRoot}, ${facts.headCount}, ${kernel.clock.now()})`
    return facts.day
  })
}

async function headsUntil({ sql }: Tx, end: Date): Promise<MerkleTree> {
  const tree = createMerkleTree()
  for (const kind of await kindsOf({ sql })) {
    const heads = sql<{ id: string; seq: number; hash: Buffer }[]>`select distinct on (subject_id) subject_id as id, seq, hash from history
      where subject_kind = ${kind} and at < ${end} order by subject_id, seq desc`
    for await (const batch of heads.cursor(BATCH)) for (const head of batch) addHead(tree, kind, head)
  }
  return tree
}

/** Kinds that have a history, in the order of their text. */
export async function kindsOf({ sql }: Pick<Tx, 'sql'>): Promise<string[]> {
  const rows = await sql<{ kind: string }[]>`select distinct subject_kind as kind from history`
  return rows.map(({ kind }) => kind).sort()
}
