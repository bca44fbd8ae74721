import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { stopPostmaster } from '../../server/dev/postgres/postmaster.ts'
import { startPostgres } from '../../server/dev/postgres/start-postgres.ts'
import { migrateJobs } from '../../server/src/kernel/jobs.ts'
import { migrate } from '../../server/src/kernel/migrate.ts'

/** The county whose schema the template database holds. */
export const testSchema = 'county_611023'
export const testJobsSchema = 'jobs_611023'
export const templateDatabase = 'huying_template'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the run's PostgreSQL, database `postgres`. */
    clusterUrl: string
  }
}

const prefix = 'huying-tests-'

/**
 * Vitest's global set-up: one PostgreSQL a run, without fsync, holding a migrated template that every test file's
 * database is copied from. Runs in one tree do not disturb each other; what a killed run left is cleared away.
 */
export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  await clearAbandoned()
  const place = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  // Root's PostgreSQL runs as another user, who must be able to enter.
  await chmod(place, 0o755)
  const cluster = await startPostgres({
    dataDir: join(place, 'data'),
    isDurable: false,
    settings: { max_connections: '300', shared_buffers: '256MB', autovacuum: 'off', max_wal_size: '4GB' },
  })
  await makeTemplate(cluster.url)
  project.provide('clusterUrl', cluster.url)
  return async () => {
    await cluster.stop()
    await rm(place, { recursive: true, force: true })
  }
}

async function makeTemplate(clusterUrl: string): Promise<void> {
  const sql = postgres(clusterUrl, { max: 1, onnotice: () => undefined })
  try {
    await sql`create database ${sql(templateDatabase)}`
    await migrate(withDatabase(clusterUrl, templateDatabase), { schema: testSchema })
    await migrateJobs(withDatabase(clusterUrl, templateDatabase), testJobsSchema)
    await sql`alter database ${sql(templateDatabase)} is_template true`
  } finally {
    await sql.end()
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function clearAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (!pid || isAlive(Number(pid))) continue
    await stopPostmaster(join(tmpdir(), name, 'data'), 1_000)
    await rm(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
