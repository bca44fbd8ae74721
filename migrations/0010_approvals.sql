-- A proposal of a two-person act is a thing with a state of its own: its history is chained like every other's.
-- `asked` names the offices that may be the second person; `stage` counts how often the question was passed on.
alter table approvals
  add column version integer not null default 0,
  add column history_length integer not null default 0,
  add column history_head bytea,
  add column created_at timestamptz not null,
  add column updated_at timestamptz not null,
  add column proposed_as jsonb not null,
  add column asked jsonb not null,
  add column stage smallint not null default 0;

create index approvals_waiting on approvals (created_at, id) where state = 'waiting';
create index approvals_proposed_by on approvals (proposed_by, created_at, id);
