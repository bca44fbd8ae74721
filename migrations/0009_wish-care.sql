-- Wishes for somebody else, what is shown and to whom, teams, and who was asked to help.

-- A dependent, or somebody a grid leader files for, need not have an account.
alter table wishes alter column beneficiary_id drop not null;
alter table wishes
  -- Keyed index of the phone (or name and grid) of somebody filed for: they too have at most three live wishes.
  add column on_behalf_index bytea,
  -- The masked name of a dependent or of somebody filed for, as the board shows it.
  add column wished_for text,
  -- Whose refusal an appeal is about: somebody else decides.
  add column rejected_by uuid,
  -- Since when the street has it on its desk: a late review, an appeal, nobody assigned, a dispute it settles.
  add column street_since timestamptz,
  add column acknowledged_at timestamptz,
  add column contact_shared_at timestamptz,
  add column extended_at timestamptz,
  add column settled_again_at timestamptz,
  add constraint wishes_has_beneficiary check (beneficiary_id is not null or dependent_id is not null or on_behalf_name is not null);
create index wishes_dependent on wishes (dependent_id) where dependent_id is not null;
create index wishes_on_behalf on wishes (on_behalf_index) where on_behalf_index is not null;
create index wishes_community_desk on wishes (community_code, created_at, id) where state in ('submitted', 'disputed');
create index wishes_street_desk on wishes (town_code, street_since, id) where street_since is not null;
create index wishes_board_community_all on wishes (community_code, published_at, id) where state in ('open', 'claimed', 'fulfilled', 'disputed', 'confirmed');
create index wishes_board_town_all on wishes (town_code, published_at, id) where state in ('open', 'claimed', 'fulfilled', 'disputed', 'confirmed');
create index wishes_board_category on wishes (category, published_at, id) where state in ('open', 'claimed', 'fulfilled', 'disputed', 'confirmed');

-- A team's members and what each takes on; the claim's member is its contact.
create table wish_claim_members (
  claim_id uuid not null,
  member_id uuid not null,
  share text not null,
  constraint wish_claim_members_pk primary key (claim_id, member_id),
  constraint wish_claim_members_claim_fk foreign key (claim_id) references wish_claims (id),
  constraint wish_claim_members_member_fk foreign key (member_id) references accounts (id)
);
create index wish_claims_wish on wish_claims (wish_id, claimed_at);

-- Each look at a resident's contact; the words of the reason are in the history.
create table wish_reveals (
  id uuid not null,
  wish_id uuid not null,
  claim_id uuid not null,
  member_id uuid not null,
  day date not null,
  at timestamptz not null,
  constraint wish_reveals_pk primary key (id),
  constraint wish_reveals_wish_fk foreign key (wish_id) references wishes (id)
);
create index wish_reveals_member on wish_reveals (member_id, day);
