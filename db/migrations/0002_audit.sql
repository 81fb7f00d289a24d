-- The ledger of the room audit: what was changed, by whom and when, each entry chained to the one before by its
-- hash. It is only ever added to; a superuser who gets round that is found by the chain and by the signed heads.
create table congtam.audit_entry (
  seq bigint primary key check (seq >= 1),
  at timestamptz not null,
  by text not null check (by <> ''),
  action text not null check (action <> ''),
  subject text not null check (subject <> ''),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  previous bytea not null unique check (octet_length(previous) = 32),
  hash bytea not null unique check (octet_length(hash) = 32)
);
comment on table congtam.audit_entry is 'Append-only ledger: seq without gaps, at by the database clock, by (account id, public or system), hash = SHA-256 over the entry and the hash before it.';
create index audit_entry_subject on congtam.audit_entry (subject, seq);
create index audit_entry_action on congtam.audit_entry (action, seq);
create index audit_entry_by on congtam.audit_entry (by, seq);

-- Rights alone do not bind the owner of the table; this does, until somebody takes the trigger away on purpose.
create function congtam.audit_entry_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit ledger is only added to: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_refuse before update or delete or truncate on congtam.audit_entry
  for each statement execute function congtam.audit_entry_refuse();

-- A program with a mistake must not be able to break the chain either.
create function congtam.audit_entry_continue() returns trigger language plpgsql as $$
declare
  last_seq bigint;
  last_hash bytea;
begin
  select seq, hash into last_seq, last_hash from congtam.audit_entry order by seq desc limit 1;
  if new.seq <> coalesce(last_seq, 0) + 1 or new.previous <> coalesce(last_hash, decode(repeat('00', 32), 'hex')) then
    raise exception 'audit entry % does not continue the ledger, which ends at %', new.seq, coalesce(last_seq, 0) using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger audit_entry_continue before insert on congtam.audit_entry
  for each row execute function congtam.audit_entry_continue();

grant select, insert on congtam.audit_entry to congtam_app;
