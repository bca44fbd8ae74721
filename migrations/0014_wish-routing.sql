-- Whom a wish was brought to, in what order and why.

-- What a ranking depended on, once for each content: SHA-256 over the canonical JSON that `body` deflates.
create table wish_routing_inputs (
  hash bytea not null,
  body bytea not null,
  constraint wish_routing_inputs_pk primary key (hash)
);

-- One ranking of one ring; `asked_up_to` is how far its waves have come. `result` deflates the ranking's canonical JSON.
create table wish_routing_runs (
  id uuid not null,
  wish_id uuid not null,
  ring smallint not null,
  at timestamptz not null,
  input_hash bytea not null,
  result_hash bytea not null,
  result bytea not null,
  asked_up_to integer not null default 0,
  constraint wish_routing_runs_pk primary key (id),
  constraint wish_routing_runs_wish_fk foreign key (wish_id) references wishes (id),
  constraint wish_routing_runs_input_fk foreign key (input_hash) references wish_routing_inputs (hash),
  constraint wish_routing_runs_ring check (ring between 1 and 4)
);
create index wish_routing_runs_wish on wish_routing_runs (wish_id, at);

-- Nobody is asked twice for one wish.
create table wish_asks (
  wish_id uuid not null,
  member_id uuid not null,
  run_id uuid not null,
  ring smallint not null,
  rank integer not null,
  why text not null,
  asked_at timestamptz not null,
  constraint wish_asks_pk primary key (wish_id, member_id),
  constraint wish_asks_wish_fk foreign key (wish_id) references wishes (id),
  constraint wish_asks_run_fk foreign key (run_id) references wish_routing_runs (id),
  constraint wish_asks_member_fk foreign key (member_id) references accounts (id)
);
create index wish_asks_member on wish_asks (member_id, asked_at);

create index party_members_report_in on party_members using gin (report_in_codes);
