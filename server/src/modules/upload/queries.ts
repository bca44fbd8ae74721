import { and, count, gt, inArray, isNull, eq } from 'drizzle-orm'
import type { Db } from '../../kernel/db.ts'
import { uploads, type UploadRow } from './table.ts'

export const findUploads = (db: Db, ids: readonly string[]): Promise<UploadRow[]> =>
  db.q.select().from(uploads).where(inArray(uploads.id, [...new Set(ids)]))

/** How many of the account's photos made since then are tied to nothing. */
export async function countUnattached(db: Db, accountId: string, since: Date): Promise<number> {
  const [row] = await db.q.select({ count: count() }).from(uploads)
    .where(and(eq(uploads.accountId, accountId), isNull(uploads.attachedId), gt(uploads.createdAt, since)))
  return row!.count
}

export async function openidOf({ sql }: Db, accountId: string): Promise<string | null> {
  const [row] = await sql<{ openid: string | null }[]>`select openid from accounts where id = ${accountId}`
  return row?.openid ?? null
}
