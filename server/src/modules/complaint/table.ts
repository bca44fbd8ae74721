import type { ComplaintKindCode, UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import type { ComplaintState } from '@huying/shared/complaint/machine.ts'
import type { AnswerValue } from '@huying/shared/complaint/questions.ts'
import { boolean, doublePrecision, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, subjectColumns } from '../../kernel/columns.ts'

/** Who has a complaint before it is raised; within the desk whoever is on duty acts. */
export type Desk = 'grid' | 'community' | 'town'
export type ComplaintOutcome = 'done' | 'partly' | 'cannot' | 'explained'
export type Satisfaction = 'very' | 'basically' | 'not'
export type ContactChannel = 'phone' | 'visit' | 'inApp'
/** One step on the way from the place to the desk. */
export interface FirstLineStep {
  step: 'about' | 'point' | 'address' | 'area' | 'residence' | 'community' | 'town'
  /** The area it led to; null where it led nowhere. */
  areaCode: string | null
  isDecisive: boolean
  /** One Chinese sentence. */
  reason: string
}

/** What the reporter answered at the end of an earlier round. */
export interface EarlierAnswer {
  outcome: ComplaintOutcome | null
  contacted: boolean | null
  solved: boolean | null
  satisfied: Satisfaction | null
  by: 'reporter' | 'callBack' | 'clock' | 'accountClosed' | null
  /** ISO instant of the reopening. */
  reopenedAt: string
}

export const complaints = pgTable('complaints', {
  ...subjectColumns<ComplaintState>(),
  number: text('number').notNull(),
  reporterId: uuid('reporter_id'),
  filerId: uuid('filer_id').notNull(),
  onBehalfName: bytea('on_behalf_name'),
  onBehalfPhone: bytea('on_behalf_phone'),
  authority: text('authority'),
  kind: text('kind').$type<ComplaintKindCode>().notNull(),
  category: text('category').notNull(),
  urgency: text('urgency').$type<UrgencyCode>().notNull(),
  text: text('text').notNull(),
  answers: jsonb('answers').$type<Record<string, AnswerValue>>().notNull().default({}),
  /** The version of the categories by which it was filed. */
  catalogueVersion: integer('catalogue_version').notNull().default(0),
  lng: doublePrecision('lng'),
  lat: doublePrecision('lat'),
  address: bytea('address'),
  gridCode: text('grid_code'),
  communityCode: text('community_code'),
  townCode: text('town_code').notNull(),
  firstLine: jsonb('first_line').$type<FirstLineStep[]>().notNull(),
  desk: text('desk').$type<Desk>().notNull(),
  uploadIds: uuid('upload_ids').array().notNull().default([]),
  checkVerdict: text('check_verdict').notNull(),
  aboutRole: text('about_role').$type<'gridLeader' | 'communityWorker'>(),
  aboutAreaCode: text('about_area_code'),
  aboutUnitId: uuid('about_unit_id'),
  isConfidential: boolean('is_confidential').notNull().default(false),
  mergedIntoId: uuid('merged_into_id'),
  keptState: text('kept_state').$type<ComplaintState>(),
  demandId: uuid('demand_id'),
  handlerId: uuid('handler_id'),
  acceptedAt: instant('accepted_at'),
  contactedAt: instant('contacted_at'),
  reopenCount: smallint('reopen_count').notNull().default(0),
  outcome: text('outcome').$type<ComplaintOutcome>(),
  resolution: text('resolution'),
  resolutionUploadIds: uuid('resolution_upload_ids').array().notNull().default([]),
  resolvedAt: instant('resolved_at'),
  resolvedBy: uuid('resolved_by'),
  isContacted: boolean('is_contacted'),
  isSolved: boolean('is_solved'),
  satisfaction: text('satisfaction').$type<Satisfaction>(),
  comment: text('comment'),
  answeredBy: text('answered_by').$type<'reporter' | 'callBack' | 'clock' | 'accountClosed'>(),
  closedAt: instant('closed_at'),
  bigrams: text('bigrams').array().notNull().default([]),
  askCount: smallint('ask_count').notNull().default(0),
  isUnanswered: boolean('is_unanswered').notNull().default(false),
  declineClass: text('decline_class'),
  declineVersion: text('decline_version'),
  declineWhere: text('decline_where'),
  declinedBy: uuid('declined_by'),
  hasAppealed: boolean('has_appealed').notNull().default(false),
  reassignCount: smallint('reassign_count').notNull().default(0),
  isReassignFinal: boolean('is_reassign_final').notNull().default(false),
  earlierAnswers: jsonb('earlier_answers').$type<EarlierAnswer[]>().notNull().default([]),
})
export type ComplaintRow = typeof complaints.$inferSelect

export const complaintContacts = pgTable('complaint_contacts', {
  id: uuid('id').primaryKey(),
  complaintId: uuid('complaint_id').notNull(),
  at: instant('at').notNull(),
  channel: text('channel').$type<ContactChannel>().notNull(),
  isReached: boolean('is_reached').notNull(),
  note: text('note'),
  authorId: uuid('author_id').notNull(),
  createdAt: instant('created_at').notNull(),
})
export type ComplaintContactRow = typeof complaintContacts.$inferSelect

export const complaintQuestions = pgTable('complaint_questions', {
  id: uuid('id').primaryKey(),
  complaintId: uuid('complaint_id').notNull(),
  askedAt: instant('asked_at').notNull(),
  askedBy: uuid('asked_by').notNull(),
  question: text('question').notNull(),
  answer: text('answer'),
  answeredAt: instant('answered_at'),
  answeredBy: uuid('answered_by'),
})
export type ComplaintQuestionRow = typeof complaintQuestions.$inferSelect
