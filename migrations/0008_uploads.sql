-- What WeChat pushed to us, once each, and the photos nobody has used yet.

create table wechat_pushes (
  dedupe_key text not null,
  kind text not null,
  received_at timestamptz not null,
  constraint wechat_pushes_pk primary key (dedupe_key)
);
create index wechat_pushes_received_at on wechat_pushes (received_at);

create index uploads_unattached on uploads (account_id, created_at) where attached_id is null;
