-- Photos and papers of inspections: of what a team finds, and of what the unit has mended since. They belong to the
-- inspection and to nobody's library: a team is of many units, or of none.
create table congtam.inspection_file (
  inspection text not null references congtam.inspection (id),
  number integer not null check (number between 1 and 200),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('pdf', 'jpg', 'png', 'docx', 'xlsx')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null check (length(bytes) between 1 and 5242880),
  at timestamptz not null,
  by text not null,
  primary key (inspection, number)
);
comment on table congtam.inspection_file is 'Files of an inspection, append-only; findings and reports of what was mended name them by their numbers.';
grant select, insert on congtam.inspection_file to congtam_app;
