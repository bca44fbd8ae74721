import { GUEST, type Actor } from '../../server/src/kernel/actor.ts'
import type { ReadContext } from '../../server/src/kernel/context.ts'
import type { Route } from '../../server/src/kernel/module.ts'
import type { OpenKernel } from '../../server/src/kernel/open-kernel.ts'
import { demandRoutes } from '../../server/src/modules/demand/routes.ts'
import { rateRoutes } from '../../server/src/modules/statistics/rate-routes.ts'
import { at, note, runParts, times, withCounty } from './county-bench.ts'
import { ASSOCIATION, COMMON, COMMUNITY, COUNTY, fillLedger, LARGE_UNIT, RARE, SMALL_UNIT, TOWN } from './ledger-fill.ts'

/**
 * `npx tsx tests/bench/ledger.ts [small] [plans]`: what a page of the ledger, of each of its filters and queues, a search, and the rates cost
 * in a county of a million complaints and 200,000 demands, beside what they cost in one of ten thousand; exit code 1 where it is more than
 * 1.2 times as much. `small` compares with a hundred thousand, `plans` also prints how PostgreSQL reads the larger one.
 */
const LIMITS = { slowdown: 1.2, searchP95Ms: 50 } as const
const ROUNDS = 60
const isSmall = process.argv.includes('small')
const showsPlans = process.argv.includes('plans')
const SIZES = [10_000, isSmall ? 100_000 : 1_000_000] as const
const NOW = Date.parse('2027-03-01T02:00:00Z')

const holding = (role: Actor['appointments'][number]['role'], scopeId: string, scopeKind: Actor['appointments'][number]['scopeKind'] = 'area'): Actor => {
  const held = [{ id: '00000000-0000-4000-8000-00000000000a', role, scopeKind, scopeId, post: null, from: new Date(0), to: null, gridCodes: [] }]
  return { ...GUEST, accountId: '00000000-0000-4000-8000-00000000000b', appointments: held, held }
}
const county = holding('countyOfficer', COUNTY)
const street = holding('streetOfficer', TOWN)
const worker = holding('communityWorker', COMMUNITY)
const chair = holding('chair', ASSOCIATION, 'association')
const handler = holding('unitHandler', LARGE_UNIT, 'unit')

/** What is asked, by whom; a figure of its own each. */
const LISTS: Record<string, { as: Actor; query: Record<string, unknown> }> = {
  'the ledger, county': { as: county, query: {} },
  'the ledger, street': { as: street, query: {} },
  'the ledger, community': { as: worker, query: {} },
  'the ledger, chair': { as: chair, query: {} },
  'the ledger, unit': { as: handler, query: {} },
  'closed ones': { as: county, query: { state: 'closed' } },
  'dispatched ones of a town': { as: street, query: { state: 'dispatched' } },
  'a category': { as: county, query: { category: 'utility-drain' } },
  'a category and nature of a town': { as: street, query: { category: 'utility-drain', nature: 'legacy' } },
  'emergencies': { as: county, query: { urgency: 'emergency' } },
  'level 1': { as: county, query: { level: '1' } },
  'a community': { as: county, query: { areaCode: COMMUNITY } },
  'a unit with few': { as: county, query: { unitId: SMALL_UNIT } },
  'a unit with many': { as: county, query: { unitId: LARGE_UNIT } },
  'overdue ones': { as: county, query: { overdue: 'true' } },
  'of one month': { as: county, query: { from: '2026-02-01', to: '2026-02-28' } },
  "the chair's queue": { as: chair, query: { queue: 'owner' } },
  "the community's queue": { as: worker, query: { queue: 'verify' } },
  [`a word in ${RARE.hits}`]: { as: county, query: { q: RARE.words } },
  [`a word in ${RARE.hits}, street`]: { as: street, query: { q: RARE.words } },
}
const COMMON_WORD = { as: county, query: { q: COMMON.words } }
const FIGURES: Record<string, Record<string, unknown>> = {
  'the rates of units in a month': { by: 'unit', period: '2026-11' }, 'the rates of communities in a year': { by: 'community', period: '2026' }, 'the rates of a town': { by: 'community', areaCode: TOWN, period: '2026-Q4' },
}

type Reading = (context: ReadContext, input: { query: Record<string, unknown> }) => Promise<{ items: unknown[] }>
const readingOf = (routes: readonly Route[], name: string): Reading => {
  const route = routes.find(({ endpoint }) => endpoint.name === name)
  if (route?.kind !== 'read') throw new Error(`there is no ${name}`)
  return route.read as unknown as Reading
}
const list = readingOf(demandRoutes, 'demand.list')
const rates = readingOf(rateRoutes, 'statistics.rates')

const contextFor = (kernel: OpenKernel, actor: Actor): ReadContext => ({ kernel, db: kernel.db, actor, now: kernel.clock.now() })

/** Prints how PostgreSQL reads the ledger in this piece of work. */
async function showPlans({ db: { sql } }: OpenKernel, work: () => Promise<unknown>): Promise<void> {
  const unsafe = sql.unsafe.bind(sql)
  const asked: [text: string, parameters: never[]][] = []
  const recording = (text: string, parameters?: never[], options?: object) => {
    if (text.includes('from "demands"')) asked.push([text, parameters ?? []])
    return unsafe(text, parameters, options)
  }
  Object.assign(sql, { unsafe: recording })
  await work()
  Object.assign(sql, { unsafe })
  for (const [text, parameters] of asked) for (const row of await unsafe(`explain (analyze, buffers) ${text}`, parameters)) console.log(`    ${row['QUERY PLAN']}`)
}

const costs = new Map<string, number[]>()
const keep = (what: string, ms: number): void => void costs.set(what, [...(costs.get(what) ?? []), ms])

// Words that only say how are no parts.
process.argv = process.argv.filter((word) => word !== 'small' && word !== 'plans')
await runParts({ ledger: measure })

async function measure(): Promise<void> {
  for (const size of SIZES)
    await withCounty(`ledger_${size}`, NOW, (sql) => fillLedger(sql, size), async (kernel) => {
      const isLarge = size === SIZES.at(-1)
      for (const [what, { as, query }] of Object.entries(LISTS)) {
        const input = { query: { queue: 'all', limit: 20, ...query } }
        const { items } = await list(contextFor(kernel, as), input)
        if (items.length === 0) throw new Error(`${what}: nothing found`)
        keep(what, at(await times(ROUNDS, () => list(contextFor(kernel, as), input)), 0.5))
        if (isLarge && showsPlans) {
          console.log(`  ${what}`)
          await showPlans(kernel, () => list(contextFor(kernel, as), input))
        }
      }
      for (const [what, query] of Object.entries(FIGURES)) keep(what, at(await times(ROUNDS, () => rates(contextFor(kernel, GUEST), { query: { limit: 20, ...query } })), 0.5))
      const common = await times(ROUNDS, () => list(contextFor(kernel, COMMON_WORD.as), { query: { queue: 'all', limit: 20, ...COMMON_WORD.query } }))
      if (isLarge) note(`first page of a word in ${COMMON.share * 100} % of ${size / 5} demands, p95`, at(common, 0.95), 'ms', LIMITS.searchP95Ms)
    })
  for (const [what, [small, large]] of costs) note(`${what}: ${large!.toFixed(1)} ms at ${SIZES[1]} to ${small!.toFixed(1)} ms at ${SIZES[0]} complaints`, large! / small!, 'times', LIMITS.slowdown)
}
