-- Answers that were given, by the client's own key, so that a repeated request has one effect.
create table congtam.idempotency (
  account text not null,
  key text not null check (length(key) between 1 and 255),
  operation text not null,
  request_hash text not null,
  status integer,
  answer text,
  at timestamptz not null default clock_timestamp(),
  primary key (account, key)
);
comment on table congtam.idempotency is 'Idempotency-Key of each account with the first answer; rows older than a day may be removed.';
grant select, insert, update on congtam.idempotency to congtam_app;
