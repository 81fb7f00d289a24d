-- The room documents: how the authority's papers look. Content belongs to the rooms that issue them.
create table congtam.document_setting (
  number integer primary key check (number >= 1),
  at timestamptz not null,
  by text not null check (by <> ''),
  setting jsonb not null check (jsonb_typeof(setting) = 'object')
);
comment on table congtam.document_setting is 'Letterhead, numbers, place and signers of papers, append-only: the newest counts.';

create table congtam.document_template (
  kind text not null check (kind ~ '^[a-z][a-z-]{0,59}$'),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null check (by <> ''),
  -- Null: from here on the program's own template counts again.
  name text check (length(name) between 1 and 200),
  bytes bytea check (length(bytes) between 1 and 2000000),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (kind, number),
  check ((bytes is null) = (sha256 is null) and (bytes is null) = (name is null))
);
comment on table congtam.document_template is 'Templates of Word that clerks have changed, append-only: the newest of a kind counts.';

grant select, insert on congtam.document_setting, congtam.document_template to congtam_app;
