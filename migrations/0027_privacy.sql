-- Closing an account with its days of cooling off, what the law keeps longer, and what a person takes along.

-- Until the last day of cooling off an account works as ever; the closing that runs is a thing of its own.
alter table accounts
  drop constraint accounts_state,
  add constraint accounts_state check (state in ('active', 'closed'));

create table account_closings (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  account_id uuid not null,
  closes_at timestamptz not null,
  closed_at timestamptz,
  erased_at timestamptz,
  constraint account_closings_pk primary key (id),
  constraint account_closings_account_fk foreign key (account_id) references accounts (id),
  constraint account_closings_state check (state in ('cooling', 'kept', 'refused', 'closed', 'erased')),
  constraint account_closings_closed check ((state in ('closed', 'erased')) = (closed_at is not null)),
  constraint account_closings_erased check ((state = 'erased') = (erased_at is not null))
);
create unique index account_closings_one_running on account_closings (account_id) where state in ('cooling', 'closed', 'erased');
create index account_closings_account on account_closings (account_id, created_at);

-- While one is in force, closing an account destroys nothing of what is known about the person.
create table legal_holds (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  account_id uuid not null,
  -- The case it is about, by the number people know it by.
  case_kind text not null,
  case_number text not null,
  town_code text not null,
  basis text not null,
  until_at timestamptz not null,
  placed_by uuid not null,
  constraint legal_holds_pk primary key (id),
  constraint legal_holds_account_fk foreign key (account_id) references accounts (id),
  constraint legal_holds_placed_by_fk foreign key (placed_by) references accounts (id),
  constraint legal_holds_state check (state in ('in_force', 'released', 'lapsed')),
  constraint legal_holds_case_kind check (case_kind in ('wish', 'complaint'))
);
create index legal_holds_account on legal_holds (account_id) where state = 'in_force';
create index legal_holds_newest on legal_holds (created_at, id);

-- A package of everything known about a person, made by a job, kept for some days.
create table export_packages (
  id uuid not null,
  account_id uuid not null,
  asked_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  object_key text,
  bytes integer,
  constraint export_packages_pk primary key (id),
  constraint export_packages_account_fk foreign key (account_id) references accounts (id),
  constraint export_packages_ready check ((ready_at is null) = (object_key is null) and (ready_at is null) = (expires_at is null) and (ready_at is null) = (bytes is null))
);
create index export_packages_account on export_packages (account_id, asked_at);

-- What old rows are found by when their time is over.
create index sessions_over on sessions (expires_at);
create index inbox_messages_old on inbox_messages (created_at);
