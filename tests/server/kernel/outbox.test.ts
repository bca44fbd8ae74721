import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DomainEvent, Subscriber } from '../../../server/src/kernel/module.ts'
import { deliver, startJobs } from '../../../server/src/kernel/jobs.ts'
import { relayOutbox } from '../../../server/src/kernel/outbox.ts'
import { startApp, type RunningApp } from '../../support/app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const event: DomainEvent = {
  id: '1', at: new Date(), kind: 'wish.published', subjectKind: 'wish', subjectId: '019ab000-0000-7000-8000-000000000000', seq: 1, actorId: null, data: {},
}

test('an event delivered by twenty workers at once is handled once', async () => {
  let count = 0
  const subscriber: Subscriber = { name: 'test.once', on: [event.kind], handle: async () => void count++ }
  await Promise.all(Array.from({ length: 20 }, () => deliver(app.kernel, subscriber, event)))
  expect(count).toBe(1)
})

test('a delivery that fails leaves no mark, so that the retry handles it', async () => {
  let isBroken = true
  const subscriber: Subscriber = {
    name: 'test.retry', on: [event.kind],
    handle: async ({ tx }) => {
      await tx.sql`insert into settings (key, value) values ('delivered', '1')`
      if (isBroken) throw new Error('the outside is away')
    },
  }
  await expect(deliver(app.kernel, subscriber, event)).rejects.toThrow('the outside is away')
  expect(await app.kernel.db.sql`select 1 from settings where key = 'delivered'`).toHaveLength(0)
  isBroken = false
  await deliver(app.kernel, subscriber, event)
  await deliver(app.kernel, subscriber, event)
  expect(await app.kernel.db.sql`select 1 from settings where key = 'delivered'`).toHaveLength(1)
})

test('committed events reach their subscribers once, in order per subject, whoever relays; a rolled back one never', async () => {
  const { kernel } = app
  const seen: string[] = []
  const subscriber: Subscriber = { name: 'test.order', on: ['test.happened'], handle: async (_context, { subjectId, seq }) => void seen.push(`${subjectId}/${seq}`) }
  const faults: unknown[] = []
  const jobs = await startJobs(kernel, {
    url: app.databaseUrl, jobsSchema: 'jobs_test', subscribers: [subscriber], concurrency: 2,
    log: { info: () => {}, error: (_fields, message) => faults.push(message) },
  })
  const subjects = ['019ab000-0000-7000-8000-00000000000a', '019ab000-0000-7000-8000-00000000000b']
  const happen = (sql: typeof kernel.db.sql, subject: string, seq: number) => sql`insert into outbox (at, kind, subject_kind, subject_id, seq, data)
    values (${kernel.clock.now()}, 'test.happened', 'test', ${subject}, ${seq}, '{}')`
  for (let seq = 1; seq <= 20; seq++) for (const subject of subjects) await happen(kernel.db.sql, subject, seq)
  await expect(kernel.db.transaction(async (tx) => {
    await happen(tx.sql as never, subjects[0]!, 99)
    throw new Error('rolled back')
  })).rejects.toThrow()
  const announced: string[] = []
  const relayed = await Promise.all(Array.from({ length: 4 }, () => relayOutbox(kernel, 'jobs_test', [subscriber], ({ id }) => void announced.push(id))))
  await jobs.idle()
  await jobs.stop()
  expect(relayed.reduce((sum, count) => sum + count, 0)).toBe(40)
  expect(announced).toHaveLength(40)
  expect(seen).toHaveLength(40)
  for (const subject of subjects) {
    const order = seen.filter((entry) => entry.startsWith(subject)).map((entry) => Number(entry.split('/')[1]))
    expect(order).toEqual([...order].sort((a, b) => a - b))
  }
  expect(faults).toEqual([])
})
