import type { CommandContext } from '../../../kernel/context.ts'
import { addFigures, keepCounted, lockCounted } from '../figure-store.ts'
import { addTo, differenceOf, type Tally } from '../tally.ts'
import { countedTogether, readCountedWishes } from '../wish-sources.ts'
import { confirmationOf, creditsOf, tallyOf } from '../wish-tally.ts'

/**
 * Brings the figures to what the wish is now. However often and in whatever order events come, each thing is counted once:
 * what was counted of a wish is kept, and the difference alone is added.
 */
export async function countWish({ tx }: CommandContext, wishId: string): Promise<void> {
  const ids = await countedTogether(tx, wishId)
  if (ids.length === 0) return
  const before = await lockCounted(tx, ids)
  // Read after the lock: whoever counts last has seen all.
  const wishes = await readCountedWishes(tx, ids)
  const credits = creditsOf(wishes.map(confirmationOf))
  const after = new Map<string, Tally>()
  const difference: Tally = {}
  for (const wish of wishes) {
    const tally = tallyOf(wish, credits.get(wish.id))
    const changed = differenceOf(before.get(wish.id) ?? {}, tally)
    if (Object.keys(changed).length === 0) continue
    after.set(wish.id, tally)
    for (const [key, counts] of Object.entries(changed)) addTo(difference, key, counts)
  }
  if (after.size === 0) return
  await keepCounted(tx, after)
  await addFigures(tx, difference)
}
