import type { TableWriter } from './copy.ts'

export const WISH_COLUMNS = [
  'id', 'state', 'version', 'history_length', 'history_head', 'created_at', 'updated_at', 'number', 'beneficiary_id', 'filer_id',
  'on_behalf_name', 'authority', 'category', 'is_sensitive', 'title', 'story', 'public_title', 'has_publication_consent', 'grid_code',
  'community_code', 'town_code', 'house_id', 'check_verdict', 'review_reason_code', 'review_reason', 'published_at', 'published_by', 'ring',
  'claim_id', 'claimer_id', 'claimed_at', 'contact_opened_at', 'dispute_count', 'fulfilled_at', 'confirmed_at', 'confirmed_by', 'rating',
  'thanks', 'thanks_verdict', 'thanks_agreed_resident_at', 'thanks_agreed_member_at', 'bigrams',
]
export const CLAIM_COLUMNS = ['id', 'wish_id', 'member_id', 'organization_id', 'state', 'claimed_at', 'ended_at', 'end_reason']
export const NOTE_COLUMNS = ['id', 'wish_id', 'claim_id', 'kind', 'at', 'author_id', 'note']

export interface WishTables {
  wishes: TableWriter
  claims: TableWriter
  notes: TableWriter
}
