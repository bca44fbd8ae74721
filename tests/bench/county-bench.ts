import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { startPostgres, type RunningPostgres } from '../../server/dev/postgres/start-postgres.ts'
import { loadEnv } from '../../server/src/env.ts'
import { migrate } from '../../server/src/kernel/migrate.ts'
import { openKernel, type OpenKernel } from '../../server/src/kernel/open-kernel.ts'
import { withDatabase } from '../support/cluster.ts'

export const schema = 'county_611023'
let cluster: RunningPostgres
let areAllKept = true

/** Notes a figure that must not be above its limit. */
export const note = (what: string, measured: number, unit: string, limit: number): void => say(what, measured, unit, `≤ ${limit}`, measured <= limit)
/** Notes a figure that must not be below its limit. */
export const noteLeast = (what: string, measured: number, unit: string, limit: number): void => say(what, measured, unit, `≥ ${limit}`, measured >= limit)

function say(what: string, measured: number, unit: string, limit: string, isKept: boolean): void {
  areAllKept &&= isKept
  console.log(`${isKept ? '✓' : '✗'} ${what}: ${measured.toFixed(measured < 10 ? 1 : 0)} ${unit} (${limit} ${unit})`)
}

/** A quarter of the memory, as PostgreSQL's manual advises for a machine of its own. */
export const SHARED_BUFFERS = `${Math.round(totalmem() / 4 / 2 ** 20)}MB`

/** Runs the parts named on the command line, all where none is, on a PostgreSQL of their own; exit code 1 where a limit is broken. */
export async function runParts(parts: Record<string, () => Promise<void>>): Promise<void> {
  const wanted = process.argv.slice(2)
  const place = await mkdtemp(join(tmpdir(), 'huying-bench-'))
  cluster = await startPostgres({ dataDir: join(place, 'postgres'), settings: { max_connections: '50', shared_buffers: SHARED_BUFFERS, max_wal_size: '8GB' } })
  try {
    console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load before ${loadavg()[0]!.toFixed(1)}`)
    for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part()
    process.exitCode = areAllKept ? 0 : 1
  } finally {
    await cluster.stop()
    await rm(place, { recursive: true, force: true })
  }
}

/** A migrated database with what `fill` puts there, and a kernel over it whose clock stands at `nowMs`. */
export async function withCounty(name: string, nowMs: number, fill: (sql: Sql) => Promise<void>, work: (kernel: OpenKernel, url: string) => Promise<void>): Promise<void> {
  const admin = postgres(cluster.url, { max: 1, onnotice: () => undefined })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  const url = withDatabase(cluster.url, name)
  await migrate(url, { schema })
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { search_path: `${schema}, public` } })
  await fill(sql)
  await sql.end()
  const kernel = await openKernel({ url, schema, poolSize: 4, piiKeys: loadEnv({}).piiKeys })
  kernel.clock.offsetMs = nowMs - Date.now()
  try {
    await work(kernel, url)
  } finally {
    await kernel.close()
  }
}

/** Milliseconds of each of `count` runs, after a few to warm up. */
export async function times(count: number, act: () => unknown): Promise<number[]> {
  for (let i = 0; i < count / 5; i++) await act()
  const taken: number[] = []
  for (let i = 0; i < count; i++) {
    const started = performance.now()
    await act()
    taken.push(performance.now() - started)
  }
  return taken.toSorted((a, b) => a - b)
}
export function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}
