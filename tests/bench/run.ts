import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../../server/dev/postgres/start-postgres.ts'
import { openDatabase } from '../../server/src/kernel/db.ts'
import { migrate } from '../../server/src/kernel/migrate.ts'
import { createRedisServer } from '../server/kernel/redis-server.ts'
import { answers, buildBundle, freePort, productionEnv, startProcess } from '../support/production.ts'
import { SHARED_BUFFERS } from './county-bench.ts'
import { fillBench, PEOPLE, tokenOf } from './fill.ts'
import { measure, type Measured, type Request } from './load.ts'
import { faultsIn, reportOf, type OperationResult, type SizeResult } from './report.ts'
import { isTransactionWord, OPERATIONS, scriptOf, type Operation, type Script, type TwinTask } from './script.ts'
import { startWireRecorder } from './wire-recorder.ts'

/**
 * `npm run bench`: the API over HTTP against a bare twin, at ten thousand and at a million wishes; results go into
 * results.md, exit code 1 where a limit is broken. `--quick`: ten thousand only, short runs, nothing written.
 */
const isQuick = process.argv.includes('--quick')
const SIZES = isQuick ? [10_000] : [10_000, 1_000_000]
const CLIENTS = 32
const ROUNDS = 3
const POOL = 10
const READ_MS = isQuick ? 1_500 : 6_000
/** What a process is given in operation (README): the collector then works before the memory is used up, and seldom on what lives a request long. */
const NODE_OPTIONS = '--max-old-space-size=192 --max-semi-space-size=32'
/** Each takes an open wish or a free place of a person for good. */
const WRITES_A_RUN = isQuick ? 400 : 1_200
/** Enough that both programs run compiled. */
const WARM_UP = { read: isQuick ? 1_000 : 5_000, write: 300 }
const schema = 'county_611023'
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

const place = await mkdtemp(join(tmpdir(), 'huying-bench-'))
const redis = await createRedisServer()
const cluster = await startPostgres({ dataDir: join(place, 'postgres'), settings: { max_connections: '100', shared_buffers: SHARED_BUFFERS, max_wal_size: '8GB' } })
try {
  const bundle = await buildBundle()
  const results: SizeResult[] = []
  for (const size of SIZES) results.push(await benchAt(size, bundle))
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, load before ${loadavg()[0]!.toFixed(1)}`
  const report = reportOf(results, { machine, date: new Date().toISOString().slice(0, 10) })
  console.log(report)
  if (!isQuick) await writeFile(here('results.md'), report)
  const faults = faultsIn(results)
  for (const fault of faults) console.log(`✗ ${fault}`)
  process.exitCode = faults.length > 0 ? 1 : 0
} finally {
  await cluster.stop()
  await redis.stop()
  await rm(place, { recursive: true, force: true })
}

async function benchAt(size: number, bundle: string): Promise<SizeResult> {
  const databaseUrl = await createFilled(size)
  const recorder = await startWireRecorder(databaseUrl)
  const wishes = await wishIds(databaseUrl)
  const supply = createSupply(wishes)
  const scripts = await recordScripts(bundle, recorder, supply)
  await recorder.close()

  const ports = { app: await freePort(), twin: await freePort() }
  const metricsPort = await freePort()
  const app = startProcess(bundle, envFor(databaseUrl, { port: ports.app, metricsPort }))
  const twin = await startTwin({ databaseUrl, schema, poolSize: POOL, port: ports.twin, scripts })
  await answers(`http://127.0.0.1:${ports.app}/readyz`, 200, { withinMs: 60_000, said: app.said })
  let memoryBytes = 0
  const operations: OperationResult[] = []
  for (const operation of OPERATIONS) {
    const runs: Record<'app' | 'twin', Measured[]> = { app: [], twin: [] }
    const isRead = operation === 'by id' || operation === 'list of 20'
    for (const side of ['app', 'twin'] as const) await measure(ports[side], CLIENTS, 60_000, supply.some(operation, isRead ? WARM_UP.read : WARM_UP.write))
    for (let round = 0; round < ROUNDS; round++)
      for (const side of ['twin', 'app'] as const) {
        runs[side].push(await measure(ports[side], CLIENTS, isRead ? READ_MS : 600_000, supply.some(operation, isRead ? Infinity : WRITES_A_RUN)))
        memoryBytes = Math.max(memoryBytes, await residentBytes(metricsPort))
      }
    const { statements } = scripts.find((script) => script.operation === operation)!
    operations.push({
      operation, statements: statements.filter(({ text }) => !isTransactionWord(text)).length, isInTransaction: statements.some(({ text }) => isTransactionWord(text)),
      app: median(runs.app), twin: median(runs.twin),
    })
    console.log(`${size} wishes, ${operation}: ${operations.at(-1)!.app.rate.toFixed(0)} of the twin's ${operations.at(-1)!.twin.rate.toFixed(0)} a second`)
  }
  for (const child of [app.child, twin]) {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  return { size, operations, memoryBytes }
}

async function createFilled(size: number): Promise<string> {
  const url = new URL(cluster.url)
  const name = `bench_${size}`
  const admin = openDatabase(cluster.url, { schema: 'public', max: 1 })
  await admin.sql.unsafe(`create database ${name}`)
  await admin.close()
  url.pathname = `/${name}`
  await migrate(url.href, { schema })
  const db = openDatabase(url.href, { schema, max: 1 })
  const started = performance.now()
  await fillBench(db.sql, size)
  await db.close()
  console.log(`${size} wishes are there after ${((performance.now() - started) / 1000).toFixed(0)} s`)
  return url.href
}

/** Enough to read and to claim, spread over the whole table, in no order. */
async function wishIds(databaseUrl: string): Promise<string[]> {
  const db = openDatabase(databaseUrl, { schema, max: 1 })
  const rows = await db.sql<{ id: string }[]>`select id from wishes where state = 'open' order by md5(id::text) limit 50000`
  await db.close()
  return rows.map(({ id }) => id)
}

interface Supply {
  next(operation: Operation): Request
  /** At most `count` requests. */
  some(operation: Operation, count: number): () => Request | undefined
}

/** Requests of distinct people; a claim takes the next wish, a read any. */
function createSupply(wishes: readonly string[]): Supply {
  let [person, claimed, readWish] = [0, 0, 0]
  const headersOf = (kind: 'member' | 'resident', isWrite: boolean) => ({
    authorization: `Bearer ${tokenOf(kind, 1 + (person++ % PEOPLE))}`, ...(isWrite && { 'idempotency-key': randomUUID() }),
  })
  const body = JSON.stringify({ category: 'repair', title: '换一盏厨房的灯', story: '灯坏了三天，够不着，晚上做饭看不清', publicationConsent: true })
  const next = (operation: Operation): Request => {
    switch (operation) {
      case 'by id':
        return { method: 'GET', path: `/api/v1/wishes/${wishes[readWish++ % wishes.length]}`, headers: headersOf('resident', false) }
      case 'list of 20':
        return { method: 'GET', path: '/api/v1/wishes?view=board&limit=20', headers: headersOf('resident', false) }
      case 'create':
        return { method: 'POST', path: '/api/v1/wishes', headers: headersOf('resident', true), body }
      case 'claim':
        if (claimed >= wishes.length) throw new Error('no open wishes are left to claim')
        return { method: 'POST', path: `/api/v1/wishes/${wishes[claimed++]}/claim`, headers: headersOf('member', true), body: '{}' }
    }
  }
  return {
    next,
    some(operation, count) {
      let left = count
      return () => (left-- > 0 ? next(operation) : undefined)
    },
  }
}

/** One request of each kind, its statements read from the wire; a request before it has warmed everything up. */
async function recordScripts(bundle: string, recorder: Awaited<ReturnType<typeof startWireRecorder>>, supply: Supply): Promise<Script[]> {
  const port = await freePort()
  const app = startProcess(bundle, envFor(recorder.url, { port, metricsPort: await freePort() }))
  await answers(`http://127.0.0.1:${port}/readyz`, 200, { withinMs: 60_000, said: app.said })
  const scripts: Script[] = []
  for (const operation of OPERATIONS) {
    const send = async () => {
      const request = supply.next(operation)
      const response = await fetch(`http://127.0.0.1:${port}${request.path}`, {
        method: request.method, headers: { ...request.headers, 'content-type': 'application/json' }, ...(request.body !== undefined && { body: request.body }),
      })
      const answer = (await response.json()) as { id?: string; number?: string }
      if (!response.ok) throw new Error(`${operation} answered ${response.status}: ${JSON.stringify(answer)}`)
      return { request, answer }
    }
    for (let index = 0; index < POOL * 2; index++) await send()
    let sent: Awaited<ReturnType<typeof send>> | undefined
    const statements = await recorder.record(async () => (sent = await send()))
    const { request, answer } = sent!
    const token = request.headers.authorization!.slice('Bearer '.length)
    scripts.push(scriptOf(operation, statements, {
      tokenHash: `\\x${createHash('sha256').update(token).digest('hex')}`,
      accountId: await accountOf(recorder.url, token),
      ...(request.headers['idempotency-key'] && { key: request.headers['idempotency-key'] }),
      ...(operation !== 'list of 20' && answer.id && { wishId: answer.id }),
      ...(operation === 'create' && answer.number && { number: answer.number }),
    }))
  }
  const ended = once(app.child, 'exit')
  app.child.kill('SIGTERM')
  await ended
  return scripts
}

async function accountOf(databaseUrl: string, token: string): Promise<string> {
  const db = openDatabase(databaseUrl, { schema, max: 1 })
  const [row] = await db.sql<{ id: string }[]>`select account_id as id from sessions where token_hash = ${createHash('sha256').update(token).digest()}`
  await db.close()
  return row!.id
}

async function startTwin(task: TwinTask): Promise<ChildProcess> {
  const file = join(place, `twin-${task.port}.json`)
  await writeFile(file, JSON.stringify(task))
  const child = spawn(process.execPath, ['--import', 'tsx', here('twin.ts'), file], { stdio: ['ignore', 'inherit', 'inherit'] })
  await answers(`http://127.0.0.1:${task.port}/`, 404, { withinMs: 60_000, said: () => 'the twin does not listen' })
  return child
}

function envFor(databaseUrl: string, ports: { port: number; metricsPort: number }): Record<string, string> {
  return { ...productionEnv(databaseUrl, ports), NODE_OPTIONS, ROLE: 'http', REDIS_URL: redis.url, RATE_LIMIT_FACTOR: '1000000', DATABASE_POOL: String(POOL) }
}

async function residentBytes(metricsPort: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1] ?? 0)
}

function median(runs: readonly Measured[]): Measured {
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
  return { rate: middle(runs.map(({ rate }) => rate)), p50: middle(runs.map(({ p50 }) => p50)), p99: middle(runs.map(({ p99 }) => p99)) }
}
