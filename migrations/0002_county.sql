-- The county: areas, people, party, units, associations.

create table areas (
  code text not null,
  name text not null,
  kind text not null,
  parent_code text,
  town_code text,
  community_code text,
  region_code text,
  block_code text,
  compound_id uuid,
  is_urban boolean not null default false,
  lng double precision not null,
  lat double precision not null,
  polygon polygon,
  household_count integer not null default 0,
  population integer not null default 0,
  duty_phone text,
  constraint areas_pk primary key (code),
  constraint areas_parent_fk foreign key (parent_code) references areas (code) deferrable initially deferred,
  constraint areas_kind check (kind in ('county', 'town', 'community', 'region', 'block', 'grid')),
  constraint areas_grid_has_polygon check (kind <> 'grid' or polygon is not null)
);
create index areas_parent on areas (parent_code, code);
create index areas_community on areas (community_code) where kind = 'grid';
create index areas_block on areas (block_code) where kind = 'grid';
create index areas_polygon on areas using gist (polygon) where kind = 'grid';

create table compounds (
  id uuid not null,
  name text not null,
  community_code text not null,
  is_unmanaged boolean not null,
  paired_unit_id uuid,
  constraint compounds_pk primary key (id),
  constraint compounds_community_fk foreign key (community_code) references areas (code)
);
create index compounds_community on compounds (community_code);

create table houses (
  id uuid not null,
  code text not null,
  grid_code text not null,
  compound_id uuid,
  address bytea not null,
  constraint houses_pk primary key (id),
  constraint houses_code_unique unique (code),
  constraint houses_grid_fk foreign key (grid_code) references areas (code)
);
create index houses_grid on houses (grid_code);

create table accounts (
  id uuid not null,
  openid text,
  unionid text,
  name bytea,
  display_name text not null,
  staff_name text not null,
  phone bytea,
  phone_index bytea,
  grid_code text,
  house_id uuid,
  birth_year smallint,
  is_elder boolean not null default false,
  is_disabled boolean not null default false,
  state text not null default 'active',
  created_at timestamptz not null,
  last_seen_at timestamptz,
  constraint accounts_pk primary key (id),
  constraint accounts_openid_unique unique (openid),
  constraint accounts_grid_fk foreign key (grid_code) references areas (code),
  constraint accounts_house_fk foreign key (house_id) references houses (id),
  constraint accounts_state check (state in ('active', 'closing', 'closed'))
);
create index accounts_phone on accounts (phone_index) where phone_index is not null;
create index accounts_house on accounts (house_id) where house_id is not null;
create index accounts_grid on accounts (grid_code, id);

create table sessions (
  token_hash bytea not null,
  account_id uuid not null,
  is_staff boolean not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint sessions_pk primary key (token_hash),
  constraint sessions_account_fk foreign key (account_id) references accounts (id)
);
create index sessions_account on sessions (account_id);

create table appointments (
  id uuid not null,
  account_id uuid not null,
  role text not null,
  scope_kind text not null,
  scope_id text not null,
  post text,
  from_at timestamptz not null,
  to_at timestamptz,
  appointed_by uuid,
  approved_by uuid,
  created_at timestamptz not null,
  history_length integer not null default 0,
  history_head bytea,
  constraint appointments_pk primary key (id),
  constraint appointments_account_fk foreign key (account_id) references accounts (id),
  constraint appointments_role check (role in ('member', 'secretary', 'gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'serviceStaff', 'callBackOfficer', 'unitHandler', 'streetOfficer', 'countyOfficer', 'auditor', 'administrator')),
  constraint appointments_scope_kind check (scope_kind in ('area', 'partyOrganization', 'unit', 'association', 'place')),
  constraint appointments_post check ((role = 'gridLeader') = (post is not null) and post in ('A', 'B')),
  constraint appointments_period check (to_at is null or to_at >= from_at),
  constraint appointments_not_by_oneself check (appointed_by is distinct from account_id and approved_by is distinct from account_id),
  constraint appointments_two_persons check (approved_by is null or approved_by is distinct from appointed_by)
);
create index appointments_account on appointments (account_id);
create index appointments_scope on appointments (scope_id, role);

create table absences (
  id uuid not null,
  appointment_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  reason text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  constraint absences_pk primary key (id),
  constraint absences_appointment_fk foreign key (appointment_id) references appointments (id),
  constraint absences_period check (to_at >= from_at),
  constraint absences_no_overlap exclude using gist (appointment_id with =, tstzrange(from_at, to_at) with &&)
);

create table consents (
  id uuid not null,
  account_id uuid not null,
  document text not null,
  version text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint consents_pk primary key (id),
  constraint consents_account_fk foreign key (account_id) references accounts (id)
);
create unique index consents_one_in_force on consents (account_id, document, version) where withdrawn_at is null;

create table dependents (
  id uuid not null,
  guardian_id uuid not null,
  account_id uuid,
  kind text not null,
  name bytea not null,
  display_name text not null,
  consent text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint dependents_pk primary key (id),
  constraint dependents_guardian_fk foreign key (guardian_id) references accounts (id),
  constraint dependents_account_fk foreign key (account_id) references accounts (id),
  constraint dependents_kind check (kind in ('elder', 'child'))
);
create index dependents_guardian on dependents (guardian_id);

create table units (
  id uuid not null,
  code text not null,
  kind text not null,
  name text not null,
  parent_unit_id uuid,
  area_code text not null,
  authority text[] not null default '{}',
  is_active boolean not null default true,
  constraint units_pk primary key (id),
  constraint units_code_unique unique (code),
  constraint units_parent_fk foreign key (parent_unit_id) references units (id),
  constraint units_area_fk foreign key (area_code) references areas (code),
  constraint units_kind check (kind in ('department', 'town', 'stationed', 'property', 'ownersCommittee'))
);

alter table compounds add constraint compounds_paired_unit_fk foreign key (paired_unit_id) references units (id);

create table party_organizations (
  id uuid not null,
  level text not null,
  name text not null,
  parent_id uuid,
  path uuid[] not null,
  area_code text,
  compound_id uuid,
  unit_id uuid,
  constraint party_organizations_pk primary key (id),
  constraint party_organizations_parent_fk foreign key (parent_id) references party_organizations (id),
  constraint party_organizations_unit_fk foreign key (unit_id) references units (id),
  constraint party_organizations_level check (level in ('streetCommittee', 'generalBranch', 'compoundBranch', 'gridGroup', 'memberHousehold', 'sector', 'unitBranch'))
);
create index party_organizations_path on party_organizations using gin (path);
create index party_organizations_area on party_organizations (area_code);

create table party_members (
  account_id uuid not null,
  organization_id uuid not null,
  residence_grid_code text,
  report_in_codes text[] not null default '{}',
  is_retired boolean not null default false,
  skills text[] not null default '{}',
  availability jsonb not null default '{}',
  barred_until timestamptz,
  constraint party_members_pk primary key (account_id),
  constraint party_members_account_fk foreign key (account_id) references accounts (id),
  constraint party_members_organization_fk foreign key (organization_id) references party_organizations (id)
);
create index party_members_organization on party_members (organization_id);
create index party_members_grid on party_members (residence_grid_code);

create table associations (
  id uuid not null,
  community_code text not null,
  name text not null,
  constraint associations_pk primary key (id),
  constraint associations_community_unique unique (community_code),
  constraint associations_community_fk foreign key (community_code) references areas (code)
);

create table association_members (
  association_id uuid not null,
  unit_id uuid not null,
  secretary_id uuid,
  constraint association_members_pk primary key (association_id, unit_id),
  constraint association_members_association_fk foreign key (association_id) references associations (id),
  constraint association_members_unit_fk foreign key (unit_id) references units (id),
  constraint association_members_secretary_fk foreign key (secretary_id) references accounts (id)
);

create table chair_terms (
  id uuid not null,
  state text not null,
  version integer not null default 0,
  history_length integer not null default 0,
  history_head bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  association_id uuid not null,
  account_id uuid not null,
  unit_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  constraint chair_terms_pk primary key (id),
  constraint chair_terms_association_fk foreign key (association_id) references associations (id),
  constraint chair_terms_account_fk foreign key (account_id) references accounts (id),
  constraint chair_terms_unit_fk foreign key (unit_id) references units (id),
  constraint chair_terms_state check (state in ('planned', 'running', 'ended', 'revoked', 'cancelled')),
  constraint chair_terms_period check (to_at > from_at or (state = 'revoked' and to_at = from_at)),
  constraint chair_terms_no_overlap exclude using gist (association_id with =, tstzrange(from_at, to_at) with &&)
    where (state in ('planned', 'running', 'revoked'))
);
create index chair_terms_account on chair_terms (account_id);
