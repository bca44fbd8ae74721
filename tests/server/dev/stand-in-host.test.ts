import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { standInHost } from '../../../server/dev/stand-in-host.ts'
import type { StandInHost } from '../../../server/dev/stand-in/host.ts'
import { loadEnv } from '../../../server/src/env.ts'
import { emit } from '../../../server/src/kernel/event.ts'
import { openKernel, type OpenKernel } from '../../../server/src/kernel/open-kernel.ts'
import { takeClock } from '../../../server/src/kernel/sweep.ts'
import type { Module } from '../../../server/src/kernel/module.ts'
import { startWorker, type Worker } from '../../../server/src/worker.ts'
import { testSchema } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'

const hour = 3_600_000
const env = loadEnv({})
let url: string
let kernel: OpenKernel
let worker: Worker
let host: StandInHost
let fired: { kind: string; at: number }[]
let began: number

/** `short` starts another clock, `broken` never gets done; `told` has a slow messenger and somebody who must decide at once. */
const module: Module = {
  name: 'probe',
  routes: [],
  subscribers: [
    {
      name: 'probe.news', on: ['probe.happened'], isNews: true,
      async handle({ kernel }) {
        await setTimeout(300)
        fired.push({ kind: 'news', at: kernel.clock.now().getTime() })
      },
    },
    { name: 'probe.decide', on: ['probe.happened'], async handle({ kernel }) { fired.push({ kind: 'decided', at: kernel.clock.now().getTime() }) } },
  ],
  deadlines: [
    {
      subjectKind: 'probe', kind: 'told',
      async onDue(context, clock) {
        if (!(await takeClock(context, clock))) return
        fired.push({ kind: 'told', at: context.now.getTime() })
        await emit(context, { kind: 'probe.happened', subject: { kind: 'probe', id: clock.subjectId }, data: {} })
      },
    },
    {
      subjectKind: 'probe', kind: 'short',
      async onDue(context, clock) {
        if (!(await takeClock(context, clock))) return
        fired.push({ kind: 'short', at: context.now.getTime() })
        await addClock('follow-up', context.now.getTime() + hour)
      },
    },
    ...['long', 'follow-up'].map((kind) => ({
      subjectKind: 'probe', kind,
      async onDue(context, clock) {
        if (await takeClock(context, clock)) fired.push({ kind, at: context.now.getTime() })
      },
    }) satisfies NonNullable<Module['deadlines']>[number]),
    {
      subjectKind: 'probe', kind: 'broken',
      async onDue() {
        throw new Error('broken on purpose')
      },
    },
  ],
}

beforeEach(async () => {
  fired = []
  url = await createDatabase()
  kernel = await openKernel({ url, schema: testSchema, poolSize: 4, piiKeys: env.piiKeys })
  worker = await startWorker({
    kernel, url, jobsSchema: env.jobsSchema, modules: [module], concurrency: 2, log: pino({ level: 'silent' }), announce: () => undefined,
  })
  host = standInHost({ kernel, worker }, { listPersonas: async () => [], openidFor: async () => null, phoneFor: async () => null })
  began = kernel.clock.now().getTime()
})

afterEach(async () => {
  await worker.stop()
  await kernel.close()
})

async function addClock(kind: string, due: number): Promise<void> {
  await kernel.db.sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
    values (${randomUUID()}, 'probe', ${randomUUID()}, ${kind}, 'running', ${new Date(began)}, '1h', ${new Date(due)}, ${new Date(due)}, '')`
}

it('fires each clock at its own instant, those that others start on the way included', async () => {
  await addClock('long', began + 10 * hour)
  await addClock('short', began + 2 * hour)
  const now = await host.advance(12 * hour)
  expect(fired.map(({ kind }) => kind)).toEqual(['short', 'follow-up', 'long'])
  for (const [index, due] of [2, 3, 10].entries()) {
    const late = (fired[index]?.at ?? 0) - (began + due * hour)
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThan(10_000)
  }
  expect(now.getTime()).toBeGreaterThanOrEqual(began + 12 * hour)
  expect(host.now().getTime()).toBeLessThan(began + 12 * hour + 60_000)
})

it('leaves clocks beyond the target alone', async () => {
  await addClock('long', began + 10 * hour)
  await host.advance(9 * hour)
  expect(fired).toEqual([])
})

it('is not held up by a clock that cannot be handled', async () => {
  await addClock('broken', began + hour)
  await addClock('long', began + 2 * hour)
  await host.advance(3 * hour)
  expect(fired.map(({ kind }) => kind)).toEqual(['long'])
})

it('keeps the moved time over a restart', async () => {
  await host.advance(5 * hour)
  const again = await openKernel({ url, schema: testSchema, poolSize: 1, piiKeys: env.piiKeys })
  expect(again.clock.now().getTime()).toBeGreaterThanOrEqual(began + 5 * hour)
  await again.close()
})

it('what decides comes before the next clock, news within the hour of the day', async () => {
  const full = Math.ceil(began / hour) * hour
  for (const minute of [5, 10, 70]) await addClock('told', full + minute * 60_000)
  await host.advance(3 * hour)
  const order = fired.map(({ kind }) => kind)
  const deciding = order.filter((kind) => kind !== 'news')
  expect(deciding).toEqual(['told', 'decided', 'told', 'decided', 'told', 'decided'])
  const news = fired.filter(({ kind }) => kind === 'news')
  expect(news.map(({ at }) => Math.floor((at - full) / hour))).toEqual([0, 0, 1])
  expect(order.lastIndexOf('news')).toBe(order.length - 1)
}, 20_000)
