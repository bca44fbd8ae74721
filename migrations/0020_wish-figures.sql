-- Figures of wishes, kept up to date by the events, so that reading a period never looks at the wishes themselves:
-- one row for each community, party organization and member, and month in Shanghai.

create table wish_figures (
  scope_kind text not null,
  month date not null,
  scope_id text not null,
  posted integer not null default 0,
  published integer not null default 0,
  claimed integer not null default 0,
  -- Taken within 24 hours of being published.
  claimed_within_day integer not null default 0,
  -- Confirmed by the resident and credited; the only count that ranks.
  fulfilled integer not null default 0,
  -- Confirmed, but by the clock or a desk, or one too many between the same two people.
  not_counted integer not null default 0,
  rated integer not null default 0,
  rating_sum integer not null default 0,
  constraint wish_figures_pk primary key (scope_kind, month, scope_id),
  constraint wish_figures_scope check (scope_kind in ('community', 'organization', 'member')),
  constraint wish_figures_month check (extract(day from month) = 1)
);

-- How long fulfilled wishes took: whole hours up to two days, then whole days (in hours). Enough for a median over any months.
create table wish_figure_times (
  scope_kind text not null,
  month date not null,
  scope_id text not null,
  hours integer not null,
  wishes integer not null,
  constraint wish_figure_times_pk primary key (scope_kind, month, scope_id, hours)
);

-- What of each wish the figures hold, so that counting it again adds the difference only.
create table wish_counted (
  wish_id uuid not null,
  tally jsonb not null default '{}',
  constraint wish_counted_pk primary key (wish_id),
  constraint wish_counted_wish_fk foreign key (wish_id) references wishes (id)
);

-- Wishes that are there before their first event is heard of are counted once, as soon as a worker runs.
insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
  values ('00000000-0000-7000-8000-000000000020', 'wishFigures', '00000000-0000-7000-8000-000000000020', 'build', 'running',
    '2020-01-01T00:00:00Z', '1h', '2020-01-01T01:00:00Z', '2020-01-01T01:00:00Z', '把已有的心愿统计一遍。');

-- Lists of what a team's member helped with begin here.
create index wish_claim_members_member on wish_claim_members (member_id);
