-- Catalogues that administrators edit. A version stays as it was written; the highest one whose instant has come is in force.
-- Version 0 of each is what the program brings along.
create table catalogue_versions (
  id uuid not null,
  name text not null,
  version integer not null,
  content jsonb not null,
  note text not null,
  in_force_at timestamptz not null,
  created_at timestamptz not null,
  created_by uuid not null,
  approved_by uuid,
  constraint catalogue_versions_pk primary key (id),
  constraint catalogue_versions_number_unique unique (name, version),
  constraint catalogue_versions_name check (name in ('dispatchRules', 'complaintCategories')),
  constraint catalogue_versions_version check (version > 0),
  constraint catalogue_versions_not_before check (in_force_at >= created_at),
  constraint catalogue_versions_two_persons check (approved_by is null or approved_by <> created_by),
  constraint catalogue_versions_created_by_fk foreign key (created_by) references accounts (id),
  constraint catalogue_versions_approved_by_fk foreign key (approved_by) references accounts (id)
);

-- What a complaint was filed by: its questions keep their words and its category its terms, whatever comes after.
alter table complaints add column catalogue_version integer not null default 0;
-- By which rules a demand was last dispatched.
alter table demands add column rules_version integer;
