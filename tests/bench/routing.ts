import { rankMembers } from '@huying/shared/wish/routing.ts'
import type { Sql } from 'postgres'
import { GUEST } from '../../server/src/kernel/actor.ts'
import type { OpenKernel } from '../../server/src/kernel/open-kernel.ts'
import { deadlineTable, sweepClocks } from '../../server/src/kernel/sweep.ts'
import { readSubject } from '../../server/src/kernel/subject.ts'
import { wishDeadlines } from '../../server/src/modules/wish/deadlines.ts'
import { listWishes } from '../../server/src/modules/wish/list.ts'
import { wishSubject, type Wish } from '../../server/src/modules/wish/table.ts'
import { openRoutingDesk } from '../../server/src/modules/wish/routing-inputs.ts'
import { at, note, runParts, times, withCounty } from './county-bench.ts'
import { COMMON, fillBoard, fillMembers, fillOpenWishes, MEMBERS, RARE } from './routing-fill.ts'

/**
 * `npx tsx tests/bench/routing.ts [routing] [sweep] [search]`: how long it takes to route one wish, to sweep ten thousand, and to search
 * the board, at the county's real size and beyond; exit code 1 where a limit is broken. All of them unless some are named.
 */
const LIMITS = { rankMs: 20, sweepS: 60, searchP95Ms: 50, slowdown: 1.2 } as const
const ROUNDS = 100
const SWEPT = 10_000
const BOARDS = [10_000, 1_000_000] as const
/** A Monday at nine in Shanghai: members may be asked. */
const MONDAY = Date.parse('2027-03-01T01:00:00Z')

await runParts({ routing: benchRouting, sweep: benchSweep, search: benchSearch })

/** The last ring, which holds everybody in the wish's town: of the real county, and, for the ranking alone, were all members in one town. */
async function benchRouting(): Promise<void> {
  const inLastRing = (inOneTown: boolean, work: (kernel: OpenKernel, wish: Wish) => Promise<void>) => {
    const fill = async (sql: Sql) => {
      await fillMembers(sql, { inOneTown })
      await fillOpenWishes(sql, 1, new Date(MONDAY))
      await sql`update wishes set ring = 4, town_code = '611023001', community_code = '611023001001', grid_code = '611023001001001'`
      await sql.unsafe('vacuum analyze')
    }
    return withCounty(`routing_${inOneTown}`, MONDAY, fill, async (kernel) => {
      const [{ id }] = await kernel.db.sql<[{ id: string }]>`select id from wishes`
      await work(kernel, await readSubject(kernel.db, wishSubject, id))
    })
  }
  const read = async (kernel: OpenKernel, wish: Wish) =>
    (await openRoutingDesk({ kernel, db: kernel.db, actor: GUEST, now: kernel.clock.now() }, [wish], [wish])).inputFor(wish)
  await inLastRing(true, async (kernel, wish) => {
    const input = await read(kernel, wish)
    if (rankMembers(input).ranked.length !== MEMBERS) throw new Error('not everybody is ranked')
    note(`ranking ${MEMBERS} members of one town, p50`, at(await times(ROUNDS, () => rankMembers(input)), 0.5), 'ms', LIMITS.rankMs)
  })
  await inLastRing(false, async (kernel, wish) => {
    const taken = await times(ROUNDS, async () => rankMembers(await read(kernel, wish)))
    note(`routing one wish in a county of ${MEMBERS} members, reading and ranking, p50`, at(taken, 0.5), 'ms', LIMITS.rankMs)
  })
}

/** Wishes all over the county, in all rings, each due for its next ten; a run stores inputs, ranking and asks. */
async function benchSweep(): Promise<void> {
  const fill = async (sql: Sql) => {
    await fillMembers(sql, { inOneTown: false })
    await fillOpenWishes(sql, SWEPT, new Date(MONDAY))
    await sql.unsafe('vacuum analyze')
  }
  await withCounty('sweep', MONDAY, fill, async (kernel) => {
    const table = deadlineTable(wishDeadlines)
    const started = performance.now()
    const rethrow = (error: unknown) => {
      throw error
    }
    let handled = 0
    for (let step = 1; step > 0; handled += step) step = await sweepClocks(kernel, table, rethrow)
    const seconds = (performance.now() - started) / 1000
    const [{ runs, asks }] = await kernel.db.sql<[{ runs: number; asks: number }]>`select (select count(*)::int from wish_routing_runs) as runs, (select count(*)::int from wish_asks) as asks`
    if (runs !== SWEPT) throw new Error(`${runs} of ${SWEPT} wishes were routed`)
    note(`${SWEPT} open wishes in one sweep (${asks} members asked)`, seconds, 's', LIMITS.sweepS)
  })
}

async function benchSearch(): Promise<void> {
  const rare: number[] = []
  for (const size of BOARDS) {
    const fill = async (sql: Sql) => {
      await fillMembers(sql, { inOneTown: false })
      await fillBoard(sql, size)
    }
    await withCounty(`board_${size}`, MONDAY, fill, async (kernel) => {
      const context = { kernel, db: kernel.db, actor: GUEST, now: kernel.clock.now() }
      const search = (q: string) => async () => {
        const rows = await listWishes(context, { view: 'board', q, after: null, limit: 20 })
        if (rows.length !== 21) throw new Error(`${q} found ${rows.length}`)
      }
      rare.push(at(await times(ROUNDS, search(RARE.words)), 0.5))
      if (size === BOARDS.at(-1)) note(`first page of a word in ${COMMON.share * 100} % of ${size} wishes, p95`, at(await times(ROUNDS, search(COMMON.words)), 0.95), 'ms', LIMITS.searchP95Ms)
    })
  }
  const [small, large] = rare as [number, number]
  note(`a word in ${RARE.hits} wishes: ${large.toFixed(1)} ms of ${BOARDS[1]} to ${small.toFixed(1)} ms of ${BOARDS[0]}`, large / small, 'times', LIMITS.slowdown)
}
