import type { UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import type { DispatchState } from '@huying/shared/dispatch/machine.ts'
import { boolean, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant, subjectColumns } from '../../kernel/columns.ts'

export type DispatchRole = 'lead' | 'assist'

export const dispatches = pgTable('dispatches', {
  ...subjectColumns<DispatchState>(),
  demandId: uuid('demand_id').notNull(),
  round: smallint('round').notNull(),
  unitId: uuid('unit_id').notNull(),
  role: text('role').$type<DispatchRole>().notNull(),
  isRequired: boolean('is_required').notNull(),
  urgency: text('urgency').$type<UrgencyCode>().notNull(),
  sentBy: uuid('sent_by').notNull(),
  handlerId: uuid('handler_id'),
  acceptedAt: instant('accepted_at'),
  isAcceptedBySilence: boolean('is_accepted_by_silence').notNull().default(false),
  contactedAt: instant('contacted_at'),
  outcome: text('outcome').$type<'solved' | 'partly' | 'cannot'>(),
  account: text('account'),
  plan: text('plan'),
  uploadIds: uuid('upload_ids').array().notNull().default([]),
  repliedAt: instant('replied_at'),
  repliedBy: uuid('replied_by'),
  redoCount: smallint('redo_count').notNull().default(0),
  endedAt: instant('ended_at'),
  endReason: text('end_reason'),
  returnCount: smallint('return_count').notNull().default(0),
  returnReason: text('return_reason'),
  returnBasis: text('return_basis'),
  returnUnitId: uuid('return_unit_id'),
  returnAskedAt: instant('return_asked_at'),
  recallCount: smallint('recall_count').notNull().default(0),
  extensionDays: smallint('extension_days'),
  extensionReason: text('extension_reason'),
  extensionState: text('extension_state').$type<'asked' | 'granted' | 'refused' | 'lapsed'>(),
  /** Who decides, once the owner did not in time: 1 the street, 2 the county. */
  extensionLevel: smallint('extension_level').$type<1 | 2>(),
  /** Codes of the stages reached. */
  milestones: text('milestones').array().notNull().default([]),
})
export type DispatchRow = typeof dispatches.$inferSelect

export const dispatchContacts = pgTable('dispatch_contacts', {
  id: uuid('id').primaryKey(),
  dispatchId: uuid('dispatch_id').notNull(),
  at: instant('at').notNull(),
  channel: text('channel').$type<'phone' | 'visit' | 'inApp'>().notNull(),
  isReached: boolean('is_reached').notNull(),
  note: text('note'),
  authorId: uuid('author_id').notNull(),
  createdAt: instant('created_at').notNull(),
})
export type DispatchContactRow = typeof dispatchContacts.$inferSelect

export const dispatchNotes = pgTable('dispatch_notes', {
  id: uuid('id').primaryKey(),
  dispatchId: uuid('dispatch_id').notNull(),
  kind: text('kind').$type<'progress' | 'reply' | 'redo'>().notNull(),
  at: instant('at').notNull(),
  authorId: uuid('author_id').notNull(),
  note: text('note').notNull(),
  uploadIds: uuid('upload_ids').array().notNull().default([]),
})
export type DispatchNoteRow = typeof dispatchNotes.$inferSelect
