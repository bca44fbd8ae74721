-- Complaints, the demand ledger and its dispatches.

-- What a day's numbers count from: number = yymmdd + (nextval - base), so that nobody waits for another's transaction.
create sequence complaint_serial;
create sequence demand_serial;
create table number_bases (
  series text not null,
  day date not null,
  base bigint not null,
  constraint number_bases_pk primary key (series, day),
  constraint number_bases_series check (series in ('complaint', 'demand'))
);

create table demands (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  number text not null,
  association_id uuid,
  grid_code text,
  community_code text,
  town_code text not null,
  is_urban boolean not null,
  lng double precision,
  lat double precision,
  category text not null,
  nature text not null,
  urgency text not null,
  summary text not null,
  reason text not null,
  about_unit_id uuid,
  level smallint not null default 0,
  round smallint not null default 1,
  redo_count smallint not null default 0,
  escalated_for text[] not null default '{}',
  opened_by uuid not null,
  recurrence_of uuid,
  rule_code text,
  override_reason text,
  dispatched_at timestamptz,
  replied_at timestamptz,
  verified_at timestamptz,
  verified_by uuid,
  verify_outcome text,
  verify_note text,
  verify_upload_ids uuid[] not null default '{}',
  dismiss_reason text,
  duplicate_of uuid,
  closed_at timestamptz,
  constraint demands_pk primary key (id),
  constraint demands_number_unique unique (number),
  constraint demands_association_fk foreign key (association_id) references associations (id),
  constraint demands_grid_fk foreign key (grid_code) references areas (code),
  constraint demands_community_fk foreign key (community_code) references areas (code),
  constraint demands_town_fk foreign key (town_code) references areas (code),
  constraint demands_about_unit_fk foreign key (about_unit_id) references units (id),
  constraint demands_opened_by_fk foreign key (opened_by) references accounts (id),
  constraint demands_recurrence_fk foreign key (recurrence_of) references demands (id),
  constraint demands_duplicate_fk foreign key (duplicate_of) references demands (id),
  constraint demands_state check (state in ('pending', 'dispatched', 'replied', 'on_hold', 'verified', 'closed', 'dismissed')),
  constraint demands_urgency check (urgency in ('emergency', 'urgent', 'normal', 'complex')),
  constraint demands_level check (level between 0 and 2),
  constraint demands_level_zero_has_association check (level > 0 or association_id is not null),
  constraint demands_verify_outcome check (verify_outcome in ('solved', 'partly', 'cannot')),
  constraint demands_verified_is_whole check (
    state not in ('verified', 'closed') or (verified_at is not null and verified_by is not null and verify_outcome is not null)),
  constraint demands_dismissed_has_reason check (state <> 'dismissed' or dismiss_reason is not null)
);
create index demands_newest on demands (created_at, id);
create index demands_association on demands (association_id, created_at, id) where association_id is not null;
create index demands_community on demands (community_code, created_at, id) where community_code is not null;
create index demands_town on demands (town_code, created_at, id);
create index demands_live on demands (created_at, id) where state in ('pending', 'dispatched', 'replied', 'on_hold');
create index demands_like on demands (category, verified_at) where state in ('verified', 'closed');
create index demands_recurrence on demands (recurrence_of) where recurrence_of is not null;

create table complaints (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  number text not null,
  -- Whose matter it is; nobody where a grid leader filed it for a person without an account.
  reporter_id uuid,
  filer_id uuid not null,
  on_behalf_name bytea,
  on_behalf_phone bytea,
  authority text,
  kind text not null,
  category text not null,
  urgency text not null,
  text text not null,
  answers jsonb not null default '{}',
  lng double precision,
  lat double precision,
  address bytea,
  grid_code text,
  community_code text,
  town_code text not null,
  -- How the place led to the desk, one entry a step: what was looked at, whether it decided, and why.
  first_line jsonb not null,
  desk text not null,
  upload_ids uuid[] not null default '{}',
  check_verdict text not null,
  about_role text,
  about_area_code text,
  about_unit_id uuid,
  is_confidential boolean not null default false,
  merged_into_id uuid,
  kept_state text,
  demand_id uuid,
  handler_id uuid,
  accepted_at timestamptz,
  contacted_at timestamptz,
  reopen_count smallint not null default 0,
  outcome text,
  resolution text,
  resolution_upload_ids uuid[] not null default '{}',
  resolved_at timestamptz,
  resolved_by uuid,
  is_contacted boolean,
  is_solved boolean,
  satisfaction text,
  comment text,
  answered_by text,
  closed_at timestamptz,
  bigrams text[] not null default '{}',
  constraint complaints_pk primary key (id),
  constraint complaints_number_unique unique (number),
  constraint complaints_reporter_fk foreign key (reporter_id) references accounts (id),
  constraint complaints_filer_fk foreign key (filer_id) references accounts (id),
  constraint complaints_grid_fk foreign key (grid_code) references areas (code),
  constraint complaints_community_fk foreign key (community_code) references areas (code),
  constraint complaints_town_fk foreign key (town_code) references areas (code),
  constraint complaints_about_unit_fk foreign key (about_unit_id) references units (id),
  constraint complaints_merged_into_fk foreign key (merged_into_id) references complaints (id),
  constraint complaints_demand_fk foreign key (demand_id) references demands (id),
  constraint complaints_handler_fk foreign key (handler_id) references accounts (id),
  constraint complaints_state check (state in ('submitted', 'accepted', 'awaiting_resident', 'raised', 'merged', 'resolved', 'closed', 'declined', 'withdrawn')),
  constraint complaints_kind check (kind in ('consult', 'help', 'complaint', 'suggestion', 'praise')),
  constraint complaints_urgency check (urgency in ('emergency', 'urgent', 'normal', 'complex')),
  constraint complaints_desk check (desk in ('grid', 'community', 'town')),
  constraint complaints_desk_has_area check ((desk <> 'grid' or grid_code is not null) and (desk = 'town' or community_code is not null)),
  constraint complaints_point check ((lng is null) = (lat is null)),
  constraint complaints_behalf check (reporter_id is not null or on_behalf_name is not null),
  constraint complaints_behalf_has_authority check (on_behalf_name is null or authority is not null),
  constraint complaints_about_role check (about_role in ('gridLeader', 'communityWorker')),
  constraint complaints_about_one check (about_role is null or about_unit_id is null),
  constraint complaints_outcome check (outcome in ('done', 'partly', 'cannot', 'explained')),
  constraint complaints_satisfaction check (satisfaction in ('very', 'basically', 'not')),
  constraint complaints_answered_by check (answered_by in ('reporter', 'callBack', 'clock', 'accountClosed')),
  constraint complaints_raised_has_demand check (state <> 'raised' or demand_id is not null),
  constraint complaints_merged_has_target check ((state = 'merged') = (merged_into_id is not null)),
  constraint complaints_resolved_has_outcome check (state not in ('resolved', 'closed') or (outcome is not null and resolved_at is not null)),
  constraint complaints_closed_is_answered check ((state = 'closed') = (closed_at is not null) and (state <> 'closed' or answered_by is not null)),
  constraint complaints_no_demand_for_kind check (demand_id is null or kind not in ('consult', 'praise'))
);
create index complaints_reporter on complaints (reporter_id, created_at, id) where reporter_id is not null;
create index complaints_filer on complaints (filer_id, created_at, id);
create index complaints_newest on complaints (created_at, id);
create index complaints_town on complaints (town_code, created_at, id);
create index complaints_community on complaints (community_code, created_at, id) where community_code is not null;
create index complaints_grid on complaints (grid_code, created_at, id) where grid_code is not null;
create index complaints_grid_desk on complaints (grid_code, created_at, id) where desk = 'grid' and state in ('submitted', 'accepted', 'awaiting_resident');
create index complaints_community_desk on complaints (community_code, created_at, id) where desk = 'community' and state in ('submitted', 'accepted', 'awaiting_resident');
create index complaints_town_desk on complaints (town_code, created_at, id) where desk = 'town' and state in ('submitted', 'accepted', 'awaiting_resident');
create index complaints_demand on complaints (demand_id, id) where demand_id is not null;
create index complaints_like on complaints (category, created_at);
create index complaints_bigrams on complaints using gin (bigrams);
create unique index complaints_one_join on complaints (reporter_id, merged_into_id) where merged_into_id is not null;

create table complaint_contacts (
  id uuid not null,
  complaint_id uuid not null,
  at timestamptz not null,
  channel text not null,
  is_reached boolean not null,
  note text,
  author_id uuid not null,
  created_at timestamptz not null,
  constraint complaint_contacts_pk primary key (id),
  constraint complaint_contacts_complaint_fk foreign key (complaint_id) references complaints (id),
  constraint complaint_contacts_author_fk foreign key (author_id) references accounts (id),
  constraint complaint_contacts_channel check (channel in ('phone', 'visit', 'inApp'))
);
create index complaint_contacts_complaint on complaint_contacts (complaint_id, at);

create table dispatches (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  demand_id uuid not null,
  round smallint not null,
  unit_id uuid not null,
  role text not null,
  is_required boolean not null,
  urgency text not null,
  sent_by uuid not null,
  handler_id uuid,
  accepted_at timestamptz,
  is_accepted_by_silence boolean not null default false,
  contacted_at timestamptz,
  outcome text,
  account text,
  plan text,
  upload_ids uuid[] not null default '{}',
  replied_at timestamptz,
  replied_by uuid,
  redo_count smallint not null default 0,
  ended_at timestamptz,
  end_reason text,
  constraint dispatches_pk primary key (id),
  constraint dispatches_demand_fk foreign key (demand_id) references demands (id),
  constraint dispatches_unit_fk foreign key (unit_id) references units (id),
  constraint dispatches_sent_by_fk foreign key (sent_by) references accounts (id),
  constraint dispatches_handler_fk foreign key (handler_id) references accounts (id),
  constraint dispatches_state check (state in ('sent', 'accepted', 'return_requested', 'replied', 'verified', 'returned', 'cancelled')),
  constraint dispatches_role check (role in ('lead', 'assist')),
  constraint dispatches_lead_is_required check (role <> 'lead' or is_required),
  constraint dispatches_urgency check (urgency in ('emergency', 'urgent', 'normal', 'complex')),
  constraint dispatches_outcome check (outcome in ('solved', 'partly', 'cannot')),
  constraint dispatches_reply_is_whole check (
    state not in ('replied', 'verified') or (replied_at is not null and outcome is not null and account is not null)),
  constraint dispatches_unsolved_has_plan check (outcome is null or outcome = 'solved' or plan is not null),
  constraint dispatches_ended check ((state in ('verified', 'returned', 'cancelled')) = (ended_at is not null))
);
create unique index dispatches_one_live_lead on dispatches (demand_id)
  where role = 'lead' and state in ('sent', 'accepted', 'return_requested', 'replied');
create unique index dispatches_one_live_unit on dispatches (demand_id, unit_id)
  where state in ('sent', 'accepted', 'return_requested', 'replied');
create index dispatches_demand on dispatches (demand_id, created_at, id);
create index dispatches_unit on dispatches (unit_id, created_at, id);
create index dispatches_unit_live on dispatches (unit_id, created_at, id) where state in ('sent', 'accepted', 'return_requested', 'replied');
create index dispatches_handler on dispatches (handler_id) where handler_id is not null;

create table dispatch_contacts (
  id uuid not null,
  dispatch_id uuid not null,
  at timestamptz not null,
  channel text not null,
  is_reached boolean not null,
  note text,
  author_id uuid not null,
  created_at timestamptz not null,
  constraint dispatch_contacts_pk primary key (id),
  constraint dispatch_contacts_dispatch_fk foreign key (dispatch_id) references dispatches (id),
  constraint dispatch_contacts_author_fk foreign key (author_id) references accounts (id),
  constraint dispatch_contacts_channel check (channel in ('phone', 'visit', 'inApp'))
);
create index dispatch_contacts_dispatch on dispatch_contacts (dispatch_id, at);

create table dispatch_notes (
  id uuid not null,
  dispatch_id uuid not null,
  kind text not null,
  at timestamptz not null,
  author_id uuid not null,
  note text not null,
  upload_ids uuid[] not null default '{}',
  constraint dispatch_notes_pk primary key (id),
  constraint dispatch_notes_dispatch_fk foreign key (dispatch_id) references dispatches (id),
  constraint dispatch_notes_author_fk foreign key (author_id) references accounts (id),
  constraint dispatch_notes_kind check (kind in ('progress', 'reply', 'redo'))
);
create index dispatch_notes_dispatch on dispatch_notes (dispatch_id, at);
