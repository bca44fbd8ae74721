-- The wish wall: fulfilled wishes with the resident's thanks, where both agree.
alter table wishes
  -- What the check said of the thanks, `pass` also where a worker read them and found them good; null: there are none.
  add column thanks_verdict text,
  add column thanks_agreed_resident_at timestamptz,
  add column thanks_agreed_member_at timestamptz;
create index wishes_wall on wishes (confirmed_at, id)
  where state = 'confirmed' and thanks_verdict = 'pass' and thanks_agreed_resident_at is not null and thanks_agreed_member_at is not null;
create index wishes_thanks_desk on wishes (community_code, confirmed_at, id)
  where state = 'confirmed' and thanks_verdict <> 'pass' and thanks_agreed_resident_at is not null and thanks_agreed_member_at is not null;
