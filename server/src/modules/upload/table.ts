import type { UploadPurpose, UploadVerdict } from '@huying/shared/upload/contract.ts'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../kernel/columns.ts'

/** Photos: the measures of the kept image, where its bytes are, what the check said, what it is tied to. */
export const uploads = pgTable('uploads', {
  id: uuid('id').primaryKey(),
  accountId: uuid('account_id').notNull(),
  purpose: text('purpose').$type<UploadPurpose>().notNull(),
  mime: text('mime').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: integer('bytes').notNull(),
  objectKey: text('object_key').notNull(),
  thumbnailKey: text('thumbnail_key').notNull(),
  sha256: bytea('sha256').notNull(),
  verdict: text('verdict').$type<UploadVerdict>().notNull(),
  traceId: text('trace_id'),
  createdAt: instant('created_at').notNull(),
  attachedKind: text('attached_kind'),
  attachedId: uuid('attached_id'),
})
export type UploadRow = typeof uploads.$inferSelect
