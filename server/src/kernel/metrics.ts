import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Kernel } from './context.ts'

export interface Metrics {
  /** `endpoint` is a contract's name, never a path; undefined where none matched. */
  observeRequest(request: { endpoint: string | undefined; status: number; ms: number }): void
  /** The text that Prometheus reads, database figures fresh. Answers without them while the database is away. */
  read(): Promise<string>
  /** The content type of that text. */
  contentType: string
}

/** Of the database behind the process: one look at outbox, clocks, jobs and connections. */
interface Figures {
  outboxWaiting: number
  outboxOldest: Date | null
  clocksDue: number
  clocksOldest: Date | null
  jobsWaiting: number
  jobsDead: number
}

/** Metrics of one process. Lags count from domain time, so a moved clock shows as what it does to duties. */
export function createMetrics(kernel: Kernel, { jobsSchema, applicationName = 'huying' }: { jobsSchema: string; applicationName?: string }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to its answer, by endpoint and status',
    labelNames: ['endpoint', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const isUp = gauge('huying_database_up', '1 while the database answers; the figures below are then fresh')
  const connections = new Gauge({ name: 'huying_database_connections', help: 'Connections of all processes to this database, by state', labelNames: ['state'], registers })
  const outboxWaiting = gauge('huying_outbox_waiting', 'Events that were not handed on yet')
  const outboxLag = gauge('huying_outbox_lag_seconds', 'Age of the oldest of them')
  const clocksDue = gauge('huying_clocks_due', 'Clocks that should have warned or fired by now')
  const clocksLag = gauge('huying_clocks_lag_seconds', 'How late the latest of them is')
  const jobs = new Gauge({ name: 'huying_jobs', help: 'Jobs waiting to run (again), and dead ones that an operator must see to', labelNames: ['state'], registers })

  async function look(): Promise<void> {
    const now = kernel.clock.now()
    const [figures, states] = await Promise.all([figuresOf(kernel, jobsSchema, now), connectionsOf(kernel, applicationName)])
    outboxWaiting.set(figures.outboxWaiting)
    outboxLag.set(secondsSince(figures.outboxOldest, now))
    clocksDue.set(figures.clocksDue)
    clocksLag.set(secondsSince(figures.clocksOldest, now))
    jobs.set({ state: 'waiting' }, figures.jobsWaiting)
    jobs.set({ state: 'dead' }, figures.jobsDead)
    connections.reset()
    for (const { state, count } of states) connections.set({ state }, count)
  }

  return {
    observeRequest: ({ endpoint, status, ms }) => requests.observe({ endpoint: endpoint ?? 'none', status: String(status) }, ms / 1000),
    async read() {
      isUp.set(await look().then(() => 1, () => 0))
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

const secondsSince = (at: Date | null, now: Date): number => (at === null ? 0 : Math.max(0, (now.getTime() - at.getTime()) / 1000))

async function figuresOf({ db }: Kernel, jobsSchema: string, now: Date): Promise<Figures> {
  const [figures] = await db.sql.unsafe<Figures[]>(
    `select o.waiting as "outboxWaiting", o.oldest as "outboxOldest", c.due as "clocksDue", c.oldest as "clocksOldest",
       j.waiting as "jobsWaiting", j.dead as "jobsDead"
     from (select count(*)::int as waiting, min(at) as oldest from outbox where relayed_at is null) o,
       (select count(*)::int as due, min(next_at) as oldest from clocks where state = 'running' and next_at <= $1) c,
       (select count(*) filter (where attempts < max_attempts)::int as waiting,
          count(*) filter (where attempts >= max_attempts)::int as dead from ${jobsSchema}._private_jobs) j`,
    [now] as never[],
    { prepare: true },
  )
  if (!figures) throw new Error('no figures')
  return figures
}

/** postgres.js tells nothing of its pool; the database knows, for all processes at once. */
async function connectionsOf({ db }: Kernel, applicationName: string): Promise<{ state: string; count: number }[]> {
  return db.sql<{ state: string; count: number }[]>`select coalesce(state, 'unknown') as state, count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = ${applicationName} group by 1`
}
