import type { Sql } from 'postgres'
import { openDatabase } from '../../server/src/kernel/db.ts'
import type { OpenKernel } from '../../server/src/kernel/open-kernel.ts'
import { findServices, type ServiceFilter } from '../../server/src/modules/booking/find-services.ts'
import { fillServices, fillSessions, MONDAY, SERVICES } from './booking-fill.ts'
import { at, note, noteLeast, schema, withCounty } from './county-bench.ts'
import { startWireRecorder, type SentStatement } from './wire-recorder.ts'

const LIMITS = { slowdown: 1.2, ofBare: 0.75 } as const
const ROUNDS = 300
const WARM_UP = 50
const NEAR = { lng: 110.88, lat: 33.45 }
/** What people look for; each is one statement. */
const SEARCHES: Readonly<Record<string, Omit<ServiceFilter, 'after' | 'limit'>>> = {
  'newest first': {},
  'of a kind': { kind: 'legalAdvice' },
  'with a free seat this week': { freeWithinDays: 7 },
  'near, of a kind, with a free seat this week': { near: NEAR, kind: 'dayCare', freeWithinDays: 7 },
}

/** The same services; a week of sessions of each, and eight months held beside thirty days to come. */
const SMALL = { perService: 5, toCome: 5 }
const LARGE = { perService: 500, toCome: 60 }
const sessionsOf = ({ perService }: typeof SMALL) => perService * SERVICES

/** What the machine does besides falls on all alike: the two sizes, and the bare driver on the larger, take turns. */
export async function benchFinder(): Promise<void> {
  const withSessions = (size: typeof SMALL, work: (kernel: OpenKernel, url: string) => Promise<void>) => {
    const fill = async (sql: Sql) => {
      await fillServices(sql)
      await fillSessions(sql, { ...size, now: MONDAY })
    }
    return withCounty(`finder_${size.perService}`, MONDAY.getTime(), fill, work)
  }
  await withSessions(SMALL, (small, smallUrl) =>
    withSessions(LARGE, async (large, largeUrl) => {
      const bare = { small: openDatabase(smallUrl, { schema, max: 1 }), large: openDatabase(largeUrl, { schema, max: 1 }) }
      for (const [name, search] of Object.entries(SEARCHES)) {
        const filter: ServiceFilter = { ...search, after: null, limit: 20 }
        const find = (kernel: OpenKernel) => async () => {
          if ((await findServices(kernel.db, filter, MONDAY)).length !== 21) throw new Error(`${name} fills no page`)
        }
        const sent = await statementOf(largeUrl, filter)
        const replay = () => bare.large.sql.unsafe(sent.text, sent.params as never[], { prepare: true })
        const [before, after, least] = (await inTurns([find(small), find(large), replay])) as [number, number, number]
        note(`services ${name}: ${after.toFixed(2)} ms among ${sessionsOf(LARGE)} sessions to ${before.toFixed(2)} ms among ${sessionsOf(SMALL)}`, after / before, 'times', LIMITS.slowdown)
        noteLeast(`the bare driver takes ${least.toFixed(2)} ms`, least / after, 'of it', LIMITS.ofBare)
        const rows = { small: await rowsTouched(bare.small.sql, sent), large: await rowsTouched(bare.large.sql, sent) }
        note(`its plan goes through ${rows.large} rows to ${rows.small}`, rows.large / rows.small, 'times', LIMITS.slowdown)
      }
      for (const one of Object.values(bare)) await one.close()
    }))
}

/** Milliseconds of each, p50, the first runs left out. */
async function inTurns(acts: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const taken = acts.map((): number[] => [])
  for (let round = -WARM_UP; round < ROUNDS; round++)
    for (const [index, act] of acts.entries()) {
      const started = performance.now()
      await act()
      if (round >= 0) taken[index]!.push(performance.now() - started)
    }
  return taken.map((some) => at(some.toSorted((a, b) => a - b), 0.5))
}

/** The one statement that a search sends. */
async function statementOf(url: string, filter: ServiceFilter): Promise<SentStatement> {
  const recorder = await startWireRecorder(url)
  const db = openDatabase(recorder.url, { schema, max: 1 })
  await findServices(db, filter, MONDAY)
  const sent = await recorder.record(() => findServices(db, filter, MONDAY))
  await db.close()
  await recorder.close()
  if (sent.length !== 1) throw new Error(`a page takes ${sent.length} statements`)
  return sent[0]!
}

interface PlanNode {
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  Plans?: PlanNode[]
}

/** All rows that the nodes of a statement's plan give or throw away. */
async function rowsTouched(sql: Sql, { text, params }: SentStatement): Promise<number> {
  const [explained] = await sql.unsafe<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(`explain (analyze, format json) ${text}`, params as never[])
  const touched = (node: PlanNode): number =>
    node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0)) +
    (node.Plans ?? []).reduce((sum, one) => sum + touched(one), 0)
  return Math.round(touched(explained!['QUERY PLAN'][0].Plan))
}
