import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoSecrets, loadEnv } from '../../../server/src/env.ts'
import { startJobs } from '../../../server/src/kernel/jobs.ts'
import { createMetrics, type Metrics } from '../../../server/src/kernel/metrics.ts'
import { openKernel, type OpenKernel } from '../../../server/src/kernel/open-kernel.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { testSchema } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'

const jobsSchema = 'jobs_611023'
const { piiKeys } = loadEnv({ PII_KEYS: demoSecrets.PII_KEYS })
let kernel: OpenKernel
let metrics: Metrics

beforeAll(async () => {
  const url = await createDatabase()
  kernel = await openKernel({ url, schema: testSchema, poolSize: 2, piiKeys })
  const log = { info: () => undefined, error: () => undefined }
  // A new county has the figures to build: its first worker would do that.
  await kernel.db.sql`delete from clocks`
  await (await startJobs(kernel, { url, jobsSchema, subscribers: [], concurrency: 1, log })).stop()
  metrics = createMetrics(kernel, { jobsSchema })
})
afterAll(() => kernel.close())

const valueOf = (text: string, name: string) => Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1])

it('counts requests by endpoint and status, never by path', async () => {
  metrics.observeRequest({ endpoint: 'wish.claim', status: 409, ms: 30 })
  metrics.observeRequest({ endpoint: 'wish.claim', status: 409, ms: 300 })
  metrics.observeRequest({ endpoint: undefined, status: 404, ms: 1 })
  const text = await metrics.read()
  expect(valueOf(text, 'http_request_duration_seconds_count{endpoint="wish.claim",status="409"}')).toBe(2)
  expect(valueOf(text, 'http_request_duration_seconds_sum{endpoint="wish.claim",status="409"}')).toBeCloseTo(0.33)
  expect(valueOf(text, 'http_request_duration_seconds_bucket{le="0.05",endpoint="wish.claim",status="409"}')).toBe(1)
  expect(valueOf(text, 'http_request_duration_seconds_count{endpoint="none",status="404"}')).toBe(1)
})

it('tells of process and database where nothing waits', async () => {
  const text = await metrics.read()
  expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6)
  expect(valueOf(text, 'huying_database_up')).toBe(1)
  expect(valueOf(text, 'huying_database_connections{state="active"}')).toBeGreaterThanOrEqual(1)
  for (const name of ['huying_outbox_waiting', 'huying_outbox_lag_seconds', 'huying_clocks_due', 'huying_clocks_lag_seconds', 'huying_jobs{state="dead"}'])
    expect(valueOf(text, name), name).toBe(0)
})

it('tells how far outbox, clocks and jobs are behind', async () => {
  const { sql } = kernel.db
  const ago = (seconds: number) => new Date(kernel.clock.now().getTime() - seconds * 1000)
  for (const [at, relayedAt] of [[ago(120), null], [ago(60), null], [ago(900), ago(800)]] as const)
    await sql`insert into outbox (at, kind, subject_kind, subject_id, seq, data, relayed_at) values (${at}, 'wish.claimed', 'wish', ${uuidv7()}, 1, '{}', ${relayedAt})`
  for (const [state, due] of [['running', ago(300)], ['running', ago(-300)], ['fired', ago(900)]] as const)
    await sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence, ended_at)
      values (${uuidv7()}, 'wish', ${uuidv7()}, 'review', ${state}, ${ago(1000)}, '1d', ${due}, ${due}, 'x', ${state === 'fired' ? due : null})`
  for (const attempts of [0, 3, 12]) {
    const [job] = await sql.unsafe(`select id from ${jobsSchema}.add_job('deliver', '{}', max_attempts := 12)`)
    await sql.unsafe(`update ${jobsSchema}._private_jobs set attempts = ${attempts} where id = ${job!.id}`)
  }
  const text = await metrics.read()
  expect(valueOf(text, 'huying_outbox_waiting')).toBe(2)
  expect(Math.round(valueOf(text, 'huying_outbox_lag_seconds') / 10)).toBe(12)
  expect(valueOf(text, 'huying_clocks_due')).toBe(1)
  expect(Math.round(valueOf(text, 'huying_clocks_lag_seconds') / 10)).toBe(30)
  expect(valueOf(text, 'huying_jobs{state="waiting"}')).toBe(2)
  expect(valueOf(text, 'huying_jobs{state="dead"}')).toBe(1)
})

it('still answers, and says so, when the database is away', async () => {
  const gone = await openKernel({ url: await createDatabase(), schema: testSchema, poolSize: 1, piiKeys })
  const lonely = createMetrics(gone, { jobsSchema })
  await gone.close()
  const text = await lonely.read()
  expect(valueOf(text, 'huying_database_up')).toBe(0)
  expect(text).toContain('process_cpu_seconds_total')
})
