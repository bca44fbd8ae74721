/** Columns that say nothing of a person: codes, states, times and counts of things, and the keys of rows. With `inventory.ts` every column there is. */
export const PLAIN: Readonly<Record<string, string>> = {
  absences: 'id appointment_id from_at to_at created_at',
  account_closings: 'id state version history_length history_head created_at updated_at closes_at closed_at erased_at',
  accounts: 'id created_at',
  administered_topics: 'id topic state version history_length history_head created_at updated_at',
  appointments: 'id role scope_kind scope_id post from_at to_at created_at history_length history_head state version updated_at',
  approvals: 'id subject_kind subject_id action proposed_at expires_at state decided_at version history_length history_head created_at updated_at asked stage',
  areas: 'code name kind parent_code town_code community_code region_code block_code compound_id is_urban lng lat polygon household_count population duty_phone',
  association_members: 'association_id unit_id',
  associations: 'id community_code name',
  booking_bars: 'from_at until_at is_suspended',
  booking_series: 'id created_at',
  bookings:
    'id state version history_length history_head created_at updated_at session_id service_id place_id starts_at ends_at series_id is_walk_in cancelled_by '
    + 'is_late_cancel checked_in_at check_in_window is_verified appealed_at appeal_decided_at price_fen',
  calendar_days: 'day kind is_override reason hours',
  calendar_years: 'year is_published source',
  catalogue_versions: 'id name version content note in_force_at created_at',
  chair_terms: 'id state version history_length history_head created_at updated_at association_id unit_id from_at to_at',
  clocks:
    'id subject_kind subject_id kind state started_at limit_spec due_at warn_at original_due_at pauses paused_at warned_at ended_at is_provisional sentence '
    + 'claimed_until next_at',
  complaint_contacts: 'id complaint_id at channel is_reached created_at',
  complaint_questions: 'id complaint_id asked_at answered_at',
  complaints:
    'id state version history_length history_head created_at updated_at number kind category urgency grid_code community_code town_code desk check_verdict '
    + 'about_role about_area_code about_unit_id merged_into_id kept_state demand_id accepted_at contacted_at reopen_count outcome resolution_upload_ids '
    + 'resolved_at answered_by closed_at ask_count is_unanswered decline_class decline_version has_appealed reassign_count is_reassign_final '
    + 'catalogue_version',
  compounds: 'id name community_code is_unmanaged paired_unit_id',
  consents: 'id document version given_at withdrawn_at',
  demands:
    'id state version history_length history_head created_at updated_at number association_id grid_code community_code town_code is_urban category nature '
    + 'urgency about_unit_id level round redo_count escalated_for recurrence_of rule_code dispatched_at replied_at verified_at verify_outcome '
    + 'verify_upload_ids duplicate_of closed_at bring_back_count hold_review_on hold_state hold_level hold_renewals rules_version bigrams',
  dependents: 'id created_at ended_at',
  dispatch_contacts: 'id dispatch_id at channel is_reached created_at',
  dispatch_notes: 'id dispatch_id kind at upload_ids',
  dispatches:
    'id state version history_length history_head created_at updated_at demand_id round unit_id role is_required urgency accepted_at is_accepted_by_silence '
    + 'contacted_at outcome upload_ids replied_at redo_count ended_at return_count return_unit_id return_asked_at recall_count extension_days extension_state '
    + 'extension_level milestones',
  domain_clock: 'is_only offset_ms',
  dropped_sessions: 'id history_length history_head',
  event_deliveries: 'event_id subscriber delivered_at',
  exclusions: 'id state version history_length history_head created_at updated_at complaint_id reason unit_id community_code town_code objected_at decided_at',
  export_packages: 'id asked_at ready_at expires_at bytes',
  history: 'subject_kind seq at appointment_id role action from_state to_state previous_hash hash',
  history_roots: 'day root previous_root head_count created_at heads_root',
  history_values: 'subject_kind seq field',
  houses: 'id code grid_code compound_id',
  idempotency_keys: 'key method path body_hash status subject_kind subject_id created_at',
  inbox_messages: 'id event_id kind subject_kind subject_id is_urgent created_at',
  ledger_filters: 'id created_at',
  legal_holds: 'id state version history_length history_head created_at updated_at case_kind town_code until_at',
  message_credits: 'template credits is_long_term updated_at',
  number_bases: 'series day base',
  outbox: 'id at kind subject_kind seq relayed_at',
  party_members: '',
  party_organizations: 'id level name parent_id path area_code compound_id unit_id',
  places: 'id code name kind community_code town_code unit_id address phone lng lat check_in_radius_m upload_ids is_active created_at opening_hours',
  rate_cases:
    'complaint_id carrier_kind carrier_id community_code town_code month due_at created_at kind category urgency state is_open is_contacted is_solved '
    + 'satisfaction is_call_back is_no_answer is_on_hold is_merged is_reopened has_earlier_unsolved is_bounced is_unproven exclusion demand_id target_id',
  rate_figures:
    'scope_kind month scope_id cases contacted answered solved satisfied no_answer on_hold declined merged withdrawn reopened earlier_unsolved bounced '
    + 'unproven call_back beyond_authority unreachable malicious force_majeure excluded_contacted excluded_answered excluded_solved excluded_satisfied '
    + 'excluded_no_answer',
  service_sessions:
    'id state version history_length history_head created_at updated_at service_id place_id starts_at ends_at closes_at seats taken is_off_rule '
    + 'close_reason day_sheet_confirmed_at',
  services:
    'id version place_id name kind summary price_kind price_fen market_price_fen audience weekly_hours exceptions holiday_rule session_minutes seats '
    + 'opens_days_ahead closes_minutes_before quota_count quota_period cancel_minutes_before needs_approval is_active created_at updated_at',
  sessions: 'is_staff expires_at revoked_at',
  settings: 'key value',
  units: 'id code kind name parent_unit_id area_code authority is_active',
  uploads: 'id purpose mime width height bytes verdict created_at attached_kind attached_id',
  waitlist_entries: 'id state version history_length history_head created_at updated_at session_id service_id place_id offered_at held_until booking_id',
  wechat_messages: 'inbox_message_id template delivery error created_at ended_at',
  wechat_pushes: 'dedupe_key kind received_at',
  wish_asks: 'wish_id run_id ring rank asked_at',
  wish_claim_members: 'claim_id',
  wish_claims: 'id wish_id organization_id state claimed_at ended_at end_reason',
  wish_counted: 'wish_id',
  wish_figure_times: 'scope_kind month hours wishes',
  wish_figures: 'scope_kind month posted published claimed claimed_within_day fulfilled not_counted rated rating_sum',
  wish_notes: 'id wish_id claim_id kind at',
  wish_reveals: 'id wish_id claim_id day at',
  wish_routing_inputs: 'hash',
  wish_routing_runs: 'id wish_id ring at input_hash result_hash asked_up_to',
  wishes:
    'id state version history_length history_head created_at updated_at number category has_publication_consent community_code town_code check_verdict '
    + 'review_reason_code appealed_at published_at ring claim_id claimed_at contact_opened_at dispute_count fulfilled_at confirmed_at confirmed_by '
    + 'street_since acknowledged_at contact_shared_at extended_at settled_again_at thanks_verdict thanks_agreed_resident_at thanks_agreed_member_at',
}
