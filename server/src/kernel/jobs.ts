import { EventEmitter } from 'node:events'
import { Logger as GraphileLogger, run, runMigrations, type Runner, type WorkerEvents, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { GUEST } from './actor.ts'
import type { CommandContext, Kernel } from './context.ts'
import { watchWorkers } from './living-workers.ts'
import type { DomainEvent, Subscriber } from './module.ts'
import { readEvent } from './outbox.ts'

export interface JobRunner {
  /** Resolves when no job of these subscribers (of any, where none are named) is ready to run; failed ones wait for their next try. */
  idle(subscribers?: readonly string[]): Promise<void>
  stop(): Promise<void>
}

interface JobLogger {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

/**
 * Delivers one event to one subscriber, once: the delivery is recorded in the subscriber's own transaction. The commit does not wait
 * for the disk: a crash within that moment loses the delivery together with the end of its job, so that it is done again.
 */
export async function deliver(kernel: Kernel, subscriber: Subscriber, event: DomainEvent): Promise<void> {
  await kernel.db.transaction(async (tx) => {
    const now = kernel.clock.now()
    const fresh = await tx.sql`insert into event_deliveries (event_id, subscriber, delivered_at)
      select ${event.id}, ${subscriber.name}, ${now} from set_config('synchronous_commit', 'off', true) on conflict do nothing returning event_id`
    if (fresh.length === 0) return
    const context: CommandContext = { kernel, db: tx, tx, actor: GUEST, now, as: { role: 'system', appointmentId: null } }
    await subscriber.handle(context, event)
  })
}

/** Makes or brings forward the county's queue, so that a process that only answers HTTP can count and list its jobs. */
export const migrateJobs = (url: string, jobsSchema: string): Promise<void> => runMigrations({ connectionString: url, schema: jobsSchema })

/** Beside one connection a job: one hears of new ones, one shows that the workers live. */
export const JOB_CONNECTIONS_BESIDE = 2

/** Starts the workers of one county on their own `pg` pool; jobs retry with back-off, twelve times, then stay where an operator sees them. */
export async function startJobs(
  kernel: Kernel,
  options: { url: string; jobsSchema: string; subscribers: readonly Subscriber[]; concurrency: number; log: JobLogger },
): Promise<JobRunner> {
  const byName = new Map(options.subscribers.map((subscriber) => [subscriber.name, subscriber]))
  const taskList: TaskList = {
    deliver: async (payload) => {
      const { eventId, subscriber: name } = payload as { eventId: string; subscriber: string }
      const subscriber = byName.get(name)
      if (!subscriber) throw new Error(`no subscriber ${name}`)
      await deliver(kernel, subscriber, await readEvent(kernel, eventId))
    },
  }
  // Taking and ending a job need not wait for the disk: what a crash forgets of it is done again, and every delivery counts once.
  const pool = new pg.Pool({ connectionString: options.url, max: options.concurrency + JOB_CONNECTIONS_BESIDE, options: '-c synchronous_commit=off' })
  const report = (error: Error) => options.log.error({ err: error }, 'jobs pool')
  pool.on('error', report)
  pool.on('connect', (client) => void client.on('error', report))
  await migrateJobs(options.url, options.jobsSchema)
  const living = await watchWorkers(pool, options.jobsSchema, report)
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => living.add(workerPool.id))
  const runner: Runner = await run({
    events,
    pgPool: pool,
    schema: options.jobsSchema,
    concurrency: options.concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList,
    logger: new GraphileLogger(() => (level, message) => {
      if (level === 'error') options.log.error({ job: true }, message)
    }),
  })
  return {
    async idle(subscribers) {
      for (;;) {
        const { rows } = await pool.query(
          `select 1 from ${options.jobsSchema}._private_jobs where attempts < max_attempts and run_at <= now()
             and ($1::text[] is null or payload->>'subscriber' = any($1)) limit 1`,
          [subscribers ?? null],
        )
        if (rows.length === 0) return
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    async stop() {
      await runner.stop()
      await living.stop()
      await pool.end()
    },
  }
}
