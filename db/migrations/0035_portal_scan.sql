-- The room portal: what the scanner said of files that came with feedback and with remedies.
create table congtam.portal_scan (
  id bigint generated always as identity primary key,
  owner text not null,
  number integer not null,
  verdict text not null check (verdict in ('clean', 'infected')),
  detail text not null,
  at timestamptz not null,
  foreign key (owner, number) references congtam.portal_file (owner, number)
);
comment on table congtam.portal_scan is 'What the scanner said of a file beside feedback or a remedy, append-only; the newest counts. Where there is a scanner, a file without a row is given to nobody yet, and one that is infected to nobody at all.';
create index portal_scan_file on congtam.portal_scan (owner, number, id desc);
grant select, insert on congtam.portal_scan to congtam_app;
