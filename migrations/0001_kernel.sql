-- What every feature stands on: history, outbox, clocks, idempotency, uploads, approvals, calendar, settings.
-- All instants are domain instants given by the server's clock; no column defaults to now().

create table settings (
  key text not null,
  value jsonb not null,
  constraint settings_pk primary key (key)
);

-- One row; outside production the stand-in moves domain time forward and every process reads it here.
create table domain_clock (
  is_only boolean not null default true,
  offset_ms bigint not null default 0,
  constraint domain_clock_pk primary key (is_only),
  constraint domain_clock_one check (is_only)
);
insert into domain_clock default values;

create table idempotency_keys (
  account_id uuid not null,
  key text not null,
  method text not null,
  path text not null,
  body_hash bytea not null,
  status smallint not null,
  subject_kind text,
  subject_id text,
  answer jsonb,
  created_at timestamptz not null,
  constraint idempotency_keys_pk primary key (account_id, key)
);
create index idempotency_keys_created_at on idempotency_keys (created_at);

-- One chain per subject: hash covers the entry and the hash before it. Personal words are salted commitments here
-- and live in history_values, so that erasing a person leaves the chain whole.
create table history (
  subject_kind text not null,
  subject_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  actor_id uuid,
  appointment_id uuid,
  role text not null,
  action text not null,
  from_state text,
  to_state text,
  facts jsonb not null,
  commitments jsonb not null,
  previous_hash bytea,
  hash bytea not null,
  constraint history_pk primary key (subject_kind, subject_id, seq),
  constraint history_seq_from_one check (seq >= 1),
  constraint history_chained check ((seq = 1) = (previous_hash is null))
);
create index history_actor on history (actor_id, at);

create table history_values (
  subject_kind text not null,
  subject_id uuid not null,
  seq integer not null,
  field text not null,
  salt bytea not null,
  value bytea not null,
  constraint history_values_pk primary key (subject_kind, subject_id, seq, field)
);

create table history_roots (
  day date not null,
  root bytea not null,
  previous_root bytea,
  head_count integer not null,
  created_at timestamptz not null,
  constraint history_roots_pk primary key (day)
);

create table outbox (
  id bigint generated always as identity,
  at timestamptz not null,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  seq integer not null,
  actor_id uuid,
  data jsonb not null,
  relayed_at timestamptz,
  constraint outbox_pk primary key (id)
);
create index outbox_unrelayed on outbox (id) where relayed_at is null;

create table event_deliveries (
  event_id bigint not null,
  subscriber text not null,
  delivered_at timestamptz not null,
  constraint event_deliveries_pk primary key (event_id, subscriber)
);

create table clocks (
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  state text not null,
  started_at timestamptz not null,
  limit_spec text not null,
  due_at timestamptz not null,
  warn_at timestamptz,
  original_due_at timestamptz not null,
  pauses jsonb not null default '[]',
  paused_at timestamptz,
  warned_at timestamptz,
  ended_at timestamptz,
  is_provisional boolean not null default false,
  sentence text not null,
  claimed_until timestamptz,
  next_at timestamptz generated always as (
    case when state <> 'running' then null
         when warn_at is not null and warned_at is null and warn_at < due_at then warn_at
         else due_at end
  ) stored,
  constraint clocks_pk primary key (id),
  constraint clocks_state check (state in ('running', 'paused', 'stopped', 'fired')),
  constraint clocks_paused check ((state = 'paused') = (paused_at is not null)),
  constraint clocks_ended check ((state in ('stopped', 'fired')) = (ended_at is not null))
);
create unique index clocks_one_live on clocks (subject_kind, subject_id, kind) where state in ('running', 'paused');
create index clocks_next on clocks (next_at) where state = 'running';
create index clocks_subject on clocks (subject_kind, subject_id);

create table approvals (
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  action text not null,
  input jsonb not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null,
  decided_by uuid,
  decided_at timestamptz,
  constraint approvals_pk primary key (id),
  constraint approvals_state check (state in ('waiting', 'approved', 'refused', 'lapsed')),
  constraint approvals_two_persons check (decided_by is distinct from proposed_by or state = 'lapsed')
);
create unique index approvals_one_waiting on approvals (subject_kind, subject_id, action) where state = 'waiting';
create index approvals_subject on approvals (subject_kind, subject_id);

create table uploads (
  id uuid not null,
  account_id uuid not null,
  purpose text not null,
  mime text not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  object_key text not null,
  thumbnail_key text not null,
  sha256 bytea not null,
  verdict text not null,
  trace_id text,
  created_at timestamptz not null,
  attached_kind text,
  attached_id uuid,
  constraint uploads_pk primary key (id),
  constraint uploads_purpose check (purpose in ('wish', 'complaint', 'proof', 'place', 'avatar')),
  constraint uploads_verdict check (verdict in ('pending', 'pass', 'review', 'risky', 'none'))
);
create index uploads_account on uploads (account_id, created_at);
create index uploads_trace on uploads (trace_id) where trace_id is not null;
create index uploads_attached on uploads (attached_id) where attached_id is not null;

create table calendar_years (
  year smallint not null,
  is_published boolean not null,
  source text not null,
  constraint calendar_years_pk primary key (year)
);

create table calendar_days (
  day date not null,
  kind text not null,
  is_override boolean not null default false,
  reason text not null,
  hours jsonb,
  constraint calendar_days_pk primary key (day, is_override),
  constraint calendar_days_kind check (kind in ('holiday', 'workday'))
);
