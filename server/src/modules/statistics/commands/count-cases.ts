import type { CommandContext } from '../../../kernel/context.ts'
import { countCases, keepPlans, lockCases } from '../rate-store.ts'
import { casesAround, openCases } from '../rate-queries.ts'

const BATCH = 500

/**
 * Brings the rates to what the cases are now that something happened to this thing. However often and in whatever order events
 * come, each case is counted once: what was counted of it is kept in its row, and the difference alone is added.
 */
export async function countCasesOf({ tx }: CommandContext, kind: 'complaint' | 'demand' | 'dispatch', id: string): Promise<void> {
  await keepPlans(tx)
  const ids = await casesAround(tx, kind, id)
  if (ids.length === 0) return
  await lockCases(tx, ids)
  await countCases(tx, ids)
}

/** Other working hours or limits have moved due times without touching the cases. */
export async function countOpenCases({ tx }: CommandContext): Promise<void> {
  const ids = await openCases(tx)
  await lockCases(tx, ids)
  for (let from = 0; from < ids.length; from += BATCH) await countCases(tx, ids.slice(from, from + BATCH))
}
