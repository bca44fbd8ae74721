import { dayOf } from '@huying/shared/kernel/calendar-day.ts'
import type { Sql } from 'postgres'
import { GUEST } from '../../server/src/kernel/actor.ts'
import { generateSessions } from '../../server/src/modules/booking/commands/generate-sessions.ts'
import { fillServices, MONDAY, SERVICES } from './booking-fill.ts'
import { benchFinder } from './booking-finder.ts'
import { benchRush } from './booking-rush.ts'
import { note, runParts, withCounty } from './county-bench.ts'

/**
 * `npx tsx tests/bench/booking.ts [generation] [finder] [rush]`: how long twelve weeks of sessions of every service of a county take to make,
 * what it costs to find a service among ten thousand and among a million sessions, and how many bookings a second there are beside the same
 * statements through the bare driver; exit code 1 where a limit is broken. All of them unless some are named.
 */
const LIMITS = { generationS: 30 } as const
const WEEKS = 12

await runParts({ generation: benchGeneration, finder: benchFinder, rush: benchRush })

/** Two sessions on every working day: rows, histories, events and three clocks of each. */
async function benchGeneration(): Promise<void> {
  const fill = async (sql: Sql) => {
    await fillServices(sql)
    await sql.unsafe('vacuum analyze')
  }
  await withCounty('generation', MONDAY.getTime(), fill, async (kernel) => {
    const ids = (await kernel.db.sql<{ id: string }[]>`select id from services order by id`).map(({ id }) => id)
    const started = performance.now()
    const made = await kernel.db.transaction((tx) =>
      generateSessions({ kernel, db: tx, tx, actor: GUEST, now: kernel.clock.now() }, ids, dayOf(MONDAY.getTime()) + 7 * WEEKS - 1))
    note(`${WEEKS} weeks of ${SERVICES} services, ${made} sessions`, (performance.now() - started) / 1000, 's', LIMITS.generationS)
  })
}
