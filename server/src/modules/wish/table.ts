import { boolean, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { WishState } from '@huying/shared/wish/machine.ts'
import { wishMachine } from '@huying/shared/wish/machine.ts'
import { bytea, instant, subjectColumns } from '../../kernel/columns.ts'
import { defineSubject } from '../../kernel/subject.ts'
import type { CheckVerdict } from '../account/public.ts'

export const wishes = pgTable('wishes', {
  ...subjectColumns<WishState>(),
  number: text('number').notNull(),
  beneficiaryId: uuid('beneficiary_id'),
  filerId: uuid('filer_id').notNull(),
  dependentId: uuid('dependent_id'),
  onBehalfName: bytea('on_behalf_name'),
  onBehalfPhone: bytea('on_behalf_phone'),
  onBehalfIndex: bytea('on_behalf_index'),
  wishedFor: text('wished_for'),
  authority: text('authority'),
  contactName: bytea('contact_name'),
  category: text('category').notNull(),
  isSensitive: boolean('is_sensitive').notNull(),
  title: text('title').notNull(),
  story: text('story').notNull(),
  publicTitle: text('public_title'),
  hasPublicationConsent: boolean('has_publication_consent').notNull(),
  gridCode: text('grid_code'),
  communityCode: text('community_code').notNull(),
  townCode: text('town_code').notNull(),
  houseId: uuid('house_id'),
  uploadIds: uuid('upload_ids').array().notNull(),
  checkVerdict: text('check_verdict').notNull(),
  reviewReasonCode: text('review_reason_code'),
  reviewReason: text('review_reason'),
  appealedAt: instant('appealed_at'),
  rejectedBy: uuid('rejected_by'),
  streetSince: instant('street_since'),
  publishedAt: instant('published_at'),
  publishedBy: uuid('published_by'),
  ring: smallint('ring'),
  claimId: uuid('claim_id'),
  claimerId: uuid('claimer_id'),
  claimedAt: instant('claimed_at'),
  contactOpenedAt: instant('contact_opened_at'),
  acknowledgedAt: instant('acknowledged_at'),
  contactSharedAt: instant('contact_shared_at'),
  extendedAt: instant('extended_at'),
  settledAgainAt: instant('settled_again_at'),
  disputeCount: integer('dispute_count').notNull(),
  fulfilledAt: instant('fulfilled_at'),
  confirmedAt: instant('confirmed_at'),
  confirmedBy: text('confirmed_by').$type<ConfirmedBy>(),
  rating: smallint('rating'),
  thanks: text('thanks'),
  thanksVerdict: text('thanks_verdict').$type<CheckVerdict>(),
  thanksAgreedResidentAt: instant('thanks_agreed_resident_at'),
  thanksAgreedMemberAt: instant('thanks_agreed_member_at'),
  bigrams: text('bigrams').array().notNull(),
})

/** Who found it fulfilled; the desks settle it although the resident disagrees, the clock where nobody answers: neither gives credit. */
export type ConfirmedBy = 'beneficiary' | 'callBack' | 'clock' | 'community' | 'street'
export type Wish = typeof wishes.$inferSelect
export const wishSubject = defineSubject(wishes, wishMachine)
