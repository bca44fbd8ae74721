import type { UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import type { HoldReasonCode, NatureCode } from '@huying/shared/demand/catalogue.ts'
import type { DemandState } from '@huying/shared/demand/machine.ts'
import { boolean, date, doublePrecision, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant, subjectColumns } from '../../kernel/columns.ts'

/** How a matter ended, as a unit answers and as it is verified on the spot. */
export type DemandOutcome = 'solved' | 'partly' | 'cannot'
/** 0 the association's chair, 1 the street joint conference, 2 the county leading group. */
export type Level = 0 | 1 | 2

export const demands = pgTable('demands', {
  ...subjectColumns<DemandState>(),
  number: text('number').notNull(),
  associationId: uuid('association_id'),
  gridCode: text('grid_code'),
  communityCode: text('community_code'),
  townCode: text('town_code').notNull(),
  isUrban: boolean('is_urban').notNull(),
  lng: doublePrecision('lng'),
  lat: doublePrecision('lat'),
  category: text('category').notNull(),
  nature: text('nature').$type<NatureCode>().notNull(),
  urgency: text('urgency').$type<UrgencyCode>().notNull(),
  summary: text('summary').notNull(),
  reason: text('reason').notNull(),
  aboutUnitId: uuid('about_unit_id'),
  level: smallint('level').$type<Level>().notNull().default(0),
  round: smallint('round').notNull().default(1),
  redoCount: smallint('redo_count').notNull().default(0),
  /** `<cause>:<round>`: each cause raises the level once a round. */
  escalatedFor: text('escalated_for').array().notNull().default([]),
  openedBy: uuid('opened_by').notNull(),
  recurrenceOf: uuid('recurrence_of'),
  ruleCode: text('rule_code'),
  /** The version of the rules by which it was last dispatched. */
  rulesVersion: integer('rules_version'),
  overrideReason: text('override_reason'),
  dispatchedAt: instant('dispatched_at'),
  repliedAt: instant('replied_at'),
  verifiedAt: instant('verified_at'),
  verifiedBy: uuid('verified_by'),
  verifyOutcome: text('verify_outcome').$type<DemandOutcome>(),
  verifyNote: text('verify_note'),
  verifyUploadIds: uuid('verify_upload_ids').array().notNull().default([]),
  dismissReason: text('dismiss_reason'),
  duplicateOf: uuid('duplicate_of'),
  closedAt: instant('closed_at'),
  bringBackCount: smallint('bring_back_count').notNull().default(0),
  holdReason: text('hold_reason').$type<HoldReasonCode>(),
  holdPlan: text('hold_plan'),
  /** `2026-12-31`. */
  holdReviewOn: date('hold_review_on', { mode: 'string' }),
  holdProposedBy: uuid('hold_proposed_by'),
  /** overdue: proposed, and not decided in time. */
  holdState: text('hold_state').$type<'proposed' | 'overdue' | 'approved'>(),
  /** The level of whoever proposed it: the next one decides. */
  holdLevel: smallint('hold_level').$type<Level>(),
  holdRenewals: smallint('hold_renewals').notNull().default(0),
  /** By which it is found. */
  bigrams: text('bigrams').array().notNull().default([]),
})
export type DemandRow = typeof demands.$inferSelect
