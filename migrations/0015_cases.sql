-- What the further steps of complaints, demands and dispatches need to remember, and the inbox.

alter table complaints
  add column ask_count smallint not null default 0,
  add column is_unanswered boolean not null default false,
  add column decline_class text,
  add column decline_version text,
  add column decline_where text,
  add column declined_by uuid,
  add column has_appealed boolean not null default false,
  add column reassign_count smallint not null default 0,
  add column is_reassign_final boolean not null default false,
  -- What the reporter answered in earlier rounds: the last one counts, the others stay visible.
  add column earlier_answers jsonb not null default '[]',
  add constraint complaints_declined_by_fk foreign key (declined_by) references accounts (id);
create index complaints_merged_into on complaints (merged_into_id, created_at, id) where merged_into_id is not null;

-- What a resident was asked, and said.
create table complaint_questions (
  id uuid not null,
  complaint_id uuid not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  question text not null,
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  constraint complaint_questions_pk primary key (id),
  constraint complaint_questions_complaint_fk foreign key (complaint_id) references complaints (id),
  constraint complaint_questions_answer check ((answer is null) = (answered_at is null))
);
create index complaint_questions_complaint on complaint_questions (complaint_id, asked_at);

alter table demands
  add column bring_back_count smallint not null default 0,
  -- A proposed or approved hold: why, what is to be done meanwhile, and when it is looked at again.
  add column hold_reason text,
  add column hold_plan text,
  add column hold_review_on date,
  add column hold_proposed_by uuid,
  add column hold_state text,
  add column hold_level smallint,
  add column hold_renewals smallint not null default 0,
  add constraint demands_hold_state check (hold_state in ('proposed', 'overdue', 'approved')),
  add constraint demands_hold_is_whole check (
    hold_state is null or (hold_reason is not null and hold_plan is not null and hold_review_on is not null and hold_proposed_by is not null and hold_level is not null));

alter table dispatches
  add column return_count smallint not null default 0,
  add column return_reason text,
  add column return_basis text,
  add column return_unit_id uuid,
  add column return_asked_at timestamptz,
  add column recall_count smallint not null default 0,
  add column extension_days smallint,
  add column extension_reason text,
  add column extension_state text,
  add column extension_level smallint,
  add column milestones text[] not null default '{}',
  add constraint dispatches_return_unit_fk foreign key (return_unit_id) references units (id),
  add constraint dispatches_extension_state check (extension_state in ('asked', 'granted', 'refused', 'lapsed')),
  add constraint dispatches_extension_days check (extension_days between 1 and 10),
  add constraint dispatches_extension_is_whole check (extension_state is null or (extension_days is not null and extension_reason is not null));

-- One event, one person, one message.
create table inbox_messages (
  id uuid not null,
  account_id uuid not null,
  event_id bigint not null,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  title text not null,
  body text not null,
  is_urgent boolean not null,
  created_at timestamptz not null,
  read_at timestamptz,
  constraint inbox_messages_pk primary key (id),
  constraint inbox_messages_one unique (account_id, event_id),
  constraint inbox_messages_account_fk foreign key (account_id) references accounts (id)
);
create index inbox_messages_account on inbox_messages (account_id, created_at, id);
create index inbox_messages_unread on inbox_messages (account_id) where read_at is null;

-- How often a person has allowed us to write to them, per template of WeChat.
create table message_credits (
  account_id uuid not null,
  template text not null,
  credits integer not null,
  is_long_term boolean not null default false,
  updated_at timestamptz not null,
  constraint message_credits_pk primary key (account_id, template),
  constraint message_credits_account_fk foreign key (account_id) references accounts (id),
  constraint message_credits_not_negative check (credits >= 0)
);

-- What of it also goes out by WeChat: waiting until it is delivered or declared dead.
create table wechat_messages (
  inbox_message_id uuid not null,
  account_id uuid not null,
  template text not null,
  delivery text not null,
  msgid text,
  error text,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint wechat_messages_pk primary key (inbox_message_id),
  constraint wechat_messages_inbox_fk foreign key (inbox_message_id) references inbox_messages (id),
  constraint wechat_messages_delivery check (delivery in ('waiting', 'delivered', 'dead')),
  constraint wechat_messages_ended check ((delivery = 'waiting') = (ended_at is null))
);
create index wechat_messages_waiting on wechat_messages (created_at) where delivery = 'waiting';
