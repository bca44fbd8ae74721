-- Micro-wishes and their claims.

create table wishes (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  number text not null,
  beneficiary_id uuid not null,
  filer_id uuid not null,
  dependent_id uuid,
  on_behalf_name bytea,
  on_behalf_phone bytea,
  authority text,
  contact_name bytea,
  category text not null,
  is_sensitive boolean not null,
  title text not null,
  story text not null,
  public_title text,
  has_publication_consent boolean not null,
  grid_code text,
  community_code text not null,
  town_code text not null,
  house_id uuid,
  upload_ids uuid[] not null default '{}',
  check_verdict text not null,
  review_reason_code text,
  review_reason text,
  appealed_at timestamptz,
  published_at timestamptz,
  published_by uuid,
  ring smallint,
  claim_id uuid,
  claimer_id uuid,
  claimed_at timestamptz,
  contact_opened_at timestamptz,
  dispute_count smallint not null default 0,
  fulfilled_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by text,
  rating smallint,
  thanks text,
  bigrams text[] not null default '{}',
  constraint wishes_pk primary key (id),
  constraint wishes_number_unique unique (number),
  constraint wishes_state check (state in ('submitted', 'returned', 'rejected', 'open', 'claimed', 'fulfilled', 'disputed', 'confirmed', 'withdrawn', 'unmet')),
  constraint wishes_beneficiary_fk foreign key (beneficiary_id) references accounts (id),
  constraint wishes_filer_fk foreign key (filer_id) references accounts (id),
  constraint wishes_dependent_fk foreign key (dependent_id) references dependents (id),
  constraint wishes_grid_fk foreign key (grid_code) references areas (code),
  constraint wishes_community_fk foreign key (community_code) references areas (code),
  constraint wishes_claimer_fk foreign key (claimer_id) references accounts (id),
  constraint wishes_rating check (rating between 1 and 5),
  constraint wishes_ring check (ring between 1 and 4),
  constraint wishes_claimed_has_claimer check (state not in ('claimed', 'fulfilled') or claimer_id is not null),
  constraint wishes_open_is_published check (state not in ('open', 'claimed', 'fulfilled', 'disputed', 'confirmed') or published_at is not null)
);
create index wishes_board on wishes (published_at, id) where state in ('open', 'claimed', 'fulfilled', 'disputed', 'confirmed');
create index wishes_board_open on wishes (published_at, id) where state = 'open';
create index wishes_board_town on wishes (town_code, published_at, id) where state = 'open';
create index wishes_board_community on wishes (community_code, published_at, id) where state = 'open';
create index wishes_desk on wishes (community_code, created_at, id) where state = 'submitted';
create index wishes_beneficiary on wishes (beneficiary_id, created_at, id);
create index wishes_filer on wishes (filer_id, created_at, id);
create index wishes_claimer on wishes (claimer_id, claimed_at, id) where claimer_id is not null;
create index wishes_bigrams on wishes using gin (bigrams);

create table wish_claims (
  id uuid not null,
  wish_id uuid not null,
  member_id uuid not null,
  organization_id uuid,
  state text not null,
  claimed_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  constraint wish_claims_pk primary key (id),
  constraint wish_claims_wish_fk foreign key (wish_id) references wishes (id),
  constraint wish_claims_member_fk foreign key (member_id) references accounts (id),
  constraint wish_claims_state check (state in ('running', 'fulfilled', 'released', 'lapsed', 'ended')),
  constraint wish_claims_ended check ((state = 'running') = (ended_at is null))
);
create unique index wish_claims_one_running on wish_claims (wish_id) where state = 'running';
create index wish_claims_member on wish_claims (member_id, state);

create table wish_notes (
  id uuid not null,
  wish_id uuid not null,
  claim_id uuid,
  kind text not null,
  at timestamptz not null,
  author_id uuid not null,
  note text not null,
  upload_ids uuid[] not null default '{}',
  constraint wish_notes_pk primary key (id),
  constraint wish_notes_wish_fk foreign key (wish_id) references wishes (id),
  constraint wish_notes_kind check (kind in ('progress', 'fulfil', 'dispute'))
);
create index wish_notes_wish on wish_notes (wish_id, at);
