-- Places, what can be booked there, its sessions, bookings and waiting lists.

create table places (
  id uuid not null,
  -- What the place's permanent code carries: opaque, short enough for a mini-program scene.
  code text not null,
  name text not null,
  kind text not null,
  community_code text not null,
  town_code text not null,
  unit_id uuid,
  address text not null,
  phone text,
  lng double precision not null,
  lat double precision not null,
  -- How near a booker has to be to check in with the permanent code.
  check_in_radius_m integer not null default 300,
  upload_ids uuid[] not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null,
  constraint places_pk primary key (id),
  constraint places_code_unique unique (code),
  constraint places_community_fk foreign key (community_code) references areas (code),
  constraint places_unit_fk foreign key (unit_id) references units (id),
  constraint places_kind check (kind in ('serviceCentre', 'sharedVenue', 'functionRoom')),
  constraint places_radius check (check_in_radius_m > 0)
);
create index places_town on places (town_code, id);
create index places_community on places (community_code, id);

create table services (
  id uuid not null,
  -- Counts changes of the rule.
  version integer not null default 1,
  place_id uuid not null,
  name text not null,
  kind text not null,
  summary text not null,
  price_kind text not null,
  -- Fen; paid on the spot.
  price_fen integer not null default 0,
  market_price_fen integer,
  audience text not null,
  -- Seven lists of [open, close], Sunday first; exceptions are {date, hours, reason}, no hours: closed that day.
  weekly_hours jsonb not null,
  exceptions jsonb not null default '[]',
  holiday_rule text not null,
  session_minutes integer not null,
  seats integer not null,
  opens_days_ahead integer not null,
  closes_minutes_before integer not null,
  quota_count integer,
  quota_period text,
  cancel_minutes_before integer not null,
  needs_approval boolean not null default false,
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint services_pk primary key (id),
  constraint services_place_fk foreign key (place_id) references places (id),
  constraint services_kind check (kind in ('venueSeat', 'desk', 'class', 'dayCare', 'legalAdvice', 'jobAdvice', 'errand')),
  constraint services_price check ((price_kind = 'free' and price_fen = 0 and market_price_fen is null)
    or (price_kind = 'lowProfit' and price_fen > 0 and market_price_fen > price_fen)),
  constraint services_audience check (audience in ('everyone', 'elders', 'families', 'members')),
  constraint services_holiday_rule check (holiday_rule in ('closed', 'asUsual')),
  constraint services_session_minutes check (session_minutes between 10 and 720),
  constraint services_seats check (seats between 1 and 1000),
  constraint services_window check (opens_days_ahead between 1 and 60 and closes_minutes_before >= 0 and cancel_minutes_before >= 0),
  constraint services_quota check ((quota_count is null) = (quota_period is null) and quota_count >= 1
    and quota_period in ('day', 'week', 'month'))
);
create index services_place on services (place_id, id);

create table service_sessions (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  service_id uuid not null,
  place_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- The last instant at which a place can be booked or offered.
  closes_at timestamptz not null,
  seats integer not null,
  -- pending + booked + checked_in bookings and offered waiters.
  taken integer not null default 0,
  is_off_rule boolean not null default false,
  off_rule_by uuid,
  close_reason text,
  day_sheet_confirmed_at timestamptz,
  day_sheet_confirmed_by uuid,
  constraint service_sessions_pk primary key (id),
  constraint service_sessions_start_unique unique (service_id, starts_at),
  constraint service_sessions_service_fk foreign key (service_id) references services (id),
  constraint service_sessions_place_fk foreign key (place_id) references places (id),
  constraint service_sessions_state check (state in ('open', 'running', 'ended', 'closed')),
  constraint service_sessions_period check (ends_at > starts_at and closes_at <= starts_at),
  constraint service_sessions_taken check (taken between 0 and seats),
  constraint service_sessions_closed_has_reason check (state <> 'closed' or close_reason is not null)
);
create index service_sessions_place on service_sessions (place_id, starts_at);

create table bookings (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  session_id uuid not null,
  service_id uuid not null,
  place_id uuid not null,
  -- Whose place it is: an account, or a dependent. Null for a person without either, known by name only.
  person_id uuid,
  booker_id uuid not null,
  dependent_id uuid,
  on_behalf_name bytea,
  on_behalf_phone bytea,
  authority text,
  -- Copied from the session, so that one person's overlapping bookings cannot be written.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Shown to staff where there is no network.
  pass_code text not null,
  series_id uuid,
  note text,
  is_walk_in boolean not null default false,
  cancelled_by text,
  is_late_cancel boolean not null default false,
  reason text,
  checked_in_at timestamptz,
  checked_in_by uuid,
  check_in_window bigint,
  -- False: completed only because nobody took the day sheet.
  is_verified boolean not null default true,
  appealed_at timestamptz,
  appeal_decided_at timestamptz,
  constraint bookings_pk primary key (id),
  constraint bookings_session_fk foreign key (session_id) references service_sessions (id),
  constraint bookings_service_fk foreign key (service_id) references services (id),
  constraint bookings_place_fk foreign key (place_id) references places (id),
  constraint bookings_booker_fk foreign key (booker_id) references accounts (id),
  constraint bookings_dependent_fk foreign key (dependent_id) references dependents (id),
  constraint bookings_state check (state in ('pending', 'booked', 'checked_in', 'completed', 'cancelled', 'declined', 'expired', 'no_show')),
  constraint bookings_cancelled_by check ((state = 'cancelled') = (cancelled_by is not null)
    and cancelled_by in ('booker', 'staff', 'place', 'excused', 'accountClosed')),
  constraint bookings_person_known check (person_id is not null or on_behalf_name is not null),
  constraint bookings_checked_in check (state <> 'checked_in' or checked_in_at is not null),
  constraint bookings_no_overlap exclude using gist (person_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state in ('pending', 'booked', 'checked_in'))
);
create index bookings_booker on bookings (booker_id, starts_at, id);
create index bookings_person on bookings (person_id, starts_at) where person_id is not null;
create index bookings_session on bookings (session_id, state);
create index bookings_place on bookings (place_id, starts_at, id);
create index bookings_series on bookings (series_id) where series_id is not null;

create table waitlist_entries (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  session_id uuid not null,
  service_id uuid not null,
  place_id uuid not null,
  person_id uuid not null,
  booker_id uuid not null,
  dependent_id uuid,
  note text,
  offered_at timestamptz,
  held_until timestamptz,
  booking_id uuid,
  constraint waitlist_entries_pk primary key (id),
  constraint waitlist_entries_session_fk foreign key (session_id) references service_sessions (id),
  constraint waitlist_entries_service_fk foreign key (service_id) references services (id),
  constraint waitlist_entries_place_fk foreign key (place_id) references places (id),
  constraint waitlist_entries_booker_fk foreign key (booker_id) references accounts (id),
  constraint waitlist_entries_dependent_fk foreign key (dependent_id) references dependents (id),
  constraint waitlist_entries_booking_fk foreign key (booking_id) references bookings (id),
  constraint waitlist_entries_state check (state in ('waiting', 'offered', 'taken', 'lapsed', 'left')),
  constraint waitlist_entries_offered_is_held check (state <> 'offered' or held_until is not null),
  constraint waitlist_entries_taken_has_booking check ((state = 'taken') = (booking_id is not null))
);
create unique index waitlist_entries_one_live on waitlist_entries (session_id, person_id) where state in ('waiting', 'offered');
create index waitlist_entries_queue on waitlist_entries (session_id, created_at, id) where state in ('waiting', 'offered');
create index waitlist_entries_booker on waitlist_entries (booker_id, created_at, id);

-- Three no-shows in 90 days bar a person from optional activities for 30; recomputed whenever a no-show changes.
create table booking_bars (
  person_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  -- While an appeal against one of its no-shows is open.
  is_suspended boolean not null default false,
  constraint booking_bars_pk primary key (person_id),
  constraint booking_bars_period check (until_at > from_at)
);
