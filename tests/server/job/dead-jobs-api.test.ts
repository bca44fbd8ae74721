import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startJobs } from '../../../server/src/kernel/jobs.ts'
import type { Subscriber } from '../../../server/src/kernel/module.ts'
import { relayOutbox } from '../../../server/src/kernel/outbox.ts'
import { fillSmallCounty, type SmallCounty } from '../../factories/small-county.ts'
import { COUNTY, type Person } from '../../factories/whistle-county.ts'
import { startApp, type RunningApp } from '../../support/app.ts'
import { testJobsSchema } from '../../support/cluster.ts'

let app: RunningApp
let county: SmallCounty
let administrator: Person
let isBroken = true
let delivered = 0

/** Fails until it is mended, as a subscriber whose other side is away. */
const subscriber: Subscriber = {
  name: 'test.told', on: ['wish.submitted'],
  async handle() {
    if (isBroken) throw new Error('no line to 13912345678')
    delivered++
  },
}

beforeAll(async () => {
  app = await startApp()
  county = await fillSmallCounty(app.kernel)
  administrator = await county.appoint('administrator', COUNTY)
})
afterAll(() => app.close())

const list = (query = '') => app.request('GET', `/api/v1/jobs/dead${query}`, { token: administrator.token })
const rerun = (id: string, { token } = administrator) => app.request('POST', `/api/v1/jobs/${id}/rerun`, { token })

test('work that used up its tries is listed for the administrator, without anything personal, and runs again when told to', async () => {
  const wishes = [await county.submittedWish(), await county.submittedWish()]
  await relayOutbox(app.kernel, testJobsSchema, [subscriber], () => undefined)
  const { sql } = app.kernel.db
  await sql.unsafe(`update ${testJobsSchema}._private_jobs set attempts = max_attempts - 1`)
  const failed = vi.fn()
  const jobs = await startJobs(app.kernel, {
    url: app.databaseUrl, jobsSchema: testJobsSchema, subscribers: [subscriber], concurrency: 1, log: { info: () => undefined, error: failed },
  })
  try {
    await vi.waitFor(async () => expect((await list()).body.items).toHaveLength(2), { timeout: 10_000 })
    const first = await list('?limit=1')
    const second = await list(`?limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body.nextCursor).toBeNull()
    const items = [...first.body.items, ...second.body.items]
    expect(items.map(({ event }) => event.subjectId).toSorted()).toEqual(wishes.toSorted())
    expect(items[0]).toMatchObject({ subscriber: 'test.told', attempts: 12, event: { kind: 'wish.submitted', subjectKind: 'wish' } })
    expect(items[0].lastError).toContain('no line to')
    expect(JSON.stringify(items)).not.toContain('13912345678')

    isBroken = false
    expect((await rerun(items[0].id)).body).toEqual({ id: items[0].id })
    await vi.waitFor(() => expect(delivered).toBe(1), { timeout: 10_000 })
    await jobs.idle()
    expect((await list()).body.items.map(({ id }: { id: string }) => id)).toEqual([items[1].id])
    expect((await rerun(items[0].id)).status).toBe(404)
  } finally {
    await jobs.stop()
  }
})

test('nobody else sees or runs them', async () => {
  const officer = await county.appoint('countyOfficer', COUNTY)
  expect((await app.request('GET', '/api/v1/jobs/dead', { token: officer.token })).status).toBe(403)
  expect((await rerun('1', officer)).status).toBe(403)
  expect((await app.request('GET', '/api/v1/jobs/dead')).status).toBe(401)
  expect((await list('?cursor=x')).status).toBe(400)
  expect((await rerun('x')).status).toBe(400)
})
