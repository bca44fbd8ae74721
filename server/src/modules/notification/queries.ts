import type { MessageKind } from '@huying/shared/notification/templates.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'

export interface MessageRow {
  id: string
  kind: MessageKind
  title: string
  body: string
  subjectKind: string
  subjectId: string
  isUrgent: boolean
  createdAt: Date
  readAt: Date | null
}

interface Query {
  id?: string
  isUnread?: boolean
  after: Position | null
  limit: number
}

/** A person's messages, newest first. */
export async function listMessages(db: Db, accountId: string, { id, isUnread, after, limit }: Query): Promise<MessageRow[]> {
  return db.sql<MessageRow[]>`select id, kind, title, body, subject_kind as "subjectKind", subject_id as "subjectId", is_urgent as "isUrgent",
      created_at as "createdAt", read_at as "readAt"
    from inbox_messages where account_id = ${accountId} and (${id ?? null}::uuid is null or id = ${id ?? null})
      and (${isUnread ?? null}::boolean is null or (read_at is null) = ${isUnread ?? null})
      and (${after?.at ?? null}::timestamptz is null or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit}`
}

export async function countUnread(db: Db, accountId: string): Promise<number> {
  const [row] = await db.sql<{ unread: number }[]>`select count(*)::int as unread from inbox_messages where account_id = ${accountId} and read_at is null`
  return row!.unread
}

export async function creditsOf(db: Db, accountId: string): Promise<Map<string, number>> {
  const rows = await db.sql<{ template: string; credits: number }[]>`select template, credits from message_credits where account_id = ${accountId}`
  return new Map(rows.map(({ template, credits }) => [template, credits]))
}
