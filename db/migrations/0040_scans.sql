-- The room plan: what the scanner said of files of inspections.
create table congtam.inspection_scan (
  id bigint generated always as identity primary key,
  inspection text not null,
  number integer not null,
  verdict text not null check (verdict in ('waiting', 'clean', 'infected')),
  detail text not null,
  at timestamptz not null,
  foreign key (inspection, number) references congtam.inspection_file (inspection, number)
);
comment on table congtam.inspection_scan is 'What the scanner said of a file of an inspection, append-only; the newest counts; what waits or is infected is given to nobody.';
create index inspection_scan_file on congtam.inspection_scan (inspection, number, id desc);
grant select, insert on congtam.inspection_scan to congtam_app;

