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
export const emit = (context: CommandContext, event: PlainEvent): Promise<void> => emitAll(context, [event])

/** Several at once, in one statement, in this order. */
export async function emitAll({ tx, now, actor }: CommandContext, events: readonly PlainEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ kind, subject, seq = 1, data }) => ({ kind, subject_kind: subject.kind, subject_id: subject.id, seq, data: { ...data, version: seq } }))
  await tx.sql`insert into outbox (at, kind, subject_kind, subject_id, seq, actor_id, data)
    select ${now}, e.kind, e.subject_kind, e.subject_id, e.seq, ${actor.accountId}, e.data
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (kind text, subject_kind text, subject_id uuid, seq int, data jsonb))
      with ordinality as e (kind, subject_kind, subject_id, seq, data, place) order by e.place`
}
