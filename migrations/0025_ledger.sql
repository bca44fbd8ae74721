-- Finding one's way on the demand ledger: by words, by filters, and by filters that an account keeps.

alter table demands add column bigrams text[] not null default '{}';
create index demands_bigrams on demands using gin (bigrams);
-- Each filter in the order of the ledger: a page of what is rare costs no more than one of what is common.
create index demands_state on demands (state, created_at, id);
create index demands_category on demands (category, created_at, id);
create index demands_nature on demands (nature, created_at, id);
create index demands_urgency on demands (urgency, created_at, id);
create index demands_level on demands (level, created_at, id) where level > 0;
create index demands_grid on demands (grid_code, created_at, id) where grid_code is not null;

create table ledger_filters (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  -- As in the address of the list: name of the filter → its text.
  filter jsonb not null,
  created_at timestamptz not null,
  constraint ledger_filters_pk primary key (id),
  constraint ledger_filters_once unique (account_id, name),
  constraint ledger_filters_account_fk foreign key (account_id) references accounts (id) on delete cascade,
  constraint ledger_filters_name check (length(name) between 1 and 20)
);

-- Entries that are there before words could be looked for get theirs once, as soon as a worker runs.
insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, original_due_at, sentence)
  values ('00000000-0000-7000-8000-000000000025', 'ledgerWords', '00000000-0000-7000-8000-000000000025', 'build', 'running',
    '2020-01-01T00:00:00Z', '1h', '2020-01-01T01:00:00Z', '2020-01-01T01:00:00Z', '把已有的台账条目编入检索。');
