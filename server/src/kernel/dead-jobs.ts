import type { Db } from './db.ts'
import { cleanText } from './log-cleaning.ts'

/** A delivery that used up its tries. */
export interface DeadDelivery {
  /** A bigint. */
  id: string
  subscriber: string
  kind: string
  subjectKind: string
  subjectId: string
  at: Date
  attempts: number
  lastError: string | null
  failedAt: Date
}

const isDead = 'j.attempts >= j.max_attempts and j.locked_at is null'

/** Newest first, those with an id below `before`. */
export async function listDeadJobs({ sql }: Db, jobsSchema: string, { before, limit }: { before: string | null; limit: number }): Promise<DeadDelivery[]> {
  const rows = await sql.unsafe<DeadDelivery[]>(
    `select j.id, j.payload ->> 'subscriber' as subscriber, o.kind, o.subject_kind as "subjectKind", o.subject_id as "subjectId", o.at,
       j.attempts, j.last_error as "lastError", j.updated_at as "failedAt"
     from ${jobsSchema}._private_jobs j join outbox o on o.id = (j.payload ->> 'eventId')::bigint
     where ${isDead} and ($1::bigint is null or j.id < $1) order by j.id desc limit $2`,
    [before, limit] as never[],
    { prepare: true },
  )
  return rows.map((row) => ({ ...row, lastError: row.lastError === null ? null : cleanText(row.lastError) }))
}

/** Gives a dead job all its tries again, from `now` in real time on. Answers false where it is not dead (any more). */
export async function rerunDeadJob({ sql }: Db, jobsSchema: string, id: string, now: Date): Promise<boolean> {
  const rows = await sql.unsafe(
    `update ${jobsSchema}._private_jobs j set attempts = 0, run_at = $2, last_error = null, updated_at = $2 where j.id = $1 and ${isDead} returning j.id`,
    [id, now] as never[],
    { prepare: true },
  )
  return rows.length > 0
}
