-- Appointments with a history of their own, dependents told apart, and what administrators change.

-- How the guardian calls them: 母亲, 大儿子. Names are masked, and two elders of one family look alike.
alter table dependents add column relation text;

-- An appointment becomes a thing with a chain of history. In force is what its period says; the state says whether it was ended early.
alter table appointments
  add column state text not null default 'appointed',
  add column version integer not null default 0,
  -- The epoch: never changed since it was made.
  add column updated_at timestamptz not null default 'epoch',
  add column end_reason text,
  add constraint appointments_state check (state in ('appointed', 'ended')),
  add constraint appointments_ended check (state <> 'ended' or to_at is not null);
create index appointments_newest on appointments (created_at, id);

create index absences_newest on absences (created_at, id);

-- One row a topic (the settings, a calendar year): carries the chain of who changed what.
create table administered_topics (
  id uuid not null,
  topic text not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint administered_topics_pk primary key (id),
  constraint administered_topics_topic_unique unique (topic),
  constraint administered_topics_state check (state = 'kept')
);
