import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { loadEnv } from '../../../server/src/env.ts'
import { startJobs, type JobRunner } from '../../../server/src/kernel/jobs.ts'
import type { Subscriber } from '../../../server/src/kernel/module.ts'
import { openKernel, type OpenKernel } from '../../../server/src/kernel/open-kernel.ts'
import { relayOutbox } from '../../../server/src/kernel/outbox.ts'
import { fillSmallCounty, type SmallCounty } from '../../factories/small-county.ts'
import { testJobsSchema, testSchema } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'

let url: string
let kernel: OpenKernel
let county: SmallCounty
const jobs = `${testJobsSchema}._private_jobs`

beforeAll(async () => {
  url = await createDatabase()
  kernel = await openKernel({ url, schema: testSchema, poolSize: 4, piiKeys: loadEnv({}).piiKeys })
  county = await fillSmallCounty(kernel)
})
afterAll(() => kernel.close())

const subscriber = (handle: Subscriber['handle']): Subscriber => ({ name: 'test.told', on: ['wish.submitted'], handle })
const start = (one: Subscriber): Promise<JobRunner> =>
  startJobs(kernel, { url, jobsSchema: testJobsSchema, subscribers: [one], concurrency: 2, log: { info: () => undefined, error: () => undefined } })
async function queueOne(): Promise<void> {
  await county.submittedWish()
  await relayOutbox(kernel, testJobsSchema, [subscriber(async () => undefined)], () => undefined)
}
const lockedBy = async () => (await kernel.db.sql.unsafe<{ locked_by: string | null }[]>(`select locked_by from ${jobs}`))[0]?.locked_by

test('a job and a queue that a killed worker left locked are taken up at the next start, not four hours later', async () => {
  await queueOne()
  await kernel.db.sql.unsafe(`update ${jobs} set locked_by = 'worker-killed', locked_at = now(), attempts = 1`)
  await kernel.db.sql.unsafe(`update ${testJobsSchema}._private_job_queues set locked_by = 'worker-killed', locked_at = now()`)
  const handle = vi.fn(async () => undefined)
  const runner = await start(subscriber(handle))
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(1), 10_000)
  await runner.stop()
})

test('what a living worker of another process has locked stays its own', async () => {
  await queueOne()
  let finish = () => {}
  const handle = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
  const busy = await start(subscriber(handle))
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(1), 10_000)
  const owner = await lockedBy()
  expect(owner).toBeTypeOf('string')
  const other = await start(subscriber(handle))
  expect(await lockedBy()).toBe(owner)
  finish()
  await vi.waitFor(async () => expect(await lockedBy()).toBeUndefined(), 10_000)
  expect(handle).toHaveBeenCalledTimes(1)
  await Promise.all([busy.stop(), other.stop()])
})
