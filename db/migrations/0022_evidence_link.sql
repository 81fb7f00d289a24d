-- What proves a criterion of a unit's file. A set of links is never changed: a newer one follows it.
create table congtam.evidence_link_set (
  campaign text not null,
  unit text not null,
  criterion text not null check (length(criterion) between 1 and 60),
  part text not null check (part in ('self-scoring', 'explanation')),
  version integer not null check (version >= 1),
  by text not null,
  at timestamptz not null,
  primary key (campaign, unit, criterion, part, version),
  foreign key (campaign, unit) references congtam.campaign_unit (campaign, unit)
);
comment on table congtam.evidence_link_set is 'Each version of what a unit says proves a criterion, in its self-scoring or its explanation; the newest counts.';

create table congtam.evidence_link (
  campaign text not null,
  unit text not null,
  criterion text not null,
  part text not null,
  version integer not null,
  position integer not null check (position >= 1),
  -- One version of an item: what was linked stays what it was.
  file text not null,
  pages text not null check (length(pages) <= 100),
  proves text not null check (length(proves) <= 1000),
  primary key (campaign, unit, criterion, part, version, position),
  foreign key (campaign, unit, criterion, part, version) references congtam.evidence_link_set (campaign, unit, criterion, part, version)
);
comment on table congtam.evidence_link is 'The files of a set, with pages and what each proves.';
create index evidence_link_file on congtam.evidence_link (file);

alter table congtam.evidence_link_set enable row level security;
alter table congtam.evidence_link enable row level security;
create policy evidence_link_set_seen on congtam.evidence_link_set to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy evidence_link_seen on congtam.evidence_link to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
grant select, insert on congtam.evidence_link_set, congtam.evidence_link to congtam_app;
