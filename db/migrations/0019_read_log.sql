-- The log of reads of the room audit: who outside a unit was shown its file, or a result that is not published. It is
-- no part of the ledger, whose chain lets one write at a time.
create table congtam.read_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  account text not null check (account <> ''),
  person text not null check (person <> ''),
  -- Another system's key, where one was shown.
  api_key text,
  roles text[] not null,
  operation text not null check (operation <> ''),
  kind text not null check (kind in ('unit-file', 'opinions', 'draft-result')),
  campaign text not null check (campaign <> ''),
  -- Null: about every unit of the campaign.
  unit text
);
comment on table congtam.read_entry is 'Append-only: one row for each unit whose file, opinions or unpublished result somebody outside it was shown, written before the answer leaves.';
create index read_entry_unit on congtam.read_entry (unit, id);
create index read_entry_person on congtam.read_entry (person, id);
create index read_entry_at on congtam.read_entry (at);

create function congtam.read_entry_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the log of reads is only added to: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger read_entry_refuse before update or truncate on congtam.read_entry
  for each statement execute function congtam.read_entry_refuse();

grant select, insert on congtam.read_entry to congtam_app;
