import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PendingQuery } from 'postgres'
import { expect } from 'vitest'
import { checkHistory } from '../../server/src/kernel/history-check.ts'
import { parsePiiKeys } from '../../server/src/kernel/cipher.ts'
import type { Module } from '../../server/src/kernel/module.ts'
import { openKernel, type OpenKernel } from '../../server/src/kernel/open-kernel.ts'
import { historyTables } from '../../server/src/modules/history-tables.ts'
import { fillSmallCounty, type SmallCounty } from '../factories/small-county.ts'
import type { Person } from '../factories/whistle-county.ts'
import { testJobsSchema, testSchema } from './cluster.ts'
import { createDatabase } from './database.ts'
import { answers, freePort, productionEnv, startProcess, type Process } from './production.ts'

/** An act of somebody, sent again under the same Idempotency-Key until it is answered. */
interface Act {
  key: string
  person: Person
  path: string
  body?: unknown
  /** Answered 200. */
  isDone: boolean
}

export interface Storm {
  kernel: OpenKernel
  county: SmallCounty
  /** Sends everything that is not done at once and kills the server with signal 9 when `killAfter` answers have come. */
  rage(killAfter: number): Promise<void>
  /** Starts the server anew, sends everything again until it is done, and waits until nothing is left to do. */
  calm(): Promise<void>
  /** Nothing lost, nothing twice, history whole. */
  checkAll(modules: readonly Module[]): Promise<void>
  close(): Promise<void>
}

/** `size` claims and as many dispatches, by different members and one chair, against the real production process. */
export async function raiseStorm(bundle: string, size: number): Promise<Storm> {
  const databaseUrl = await createDatabase()
  const ports = { port: await freePort(), metricsPort: await freePort() }
  const env: Record<string, string> = { ...productionEnv(databaseUrl, ports), RATE_LIMIT_FACTOR: '1000000', LOG_LEVEL: 'warn' }
  const kernel = await openKernel({ url: databaseUrl, schema: testSchema, poolSize: 8, piiKeys: parsePiiKeys(env.PII_KEYS!) })
  const county = await fillSmallCounty(kernel)
  const chair = await county.chair()
  const base = `http://127.0.0.1:${ports.port}`
  const acts: Act[] = (await Promise.all(Array.from({ length: size }, async () => {
    const [member, wishId, demandId] = [await county.member(), await county.openWish(), await county.pendingDemand()]
    const dispatched = { leadUnitId: county.units.lead, assists: [{ unitId: county.units.assist }], overrideReason: '离得最近' }
    return [
      { key: randomUUID(), person: member, path: `/api/v1/wishes/${wishId}/claim`, isDone: false },
      { key: randomUUID(), person: chair, path: `/api/v1/demands/${demandId}/dispatch`, body: dispatched, isDone: false },
    ]
  }))).flat()
  let server: Process | undefined

  async function start(): Promise<void> {
    server = startProcess(bundle, env)
    await answers(`${base}/readyz`, 200, { withinMs: 120_000, said: server.said })
  }
  async function send(act: Act): Promise<void> {
    const response = await fetch(base + act.path, {
      method: 'POST', body: JSON.stringify(act.body ?? {}),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${act.person.token}`, 'idempotency-key': act.key },
    })
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${act.path} answered ${response.status}: ${text}`)
    act.isDone = true
  }
  const open = () => acts.filter(({ isDone }) => !isDone)

  return {
    kernel,
    county,
    async rage(killAfter) {
      await start()
      const { child, ended } = server!
      let answered = 0
      const sendAndCount = async (act: Act): Promise<void> => {
        await send(act)
        if (++answered === killAfter) child.kill('SIGKILL')
      }
      await Promise.allSettled(open().map(sendAndCount))
      expect(child.signalCode ?? (await ended, child.signalCode), server!.said()).toBe('SIGKILL')
      expect(open().length, 'the kill came too late to matter').toBeGreaterThan(0)
    },
    async calm() {
      const alreadyDone = acts.filter(({ isDone }) => isDone)
      await start()
      // Those that were answered are sent again too: a repeat may change nothing.
      await Promise.all([...open(), ...alreadyDone].map(send))
      await settled(kernel, server!)
    },
    checkAll: (modules) => checkAll(kernel, modules, size),
    async close() {
      server?.child.kill('SIGKILL')
      await server?.ended
      await kernel.close()
    },
  }
}

async function settled({ db: { sql } }: OpenKernel, { said }: Process): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await sleep(100)) {
    const [left] = await sql.unsafe<{ count: number }[]>(
      `select ((select count(*) from outbox where relayed_at is null) + (select count(*) from ${testJobsSchema}._private_jobs))::int as count`,
    )
    if (left!.count === 0) return
  }
  throw new Error(`events or jobs are left over\n${said()}`)
}

async function checkAll({ db, cipher }: OpenKernel, modules: readonly Module[], size: number): Promise<void> {
  const { sql } = db
  const count = async (query: PendingQuery<{ count: string }[]>) => Number((await query)[0]!.count)
  expect(await count(sql`select count(*) from wishes where state = 'claimed'`)).toBe(size)
  expect(await count(sql`select count(*) from wish_claims where state = 'running'`)).toBe(size)
  expect(await count(sql`select count(*) from wish_claims`)).toBe(size)
  expect(await count(sql`select count(*) from demands where state = 'dispatched'`)).toBe(size)
  expect(await count(sql`select count(*) from dispatches`)).toBe(2 * size)
  for (const action of ['claim', 'dispatch'])
    expect(await count(sql`select count(*) from history where action = ${action}`), action).toBe(size)
  // Every entry of the history has its event; every event of a thing with a history its entry, once.
  const events = sql`(select * from outbox where subject_kind in (select subject_kind from history))`
  expect(await count(sql`select count(*) from history h full join ${events} o using (subject_kind, subject_id, seq) where h.hash is null or o.id is null`)).toBe(0)
  expect(await count(sql`select count(*) from (select 1 from ${events} o group by subject_kind, subject_id, seq having count(*) > 1) as twice`)).toBe(0)
  // One person hears of one event once.
  expect(await count(sql`select count(*) from (select 1 from inbox_messages group by account_id, event_id having count(*) > 1) as twice`)).toBe(0)
  // Every event has reached each of its subscribers, once.
  for (const { name, on } of modules.flatMap((module) => module.subscribers ?? [])) {
    const events = await count(sql`select count(*) from outbox where kind = any(${[...on]}::text[])`)
    expect(await count(sql`select count(*) from event_deliveries where subscriber = ${name}`), name).toBe(events)
  }
  const { faults } = await checkHistory(db, { tables: historyTables, cipher })
  expect(faults).toEqual([])
}
