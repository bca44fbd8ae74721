-- What the verbs of booking write down beside the tables of 0005.

alter table bookings
  -- Fen, as promised when it was booked.
  add column price_fen integer not null default 0,
  -- Of a low-profit service, given when the place is paid for on the spot.
  add column receipt_number text,
  add constraint bookings_price check (price_fen >= 0),
  add constraint bookings_receipt_unique unique (receipt_number);
create sequence receipt_numbers;
create index bookings_appeals on bookings (place_id, starts_at, id) where state = 'no_show' and appealed_at is not null and appeal_decided_at is null;
create index bookings_pending on bookings (place_id, starts_at, id) where state = 'pending';

-- Weekly bookings made together, with the weeks that could not be had: [{startsAt, code, message}].
create table booking_series (
  id uuid not null,
  booker_id uuid not null,
  clashes jsonb not null,
  created_at timestamptz not null,
  constraint booking_series_pk primary key (id),
  constraint booking_series_booker_fk foreign key (booker_id) references accounts (id)
);

-- Whoever waits may be known by name only, too.
alter table waitlist_entries
  add column on_behalf_name bytea,
  add column on_behalf_phone bytea,
  add column authority text;
