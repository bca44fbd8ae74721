import type { Kernel } from './context.ts'
import type { DomainEvent, Subscriber } from './module.ts'

const BATCH = 500
/** Only one relay at a time in a county, so that events of a subject reach their queue in order. */
const RELAY_LOCK = 7_301

interface Row {
  id: string
  at: Date
  kind: string
  subject_kind: string
  subject_id: string
  seq: number
  actor_id: string | null
  data: Record<string, unknown>
}

const toEvent = (row: Row): DomainEvent => ({
  id: row.id, at: row.at, kind: row.kind, subjectKind: row.subject_kind, subjectId: row.subject_id, seq: row.seq,
  actorId: row.actor_id, data: row.data,
})

/**
 * Hands committed events to their subscribers' jobs: unsent rows, never "id > last", so that late commits are not skipped.
 * The commit does not wait for the disk: what a crash undoes is handed on again. Answers how many events went; `announce` (live screens) is told after the commit and may lose messages.
 */
export async function relayOutbox(
  kernel: Kernel,
  jobsSchema: string,
  subscribers: readonly Subscriber[],
  announce: (event: DomainEvent) => void,
): Promise<number> {
  const events = await kernel.db.transaction(async ({ sql }) => {
    const [lock] = await sql`select pg_try_advisory_xact_lock(${RELAY_LOCK}, hashtext(current_schema())) as is_mine,
      set_config('synchronous_commit', 'off', true)`
    if (!lock?.is_mine) return []
    const rows = await sql<Row[]>`select id, at, kind, subject_kind, subject_id, seq, actor_id, data from outbox
      where relayed_at is null order by id limit ${BATCH} for update skip locked`
    if (rows.length === 0) return []
    const found = rows.map(toEvent)
    const jobs = found.flatMap((event) =>
      subscribers
        .filter((subscriber) => subscriber.on.includes(event.kind))
        .map((subscriber) => ({
          identifier: 'deliver',
          payload: { eventId: event.id, subscriber: subscriber.name },
          queue_name: `${subscriber.name}:${event.subjectId}`,
          job_key: `${event.id}:${subscriber.name}`,
        })),
    )
    if (jobs.length > 0)
      await sql.unsafe(
        `select count(*) from ${jobsSchema}.add_jobs(array(select (j.identifier, j.payload, j.queue_name, null, 12, j.job_key, null, null)::${jobsSchema}.job_spec
           from jsonb_to_recordset($1::jsonb) as j (identifier text, payload json, queue_name text, job_key text)))`,
        [JSON.stringify(jobs)],
        { prepare: true },
      )
    await sql`update outbox set relayed_at = ${kernel.clock.now()} where id = any(${rows.map((row) => row.id)}::bigint[])`
    return found
  })
  for (const event of events) announce(event)
  return events.length
}

/** The event of a job, for the worker that delivers it. */
export async function readEvent(kernel: Kernel, id: string): Promise<DomainEvent> {
  const [row] = await kernel.db.sql<Row[]>`select id, at, kind, subject_kind, subject_id, seq, actor_id, data from outbox where id = ${id}`
  if (!row) throw new Error(`no event ${id}`)
  return toEvent(row)
}
