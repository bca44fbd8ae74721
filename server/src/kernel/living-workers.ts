import type pg from 'pg'

/** First key of the advisory locks that living workers hold; the second is their id's hash. */
const ALIVE = 7_303
const LOOK_EVERY_MS = 30_000

export interface LivingWorkers {
  /** Of this process, from now until it ends. */
  add(workerId: string): void
  stop(): Promise<void>
}

/**
 * A killed worker leaves its jobs and queues locked, and the queue would wait four hours before it takes them back.
 * So each worker of ours holds a session lock as long as its process lives; what is locked by a worker without one is
 * given free, at start and every 30 s. A job that is handed out twice all the same is delivered once.
 */
export async function watchWorkers(pool: pg.Pool, jobsSchema: string, onError: (error: Error) => void): Promise<LivingWorkers> {
  const ours = new Set<string>()
  let session: pg.PoolClient | undefined

  async function open(): Promise<pg.PoolClient> {
    const client = await pool.connect()
    const lose = (error: Error) => {
      if (session !== client) return
      session = undefined
      client.release(error)
    }
    client.on('error', lose)
    for (const id of ours) await hold(client, id)
    return client
  }
  const hold = (client: pg.PoolClient, id: string) => client.query('select pg_advisory_lock_shared($1, hashtext($2))', [ALIVE, id])

  async function look(): Promise<void> {
    session ??= await open()
    await session.query(
      `with locked as (select locked_by from ${jobsSchema}._private_jobs where locked_by is not null
         union select locked_by from ${jobsSchema}._private_job_queues where locked_by is not null),
       living as (select objid from pg_locks where locktype = 'advisory' and granted and classid = $1 and objsubid = 2
         and database = (select oid from pg_database where datname = current_database()))
       select ${jobsSchema}.force_unlock_workers(array(select locked_by from locked
         where hashtext(locked_by)::bigint & 4294967295 not in (select objid::bigint from living)))`,
      [ALIVE],
    )
  }

  await look()
  const looking = setInterval(() => void look().catch(onError), LOOK_EVERY_MS)
  looking.unref()
  return {
    add(workerId) {
      ours.add(workerId)
      if (session) hold(session, workerId).catch(onError)
    },
    async stop() {
      clearInterval(looking)
      // Ends the session: a lock must not live on in the pool.
      session?.release(true)
    },
  }
}
