-- The three rates 三率 of complaints: one row for each case as it stands, the sums of each carrier and month beside it,
-- and the exclusions that take a case out of the count.

-- What leaves a case out: proposed by whoever carries it, agreed by an officer outside the measured line; the reporter may object.
create table exclusions (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  complaint_id uuid not null,
  reason text not null,
  basis text not null,
  proposed_by uuid not null,
  approved_by uuid not null,
  -- Whom it measured when it was agreed: nobody of this line may decide about it.
  unit_id uuid,
  community_code text,
  town_code text not null,
  objection text,
  objected_at timestamptz,
  decided_by uuid,
  decision text,
  decided_at timestamptz,
  constraint exclusions_pk primary key (id),
  -- Once a case, whatever became of it.
  constraint exclusions_once unique (complaint_id),
  constraint exclusions_complaint_fk foreign key (complaint_id) references complaints (id),
  constraint exclusions_proposed_by_fk foreign key (proposed_by) references accounts (id),
  constraint exclusions_approved_by_fk foreign key (approved_by) references accounts (id),
  constraint exclusions_decided_by_fk foreign key (decided_by) references accounts (id),
  constraint exclusions_unit_fk foreign key (unit_id) references units (id),
  constraint exclusions_state check (state in ('in_force', 'objected', 'upheld', 'lifted')),
  constraint exclusions_reason check (reason in ('beyondAuthority', 'unreachable', 'malicious', 'forceMajeure')),
  constraint exclusions_two_persons check (proposed_by <> approved_by),
  constraint exclusions_objected check (state <> 'objected' or (objection is not null and objected_at is not null))
);
create index exclusions_newest on exclusions (created_at, id);

-- A complaint as the rates count it: who carries it, until when, and what the resident said in the last round.
create table rate_cases (
  complaint_id uuid not null,
  -- Empty where the reporter asked for confidence, or it is about somebody of the first line.
  number text,
  carrier_kind text not null,
  carrier_id text not null,
  community_code text,
  town_code text not null,
  -- The month in Shanghai in which the final due lies.
  month date not null,
  due_at timestamptz not null,
  created_at timestamptz not null,
  kind text not null,
  category text not null,
  urgency text not null,
  state text not null,
  is_open boolean not null,
  is_contacted boolean not null,
  -- Of the answer that counts: null where there is none.
  is_solved boolean,
  satisfaction text,
  is_call_back boolean not null,
  is_no_answer boolean not null,
  is_on_hold boolean not null,
  is_merged boolean not null,
  is_reopened boolean not null,
  has_earlier_unsolved boolean not null,
  is_bounced boolean not null,
  is_unproven boolean not null,
  exclusion text,
  -- Whose changes change this row too.
  demand_id uuid,
  target_id uuid,
  constraint rate_cases_pk primary key (complaint_id),
  constraint rate_cases_complaint_fk foreign key (complaint_id) references complaints (id),
  constraint rate_cases_carrier check (carrier_kind in ('unit', 'community', 'town')),
  constraint rate_cases_month check (extract(day from month) = 1),
  constraint rate_cases_answer check ((is_solved is null) = (satisfaction is null))
);
create index rate_cases_month on rate_cases (month, complaint_id);
create index rate_cases_open on rate_cases (due_at) where is_open;
create index rate_cases_demand on rate_cases (demand_id) where demand_id is not null;
create index rate_cases_target on rate_cases (target_id) where target_id is not null;

-- Sums of a carrier, or of all cases of a place, in a month. What begins with excluded_ is a part of the sum beside it.
create table rate_figures (
  scope_kind text not null,
  month date not null,
  scope_id text not null,
  cases integer not null default 0,
  contacted integer not null default 0,
  answered integer not null default 0,
  solved integer not null default 0,
  satisfied integer not null default 0,
  no_answer integer not null default 0,
  on_hold integer not null default 0,
  declined integer not null default 0,
  merged integer not null default 0,
  withdrawn integer not null default 0,
  reopened integer not null default 0,
  earlier_unsolved integer not null default 0,
  bounced integer not null default 0,
  unproven integer not null default 0,
  call_back integer not null default 0,
  beyond_authority integer not null default 0,
  unreachable integer not null default 0,
  malicious integer not null default 0,
  force_majeure integer not null default 0,
  excluded_contacted integer not null default 0,
  excluded_answered integer not null default 0,
  excluded_solved integer not null default 0,
  excluded_satisfied integer not null default 0,
  excluded_no_answer integer not null default 0,
  constraint rate_figures_pk primary key (scope_kind, month, scope_id),
  constraint rate_figures_scope check (scope_kind in ('unit', 'community', 'town', 'place')),
  constraint rate_figures_month check (extract(day from month) = 1)
);

-- Cases that are there before their first event is heard of are counted once, as soon as a worker runs.
insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
  values ('00000000-0000-7000-8000-000000000022', 'rateFigures', '00000000-0000-7000-8000-000000000022', 'build', 'running',
    '2020-01-01T00:00:00Z', '1h', '2020-01-01T01:00:00Z', '2020-01-01T01:00:00Z', '把已有的诉求统计一遍。');
