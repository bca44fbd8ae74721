import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectionsOf } from '../../../server/src/connections.ts'
import { createBareDatabase } from '../../support/database.ts'
import { answers, buildBundle, freePort, productionEnv, startProcess, type Process } from '../../support/production.ts'

let bundle: string
let env: Record<string, string>
const minute = 60_000
const processes: Process[] = []
const start = (changes: Record<string, string> = {}, args: string[] = []) => {
  const process = startProcess(bundle, { ...env, ...changes }, args)
  processes.push(process)
  return process
}
const at = (path: string, port = env.PORT) => `http://127.0.0.1:${port}${path}`

beforeAll(async () => {
  bundle = await buildBundle()
  env = productionEnv(await createBareDatabase(), { port: await freePort(), metricsPort: await freePort() })
}, 2 * minute)
afterAll(async () => {
  for (const { child } of processes) child.kill('SIGKILL')
  await Promise.all(processes.map(({ ended }) => ended))
})

test('the bundle refuses what production must not be: a demo\'s keys, a stand-in, missing values, another kind of start', async () => {
  const { PII_KEYS: _, ...keyless } = env
  const faulty = startProcess(bundle, { ...keyless, STAND_IN_PORT: '3001', WECHAT_SECRET: 'demo-secret-not-for-production' })
  expect(await faulty.ended).toBe(1)
  expect(faulty.said()).toMatch(/PII_KEYS: production needs it/)
  expect(faulty.said()).toMatch(/WECHAT_SECRET: is the demo's/)
  expect(faulty.said()).toMatch(/STAND_IN_PORT/)
  expect(faulty.said()).not.toMatch(/\bat .*\.js/)
  const demo = startProcess(bundle, { ...env, NODE_ENV: 'development' })
  expect(await demo.ended).toBe(1)
  expect(demo.said()).toContain('npm start')
}, minute)

test('it does not start on a database that is not brought forward, brings it forward when told to, and then serves until SIGTERM', async () => {
  const early = start()
  expect(await early.ended).toBe(1)
  expect(early.said()).toContain('0001_kernel.sql')
  expect(early.said()).toContain('main.js migrate')

  const migrating = start({}, ['migrate'])
  expect(await migrating.ended, migrating.said()).toBe(0)
  const again = start({}, ['migrate'])
  expect(await again.ended).toBe(0)
  expect(again.said()).toContain('Nothing to apply.')

  const running = start()
  await answers(at('/readyz'), 200, { withinMs: minute, said: running.said })
  expect((await fetch(at('/api/v1/machines'))).status).toBe(200)
  expect((await fetch(at('/api/v1/me'))).status).toBe(401)
  expect((await fetch(at('/metrics'))).status).toBe(404)
  expect(await (await fetch(at('/metrics', env.METRICS_PORT))).text()).toContain('huying_database_up 1')

  const other = start({ METRICS_PORT: String(await freePort()) })
  expect(await other.ended).toBe(1)
  expect(other.said()).toContain('EADDRINUSE')

  running.child.kill('SIGTERM')
  expect(await Promise.race([running.ended, sleep(30_000, 'still there')])).toBe(0)
  expect(running.said()).toContain('"stopping"')
}, 3 * minute)

test('pools that PostgreSQL has no room for are refused at the start', async () => {
  const greedy = start({ DATABASE_POOL: '1000' })
  expect(await greedy.ended).toBe(1)
  expect(greedy.said()).toMatch(/DATABASE_POOL.* 1006 connections/)
  expect(connectionsOf({ role: 'all', replicas: 2, databasePool: 10, workerConcurrency: 4 })).toBe(32)
  expect(connectionsOf({ role: 'http', replicas: 2, databasePool: 10, workerConcurrency: 4 })).toBe(36)
}, minute)
