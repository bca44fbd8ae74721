import type { CommandContext } from './context.ts'

/** Something that happened to a thing without a machine. `seq` counts its events where order matters. */
export interface PlainEvent {
  /** `<module>.<past tense>`. */
  kind: string
  subject: { kind: string; id: string }
  seq?: number
  /** Codes, ids and dates; never personal. */
  data: Record<string, unknown>
}

/** Writes an event into the outbox (`version` is its `seq`, for live screens), in the transaction of what happened. Things with a machine announce themselves. */
export async function emit({ tx, now, actor }: CommandContext, { kind, subject, seq = 1, data }: PlainEvent): Promise<void> {
  await tx.sql`insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data)
    values (${now}, ${kind}, ${subject.kind}, ${subject.id}, ${seq}, ${actor.accountId}, ${JSON.stringify({ ...data, version: seq })}::jsonb)`
}
