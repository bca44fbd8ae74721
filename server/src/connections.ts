import postgres from 'postgres'
import { JOB_CONNECTIONS_BESIDE } from './kernel/jobs.ts'
import { EnvError, type Env } from './env.ts'

/** Kept by PostgreSQL for its administrator, and by us for migrations and a person with psql. */
const SET_ASIDE = 6

/**
 * Requests and jobs have pools of different drivers: what all processes may open together must fit the server.
 * @throws EnvError where it does not
 */
export async function checkConnections(url: string, env: Pick<Env, 'role' | 'replicas' | 'databasePool' | 'workerConcurrency'>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    const [row] = await sql<{ allowed: number }[]>`select current_setting('max_connections')::int as allowed`
    const needed = connectionsOf(env)
    if (needed + SET_ASIDE > row!.allowed)
      throw new EnvError([
        `DATABASE_POOL, WORKER_CONCURRENCY, REPLICAS: together up to ${needed} connections, PostgreSQL allows ${row!.allowed} and needs ${SET_ASIDE} itself`,
      ])
  } finally {
    await sql.end()
  }
}

/** Of all processes that look like this one; where the worker is apart, it counts beside them. */
export function connectionsOf({ role, replicas, databasePool, workerConcurrency }: Pick<Env, 'role' | 'replicas' | 'databasePool' | 'workerConcurrency'>): number {
  const jobs = workerConcurrency + JOB_CONNECTIONS_BESIDE
  if (role === 'all') return replicas * (databasePool + jobs)
  return replicas * databasePool + databasePool + jobs
}
