-- A session that a changed rule no longer makes, and that nobody ever booked or waited for, is deleted. Its history stays,
-- and here is where its chain ends, so that the check of the history still knows it.

create table dropped_sessions (
  id uuid not null,
  history_length integer not null,
  history_head bytea not null,
  constraint dropped_sessions_pk primary key (id)
);
create view session_chains as
  select id, state, history_length, history_head from service_sessions
  union all
  select id, null, history_length, history_head from dropped_sessions;
