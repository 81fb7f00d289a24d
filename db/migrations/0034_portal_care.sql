-- The room documents: layouts of provinces' own tables, learnt once.
create table congtam.sheet_mapping (
  kind text not null check (kind ~ '^[a-z][a-z-]{0,59}$'),
  -- The words of the head row.
  signature text not null check (length(signature) between 1 and 4000),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null check (by <> ''),
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object')
);
-- Long heads do not fit an index as they are.
create unique index sheet_mapping_number on congtam.sheet_mapping (kind, md5(signature), number);
comment on table congtam.sheet_mapping is 'Which column of a table is what, by its head row; append-only: the newest of a kind and head counts.';
grant select, insert on congtam.sheet_mapping to congtam_app;

-- The room portal: files that come with feedback of the public, and with what units say they have remedied.
create table congtam.portal_file (
  -- "feedback:…", "remediation:…"
  owner text not null check (owner ~ '^(feedback|remediation):[0-9A-Za-z_-]{1,64}$'),
  number integer not null check (number between 1 and 50),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('pdf', 'jpg', 'png', 'docx', 'xlsx')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null check (length(bytes) between 1 and 5242880),
  at timestamptz not null,
  -- A person, or "public".
  by text not null check (by <> ''),
  primary key (owner, number)
);
comment on table congtam.portal_file is 'Files beside feedback and remediation, append-only; handed out to be kept, never to be shown in a page.';
create index portal_file_at on congtam.portal_file (at) where by = 'public';
grant select, insert on congtam.portal_file to congtam_app;
