import { afterAll, beforeAll, expect, test } from 'vitest'
import { recountCases } from '../../../server/src/modules/statistics/public.ts'
import { openDatabase, type Database } from '../../../server/src/kernel/db.ts'
import { testSchema } from '../../support/cluster.ts'
import { startDemo, type RunningDemo } from '../../support/demo.ts'
import { asTold, figuresFrom, readCsv } from './published-rates.ts'

let demo: RunningDemo
let db: Database
beforeAll(async () => {
  demo = await startDemo()
  db = openDatabase(demo.databaseUrl, { schema: testSchema, max: 1 })
})
afterAll(async () => {
  await db.close()
  await demo.close()
})

const get = async (path: string) => {
  const { status, body } = await demo.request('GET', `/api/v1/statistics/${path}`)
  expect(status).toBe(200)
  return body
}
/** Months of the county's past year, the oldest first; the last has ended. */
const months = () => Array.from({ length: 11 }, (_, back) => {
  const at = new Date()
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 11 + back, 1)).toISOString().slice(0, 7)
})

test('the past of the demo county is counted without an event: every case once, most of them with an answer and a response', async () => {
  const [cases] = await db.sql<[{ all: number; counted: number }]>`select count(*)::int as all, count(r.complaint_id)::int as counted
    from complaints c left join rate_cases r on r.complaint_id = c.id`
  expect(cases.counted).toBe(cases.all)
  const totals = await Promise.all(months().map((month) => get(`rates?period=${month}`).then(({ total }) => total)))
  const sum = (measure: string) => totals.reduce((all, { counts }) => all + counts[measure], 0)
  expect(sum('cases')).toBeGreaterThan(cases.all / 2)
  for (const measure of ['contacted', 'answered', 'solved', 'satisfied', 'noAnswer', 'declined', 'merged', 'withdrawn', 'reopened', 'earlierUnsolved', 'callBack'])
    expect(sum(measure), measure).toBeGreaterThan(0)
  expect(sum('contacted')).toBeGreaterThan(sum('cases') / 2)
  expect(totals.some(({ score }) => score > 50 && score < 100)).toBe(true)
})

test('what was done is proven: no unit is flagged for answers without proof, and each photo belongs to its thing', async () => {
  const { items } = await get(`rates?period=${months().at(-2)}&by=unit&limit=50`)
  expect(items.length).toBeGreaterThan(0)
  expect(items.filter(({ flags }: { flags: string[] }) => flags.includes('unproven'))).toEqual([])
  const [photos] = await db.sql<[{ verified: number; shown: number }]>`select count(*)::int as verified, count(u.id)::int as shown
    from demands d left join uploads u on u.id = d.verify_upload_ids[1] and u.attached_id = d.id where d.state in ('verified', 'closed')`
  expect(photos.verified).toBeGreaterThan(0)
  expect(photos.shown).toBe(photos.verified)
})

test('from the CSV alone a reader counts the figures of every unit and community of a month', async () => {
  const month = months().at(-2)!
  const rows = readCsv(await get(`rates/cases.csv?period=${month}`))
  for (const by of ['unit', 'community', 'town']) {
    const lines = []
    for (let cursor = ''; ;) {
      const { items, nextCursor, weights } = await get(`rates?period=${month}&by=${by}&limit=50${cursor}`)
      lines.push(...items)
      for (const { rates, ratesWithExcluded, score, counts, id } of items) {
        const published = { rates, ratesWithExcluded, score, counts }
        expect(asTold(figuresFrom(rows, (row) => row.carrierKind === by && row.carrierId === id, weights), published), `${by} ${id}`).toEqual(published)
      }
      if (nextCursor === null) break
      cursor = `&cursor=${nextCursor}`
    }
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
    expect(lines.map(({ score }) => score ?? -1)).toEqual(lines.map(({ score }) => score ?? -1).toSorted((a, b) => b - a))
  }
})

test('all of it is counted anew in a moment', async () => {
  const began = performance.now()
  await db.transaction(recountCases)
  expect(performance.now() - began).toBeLessThan(5_000)
})
