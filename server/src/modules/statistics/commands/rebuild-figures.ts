import type { Db, Tx } from '../../../kernel/db.ts'
import { addFigures, clearFigures, keepCounted, readFigures } from '../figure-store.ts'
import { addTo, differenceOf, type Tally } from '../tally.ts'
import { readAllCounted, readConfirmations, type OwnedConfirmation } from '../wish-sources.ts'
import { creditsOf, tallyOf } from '../wish-tally.ts'

const BATCH = 2_000

/** Counts everything anew, from the wishes alone. */
export async function rebuildFigures(tx: Tx): Promise<void> {
  await clearFigures(tx)
  await addFigures(tx, await recount(tx, (tallies) => keepCounted(tx, tallies)))
}

/** What the figures lack (or have too much, negative) against a count of all wishes. Call it in a transaction that sees one moment. */
export async function compareFigures(tx: Tx): Promise<Tally> {
  return differenceOf(await readFigures(tx), await recount(tx))
}

async function recount(db: Db, keep?: (tallies: ReadonlyMap<string, Tally>) => Promise<void>): Promise<Tally> {
  const credits = await allCredits(db)
  const sum: Tally = {}
  for await (const wishes of readAllCounted(db, BATCH)) {
    const tallies = new Map(wishes.map((wish) => [wish.id, tallyOf(wish, credits.get(wish.id))]))
    await keep?.(tallies)
    for (const tally of tallies.values()) for (const [key, counts] of Object.entries(tally)) addTo(sum, key, counts)
  }
  return sum
}

/** Residents come one after the other: each one's wishes are looked at together. */
async function allCredits(db: Db): Promise<Map<string, Set<string>>> {
  const credits = new Map<string, Set<string>>()
  let ofOne: OwnedConfirmation[] = []
  const settle = () => {
    for (const [id, credited] of creditsOf(ofOne)) credits.set(id, credited)
    ofOne = []
  }
  for await (const batch of readConfirmations(db, BATCH))
    for (const wish of batch) {
      if (ofOne[0] !== undefined && ofOne[0].resident !== wish.resident) settle()
      ofOne.push(wish)
    }
  settle()
  return credits
}
